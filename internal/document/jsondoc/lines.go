package jsondoc

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
)

// ParseLines reads a text that has a JSON text on each line into t, which it
// resets and which keeps text; each of them becomes a root. It passes over
// lines with nothing but white space. A byte order mark may stand at the start.
//
// The result says, in order, which lines are not JSON: nothing of them is in the
// tree. A text without any JSON text is an error, too.
func ParseLines(t *document.Tree, text []byte) []*document.SyntaxError {
	t.Reset(text, document.JSON)
	p := parser{t: t, text: text, open: document.None, under: document.None}
	if err := checkSize(int64(len(text))); err != nil {
		return []*document.SyntaxError{err}
	}
	if hasUTF16Mark(text) {
		return []*document.SyntaxError{p.badUTF8(0)} // once, not on every line
	}
	p.skipMark()
	if p.space(); p.pos == len(text) {
		return []*document.SyntaxError{p.empty()}
	}
	p.unit = line
	var errors []*document.SyntaxError
	for next := p.start; next < len(text); {
		p.start, p.pos = next, next
		p.text, next = text, len(text)
		if n := bytes.IndexByte(text[p.start:], '\n'); n >= 0 {
			next = p.start + n + 1
			p.text = text[:next-1]
		}
		if p.space(); p.pos == len(p.text) {
			continue
		}
		id := document.ID(t.Len())
		if err := p.document(); err != nil {
			errors = append(errors, err)
			p.drop(id)
			p.open, p.depth = document.None, 0
		}
	}
	return errors
}
