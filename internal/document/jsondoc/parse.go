// Package jsondoc reads strict JSON (RFC 8259) into a document.Tree, in one
// pass and without tokens between.
//
// It accepts what the RFC calls a JSON text in UTF-8, with or without a byte
// order mark, and narrows it in two places where the RFC leaves the meaning
// open: values nest at most document.MaxDepth deep, and an escape that is half
// of a surrogate pair is an error. Names may repeat; the tree tells which do.
//
// Only where they are asked for, it also reads JSON with comments
// (ParseComments), a JSON text on each line (ParseLines), and a JSON text that
// is a part of something else and may have unquoted placeholders (Value).
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
	p := parser{t: t, text: text, open: document.None, under: document.None}
	return p.file()
}

// parser is the state of reading one JSON text. The innermost open container
// is the stack: the tree knows its parent.
type parser struct {
	t     *document.Tree
	text  []byte // the tree's source up to the end of the JSON text
	pos   int
	open  document.ID // innermost container not yet closed
	depth int         // number of containers not yet closed

	start        int         // of the JSON text, after a byte order mark
	under        document.ID // what the value is put below, None for a root
	unit         unit
	placeholders bool // may stand for values without quotes
	comments     bool // are allowed, and no longer there
}

// unit is what the JSON text is, for messages.
type unit uint8

const (
	file unit = iota
	line
	part
)

func (u unit) String() string { return [...]string{"file", "line", "text"}[u] }

// file reads the only JSON text of a file.
func (p *parser) file() *document.SyntaxError {
	p.skipMark()
	err := p.document()
	for p.open != document.None {
		p.close()
	}
	return err
}

// skipMark goes to the start of the JSON text, behind a byte order mark at p.pos.
func (p *parser) skipMark() {
	if bytes.HasPrefix(p.text[p.pos:], []byte(bom)) {
		p.pos += len(bom)
	}
	p.start = p.pos
}

// name is where a member's name stands; the zero name is none.
type name struct {
	span    source.Span
	escaped bool
}

func (p *parser) document() *document.SyntaxError {
	if err := p.first(); err != nil {
		return err
	}
	return p.rest()
}

// first reads the first node of the text.
func (p *parser) first() *document.SyntaxError {
	if err := checkSize(int64(len(p.text))); err != nil {
		return err
	}
	if p.space(); p.pos == len(p.text) {
		return p.empty()
	}
	return p.value(name{}, atStart)
}

// rest reads all that follows the first node.
func (p *parser) rest() (err *document.SyntaxError) {
	for err == nil && p.open != p.under {
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
		if p.placeholders && p.placeholder(key) {
			return nil
		}
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
		if !p.placeholders || !p.placeholder(key) {
			return p.unexpected(at)
		}
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
		p.setName(id, key)
	}
	return id
}

func (p *parser) setName(id document.ID, key name) {
	p.t.SetName(id, key.span, false)
	if key.escaped {
		var room [256]byte
		p.t.SetDecodedNameBytes(id, unescape(room[:0], p.inside(key.span)))
	}
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
