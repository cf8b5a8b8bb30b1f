package fix_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/payloadlint/payloadlint/internal/fix"
)

func put(t *testing.T, path, text string, mode fs.FileMode) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds asserts what a file holds, and that nothing is left beside it.
func holds(t *testing.T, path, want string, files int) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", path, got, err, want)
	}
	if list, err := os.ReadDir(filepath.Dir(path)); err != nil || len(list) != files {
		t.Errorf("%d files are there (%v), want %d", len(list), err, files)
	}
}

func TestWrite(t *testing.T) {
	path := put(t, filepath.Join(t.TempDir(), "a.json"), "old", 0o640)
	if err := fix.Write(path, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o640 {
		t.Error(info.Mode(), err)
	}
}

func TestWriteThroughLinks(t *testing.T) {
	dir := t.TempDir()
	path := put(t, filepath.Join(dir, "a.json"), "old", 0o600)
	link := filepath.Join(t.TempDir(), "link.json")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if err := fix.Write(link, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if target, err := os.Readlink(link); err != nil || target != path {
		t.Errorf("the link leads to %q (%v)", target, err)
	}
}

func TestWriteRefuses(t *testing.T) {
	changed := put(t, filepath.Join(t.TempDir(), "a.json"), "newer", 0o600)
	if err := fix.Write(changed, []byte("old"), []byte("new")); !errors.Is(err, fix.ErrChanged) {
		t.Error(err)
	}
	holds(t, changed, "newer", 1)

	readOnly := put(t, filepath.Join(t.TempDir(), "a.json"), "old", 0o444)
	if err := fix.Write(readOnly, []byte("old"), []byte("new")); !errors.Is(err, fix.ErrReadOnly) {
		t.Error(err)
	}
	holds(t, readOnly, "old", 1)

	dir := t.TempDir()
	if err := fix.Write(filepath.Join(dir, "none.json"), nil, []byte("new")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := fix.Write(dir, nil, []byte("new")); err == nil {
		t.Error("a directory is written")
	}
}

// Nothing is left of a file that could not be put in its place.
func TestWriteToReadOnlyDirectory(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("who may do all may write there, too")
	}
	dir := t.TempDir()
	path := put(t, filepath.Join(dir, "a.json"), "old", 0o600)
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if err := fix.Write(path, []byte("old"), []byte("new")); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	holds(t, path, "old", 1)
}
