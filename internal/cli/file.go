package cli

import (
	"errors"
	"io"
	"io/fs"
	"slices"
)

// What keeps a file from being read, in the words of a failure.
var (
	errMissing   = errors.New("no such file")
	errNested    = errors.New("no such file; a list names files, it cannot name further lists")
	errForbidden = errors.New("permission denied")
	errDirectory = errors.New("is a directory, expected a file")
	errFolder    = errors.New("is a directory, though its name ends like that of a file; put a / behind it to have it walked")
	errSpecial   = errors.New("is not a regular file; to check what a pipe delivers, name - and redirect it to standard input")
)

// errTooLarge is the failure of a file beyond the limit in bytes.
func errTooLarge(limit int64) error {
	return errors.New("is larger than " + size(limit).String() + "; --max-size sets the limit")
}

// explain words an error of the operating system, without the path.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return errMissing
	case errors.Is(err, fs.ErrPermission):
		return errForbidden
	}
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// read returns the text of a regular file, in buf if it fits. The size that
// the system told is trusted where the text ends just there; a file that says
// less than it holds, or grows, is read to its end or the limit.
func (f *file) read(buf []byte, limit int64) ([]byte, error) {
	buf = slices.Grow(buf[:0], max(int(min(f.size, limit))+1, 4<<10))
	for {
		n, err := f.handle.read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		switch {
		case err != nil:
			return buf, explain(err)
		case int64(len(buf)) > limit:
			return buf, errTooLarge(limit)
		case n == 0 || int64(len(buf)) == f.size && len(buf) < cap(buf):
			return buf, nil
		case len(buf) == cap(buf):
			buf = slices.Grow(buf, len(buf))
		}
	}
}

// readRegular returns the text of a regular file.
func readRegular(path string, limit int64) ([]byte, error) {
	f, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer f.close()
	if f.size > limit {
		return nil, errTooLarge(limit)
	}
	return f.read(nil, limit)
}

// readAll returns the text of standard input.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(text)) > limit {
		err = errTooLarge(limit)
	}
	return text, explain(err)
}
