package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said are the mistakes found so far, a line each.
func said(f *Finder) (lines []string) {
	for _, m := range f.Mistakes() {
		lines = append(lines, m.String())
	}
	return lines
}

// Files in one another share what they hold, and what is too much for one
// directory is said of the first where it is, not of all below.
func TestTooManyEntries(t *testing.T) {
	items := func(n int) string { return strings.Repeat("- a\n", n) }
	f := tree(t, map[string]string{
		"/r/.git/HEAD":   "",
		"/r/" + Name:     "exclude:\n" + items(maxEntries-7),
		"/r/a/" + Name:   "files: [{glob: x, variables: {a: 1, b: 2}}]\nquotas: {CreateCluster: {MaxClusterCount: 3}}\nknown-values: {CreateInstanceV1: {RegionId: [a, b]}}\nignore: [{file: a, rule: out-of-range, reason: b}]\n",
		"/r/a/b/" + Name: "fail-on: never\n",
		"/r/a/c/" + Name: "exclude:\n" + items(3),
		"/r/a/c/d/x":     "",
	})
	s, err := f.Of("/r/a/b")
	if err != nil || s.Outer == nil || s.Outer.Outer == nil || len(s.Exclude) != 0 || len(s.Outer.Outer.Exclude) != maxEntries-7 {
		t.Fatalf("as many as there may be: %v", err)
	}
	if !same(s.Quotas, s.Outer.Quotas) || !same(s.Known, s.Outer.Known) || len(s.Known) != 1 || s.Judges() || !s.Outer.Judges() {
		t.Error("what the nearest file adds nothing to is copied")
	}
	for _, dir := range []string{"/r/a/c/d", "/r/a/c"} {
		if _, err := f.Of(dir); err == nil {
			t.Errorf("no mistake in %s", dir)
		}
	}
	want := []string{fmt.Sprintf("/r/a/c/.payloadlint.yaml: with the files further up, there are %d entries and values, expected at most %d; leave some out, or write globs that match more", maxEntries+3, maxEntries)}
	if diff := cmp.Diff(want, said(f)); diff != "" {
		t.Error(diff)
	}
}

// What all directories take over together is bounded, too.
func TestTooMuchTakenOver(t *testing.T) {
	files := map[string]string{"/" + Name: "rules: {wrong-type: off, out-of-range: off}\n"}
	for _, dir := range []string{"a", "b", "c", "d"} {
		files["/"+dir+"/"+Name] = "rules: {literal-secret: info}\n"
	}
	files["/e/"+Name] = "exclude: [x]\n"
	f := tree(t, files)
	f.merged = maxMerged - 2 - 2*3
	for _, dir := range []string{"/a", "/e", "/b", "/e"} {
		if s, err := f.Of(dir); err != nil || dir != "/e" && len(s.Severities) != 3 {
			t.Fatalf("%s: %v", dir, err)
		}
	}
	if _, err := f.Of("/c"); err == nil {
		t.Error("there is no limit")
	}
	if s, err := f.Of("/d"); err != nil || s.Source != "/"+Name {
		t.Errorf("more was taken over: %+v %v", s, err)
	}
	want := []string{fmt.Sprintf("/c/.payloadlint.yaml: the files of this run have more than %d severities, quotas and known values together with those that they take over; say more in fewer files", maxMerged)}
	if diff := cmp.Diff(want, said(f)); diff != "" {
		t.Error(diff)
	}
}
