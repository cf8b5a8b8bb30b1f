// Package filewrite writes files so that they are whole at any time: who reads
// one, or finds it after the machine has stopped, has its old content or its new.
package filewrite

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// What keeps a file from being written, in the words of a failure.
var (
	ErrReadOnly = errors.New("the file is read-only: nothing was written")
	ErrChanged  = errors.New("the file has changed meanwhile: nothing was written; try again")
	errSpecial  = errors.New("is not a regular file: nothing was written")
)

// Batch writes several files. It is for one goroutine.
type Batch struct {
	directories map[string]struct{} // that were written into
}

// Sync makes what was written last, where the system can: until then a machine
// that stops may come back with the old content of some files. It waits once a
// directory, which takes long to do once a file.
func (b *Batch) Sync() {
	for dir := range b.directories {
		if d, err := os.Open(dir); err == nil {
			_ = d.Sync() // some systems cannot; the files are whole all the same
			d.Close()
		}
	}
	b.directories = nil
}

// rename puts a file that was written in its place.
func (b *Batch) rename(temporary, path string) error {
	err := os.Rename(temporary, path)
	if err == nil {
		if b.directories == nil {
			b.directories = map[string]struct{}{}
		}
		b.directories[filepath.Dir(path)] = struct{}{}
	}
	return err
}

// Replace puts a text in the place of the content of a file, which must still be
// what it was before. Whoever reads the file meanwhile, or after the machine has
// stopped, has the one or the other. The mode stays as it is. Of a symbolic link
// the target is written. An error of the system is a *fs.PathError or *os.LinkError.
func (b *Batch) Replace(path string, before, after []byte) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errSpecial
	case info.Mode().Perm()&0o222 == 0:
		return ErrReadOnly
	}
	// Who may not write the file may still be able to put another in its place.
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrPermission) {
		return ErrReadOnly
	}
	if err != nil {
		return err
	}
	f.Close()
	temporary, err := writeBeside(path, info, after)
	if err != nil {
		return err
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, before) {
		os.Remove(temporary)
		if err != nil {
			return err
		}
		return ErrChanged
	}
	if err := b.rename(temporary, path); err != nil {
		os.Remove(temporary)
		return err
	}
	return nil
}

// Put writes a text to a file, be there one or not. What is there must be a
// regular file; its mode stays as it is. Errors are those of Batch.Replace.
func Put(path string, text []byte) error {
	var b Batch
	defer b.Sync()
	before, err := read(path)
	switch {
	case err == nil:
		return b.Replace(path, before, text)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	// The user's mask decides the mode of a new file, which nobody reads before it is whole.
	temporary := filepath.Join(filepath.Dir(path), ".payloadlint."+filepath.Base(path)+".tmp")
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = b.rename(temporary, path)
	}
	if err != nil {
		os.Remove(temporary)
	}
	return err
}

// read reads a regular file.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errSpecial
	}
	return os.ReadFile(path)
}

// writeBeside writes a new file with the mode and, where that is possible, the
// owner of another one beside it.
func writeBeside(path string, info fs.FileInfo, text []byte) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".payloadlint.*.tmp")
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	if err == nil {
		keepOwner(f, info)
		err = f.Chmod(info.Mode().Perm() | info.Mode()&(fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky))
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return f.Name(), err
}
