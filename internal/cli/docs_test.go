package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

// TestDocs runs the commands that the documents show: in a console block, each
// line after "$ " with the lines that it prints. A block below a file's name in
// backquotes and a colon is that file.
func TestDocs(t *testing.T) {
	documents := documented(t)
	for _, name := range []string{"README.md", "docs/command-line.md", "docs/rules/out-of-range.md"} {
		if !slices.Contains(documents, name) {
			t.Errorf("%s has no commands to run", name)
		}
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

// documented are the documents that show what payloadlint prints. Blocks that
// begin with the commands of others are run by tests of their own.
func documented(t *testing.T) (names []string) {
	t.Helper()
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/rules/*.md"} {
		found, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), "```console\n$ payloadlint ") {
				name, _ := filepath.Rel("../..", path)
				names = append(names, filepath.ToSlash(name))
			}
		}
	}
	return names
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

// TestFlagsDocumented: docs/command-line.md has each command and each flag, with
// the values that it takes, and no others.
func TestFlagsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/command-line.md")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(string(text), `\|`, "|")
	exists := map[string]bool{}
	for _, c := range commands() {
		if !strings.Contains(page, "`"+c.name) && !strings.Contains(page, "## "+c.name) {
			t.Errorf("the command %s is not on the page", c.name)
		}
		flags, _ := c.prepare()
		flags.VisitAll(func(f *pflag.Flag) {
			exists[f.Name] = true
			words := "`--" + f.Name
			if value, _ := pflag.UnquoteUsage(f); c.name+f.Name == "checkformat" {
				words += " FORMAT"
			} else if f.NoOptDefVal == "" {
				words += " " + value
			}
			if !regexp.MustCompile(regexp.QuoteMeta(words) + "(`|\\[)").MatchString(page) {
				t.Errorf("%s of %s is not on the page", words, c.name)
			}
		})
	}
	for _, m := range regexp.MustCompile("`--([a-z-]+)").FindAllStringSubmatch(page, -1) {
		if !exists[m[1]] && m[1] != "flag" {
			t.Errorf("there is no flag --%s", m[1])
		}
	}
	variables, _ := surroundings()
	for _, variable := range variables {
		if !strings.Contains(page, "`"+variable.word+"`") {
			t.Errorf("the variable %s is not on the page", variable.word)
		}
	}
}
