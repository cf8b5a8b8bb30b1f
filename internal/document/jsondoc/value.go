package jsondoc

import (
	"bytes"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Value reads the part of t.Source in span, a JSON text, as the next member of
// the open object parent: name is what the member is called and nameSpan where
// it is said to stand. With document.None for parent it becomes a root, which
// has no name. A byte order mark may stand at the start.
//
// A placeholder may stand without quotes where a value is expected; it becomes
// a vague node. Only a part of something else may have it so: there, what sends
// the request puts the value in first.
//
// An error has its place in t.Source, too; the tree is then as it was.
func Value(t *document.Tree, parent document.ID, name string, nameSpan, span source.Span) (document.ID, *document.SyntaxError) {
	id := document.ID(t.Len())
	p := parser{t: t, text: t.Source[:span.End], pos: span.Start, open: parent, under: parent, unit: part, placeholders: true}
	p.skipMark()
	err := p.first()
	if err == nil {
		if parent != document.None {
			t.SetName(id, nameSpan, true)
			t.SetDecodedName(id, name)
		}
		err = p.rest()
	}
	if err == nil {
		return id, nil
	}
	p.drop(id)
	return document.None, err
}

// drop takes back all that was read from the node id on, if anything.
func (p *parser) drop(id document.ID) {
	if p.t.Len() > int(id) {
		p.t.Drop(id)
	}
}

// placeholder reads a value that is, or begins with, a placeholder without
// quotes. It is false where there is none.
func (p *parser) placeholder(key name) bool {
	end := placeholderEnd(p.text, p.pos)
	if end == 0 {
		return false
	}
	for next := end; next != 0; { // {{hours}}00, {{a}}.{{b}}
		for end = next; end < len(p.text) && p.text[end] != '$' && isWordByte(p.text[end]); {
			end++
		}
		next = placeholderEnd(p.text, end)
	}
	if p.text[p.pos] == '<' && p.open == p.under && len(bytes.TrimSpace(p.text[end:])) > 0 {
		return false // the text is XML
	}
	id := p.t.Add(document.String, p.open, source.Span{Start: p.pos, End: end}, true)
	if key.span.End > 0 {
		p.setName(id, key)
	}
	p.t.SetVague(id)
	p.pos = end
	return true
}

// placeholderEnd is the end of the placeholder that begins at i, 0 if none
// does. It is on one line and in UTF-8, and {{ is not followed by a name in
// quotes: that is an object with a bracket too many. Only where there is none
// does it look at more of the text than that.
func placeholderEnd(text []byte, i int) int {
	if i == len(text) || text[i] != '$' && text[i] != '<' && text[i] != '{' {
		return 0
	}
	rest := text[i:]
	if rest[0] == '{' && (!bytes.HasPrefix(rest, []byte("{{")) || bytes.HasPrefix(bytes.TrimLeft(rest[2:], " \t"), []byte{'"'})) {
		return 0
	}
	for ref := range placeholder.All(rest) {
		if found := rest[:ref.End]; ref.Start == 0 && !bytes.ContainsAny(found, "\r\n") && utf8.Valid(found) {
			return i + ref.End
		}
		break
	}
	return 0
}
