package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestIsRequest(t *testing.T) {
	for name, want := range map[string]bool{
		"a.json": true, "a.JSONC": true, "x/a.yaml": true, "a.b.yml": true, "a.ndjson": true, "a.jsonl": true, "a.http": true, "a.Rest": true,
		".json": true, "json": false, "a.json5": false, "a.json~": false, "a": false, "": false, "a.json/b": false,
	} {
		if IsRequest(name) != want {
			t.Errorf("%q: %t", name, !want)
		}
	}
}

func TestWalk(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{
		"repo/.git/x.json", "repo/a/1.json", "repo/a/b/2.json", "repo/a/b/gone.json", "repo/a.json", "repo/a-.json",
		"repo/module/.git/x.json", "repo/module/gone.json", "plain/sub/gone.json", "plain/1.json",
	} {
		write(t, filepath.Join(root, name), "")
	}
	write(t, filepath.Join(root, "repo/.gitignore"), "gone.json\n")
	write(t, filepath.Join(root, "plain/.gitignore"), "gone.json\n")
	write(t, filepath.Join(root, "tree/.git"), "gitdir: ../repo/.git/worktrees/tree\n")
	write(t, filepath.Join(root, "tree/mine.json"), "")
	write(t, filepath.Join(root, "repo/.git/worktrees/tree/commondir"), "../..\n")
	write(t, filepath.Join(root, "repo/.git/info/exclude"), "mine.json\n")
	excluded := func(part string) func(string, bool) bool {
		return func(abs string, directory bool) bool {
			return strings.HasSuffix(abs, part) && directory != strings.HasSuffix(part, ".json")
		}
	}
	tests := []struct {
		reason string
		o      Options
		dirs   string
		want   string
	}{
		{"in the order of names, directory by directory", Options{}, "repo", "a/1.json a/b/2.json a-.json a.json module/gone.json"},
		{"a repository's list holds from a directory within it", Options{}, "repo/a/b", "2.json"},
		{"directories overlap", Options{}, "repo/a/b repo/a", "2.json ../1.json"},
		{"without the lists", Options{NoIgnore: true}, "repo/a", "1.json b/2.json b/gone.json"},
		{"a directory is excluded", Options{Excluded: excluded("/repo/a")}, "repo", "a-.json a.json module/gone.json"},
		{"but for the one that is named", Options{Excluded: excluded("/repo/a")}, "repo/a", "1.json b/2.json"},
		{"a file is excluded", Options{Excluded: excluded("2.json")}, "repo/a", "1.json"},
		{"outside of repositories, the lists from there on", Options{}, "plain", "1.json"},
		{"and not those above", Options{}, "plain/sub", "gone.json"},
		{"a worktree has the list of its repository", Options{}, "tree", ""},
	}
	for _, test := range tests {
		var dirs []string
		for _, dir := range strings.Fields(test.dirs) {
			dirs = append(dirs, filepath.Join(root, dir))
		}
		if got := strings.Join(walk(t, test.o, dirs...), " "); got != test.want {
			t.Errorf("%s: %s", test.reason, got)
		}
	}
}

// What cannot be read is told with its path, and the rest is walked.
func TestWalkFailures(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.json"), "")
	write(t, filepath.Join(dir, ".gitignore"), strings.Repeat("#\n", maxIgnore/2)+"\n")
	write(t, filepath.Join(dir, "sub", "b.json"), "")
	os.Mkdir(filepath.Join(dir, "sub", ignoreName), 0o777) // no file, so it says nothing
	var got []string
	w := NewWalker(Options{}, func(path string, err error) {
		rel, _ := filepath.Rel(dir, path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			rel += " missing"
		case err != nil:
			rel += " " + err.Error()
		}
		got = append(got, rel)
	})
	w.Walk(dir)
	w.Walk(filepath.Join(dir, "missing"))
	want := []string{".gitignore is larger than 16MiB, too large for a list of what to ignore", "a.json", "sub/b.json", "missing missing"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// tree makes a directory with n files in directories of 100, each with a list
// of what to ignore.
func tree(tb testing.TB, n int) string {
	dir := tb.TempDir()
	list := strings.Repeat("# generated\n*.log\n/build/\nnode_modules/\n*.draft.*\n!kept.draft.json\n", 5)
	for i := range n {
		in := filepath.Join(dir, fmt.Sprintf("%02d/%02d", i/1000, i/100%10))
		if i%100 == 0 {
			write(tb, filepath.Join(in, ignoreName), list)
		}
		write(tb, filepath.Join(in, fmt.Sprintf("%05d.json", i)), "{}")
	}
	os.Mkdir(filepath.Join(dir, gitName), 0o777)
	write(tb, filepath.Join(dir, ignoreName), list)
	return dir
}

// BenchmarkWalk walks 10,000 files.
func BenchmarkWalk(b *testing.B) {
	const n = 10_000
	dir := tree(b, n)
	for _, o := range []struct {
		name string
		Options
	}{
		{"ignore", Options{}},
		{"no-ignore", Options{NoIgnore: true}},
		{"excluded", Options{Excluded: func(abs string, _ bool) bool { return strings.HasSuffix(abs, "9.json") }}},
	} {
		b.Run(o.name, func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				NewWalker(o.Options, func(string, error) { found++ }).Walk(dir)
			}
			if found == 0 {
				b.Fatal("nothing was found")
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/file")
		})
	}
}

// BenchmarkIgnore judges paths by a list of 10,000 names.
func BenchmarkIgnore(b *testing.B) {
	var list strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&list, "generated-%d.json\n/build/%d/\n", i, i)
	}
	l := parseIgnore([]byte(list.String()))
	for b.Loop() {
		if l.judge("requests/cluster.json", false) != silent || l.judge("a/generated-77.json", false) != ignored {
			b.Fatal("wrong")
		}
	}
}
