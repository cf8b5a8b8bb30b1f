// Package jsondoc reads strict JSON (RFC 8259) into a document.Tree, in one
// pass and without tokens between.
//
// It accepts what the RFC calls a JSON text in UTF-8, with or without a byte
// order mark, and narrows it in two places where the RFC leaves the meaning
// open: values nest at most document.MaxDepth deep, and an escape that is half
// of a surrogate pair is an error. Names may repeat; the tree tells which do.
package jsondoc

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// maxSize is the longest text, in bytes: offsets in the tree have 32 bits.
const maxSize = math.MaxInt32

const (
	bom    = "\ufeff"
	indent = ones * ' ' // eight spaces
)

// Parse reads text into t, which it resets and which keeps text. The result is
// nil or says why text is not JSON; the tree then holds, well-formed, what was
// read before that place.
func Parse(t *document.Tree, text []byte) *document.SyntaxError {
	t.Reset(text, document.JSON)
	if err := checkSize(int64(len(text))); err != nil {
		return err
	}
	p := parser{t: t, text: text, open: document.None}
	if bytes.HasPrefix(text, []byte(bom)) {
		p.pos = len(bom)
	}
	err := p.document()
	for p.open != document.None {
		p.close()
	}
	return err
}

// parser is the state of one Parse. The innermost open container is the stack:
// the tree knows its parent.
type parser struct {
	t     *document.Tree
	text  []byte
	pos   int
	open  document.ID // innermost container not yet closed
	depth int         // number of containers not yet closed
}

// name is where a member's name stands; the zero name is none.
type name struct {
	span    source.Span
	escaped bool
}

func (p *parser) document() *document.SyntaxError {
	if p.space(); p.pos == len(p.text) {
		return p.emptyFile()
	}
	err := p.value(name{}, atStart)
	for err == nil && p.open != document.None {
		if p.t.Kind(p.open) == document.Object {
			err = p.member()
		} else {
			err = p.item()
		}
	}
	if err != nil {
		return err
	}
	if p.space(); p.pos < len(p.text) {
		return p.trailingText()
	}
	return nil
}

// member reads the next member of the open object, or its end.
func (p *parser) member() *document.SyntaxError {
	c, at := p.space(), atFirstName
	if c == '}' {
		p.pos++
		p.close()
		return nil
	}
	if p.t.Size(p.open) > 0 {
		if c != ',' {
			return p.unexpected(afterMember)
		}
		p.pos++
		c, at = p.space(), atName
	}
	if c != '"' {
		return p.unexpected(at)
	}
	var key name
	var err *document.SyntaxError
	if key.span, key.escaped, err = p.string(); err != nil {
		return err
	}
	if p.space() != ':' {
		return p.unexpected(atColon)
	}
	p.pos++
	p.space()
	return p.value(key, atMemberValue)
}

// item reads the next item of the open array, or its end.
func (p *parser) item() *document.SyntaxError {
	c, at := p.space(), atFirstItem
	if c == ']' {
		p.pos++
		p.close()
		return nil
	}
	if p.t.Size(p.open) > 0 {
		if c != ',' {
			return p.unexpected(afterItem)
		}
		p.pos++
		p.space()
		at = atItem
	}
	return p.value(name{}, at)
}

// value reads a scalar or the opening bracket of a container at p.pos.
func (p *parser) value(key name, at place) *document.SyntaxError {
	if p.pos == len(p.text) {
		return p.unexpected(at)
	}
	switch c := p.text[p.pos]; c {
	case '"':
		span, escaped, err := p.string()
		if err != nil {
			return err
		}
		id := p.add(document.String, key, span)
		if escaped {
			var room [256]byte
			p.t.SetTextBytes(id, unescape(room[:0], p.inside(span)))
		}
	case '{':
		return p.openContainer(document.Object, key)
	case '[':
		return p.openContainer(document.Array, key)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return p.number(key, at)
	case 't':
		return p.literal(document.Bool, "true", key, at)
	case 'f':
		return p.literal(document.Bool, "false", key, at)
	case 'n':
		return p.literal(document.Null, "null", key, at)
	default:
		return p.unexpected(at)
	}
	return nil
}

func (p *parser) openContainer(kind document.Kind, key name) *document.SyntaxError {
	if p.depth == document.MaxDepth {
		return p.tooDeep()
	}
	p.depth++
	p.open = p.add(kind, key, source.Span{Start: p.pos, End: p.pos + 1})
	p.pos++
	return nil
}

func (p *parser) close() {
	p.t.Close(p.open, p.pos)
	p.open = p.t.Parent(p.open)
	p.depth--
}

func (p *parser) literal(kind document.Kind, word string, key name, at place) *document.SyntaxError {
	end := p.pos + len(word)
	if end > len(p.text) || string(p.text[p.pos:end]) != word || end < len(p.text) && isWordByte(p.text[end]) {
		return p.unexpected(at)
	}
	p.add(kind, key, source.Span{Start: p.pos, End: end})
	p.pos = end
	return nil
}

// add appends a node below the open container, with its name if it is a member.
func (p *parser) add(kind document.Kind, key name, span source.Span) document.ID {
	id := p.t.Add(kind, p.open, span, false)
	if key.span.End > 0 {
		p.t.SetName(id, key.span, false)
		if key.escaped {
			var room [256]byte
			p.t.SetDecodedNameBytes(id, unescape(room[:0], p.inside(key.span)))
		}
	}
	return id
}

// inside is the text between the quotes of a string.
func (p *parser) inside(quoted source.Span) []byte { return p.text[quoted.Start+1 : quoted.End-1] }

// space skips white space and returns the byte after it, 0 at the end.
func (p *parser) space() byte {
	text, i := p.text, p.pos
	for ; i < len(text); i++ {
		switch c := text[i]; c {
		case '\n':
			for len(text)-i > 8 && binary.LittleEndian.Uint64(text[i+1:]) == indent {
				i += 8
			}
		case ' ', '\t', '\r':
		default:
			p.pos = i
			return c
		}
	}
	p.pos = i
	return 0
}
