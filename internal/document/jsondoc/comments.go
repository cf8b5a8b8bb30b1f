package jsondoc

import (
	"bytes"
	"iter"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// ParseComments is Parse for JSON with comments, of which there are two kinds:
// from // to the end of the line, and between /* and */. They may stand wherever
// white space may. All else is strict.
func ParseComments(t *document.Tree, text []byte) *document.SyntaxError {
	t.Reset(text, document.JSON)
	p := parser{t: t, text: text, open: document.None, under: document.None}
	for comment := range comments(text) {
		if !p.comments {
			p.text, p.comments = bytes.Clone(text), true
		}
		blank(p.text[comment.Start:comment.End])
	}
	p.comments = true
	return p.file()
}

// comments are the comments of a text that ParseComments reads, in order, with
// their marks; one without an end is left out. It takes time linear in the text.
func comments(text []byte) iter.Seq[source.Span] {
	return func(yield func(source.Span) bool) {
		for i := 0; i < len(text); {
			n := bytes.IndexAny(text[i:], `"/`)
			if n < 0 {
				return
			}
			i += n
			end := 0
			switch rest := text[i:]; {
			case rest[0] == '"':
				i = stringEnd(text, i)
				continue
			case bytes.HasPrefix(rest, []byte("//")):
				end = endOfLine(text, i)
			case bytes.HasPrefix(rest, []byte("/*")):
				n := bytes.Index(rest[2:], []byte("*/"))
				if n < 0 {
					return
				}
				end = i + 2 + n + 2
			default:
				i++
				continue
			}
			if !yield(source.Span{Start: i, End: end}) {
				return
			}
			i = end
		}
	}
}

// stringEnd is the end of the string that opens at i, or of its line, where it
// is an error.
func stringEnd(text []byte, i int) int {
	for i = skipPlain(text, i+1); i < len(text); i = skipPlain(text, i+1) {
		switch text[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		case '\r', '\n':
			return i
		}
	}
	return len(text)
}

// blank makes spaces of a comment, but for line ends. It leaves what is no
// UTF-8, so that this is still an error.
func blank(comment []byte) {
	for i := 0; i < len(comment); {
		r, size := utf8.DecodeRune(comment[i:])
		if r != '\r' && r != '\n' && (r != utf8.RuneError || size > 1) {
			copy(comment[i:], "    "[:size])
		}
		i += size
	}
}
