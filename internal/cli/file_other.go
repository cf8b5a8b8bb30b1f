//go:build !unix

package cli

import (
	"io"
	"os"
)

// file is an open regular file of a size in bytes.
type file struct {
	handle handle
	size   int64
}

type handle struct{ *os.File }

// openRegular opens a file that is neither a directory nor special.
func openRegular(path string) (file, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return file{}, explain(err)
	case info.IsDir():
		return file{}, errDirectory
	case !info.Mode().IsRegular():
		return file{}, errSpecial
	}
	f, err := os.Open(path)
	if err != nil {
		return file{}, explain(err)
	}
	return file{handle: handle{f}, size: info.Size()}, nil
}

func (f *file) close() { f.handle.Close() }

// read reads like the system call: no error at the end of the file.
func (h handle) read(buf []byte) (int, error) {
	n, err := h.Read(buf)
	if err == io.EOF {
		err = nil
	}
	return n, err
}
