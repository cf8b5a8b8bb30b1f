package jsondoc

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Errors about the text as a whole.

func checkSize(size int64) *document.SyntaxError {
	if size <= maxSize {
		return nil
	}
	return failure(source.Span{}, "a file of 2 GiB or more", "a smaller one", "")
}

func (p *parser) empty() *document.SyntaxError {
	at, found := source.Span{Start: p.start, End: p.start}, "only white space"
	switch {
	case p.start == len(p.text):
		found = "an empty " + p.unit.String()
	case p.comments && len(bytes.TrimSpace(p.t.Source)) > 0:
		found = "only comments"
	}
	return failure(at, found, p.expected(atStart), "")
}

func (p *parser) tooDeep() *document.SyntaxError {
	return failure(source.Span{Start: p.pos, End: p.pos + 1},
		fmt.Sprintf("values nested more than %d deep", document.MaxDepth), "fewer levels", "")
}

func (p *parser) trailingText() *document.SyntaxError {
	f := look(p.text, p.pos)
	after := " after the end of the document"
	switch {
	case f.class == badBytes:
		return p.badUTF8(p.pos)
	case f.class == comment && p.comments:
		return p.badComment(atEnd, f)
	case bytes.HasPrefix(p.text[p.pos:], []byte("---")):
		f.span.End = lineEnd(p.text, p.pos)
		return failure(f.span, "a line of dashes after the document", p.expected(atEnd),
			"if the "+p.unit.String()+" began as a printed skeleton, remove this line and all that follows it")
	case f.class == bracket || f.class == quoted:
		return failure(f.span, "a second document", p.expected(atEnd),
			[...]string{"write one document to a file", "write one document to a line", "remove what follows the first one"}[p.unit])
	case f.first == '}' || f.first == ']':
		return failure(f.span, f.name+after, p.expected(atEnd), "no bracket is open here")
	case f.first == ',':
		return failure(f.span, f.name+after, p.expected(atEnd), "remove this comma, or put several values into an array")
	}
	return failure(f.span, f.name+after, p.expected(atEnd), p.advise(atEnd, &f))
}

// Errors within strings.

func (p *parser) unterminated(start, i int) *document.SyntaxError {
	found, advice := p.end()+" inside a string", ""
	if i < len(p.text) || p.unit == line {
		found, advice = "the end of the line inside a string", `close the string, or write \n for a line break`
	}
	return failure(source.Span{Start: start, End: lineEnd(p.text, start)}, found, `a closing '"'`, advice)
}

// controlInString is the error for a control character at i in the string that opens at start.
func (p *parser) controlInString(start, i int) *document.SyntaxError {
	span := source.Span{Start: i, End: i + 1}
	switch c := p.text[i]; c {
	case '\n', '\r':
		return p.unterminated(start, i)
	case '\t':
		return failure(span, "a tab inside a string", "an escape", `write \t`)
	default:
		return failure(span, nameRune(rune(c))+" inside a string", "an escape", fmt.Sprintf(`write \u%04x`, c))
	}
}

// badEscape is the error for what escapeLen refuses at i in the string that opens at start.
func (p *parser) badEscape(start, i int) *document.SyntaxError {
	rest := p.text[i+1:]
	r, size := utf8.DecodeRune(rest)
	switch {
	case size == 0 || r == '\r' || r == '\n':
		return p.unterminated(start, i+1)
	case r == utf8.RuneError && size == 1:
		return p.badUTF8(i + 1)
	case r != 'u':
		advice := `write \\ for a backslash`
		if r == '\'' {
			advice = "remove the backslash"
		}
		return failure(source.Span{Start: i, End: i + 1 + size}, "a backslash before "+nameRune(r), `one of " \ / b f n r t u after it`, advice)
	case hex4(p.text[i:]) < 0:
		end := i + 2
		for end < len(p.text) && end < i+6 && hexDigit(p.text[end]) >= 0 {
			end++
		}
		return failure(source.Span{Start: i, End: end}, `an unfinished \u escape`, "four hexadecimal digits", `write \\ for a backslash`)
	}
	return failure(source.Span{Start: i, End: i + 6}, "half of a surrogate pair", "both halves", "write the character itself, or both escapes of the pair")
}

// badUTF8 is the error for bytes at i that are no character of UTF-8.
func (p *parser) badUTF8(i int) *document.SyntaxError {
	span := source.Span{Start: i, End: i + 1}
	expected, advice := "text in UTF-8", "save the file as UTF-8"
	rest := p.text[i:]
	switch {
	case !utf8.FullRune(rest) && p.unit != line:
		span.End = len(p.text)
		return failure(span, "a character cut off by "+p.end(), expected, "the "+p.unit.String()+" may be incomplete")
	case i == p.start && hasUTF16Mark(rest):
		span.End = i + 2
		return failure(span, "the byte order mark of UTF-16", expected, advice)
	}
	return failure(span, fmt.Sprintf("the byte 0x%02X, which is no UTF-8 here", rest[0]), expected, advice)
}

func hasUTF16Mark(text []byte) bool {
	return bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff"))
}
