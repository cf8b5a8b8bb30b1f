package cli

import (
	"io"

	"github.com/payloadlint/payloadlint/internal/files"
)

const (
	// inFlight bounds the bytes of large files that are in memory at once. A
	// larger file is checked while no other large one is.
	inFlight = 64 << 20
	// large is the size from which on a file counts for inFlight.
	large = 1 << 20
	// keep is the size beyond which a buffer is not kept for the next file.
	keep = 1 << 20
)

// reader reads inputs, for one goroutine. Copies share the budget.
type reader struct {
	stdin  io.Reader
	limit  int64 // bytes of a file
	budget *budget
	text   []byte // what a file's text is read into
}

// read returns the text of an input, which the next read may overwrite, and how
// many bytes of the budget it holds, which the caller gives back.
func (r *reader) read(in input) (text []byte, held int64, err error) {
	switch {
	case in.err != nil:
		return nil, 0, in.err
	case in.text != nil:
		return in.text, 0, nil
	case in.staged != "":
		return r.readStaged(in.staged)
	case in.stdin:
		r.budget.acquire(r.limit)
		text, err = readAll(r.stdin, r.limit)
		return text, r.limit, err
	}
	f, err := openRegular(in.path)
	switch {
	case err == errMissing && in.isListed():
		err = errNested
	case err == errDirectory:
		err = errFolder
	}
	if err != nil {
		return nil, 0, err
	}
	defer f.close()
	if f.size > r.limit {
		return nil, 0, errTooLarge(r.limit)
	}
	if f.size >= large {
		held = f.size
		r.budget.acquire(held)
	}
	text, err = f.read(r.text, r.limit)
	if cap(text) <= keep {
		r.text = text
	}
	return text, held, err
}

// readStaged returns the content of a blob, as read does. Its size is not known
// beforehand.
func (r *reader) readStaged(id string) (text []byte, held int64, err error) {
	blob, err := files.OpenBlob(id)
	if err != nil {
		return nil, 0, err
	}
	defer blob.Close()
	text, err = io.ReadAll(io.LimitReader(blob, min(large, r.limit+1)))
	if err == nil && len(text) == large {
		held = r.limit
		r.budget.acquire(held)
		var rest []byte
		rest, err = io.ReadAll(io.LimitReader(blob, r.limit+1-large))
		text = append(text, rest...)
	}
	if err == nil && int64(len(text)) > r.limit {
		err = errTooLarge(r.limit)
	}
	return text, held, err
}

// readBlob returns the content of a blob.
func readBlob(id string, limit int64) ([]byte, error) {
	r := reader{limit: limit, budget: newBudget(limit)}
	text, _, err := r.readStaged(id)
	return text, err
}
