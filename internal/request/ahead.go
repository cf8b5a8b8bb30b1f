package request

import (
	"bytes"
	"slices"
	"unicode"

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

// Resembles tells whether a text that is not well-formed names enough of what is
// documented for one operation to be a request for it: three different names
// that stand before a colon, or two that are half of all such names. Of a long
// text only the beginning counts.
func (r *Reader) Resembles(text []byte) (bool, error) {
	x, err := r.index()
	if err != nil {
		return false, err
	}
	text = text[:min(len(text), beginning)]
	counts, seen := make([]int, len(x.entries)), map[string]bool{}
	for at, n := 0, bytes.IndexByte(text, ':'); n >= 0; n = bytes.IndexByte(text[at:], ':') {
		name := nameBefore(text[at : at+n])
		at += n + 1
		if len(name) == 0 || seen[string(name)] {
			continue
		}
		seen[string(name)] = true
		for _, d := range x.of(name) {
			counts[d.entry]++
		}
	}
	most := slices.Max(counts)
	return most >= minAlone || most >= minKnown && 2*most >= len(seen), nil
}

// beginning is how many bytes of a text are looked at that is not well-formed.
const beginning = 1 << 20

// nameBefore is the name, in quotes or not, that a text ends in.
func nameBefore(text []byte) []byte {
	text = bytes.TrimRight(text, "\"' \t")
	start := len(text)
	for start > 0 && len(text)-start < longestName && (text[start-1] == '_' || unicode.IsLetter(rune(text[start-1])) || unicode.IsDigit(rune(text[start-1]))) {
		start--
	}
	return text[start:]
}

// longestName is more bytes than any documented name has.
const longestName = 128
