package fix

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
	ErrChanged  = errors.New("the file has changed while it was being fixed: nothing was written; try again")
	errSpecial  = errors.New("is not a regular file: nothing was written")
)

// Write puts a text in the place of the content of a file, which must still be
// what it was before. Whoever reads the file meanwhile, or after the machine has
// stopped, has the one or the other. The mode stays as it is. Of a symbolic link
// the target is written. An error of the system is a *fs.PathError or *os.LinkError.
func Write(path string, before, after []byte) error {
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
	if err := os.Rename(temporary, path); err != nil {
		os.Remove(temporary)
		return err
	}
	syncDirectory(filepath.Dir(path))
	return nil
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

// syncDirectory makes a renaming last, where the system can.
func syncDirectory(path string) {
	if d, err := os.Open(path); err == nil {
		_ = d.Sync() // some systems cannot; the file is whole all the same
		d.Close()
	}
}
