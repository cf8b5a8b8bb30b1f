package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDocs runs the commands that the documents show: in a console block, each
// line after "$ " with the lines that it prints. A block below a file's name in
// backquotes and a colon is that file.
func TestDocs(t *testing.T) {
	pages, err := filepath.Glob("../../docs/rules/*-*.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no page of a rule was found: %v", err)
	}
	documents := []string{"README.md", "docs/json-output.md", "docs/reply.md", "docs/input-forms.md", "docs/configuration.md", "docs/suppressing.md", "docs/fixes.md"}
	for _, page := range pages {
		documents = append(documents, "docs/rules/"+filepath.Base(page))
	}
	for _, name := range documents {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("../..", name))
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			for _, m := range fileBlock.FindAllStringSubmatch(string(text), -1) {
				if err := os.WriteFile(m[1], []byte(m[2]), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			ran := 0
			for _, block := range consoleBlock.FindAllStringSubmatch(string(text), -1) {
				for _, step := range strings.Split("\n"+block[1], "\n$ ")[1:] {
					command, want, _ := strings.Cut(step, "\n")
					runDocumented(t, command, want)
					ran++
				}
			}
			if ran == 0 {
				t.Error("no command was found")
			}
		})
	}
}

var (
	fileBlock    = regexp.MustCompile("(?s)\n`([a-z0-9.-]+)`:\n\n```[a-z]+\n(.*?)```\n")
	consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```\n")
)

func runDocumented(t *testing.T, command, want string) {
	t.Helper()
	words := strings.Fields(command)
	if words[0] != "payloadlint" {
		t.Fatalf("cannot run %q", command)
	}
	var stdout, stderr bytes.Buffer
	none := func(string) string { return "" }
	if code := Main(words[1:], strings.NewReader(""), &stdout, &stderr, none); code == ExitFailure {
		t.Fatalf("%s: %s", command, stderr.String())
	}
	// The blank line before the closing fence is not part of the output.
	if diff := cmp.Diff(strings.TrimSuffix(want, "\n"), strings.TrimSuffix(stdout.String(), "\n")); diff != "" {
		t.Errorf("%s prints something else than the document shows (-document +now):\n%s", command, diff)
	}
}
