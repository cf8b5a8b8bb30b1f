package rules

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// This file takes members out of objects in braces, of JSON and of YAML, and
// puts members in. Comments stay where they are, or nothing is done.

// gap is what stands between two members, or beside the only one: white space,
// comments, and a comma.
type gap struct {
	text    []byte
	comma   int // offset, -1 for none
	comment int // offset of the first comment, -1 for none
	last    int // offset after the last byte that is no white space, comma or not
	ok      bool
}

// readGap reads a gap; it is not ok where anything else stands in it.
func (w *writer) readGap(start, end int) gap {
	g := gap{comma: -1, comment: -1}
	if start > end {
		return g
	}
	g.text = w.tree.Source[start:end]
	for i := 0; i < len(g.text); {
		next := i + 1
		switch c := g.text[i]; {
		case isWhite(c):
			i++
			continue
		case c == ',' && g.comma < 0:
			g.comma = i
		case isComment(g.text[i:], w.commentMarks()):
			if next = w.afterComment(g.text, i); g.comment < 0 {
				g.comment = i
			}
		default:
			return g
		}
		i, g.last = next, next
	}
	g.ok = true
	return g
}

// afterComment is the end of the comment at i, its line break left out.
func (w *writer) afterComment(text []byte, i int) int {
	if bytes.HasPrefix(text[i:], []byte("/*")) && w.form == commentedJSON {
		if n := bytes.Index(text[i+2:], []byte("*/")); n >= 0 {
			return i + 2 + n + 2
		}
		return len(text)
	}
	if n := bytes.IndexAny(text[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(text)
}

// commentMarks are how comments begin.
func (w *writer) commentMarks() []string {
	switch {
	case w.tree.Format == document.YAML:
		return []string{"#"}
	case w.form == commentedJSON:
		return []string{"//", "/*"}
	}
	return nil
}

func isWhite(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// clean holds for a gap without comments.
func (g *gap) clean() bool { return g.ok && g.comment < 0 }

// line is where the last line of the gap begins if only blanks stand there.
func (g *gap) line() (start int, ok bool) {
	n := bytes.LastIndexByte(g.text, '\n')
	return n + 1, n >= 0 && len(bytes.TrimSpace(g.text[n:])) == 0
}

// afterComma is where what belongs to a member ends whose comma is in the gap: the
// end of the line where nothing more stands there, else the blanks after the comma.
func (g *gap) afterComma() (end int, wholeLine bool) {
	end = g.comma + 1
	for end < len(g.text) && (g.text[end] == ' ' || g.text[end] == '\t') {
		end++
	}
	rest := g.text[end:]
	switch {
	case bytes.HasPrefix(rest, []byte("\r\n")):
		return end + 2, true
	case bytes.HasPrefix(rest, []byte("\n")):
		return end + 1, true
	}
	return end, false
}

// removeInBraces takes a member out with one of its commas, and with its line
// where nothing else stands on it.
func (w *writer) removeInBraces(id document.ID) []change {
	t := w.tree
	object := t.Parent(id)
	list, i := w.siblings(object), t.Index(id)
	start, end := t.NameSpan(id).Start, t.Span(id).End
	from, to := t.Span(object).Start+1, t.Span(object).End-1
	if i > 0 {
		from = t.Span(list[i-1]).End
	}
	if i+1 < len(list) {
		to = t.NameSpan(list[i+1]).Start
	}
	before, after := w.readGap(from, start), w.readGap(end, to)
	if !before.ok || !after.ok || w.holdsComment(id) {
		return nil
	}
	line, ownLine := before.line()
	switch {
	case after.comma >= 0:
		if after.comment >= 0 && after.comment < after.comma {
			return nil
		}
		cut, wholeLine := after.afterComma()
		switch {
		case ownLine && wholeLine:
			return []change{{source.Span{Start: from + line, End: end + cut}, ""}}
		case i > 0 && before.clean() && !ownLine:
			return []change{{source.Span{Start: from, End: end}, ""}}
		case i+1 < len(list) && after.clean() && !ownLine:
			return []change{{source.Span{Start: start, End: to}, ""}}
		}
		if !ownLine { // in YAML a comment has a blank before it
			cut = after.comma + 1
		}
		return []change{{source.Span{Start: start, End: end + cut}, ""}}
	case i == 0 && before.clean() && after.clean():
		return []change{{source.Span{Start: from, End: to}, ""}}
	case before.clean() && after.clean():
		return []change{{source.Span{Start: from, End: end}, ""}}
	}
	blanks := len(after.text) - len(bytes.TrimLeft(after.text, " \t"))
	own := source.Span{Start: start, End: end}
	if rest := after.text[blanks:]; ownLine && (bytes.HasPrefix(rest, []byte("\n")) || bytes.HasPrefix(rest, []byte("\r\n"))) {
		own = source.Span{Start: from + line, End: end + blanks + bytes.IndexByte(rest, '\n') + 1}
	} else if ownLine {
		own.End += blanks
	}
	switch {
	case i == 0:
		return []change{{own, ""}}
	case before.comma < 0:
		return nil
	}
	return []change{{source.Span{Start: from + before.comma, End: from + before.comma + 1}, ""}, {own, ""}}
}

// holdsComment tells whether there may be a comment in a member. There is none in
// a scalar.
func (w *writer) holdsComment(id document.ID) bool {
	start, end := w.tree.NameSpan(id).End, w.tree.Span(id).End
	if w.tree.Kind(id) < document.Array {
		end = w.tree.Span(id).Start
	}
	for _, mark := range w.commentMarks() {
		if bytes.Contains(w.tree.Source[start:end], []byte(mark)) {
			return true
		}
	}
	return false
}

// insertInBraces adds a member at the end, laid out as the last one is.
func (w *writer) insertInBraces(object document.ID, name, value string) []change {
	t, span := w.tree, w.tree.Span(object)
	list := w.siblings(object)
	if len(list) == 0 {
		return w.fillBraces(source.Span{Start: span.Start + 1, End: span.End - 1}, name, value)
	}
	last := list[len(list)-1]
	from, end := span.Start+1, t.Span(last).End
	if len(list) > 1 {
		from = t.Span(list[len(list)-2]).End
	}
	lead, tail := w.readGap(from, t.NameSpan(last).Start), w.readGap(end, span.End-1)
	if !lead.ok || !tail.ok || tail.comma >= 0 {
		return nil
	}
	member, ok := w.member(last, name, value)
	if !ok {
		return nil
	}
	line, ownLine := lead.line()
	if !ownLine {
		separator := ", "
		switch {
		case len(list) > 1 && lead.clean():
			separator = string(lead.text)
		case t.NameSpan(last).End+1 == t.Span(last).Start:
			separator = "," // no spaces
		}
		if !tail.clean() || bytes.ContainsAny([]byte(separator), "\r\n") {
			return nil
		}
		return []change{{source.Span{Start: end, End: end}, separator + member}}
	}
	member = newline(t.Source, end) + string(lead.text[line:]) + member
	if tail.clean() {
		return []change{{source.Span{Start: end, End: end}, "," + member}}
	}
	behind := end + tail.last
	return []change{{source.Span{Start: end, End: end}, ","}, {source.Span{Start: behind, End: behind}, member}}
}

// fillBraces puts a member into an object that has none.
func (w *writer) fillBraces(inside source.Span, name, value string) []change {
	g := w.readGap(inside.Start, inside.End)
	quoted, ok := doubleQuoted(name)
	if !ok || !g.clean() || g.comma >= 0 {
		return nil
	}
	member := quoted + ": " + value
	if line, ownLine := g.line(); ownLine {
		at := source.Span{Start: inside.Start, End: inside.Start}
		return []change{{at, newline(w.tree.Source, inside.End) + string(g.text[line:]) + "  " + member}}
	}
	if inside.Start == inside.End {
		return []change{{inside, member}}
	}
	return []change{{inside, " " + member + " "}}
}

// member is a member in the style of another one.
func (w *writer) member(like document.ID, name, value string) (text string, ok bool) {
	t := w.tree
	key, colon := t.NameSpan(like), ": "
	if key.Start == key.End || key.End > t.Span(like).Start {
		return "", false
	}
	old := t.Source[key.Start:key.End]
	between := string(t.Source[key.End:t.Span(like).Start])
	if t.Format == document.YAML {
		text, ok = yamlScalar(old, name, document.String)
	} else {
		text, ok = doubleQuoted(name)
		if between == ":" || between == " : " {
			colon = between
		}
	}
	return text + colon + value, ok
}

// newline is the line break before an offset, or else the first one behind it.
func newline(text []byte, offset int) string {
	n := bytes.LastIndexByte(text[:offset], '\n')
	if n < 0 {
		n = offset + bytes.IndexByte(text[offset:], '\n')
	}
	if n > 0 && text[n-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
