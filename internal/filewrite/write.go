// Package filewrite writes files so that they are whole at any time: who reads
// one, or finds it after the machine has stopped, has its old content or its new.
package filewrite

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// What keeps a file from being written, in the words of a failure.
var (
	ErrReadOnly = errors.New("the file is read-only: nothing was written")
	ErrChanged  = errors.New("the file has changed meanwhile: nothing was written; try again")
	ErrLinked   = errors.New("the file has another name (a hard link), which would keep the old text: nothing was written; make it a file of its own first")
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
		b.wrote(path)
	}
	return err
}

// wrote notes that the directory of a file is to be synced.
func (b *Batch) wrote(path string) {
	if b.directories == nil {
		b.directories = map[string]struct{}{}
	}
	b.directories[filepath.Dir(path)] = struct{}{}
}

// Replace puts a text in the place of the content of a file, which must still be
// what it was before. Whoever reads the file meanwhile, or after the machine has
// stopped, has the one or the other. The mode stays as it is. Of a symbolic link
// the target is written; of hard links none, where the system tells. An error of
// the system is a *fs.PathError or *os.LinkError.
func (b *Batch) Replace(path string, before, after []byte) error {
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && names(info) > 1 {
		return ErrLinked
	}
	return b.replace(path, before, after)
}

// replace is Replace for a file that may leave the other names that it has.
func (b *Batch) replace(path string, before, after []byte) error {
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
// regular file; its mode stays as it is, and hard links keep the old content.
// Errors are those of Batch.Replace.
func Put(path string, text []byte) error {
	var b Batch
	defer b.Sync()
	before, err := read(path)
	switch {
	case err == nil:
		return b.replace(path, before, text)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	temporary, err := writeNew(filepath.Dir(path), text)
	if err != nil {
		return err
	}
	if err = b.rename(temporary, path); err != nil {
		os.Remove(temporary)
	}
	return err
}

// Create writes a text to a file that is not there yet; it fails with fs.ErrExist
// where anything of that name is. Errors of the system are as those of Replace.
func Create(path string, text []byte) error {
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	temporary, err := writeNew(filepath.Dir(path), text)
	if err != nil {
		return err
	}
	var b Batch
	defer b.Sync()
	defer os.Remove(temporary)
	switch err = os.Link(temporary, path); {
	case err == nil:
		b.wrote(path)
	case !errors.Is(err, fs.ErrExist):
		err = b.claim(temporary, path)
	}
	return err
}

// claim puts a new file in its place where the system has no hard links. Who looks
// in that moment sees an empty file.
func (b *Batch) claim(temporary, path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	f.Close()
	if err = b.rename(temporary, path); err != nil {
		os.Remove(path)
	}
	return err
}

// writeNew writes a file for a new one in a directory, with the mode that the
// user's mask gives it.
func writeNew(dir string, text []byte) (name string, err error) {
	var f *os.File
	for range 100 { // until a name is free; a link of that name is not followed
		name = filepath.Join(dir, fmt.Sprintf(".payloadlint.%d.tmp", rand.Uint64()))
		if f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(name)
	}
	return name, err
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
