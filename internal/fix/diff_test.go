package fix_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/fix"
)

func TestDiffQuotesNames(t *testing.T) {
	tests := []struct{ name, want string }{
		{"dir/a b.json", "a/dir/a b.json"},
		{"größe.json", "a/größe.json"},
		{"a\nb.json", `"a/a\nb.json"`},
		{"\x1b[31m.json", `"a/\033[31m.json"`},
		{`say "hi"\.json`, `"a/say \"hi\"\\.json"`},
		{"a\tb\r\a\b\v\f\x7f", `"a/a\tb\r\a\b\v\f\177"`},
		{"a\u009b1m", `"a/a\302\2331m"`},
		{"a\u202eb", `"a/a\342\200\256b"`},
		{"a\xff\ufffd", `"a/a\377` + "\ufffd" + `"`},
	}
	for _, tt := range tests {
		s := fix.Sheet{Name: tt.name, Before: []byte("a\n"), After: []byte("b\n")}
		lines := strings.Split(string(s.Diff()), "\n")
		other := strings.Replace(tt.want, "a/", "b/", 1)
		want := []string{"diff " + tt.want + " " + other, "--- " + tt.want, "+++ " + other, "@@ -1,1 +1,1 @@", "-a", "+b", ""}
		if strings.Join(lines, "\n") != strings.Join(want, "\n") {
			t.Errorf("%q:\n%s", tt.name, s.Diff())
		}
	}
}

// What a diff calls a file git finds again.
func TestGitTakesQuotedNames(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil || runtime.GOOS == "windows" {
		t.Skip("needs git, and a system that takes such names")
	}
	for _, name := range []string{"a b.json", "a\nb.json", "\x1b[31m\".json", `\.json`, "größe\u202e.json", "\xff.json"} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("a\n"), 0o666); err != nil {
			t.Logf("%q: %v", name, err) // some systems take UTF-8 only
			continue
		}
		s := fix.Sheet{Name: name, Before: []byte("a\n"), After: []byte("b\n")}
		git := exec.Command("git", "apply", "-")
		git.Dir, git.Stdin = dir, bytes.NewReader(s.Diff())
		git.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
		said, err := git.CombinedOutput()
		if text, _ := os.ReadFile(path); err != nil || string(text) != "b\n" {
			t.Errorf("%q: %v %s\n%s", name, err, said, s.Diff())
		}
	}
}
