package rules

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
)

// notation is how a name or a value is written.
type notation uint8

const (
	inNone notation = iota // it cannot be rewritten
	inJSON
	inYAML
	inQuery  // of the URL of a .http file
	inHeader // a line of a .http file
)

// notationIn is that of a location.
func (w *writer) notationIn(location string) notation {
	switch {
	case w.tree.Format == document.YAML:
		return inYAML
	case w.form != httpFile, location == request.Body:
		return inJSON
	case location == request.Query:
		return inQuery
	case location == request.Header:
		return inHeader
	}
	return inNone
}

// rewrite writes a scalar of a kind in the place of another.
func (w *writer) rewrite(s *subject, id document.ID, value string, kind document.Kind) []change {
	span, text, ok := w.tree.Span(id), value, false
	switch w.notationIn(s.place.in) {
	case inJSON:
		ok = true
		if kind == document.String {
			text, ok = doubleQuoted(value)
		}
	case inYAML:
		if w.isAlone(id) {
			text, ok = yamlScalar(w.written(id), value, kind)
		}
	case inQuery:
		text, ok = escaped(value), true
	case inHeader:
		ok = isPlain(value) && value != ""
	}
	if !ok {
		return nil
	}
	return []change{{span, text}}
}

// rewriteName writes another name of a member in the place of its own.
func (w *writer) rewriteName(s *subject, id document.ID, name string) []change {
	span, text, ok := w.tree.NameSpan(id), name, false
	switch w.notationIn(s.place.in) {
	case inJSON:
		text, ok = doubleQuoted(name)
	case inYAML:
		if w.isNameAlone(span) {
			text, ok = yamlScalar(w.tree.Source[span.Start:span.End], name, document.String)
		}
	case inQuery:
		text, ok = escaped(name), true
	case inHeader:
		ok = isPlain(name)
	}
	if !ok || span.Start == span.End {
		return nil
	}
	return []change{{span, text}}
}

// isPlain tells whether a text has nothing but ASCII characters that can be seen,
// and spaces.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// doubleQuoted is a text as a string of JSON, and of YAML too. It is not ok for
// one that needs escapes.
func doubleQuoted(text string) (quoted string, ok bool) {
	return `"` + text + `"`, isPlain(text) && !strings.ContainsAny(text, `"\`)
}

// escaped is a text as it stands in a query.
func escaped(text string) string {
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// yamlScalar is a scalar in the style of the one whose place it takes, or in
// quotes where it would be read as something else without.
func yamlScalar(old []byte, value string, kind document.Kind) (text string, ok bool) {
	switch {
	case len(old) == 0 || bytes.IndexByte([]byte(`|>&*!`), old[0]) >= 0 || bytes.ContainsAny(old, "\r\n"):
		return "", false
	case kind != document.String:
		return value, true
	case old[0] == '\'':
		return "'" + value + "'", isPlain(value) && !strings.Contains(value, "'")
	case old[0] != '"' && isPlainYAML(value):
		return value, true
	}
	return doubleQuoted(value)
}

// isPlainYAML tells whether every reader of YAML takes a text without quotes for
// a string of just these characters. It is strict rather than complete.
func isPlainYAML(text string) bool {
	for i := range len(text) {
		c := text[i]
		isLetter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
		if !isLetter && (i == 0 || !('0' <= c && c <= '9') && c != '-' && c != '.' && c != '/') {
			return false
		}
	}
	return text != "" && !isYes([]byte(text)) && !strings.EqualFold(text, "null")
}

// repetition is the repair of a member that stands twice: where all members of
// that name are the same, the later ones say nothing.
func (w *writer) repetition(twice document.Duplicate, in string) repair {
	if w.fixer.differ == nil {
		w.fixer.differ = map[document.ID]bool{}
		for _, d := range w.tree.Duplicates {
			if !w.isSame(d.First, d.Second) {
				w.fixer.differ[d.First] = true
			}
		}
	}
	if w.fixer.differ[twice.First] {
		return repair{}
	}
	return repair{title: "remove the repetition", safe: true, changes: w.remove(w.notationIn(in), twice.Second)}
}

// isSame tells whether two values are the same, in the order of their members
// and the spelling of their numbers too.
func (w *writer) isSame(a, b document.ID) bool {
	t := w.tree
	if t.Next(a)-a != t.Next(b)-b {
		return false
	}
	for i := range t.Next(a) - a {
		x, y := a+i, b+i
		switch {
		case t.Kind(x) != t.Kind(y), t.Size(x) != t.Size(y), t.IsVague(x) != t.IsVague(y):
			return false
		case t.Kind(x) < document.Array && !bytes.Equal(t.Text(x), t.Text(y)):
			return false
		case i > 0 && t.HasName(x) && !bytes.Equal(t.Name(x), t.Name(y)):
			return false
		}
	}
	return true
}

// remove takes a member out.
func (w *writer) remove(n notation, id document.ID) []change {
	switch n {
	case inJSON:
		return w.removeInBraces(id)
	case inYAML:
		if !w.isMemberAlone(id) {
			return nil
		}
		if w.isFlow(w.tree.Parent(id)) {
			return w.removeInBraces(id)
		}
		return w.removeBlock(id)
	case inQuery:
		return w.removeInQuery(id)
	case inHeader:
		return w.removeHeader(id)
	}
	return nil
}

// insert gives an object another member, behind those that it has.
func (w *writer) insert(n notation, object document.ID, name, value string) []change {
	switch {
	case w.tree.Kind(object) != document.Object:
	case n == inJSON:
		return w.insertInBraces(object, name, value)
	case n == inYAML && w.mayChange(object):
		if w.isFlow(object) {
			return w.insertInBraces(object, name, value)
		}
		return w.insertInBlock(object, name, value)
	}
	return nil
}

// siblings are the members of an object, of whose places only the object knows.
func (w *writer) siblings(object document.ID) []document.ID {
	if list := w.fixer.children[object]; list != nil {
		return list
	}
	t := w.tree
	list := make([]document.ID, 0, t.Size(object))
	for c := t.First(object); c != t.End(object); c = t.Next(c) {
		list = append(list, c)
	}
	if w.fixer.children == nil {
		w.fixer.children = map[document.ID][]document.ID{}
	}
	w.fixer.children[object] = list
	return list
}

// removeInQuery takes a parameter out with the & before or after it, or the
// question mark when it is the only one.
func (w *writer) removeInQuery(id document.ID) []change {
	text, span := w.tree.Source, source.Span{Start: w.tree.NameSpan(id).Start, End: w.tree.Span(id).End}
	switch {
	case span.Start == 0:
		return nil
	case text[span.Start-1] == '&':
		span.Start--
	case text[span.Start-1] != '?':
		return nil
	case span.End < len(text) && text[span.End] == '&':
		span.End++
	default:
		span.Start--
	}
	return []change{{span, ""}}
}

// removeHeader takes the line of a header out.
func (w *writer) removeHeader(id document.ID) []change {
	text, name, end := w.tree.Source, w.tree.NameSpan(id), w.tree.Span(id).End
	n := bytes.IndexByte(text[end:], '\n')
	start := bytes.LastIndexByte(text[:name.Start], '\n') + 1
	if n < 0 || bytes.IndexByte(text[name.Start:end], '\n') >= 0 || len(bytes.TrimSpace(text[start:name.Start])) > 0 || len(bytes.TrimSpace(text[end:end+n])) > 0 {
		return nil
	}
	return []change{{source.Span{Start: start, End: end + n + 1}, ""}}
}
