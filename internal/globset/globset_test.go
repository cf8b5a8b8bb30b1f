package globset

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/config"
)

// slow is what a set finds, by trying each glob.
func slow(globs []config.Glob, abs string) (all []int) {
	for i, g := range globs {
		if g.Match(abs) {
			all = append(all, i)
		}
	}
	return all
}

// compare holds what a set finds against what each of its globs says.
func compare(t *testing.T, globs []config.Glob, abs string) []int {
	t.Helper()
	s, want := New(globs), slow(globs, abs)
	if got := s.All(abs); !slices.Equal(got, want) {
		t.Errorf("of %v, %s matches %v, want %v", globs, abs, got, want)
	}
	first := -1
	if len(want) > 0 {
		first = want[0]
	}
	if got := s.First(abs); got != first {
		t.Errorf("of %v, %s matches %d first, want %d", globs, abs, got, first)
	}
	return want
}

func TestSet(t *testing.T) {
	patterns := []string{
		"b.json", "a/b.json", "./a/b.json", "/a/b.json", "/b.json", "./b.json", "a", "/a", "a/", "/a/", "./a/", "c/a/", "a/a/", "a/b.json/", "b.json/",
		"*.json", "a/*.json", "**/b.json", "?/", "a/**", "[ab].json", "{a,b}.json", `b\.json`, "b.js", "", "/", "//", "./", ".//", "a//b.json", "a//", ".",
		"a/./b.json", "\ufffd", "\xff", "\xff/", ".//a/b.json", "//a/b.json", "]", "}", "a}/b.json",
	}
	var globs []config.Glob
	for _, dir := range []string{"/p", "/p/c", "/", "/p/a/b.json"} {
		for _, pattern := range patterns {
			globs = append(globs, config.Glob{Dir: dir, Pattern: pattern})
		}
	}
	paths := []string{
		"/p/b.json", "/p/a/b.json", "/p/c/a/b.json", "/p/a/a/b.json", "/p/a", "/p/a/c/a/d", "/p/a/b.json/x", "/p/c/b.json", "/b.json", "/a/b.json", "/p", "/q/a",
		"/p/c/a", "/p/b", "/p/]", "/p/}", "/p/a}/b.json", "/p/a.json", "/", "/p/\xfe", "/p/\ufffd",
	}
	found := map[int]bool{}
	for _, p := range paths {
		for _, i := range compare(t, globs, p) {
			found[i] = true
		}
		for _, g := range globs { // each alone
			compare(t, []config.Glob{g}, p)
		}
	}
	if len(found) < 70 {
		t.Errorf("only %d of %d globs matched anything", len(found), len(globs))
	}
}

// One glob for each file is looked up: none is tried, however many there are. Of
// those with special characters each is tried once for each file at the most.
func TestWork(t *testing.T) {
	for _, n := range []int{100, 10_000} {
		var globs []config.Glob
		for i := range n {
			pattern := []string{"x/%d.json", "%d.json", "x/%d/", "%d/"}[i%4]
			globs = append(globs, config.Glob{Dir: "/p", Pattern: fmt.Sprintf(pattern, i)})
		}
		globs = append(globs, config.Glob{Dir: "/p", Pattern: "*.tmp"}, config.Glob{Dir: "/p/y", Pattern: "*.json"}, config.Glob{Dir: "/p", Pattern: "x/*"})
		s, tried, found := New(globs), 0, 0
		s.match = func(g config.Glob, abs string) bool { tried++; return g.Match(abs) }
		for i := range n {
			abs := fmt.Sprintf([]string{"/p/x/%d.json", "/p/x/%d.json", "/p/x/%d/a.json", "/p/x/y/%d/a.json"}[i%4], i)
			found += len(s.All(abs))
			if s.First(abs) != i {
				t.Errorf("%s matches %d first", abs, s.First(abs))
			}
		}
		if tried != 2*n || found != n+n/2 {
			t.Errorf("%d globs and files: %d tried, %d found", n, tried, found)
		}
	}
}

func FuzzSet(f *testing.F) {
	f.Add("b.json\na/b.json\n/a/\na/\n*.json", "a/b.json")
	f.Add("./a\n.//\n//\n\n./", "a")
	f.Fuzz(func(t *testing.T, patterns, name string) {
		if len(patterns) > 300 || len(name) > 100 || name != strings.Trim(name, "/") || strings.Contains(name, "//") {
			return
		}
		var globs []config.Glob
		for i, pattern := range strings.Split(patterns, "\n") {
			globs = append(globs, config.Glob{Dir: []string{"/p", "/", "/p/a"}[i%3], Pattern: pattern})
		}
		compare(t, globs, "/p/"+name)
	})
}
