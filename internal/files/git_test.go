package files

import (
	"io/fs"
	"strings"
	"testing"
)

func TestPathFromDirectory(t *testing.T) {
	tests := []struct{ prefix, name, want string }{
		{"", "a.json", "a.json"},
		{"", "x/a.json", "x/a.json"},
		{"x/", "a.json", "../a.json"},
		{"x/", "x/a.json", "a.json"},
		{"x/", "xy/a.json", "../xy/a.json"},
		{"x/y/", "x/z/a.json", "../z/a.json"},
		{"x/y/", "z/y/a.json", "../../z/y/a.json"},
		{"x/y/", "x/y/z/a.json", "z/a.json"},
		{"x/y/", "x", "../../x"},
	}
	for _, test := range tests {
		g := Git{prefix: test.prefix}
		if got := g.path(test.name); got != test.want {
			t.Errorf("%s from %s: %s", test.name, test.prefix, got)
		}
	}
}

func TestChanges(t *testing.T) {
	const id = "0123456789012345678901234567890123456789 "
	tests := []struct {
		reason, out string
		want        []string // the path, and which sides are regular files
	}{
		{"nothing", "", nil},
		{"a change, an addition, a removal", ":100644 100755 " + id + id + "M\x00a b\n.json\x00:000000 100644 " + id + id + "A\x00c\x00:100644 000000 " + id + id + "D\x00d\x00",
			[]string{"a b\n.json true true", "c false true", "d true false"}},
		{"a link and a repository", ":120000 120000 " + id + id + "M\x00l\x00:160000 160000 " + id + id + "M\x00r\x00", []string{"l false false", "r false false"}},
		{"cut off", ":100644 100644 " + id + id + "M\x00", nil},
		{"without a colon", "100644 100644 " + id + id + "M\x00a\x00", nil},
		{"a directory", ":100644 100644 " + id + id + "M\x00a/\x00", nil},
		{"an absolute path", ":100644 100644 " + id + id + "M\x00/\x00", nil},
		{"something else", "warning: x\x00y\x00", nil},
	}
	for _, test := range tests {
		var got []string
		for c := range (&Git{}).changes([]byte(test.out)) {
			got = append(got, strings.Join([]string{c.path, yes(c.before.regular()), yes(c.after.regular())}, " "))
		}
		if strings.Join(got, "|") != strings.Join(test.want, "|") {
			t.Errorf("%s: %q", test.reason, got)
		}
	}
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// FuzzChanges: each file that is read stands between two NULs, and has a name. The
// prefix is the path of a directory in the repository, or empty.
func FuzzChanges(f *testing.F) {
	f.Add(":100644 100755 0 1 M\x00a\x00:1 2 3 4 A\x00x\x00", "x/")
	f.Add(":100644\x00\x00\x00", "")
	f.Add("0 0 0 0 0\x00/", "/")
	f.Add(":0 0 0 0 0\x00a/b", "a/b/")
	f.Fuzz(func(t *testing.T, out, prefix string) {
		if dir, ok := strings.CutSuffix(prefix, "/"); prefix != "" && (!ok || !fs.ValidPath(dir)) {
			return
		}
		n := 0
		for c := range (&Git{prefix: prefix}).changes([]byte(out)) {
			n++
			if c.path == "" || strings.ContainsRune(c.path, 0) && !strings.ContainsRune(prefix, 0) {
				t.Errorf("the path %q", c.path)
			}
		}
		if n > (strings.Count(out, "\x00")+2)/2 {
			t.Errorf("%d files in %q", n, out)
		}
	})
}
