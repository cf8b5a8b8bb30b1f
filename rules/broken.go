package rules

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/source"
)

// This file has what of a text that is not well-formed may be shown.

// hideText hides, in a part that is not well-formed, all that may be a value:
// nobody knows which names the values belong to.
func (w *writer) hideText(region source.Span) {
	text := w.tree.Source[region.Start:region.End]
	hide := func(span source.Span) {
		w.hide(source.Span{Start: region.Start + span.Start, End: region.Start + span.End})
	}
	if w.tree.Format == document.YAML {
		hideLines(text, hide)
	} else {
		hideTokens(text, hide)
	}
}

// hideTokens hides all of a text but its punctuation and the strings that
// stand where names stand: after { or a comma and before a colon.
func hideTokens(text []byte, hide func(source.Span)) {
	last := byte('{')
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case ' ', '\t', '\r', '\n':
			i++
		case '{', '}', '[', ']', ',', ':':
			last = c
			i++
		default:
			if n := commentStart(text[i:]); n > 0 && last != ':' {
				end, next := commentEnd(text, i)
				hide(source.Span{Start: min(i+n, end), End: end})
				i = next
				continue
			}
			end := tokenEnd(text, i)
			if n := plainToken(text[i:]); n > 0 {
				last, i = 0, i+n
				continue
			}
			if c != '"' || last != '{' && last != ',' || !colonFollows(text[end:]) {
				hide(source.Span{Start: i, End: end})
			}
			last, i = 0, end
		}
	}
}

// plainToken is the length of a run of dashes or of a placeholder, neither of
// which is a value; 0 for all else.
func plainToken(text []byte) int {
	if n := len(text) - len(bytes.TrimLeft(text, "-")); n > 1 {
		return n
	}
	if text[0] != '$' && text[0] != '<' {
		return 0
	}
	for ref := range placeholder.All(text[:min(len(text), longestName)]) {
		if ref.Start == 0 && ref.Sure {
			return ref.End
		}
		break
	}
	return 0
}

// commentStart is the length of what a comment begins with; 0 for no comment.
// A # without a space after it is more likely the beginning of a value.
func commentStart(text []byte) int {
	for _, mark := range [...]string{"//", "/*", "# "} {
		if bytes.HasPrefix(text, []byte(mark)) {
			return len(mark) + spaces(text[len(mark):])
		}
	}
	return 0
}

func spaces(text []byte) int { return len(text) - len(bytes.TrimLeft(text, " \t")) }

// commentEnd is where the words of the comment at i end, and what follows it.
func commentEnd(text []byte, i int) (end, next int) {
	if bytes.HasPrefix(text[i:], []byte("/*")) {
		if n := bytes.Index(text[i+2:], []byte("*/")); n >= 0 {
			return i + 2 + n, i + 2 + n + 2
		}
		return len(text), len(text)
	}
	if n := bytes.IndexAny(text[i:], "\r\n"); n >= 0 {
		return i + n, i + n
	}
	return len(text), len(text)
}

// tokenEnd is the end of a string, or of what is written without quotes.
func tokenEnd(text []byte, i int) int {
	if text[i] == '"' {
		for i++; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(text)
	}
	if n := bytes.IndexAny(text[i:], "{}[],:\" \t\r\n"); n >= 0 {
		return i + n
	}
	return len(text)
}

func colonFollows(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && text[0] == ':'
}

// hideLines hides all of each line but the dashes and the name that it begins
// with, or the mark of a comment. Any other line is a value as a whole.
func hideLines(text []byte, hide func(source.Span)) {
	for start := 0; start < len(text); {
		end := len(text)
		if n := bytes.IndexAny(text[start:], "\r\n"); n >= 0 {
			end = start + n
		}
		value := start + nameEnd(text[start:end])
		for value < end && (text[value] == ' ' || text[value] == '\t') {
			value++
		}
		hide(source.Span{Start: value, End: end})
		start = end + 1
	}
}

// nameEnd is the offset after the dashes, the name and the colon that a line
// begins with. What has a space in it is no name but something broken.
func nameEnd(line []byte) int {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '-') {
		i++
	}
	if n := commentStart(line[i:]); n > 0 && line[i] == '#' {
		return i + n
	}
	colon := i + bytes.IndexByte(line[i:], ':')
	if colon < i || bytes.ContainsAny(line[i:colon], " \t") || colon+1 < len(line) && line[colon+1] != ' ' && line[colon+1] != '\t' {
		return i
	}
	return colon + 1
}
