package files

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestJudge(t *testing.T) {
	tests := []struct {
		patterns, path string // a path with a slash at the end is a directory
		want           verdict
		reason         string
	}{
		{"a.json", "a.json", ignored, "a plain name"},
		{"a.json", "x/a.json", ignored, "at any depth"},
		{"/a.json", "x/a.json", silent, "a slash at the beginning anchors"},
		{"x/a.json", "y/x/a.json", silent, "a slash in the middle anchors"},
		{"x/", "x/", ignored, "a directory"},
		{"x/", "x", silent, "not a directory"},
		{"*.json", "x/a.json", ignored, "by its end"},
		{"/*.json", "x/a.json", silent, "an asterisk does not go over a slash"},
		{"*.json\n!a.json", "a.json", kept, "the last one counts"},
		{"!a.json\n*.json", "a.json", ignored, "the last one counts"},
		{"!a.json\na.json", "a.json", ignored, "the last one counts among plain names"},
		{"/x/a\n!a", "x/a", kept, "the last one counts between names and paths"},
		{"!a\n/x/a", "x/a", ignored, "the last one counts between names and paths"},
		{"# a", "# a", silent, "a comment"},
		{`\# a`, "# a", ignored, "a backslash makes it none"},
		{`\!a`, "!a", ignored, "nor a negation"},
		{"a  ", "a", ignored, "spaces at the end are nothing"},
		{`a\ `, "a ", ignored, "unless a backslash protects them"},
		{"a\r\n", "a", ignored, "lines may end in CRLF"},
		{"\ufeffa", "a", ignored, "a byte order mark"},
		{"", "a", silent, "nothing"},
		{"/\n!\n!/\n\\", "a", silent, "no patterns at all"},
		{"x/**", "x/", silent, "what is in it, not itself"},
		{"x/**", "x/y/a", ignored, "what is in it"},
		{"?/**", "x/", silent, "what is in it, not itself"},
		{"**/x", "a/b/x", ignored, "in all directories"},
		{"x/**/a", "x/a", ignored, "no directory is a number of directories"},
		{"x/***/a", "x/y/z/a", ignored, "three are two"},
		{"*a**b/c", "xab/c", ignored, "two are one elsewhere"},
		{"*a**b/c", "xa/b/c", silent, "two are one elsewhere"},
		{"[!0-9]", "a", ignored, "a negated class"},
		{"[!0-9]", "7", silent, "a negated class"},
		{"[]x]", "]", ignored, "a bracket is first in its class"},
		{"[[:digit:]a]", "7", ignored, "a named class"},
		{"[[:upper]", ":", ignored, "a class with a colon in it"},
		{"[[:new:]a]", "a", silent, "an unknown class matches nothing"},
		{"[ab", "a", silent, "nor does one without end"},
		{"x[!y]z/", "x/z", silent, "a class is no slash"},
		{`[\]]`, "]", ignored, "a backslash in a class"},
		{"{a,b}", "a", silent, "braces are no wildcards"},
		{"{a,?}", "{a,b}", ignored, "braces are no wildcards"},
		{"a?b", "aüb", silent, "git counts bytes"},
		{"a??b", "aüb", ignored, "git counts bytes"},
		{"ü?", "üx", ignored, "bytes beyond ASCII"},
		{"?\xff", "a\xfe", silent, "bytes that are no text"},
	}
	for _, test := range tests {
		path, directory := strings.CutSuffix(test.path, "/")
		got := silent
		if l := parseIgnore([]byte(test.patterns)); l != nil {
			got = l.judge(path, directory)
		}
		if got != test.want {
			t.Errorf("%s: %q on %q: %d, want %d", test.reason, test.patterns, test.path, got, test.want)
		}
	}
}

// git runs git in a directory, with nothing of the user's configuration.
func git(t testing.TB, dir, stdin string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && !(args[0] == "check-ignore" && cmd.ProcessState.ExitCode() == 1) {
		t.Fatalf("git %v: %v\n%s", args, err, stderr.String())
	}
	return string(out)
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// randomPattern is a pattern of the few characters that names in the test have,
// so that it often matches.
func randomPattern(r *rand.Rand) string {
	parts := []string{"a", "b", "ü", ".json", "*", "**", "?", "/", "/**/", "**/", "/**", "[ab]", "[!a]", "[^/b]", "[]a]", "[a-c]", "[[:alpha:]]", `\a`, `\*`, "!", "{a,b}", " ", `\ `, "[", "]"}
	var b strings.Builder
	if r.IntN(6) == 0 {
		b.WriteByte('!')
	}
	for range 1 + r.IntN(5) {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}

// TestAgreesWithGit walks repositories with random .gitignore files and asks
// git which of their files it ignores.
func TestAgreesWithGit(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 5
	}
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"a", "b", "ab", "aab", "ü", "a b", "a "}
	for round := range rounds {
		dir := t.TempDir()
		git(t, dir, "", "init", "-q")
		var all []string
		for range 120 {
			var parts []string
			for range r.IntN(4) {
				parts = append(parts, names[r.IntN(len(names))])
			}
			file := strings.Join(append(parts, names[r.IntN(len(names))]+".json"), "/")
			all = append(all, file)
			write(t, filepath.Join(dir, file), "")
		}
		lists := map[string]string{".git/info/exclude": ""}
		for _, in := range []string{"", "a/", "b/", "a/b/"} {
			if r.IntN(3) > 0 {
				lists[in+ignoreName] = ""
			}
		}
		for file := range lists {
			for range 1 + r.IntN(6) {
				lists[file] += randomPattern(r) + "\n"
			}
			write(t, filepath.Join(dir, file), lists[file])
		}
		slices.Sort(all)
		all = slices.Compact(all)
		gone := strings.Split(git(t, dir, strings.Join(all, "\x00"), "check-ignore", "--no-index", "-z", "--stdin"), "\x00")
		want := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(gone, s) })
		got := walk(t, Options{}, dir)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			extra := slices.DeleteFunc(slices.Clone(got), func(s string) bool { return slices.Contains(want, s) })
			missing := slices.DeleteFunc(want, func(s string) bool { return slices.Contains(got, s) })
			t.Errorf("round %d: not ignored %q, ignored %q, by %q", round, extra, missing, lists)
		}
	}
}

// walk returns the paths of what is found in directories, without that of the
// first one, and fails for what cannot be read.
func walk(t testing.TB, o Options, dirs ...string) []string {
	t.Helper()
	var got []string
	w := NewWalker(o, func(path string, err error) {
		if err != nil {
			t.Error(err)
		}
		rel, err := filepath.Rel(dirs[0], path)
		if err != nil {
			t.Error(err)
		}
		got = append(got, filepath.ToSlash(rel))
	})
	for _, dir := range dirs {
		w.Walk(dir)
	}
	return got
}

// FuzzIgnore: whatever a list says and a path is called, judging ends, and what
// is ignored is kept after a pattern that keeps all.
func FuzzIgnore(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		f.Add(randomPattern(r)+"\n"+randomPattern(r), "a/b.json", r.IntN(2) == 0)
	}
	f.Add(strings.Repeat("*a", 50)+"b", strings.Repeat("a", 200), false)
	f.Fuzz(func(t *testing.T, list, path string, directory bool) {
		path = strings.Trim(path, "/")
		if path == "" {
			return
		}
		if l := parseIgnore([]byte(list)); l != nil {
			l.judge(path, directory)
		}
		for end, want := range map[string]verdict{"!*": kept, "*": ignored} {
			if got := parseIgnore([]byte(fmt.Sprintf("%s\n%s\n", list, end))).judge(path, directory); got != want {
				t.Errorf("%q then %q on %q: %d", list, end, path, got)
			}
		}
	})
}
