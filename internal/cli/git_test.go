package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// What git lists is limited to what is named, whatever symbolic links lead there.
func TestLimits(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"repo/a/b", "repo/c"} {
		os.MkdirAll(filepath.Join(root, dir), 0o777)
	}
	write(t, filepath.Join(root, "repo/a/1.json"), "")
	if err := os.Symlink("repo", filepath.Join(root, "link")); err != nil {
		t.Skip(err)
	}
	tests := []struct {
		here, named, path, name string
		covered                 bool
	}{
		{"repo", "", "x.json", "", true},
		{"repo", ".", "x.json", "", true},
		{"repo", "a", "a/1.json", "", true},
		{"repo", "a", "ab/1.json", "", false},
		{"repo", "a/", "a/b/2.json", "", true},
		{"repo", "a/1.json", "a/1.json", "a/1.json", true},
		{"repo", "./c/../a/1.json", "a/1.json", "./c/../a/1.json", true},
		{"repo", "a/gone.json", "a/gone.json", "a/gone.json", true},
		{"repo/c", ".", "../a/1.json", "", false},
		{"repo/c", "..", "../a/1.json", "", true},
		{"repo/c", "../a", "../a/1.json", "", true},
		{"repo", root + "/repo/a", "a/1.json", "", true},
		{"repo", root + "/link/a", "a/1.json", "", true},
		{"link", "a", "a/1.json", "", true},
		{"link/c", "../a", "../a/1.json", "", true},
	}
	for _, test := range tests {
		t.Chdir(filepath.Join(root, test.here))
		var named []string
		if test.named != "" {
			named = append(named, test.named)
		}
		name, covered := limitTo(filepath.Join(root, test.here), named).cover(filepath.FromSlash(test.path))
		if name != test.name || covered != test.covered {
			t.Errorf("%s in %s, limited to %q: %q, %t", test.path, test.here, test.named, name, covered)
		}
	}
}
