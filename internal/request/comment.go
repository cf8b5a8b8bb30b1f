package request

import (
	"bytes"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// What comments begin with that are meant for tools.
const (
	directive = "payloadlint"
	ignoring  = "ignore" // in directives about findings
	modeline  = "yaml-language-server"
)

// Directive finds, in the text above a document, what a comment says about the
// operation: what stands after "payloadlint:", such as operation=ID, and where
// that is. A comment about findings, payloadlint:ignore, is another matter. Of
// several, the last counts; without any, the last that tells an editor the
// schema, which is returned as $schema=PATH. Comments begin with # or //, or
// stand between /* and */; all else is passed over.
func Directive(head []byte) (text string, span source.Span, ok bool) {
	var said, told source.Span
	for i := len(head) - len(bytes.TrimPrefix(head, []byte("\ufeff"))); i < len(head); {
		var comment source.Span
		comment, i = commentAt(head, i)
		for comment.Start < comment.End {
			line := comment
			if n := bytes.IndexAny(head[line.Start:line.End], "\r\n"); n >= 0 {
				line.End = line.Start + n
			}
			comment.Start = line.End + 1
			line = trim(head, line, " \t*")
			if s, found := behind(head, line, directive); found {
				said, ok = s, true
			} else if s, found := behind(head, line, modeline); found && bytes.HasPrefix(head[s.Start:s.End], []byte(schema)) {
				told = s
			}
		}
	}
	if !ok {
		said, ok = told, told.Start < told.End
	}
	return string(head[said.Start:said.End]), said, ok
}

// commentAt is the inside of a comment that begins at i, empty for none, and
// where to go on.
func commentAt(head []byte, i int) (inside source.Span, next int) {
	rest := head[i:]
	until := func(opening, length, closing int) (source.Span, int) {
		if length < 0 {
			return source.Span{Start: i + opening, End: len(head)}, len(head)
		}
		end := i + opening + length
		return source.Span{Start: i + opening, End: end}, end + closing
	}
	switch {
	case rest[0] == '#':
		return until(1, bytes.IndexAny(rest[1:], "\r\n"), 1)
	case bytes.HasPrefix(rest, []byte("//")):
		return until(2, bytes.IndexAny(rest[2:], "\r\n"), 1)
	case bytes.HasPrefix(rest, []byte("/*")):
		return until(2, bytes.Index(rest[2:], []byte("*/")), 2)
	case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
		return source.Span{}, i + 1
	}
	// The mark of a document, or such.
	if n := bytes.IndexAny(rest, " \t\r\n"); n >= 0 {
		return source.Span{}, i + n
	}
	return source.Span{}, len(head)
}

func trim(text []byte, s source.Span, cutset string) source.Span {
	inside := bytes.TrimLeft(text[s.Start:s.End], cutset)
	s.Start = s.End - len(inside)
	s.End = s.Start + len(bytes.TrimRight(inside, cutset))
	return s
}

// behind is what a line says after a word and a colon. Without the colon it is
// the whole line, where the operation is what it goes on to speak of.
func behind(text []byte, line source.Span, word string) (source.Span, bool) {
	inside := text[line.Start:line.End]
	if len(inside) < len(word) || !strings.EqualFold(string(inside[:len(word)]), word) {
		return line, false
	}
	said := trim(text, source.Span{Start: line.Start + len(word), End: line.End}, " \t")
	rest := text[said.Start:said.End]
	if len(rest) == 0 || rest[0] != ':' {
		return line, bytes.HasPrefix(rest, []byte(operation+"="))
	}
	said.Start++
	said = trim(text, said, " \t")
	return said, !bytes.HasPrefix(text[said.Start:said.End], []byte(ignoring))
}

// headOf is the text above a document that may hold its directive.
func headOf(t *document.Tree, root document.ID) source.Span {
	head := source.Span{End: t.Span(root).Start}
	if t.Format != document.YAML {
		if t.Index(root) > 0 {
			head.End = 0 // a document a line, and no comments
		}
		return head
	}
	first := 0
	if i := t.Index(root); i > 0 {
		first = t.Span(t.Roots[i-1]).End
	}
	head.Start = head.End
	for marked := false; head.Start > first; {
		start := lineBefore(t.Source, head.Start)
		inside := bytes.TrimLeft(t.Source[start:head.Start], " \t\r\n\ufeff")
		switch {
		case len(inside) == 0, inside[0] == '#':
		case !marked && bytes.HasPrefix(inside, []byte("---")):
			marked = true
		case marked && inside[0] == '%', !marked && (inside[0] == '!' || inside[0] == '&'):
		default:
			return head
		}
		head.Start = max(start, first)
	}
	return head
}

// lineBefore is where the line begins that ends, or goes on, at offset end.
func lineBefore(text []byte, end int) int {
	if end > 0 && text[end-1] == '\n' {
		end--
	}
	if end > 0 && text[end-1] == '\r' {
		end--
	}
	return bytes.LastIndexAny(text[:end], "\r\n") + 1
}
