package filewrite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
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

func TestReplace(t *testing.T) {
	path := put(t, filepath.Join(t.TempDir(), "a.json"), "old", 0o640)
	if err := new(Batch).Replace(path, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o640 {
		t.Error(info.Mode(), err)
	}
}

// A batch is of use again after it was synced, and after a failure.
func TestBatch(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	var b Batch
	b.Sync()
	for _, d := range []string{dir, other, dir} {
		path := put(t, filepath.Join(d, "a.json"), "old", 0o600)
		if err := b.Replace(path, []byte("old"), []byte("new")); err != nil {
			t.Fatal(err)
		}
		if err := b.Replace(path, []byte("old"), []byte("newer")); !errors.Is(err, ErrChanged) {
			t.Errorf("a file that has changed: %v", err)
		}
		holds(t, path, "new", 1)
	}
	if len(b.directories) != 2 {
		t.Errorf("the directories to sync are %v", b.directories)
	}
	os.RemoveAll(other)
	b.Sync()
	if len(b.directories) != 0 {
		t.Errorf("%v are synced again", b.directories)
	}
}

func TestWriteThroughLinks(t *testing.T) {
	dir := t.TempDir()
	path := put(t, filepath.Join(dir, "a.json"), "old", 0o600)
	link := filepath.Join(t.TempDir(), "link.json")
	if err := os.Symlink(path, link); err != nil {
		t.Skip(err)
	}
	if err := new(Batch).Replace(link, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if target, err := os.Readlink(link); err != nil || target != path {
		t.Errorf("the link leads to %q (%v)", target, err)
	}
}

func TestWriteRefuses(t *testing.T) {
	changed := put(t, filepath.Join(t.TempDir(), "a.json"), "newer", 0o600)
	if err := new(Batch).Replace(changed, []byte("old"), []byte("new")); !errors.Is(err, ErrChanged) {
		t.Error(err)
	}
	holds(t, changed, "newer", 1)

	readOnly := put(t, filepath.Join(t.TempDir(), "a.json"), "old", 0o444)
	if err := new(Batch).Replace(readOnly, []byte("old"), []byte("new")); !errors.Is(err, ErrReadOnly) {
		t.Error(err)
	}
	holds(t, readOnly, "old", 1)

	dir := t.TempDir()
	if err := new(Batch).Replace(filepath.Join(dir, "none.json"), nil, []byte("new")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := new(Batch).Replace(dir, nil, []byte("new")); err == nil {
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
	if err := new(Batch).Replace(path, []byte("old"), []byte("new")); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
	holds(t, path, "old", 1)
}

func TestPut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.json")
	for _, text := range []string{"new", "longer than before", ""} {
		if err := Put(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		holds(t, path, text, 1)
	}
	if err := Put(filepath.Dir(path), []byte("x")); !errors.Is(err, errSpecial) {
		t.Errorf("a directory: %v", err)
	}
	if err := Put(filepath.Join(path, "b"), []byte("x")); err == nil {
		t.Error("a file took the place of a directory")
	}
	if err := Put(filepath.Join(filepath.Dir(path), "none", "b"), []byte("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no directory: %v", err)
	}
}

func TestCreate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.yaml")
	if err := Create(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if err := Create(path, []byte("newer")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	holds(t, path, "new", 1)
	if err := Create(filepath.Join(dir, "none", "a"), []byte("x")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no directory: %v", err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
		t.Skip(err)
	}
	if err := Create(link, []byte("x")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a link that leads nowhere: %v", err)
	}
	holds(t, path, "new", 2)
}

// Where there are no hard links.
func TestClaim(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.yaml")
	temporary, err := writeNew(dir, []byte("new"))
	if err != nil {
		t.Fatal(err)
	}
	var b Batch
	if err := b.claim(temporary, path); err != nil || len(b.directories) != 1 {
		t.Fatal(err)
	}
	holds(t, path, "new", 1)
	if err := b.claim(temporary, path); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if err := b.claim(temporary, filepath.Join(dir, "b")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	holds(t, path, "new", 1)
}

// A hard link is another name of the file, and who uses that one would not see
// what changed. Reports have no such users.
func TestWriteHardLinks(t *testing.T) {
	dir := t.TempDir()
	path := put(t, filepath.Join(dir, "a.json"), "old", 0o600)
	other := filepath.Join(dir, "b.json")
	if err := os.Link(path, other); err != nil || runtime.GOOS == "windows" {
		t.Skip(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, other, link} {
		if err := new(Batch).Replace(name, []byte("old"), []byte("new")); !errors.Is(err, ErrLinked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	holds(t, path, "old", 3)
	if err := Put(other, []byte("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "old", 3)
	holds(t, other, "new", 3)
	if err := new(Batch).Replace(path, []byte("old"), []byte("mine")); err != nil {
		t.Errorf("a file of its own: %v", err)
	}
}
