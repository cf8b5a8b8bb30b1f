package request

import (
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Ahead is the operation of a request whose body cannot be read, as far as all
// else tells it; empty if nothing does.
func (r *Reader) Ahead(h Hint) (string, error) {
	var t document.Tree
	t.Reset(nil, document.JSON)
	root := t.Add(document.Object, document.None, source.Span{}, false)
	t.Close(root, 0)
	var q Request
	if err := r.Read(&t, root, h, &q); err != nil {
		return "", err
	}
	return q.Operation, nil
}
