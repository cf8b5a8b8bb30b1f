package request

import (
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// IsForeign tells that a request is surely for somebody else, whatever its body
// is: its line is known, and is that of no operation, nor nearly.
func (r *Reader) IsForeign(h Hint) (bool, error) {
	if h.Line == nil {
		return false, nil
	}
	q, err := r.ahead(h)
	known := !h.Line.Based
	for i := range h.Line.segments() {
		known = known && h.Line.known(i)
	}
	return known && q.Outcome == Foreign && len(q.Candidates) == 0, err
}

// Ahead is the operation of a request whose body cannot be read, as far as all
// else tells it; empty if nothing does.
func (r *Reader) Ahead(h Hint) (string, error) {
	q, err := r.ahead(h)
	return q.Operation, err
}

// ahead takes apart a request of which everything but the body is known.
func (r *Reader) ahead(h Hint) (Request, error) {
	var t document.Tree
	t.Reset(nil, document.JSON)
	root := t.Add(document.Object, document.None, source.Span{}, false)
	t.Close(root, 0)
	var q Request
	err := r.Read(&t, root, h, &q)
	return q, err
}
