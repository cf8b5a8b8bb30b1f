package jsondoc

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/source"
)

// class is what stands where something else is expected.
type class uint8

const (
	endOfFile   class = iota
	badBytes          // no UTF-8
	comment           // of any language
	quoted            // a string in double quotes
	otherQuoted       // in single quotes or back quotes
	number            // digits, with or without a minus sign before them
	word              // text without quotes
	bracket           // { or [
	char              // any other character
)

// found is a piece of the text for an error message. Its name never holds what
// could be a value: at most one character or a word of other languages.
type found struct {
	class class
	span  source.Span
	name  string
	first rune
}

// look says what stands at offset i. It is for error messages only.
func look(text []byte, i int) found {
	if i >= len(text) {
		end := len(bytes.TrimRight(text, " \t\r\n"))
		return found{endOfFile, source.Span{Start: end, End: end}, "", 0}
	}
	r, size := utf8.DecodeRune(text[i:])
	f := found{char, source.Span{Start: i, End: i + size}, nameRune(r), r}
	rest := text[i:]
	switch {
	case r == utf8.RuneError && size == 1:
		f.class, f.name = badBytes, ""
	case r == '#' || bytes.HasPrefix(rest, []byte("//")) || bytes.HasPrefix(rest, []byte("/*")):
		f.class, f.name, f.span.End = comment, "a comment", commentEnd(text, i)
	case r == '"':
		f.class, f.name, f.span.End = quoted, "a string", quotedEnd(text, i)
	case r == '\'':
		f.class, f.name, f.span.End = otherQuoted, "a string in single quotes", quotedEnd(text, i)
	case r == '`':
		f.class, f.name, f.span.End = otherQuoted, "a string in back quotes", quotedEnd(text, i)
	case r == '{' || r == '[':
		f.class = bracket
	case r < utf8.RuneSelf && isDigit(byte(r)) || r == '-' && len(rest) > 1 && isDigit(rest[1]):
		f.class, f.name, f.span.End = number, "a number", wordEnd(text, i)
	case isWordRune(r) && r != '+' && r != '.':
		f.class, f.name, f.span.End = word, "unquoted text", wordEnd(text, i)
	}
	return f
}

// nameRune is a single character as messages show it.
func nameRune(r rune) string {
	switch {
	case r == '\ufeff':
		return "a byte order mark"
	case r == '\'':
		return "a single quote"
	case r < ' ' || r == 0x7f:
		return fmt.Sprintf("the control character U+%04X", r)
	case r < utf8.RuneSelf:
		return fmt.Sprintf("'%c'", r)
	case unicode.IsGraphic(r) && !unicode.IsSpace(r):
		return fmt.Sprintf("the character %c (U+%04X)", r, r)
	}
	return fmt.Sprintf("the character U+%04X", r)
}

// plain is the ASCII character that r was probably meant to be, 0 if none.
func plain(r rune) rune {
	switch {
	case r == '\u201c' || r == '\u201d' || r == '\u201e' || r == '\u2018' || r == '\u2019':
		return '"'
	case r >= '\uff01' && r <= '\uff5e': // the full-width forms
		return r - '\uff01' + '!'
	case r >= utf8.RuneSelf && unicode.IsSpace(r):
		return ' '
	}
	return 0
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isWordByte(byte(r))
	}
	return r != utf8.RuneError && plain(r) == 0 && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

// wordEnd is where text without quotes ends: at white space, at the
// punctuation of JSON, at a quote or at a comment.
func wordEnd(text []byte, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r <= ' ', r >= utf8.RuneSelf && !isWordRune(r):
			return i
		case r == '/' && look(text, i).class == comment:
			return i
		}
		switch r {
		case ',', ':', '{', '}', '[', ']', '"':
			return i
		}
		i += size
	}
	return i
}

// lineEnd is the end of the line that offset i is on, without white space.
func lineEnd(text []byte, i int) int {
	end := endOfLine(text, i)
	for end > i+1 && (text[end-1] == ' ' || text[end-1] == '\t') {
		end--
	}
	return end
}

// endOfLine is lineEnd with the white space.
func endOfLine(text []byte, i int) int {
	if n := bytes.IndexAny(text[i:], "\r\n"); n >= 0 {
		return i + n
	}
	return len(text)
}

// commentEnd keeps to the line where the comment begins.
func commentEnd(text []byte, i int) int {
	end := lineEnd(text, i)
	if bytes.HasPrefix(text[i:], []byte("/*")) {
		if n := bytes.Index(text[i+2:end], []byte("*/")); n >= 0 {
			return i + 2 + n + 2
		}
	}
	return end
}

// quotedEnd is the end of a string in any quotes, or of the line.
func quotedEnd(text []byte, i int) int {
	end := lineEnd(text, i)
	for j := i + 1; j < end; j++ {
		switch text[j] {
		case '\\':
			j++
		case text[i]:
			return j + 1
		}
	}
	return end
}
