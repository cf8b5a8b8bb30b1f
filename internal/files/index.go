package files

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// copyIndex makes git work on a copy of the index: a diff writes to it what it
// learns of the files, whatever it is told, and other programs may use it. There
// is no index before anything was added.
func (g *Git) copyIndex(path string) error {
	dir, err := os.MkdirTemp("", "payloadlint-")
	if err != nil {
		return err
	}
	g.index = filepath.Join(dir, "index")
	from, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil {
		return err
	}
	to, err := os.OpenFile(g.index, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if closed := to.Close(); err == nil {
		err = closed
	}
	if err == nil {
		// What was written at the time of the index or later git reads before it
		// calls it unchanged.
		err = os.Chtimes(g.index, info.ModTime(), info.ModTime())
	}
	return err
}

// Close removes what was needed to ask git.
func (g *Git) Close() {
	if g.index != "" {
		os.RemoveAll(filepath.Dir(g.index))
	}
}
