package jsondoc

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// badNumber is the error for what begins like a number at p.pos and is none in
// JSON. Its message names the form, never the digits.
func (p *parser) badNumber(at place) *document.SyntaxError {
	span := source.Span{Start: p.pos, End: wordEnd(p.text, p.pos)}
	w := p.text[span.Start:span.End]
	rest := w
	if w[0] == '+' || w[0] == '-' {
		rest = w[1:]
	}
	if len(rest) == 0 {
		return failure(span, nameRune(rune(w[0]))+" without a number", p.expected(at), "")
	}
	if w[0] == '+' && beginsNumber(rest) {
		span.End = span.Start + 1
		return failure(span, "a plus sign", "a number without one", "remove the plus sign")
	}
	if beginsNumber(rest) {
		if f, e, a := malformed(rest); f != "" {
			return failure(span, f, e, a)
		}
	}
	f := found{word, span, "unquoted text", rune(w[0])}
	advice := p.adviseValue(at, &f)
	return failure(span, f.name, p.expected(at), advice)
}

// beginsNumber tells whether text begins with a digit, or a point and a digit.
func beginsNumber(text []byte) bool {
	return isDigit(text[0]) || text[0] == '.' && len(text) > 1 && isDigit(text[1])
}

// malformed says what is wrong with a number without sign that other languages
// may know. It returns nothing for what is no number at all.
func malformed(w []byte) (found, expected, advice string) {
	end, complete := scanNumber(w, 0)
	switch {
	case w[0] == '.':
		if end, _ := digits(w, 1); end == len(w) || w[end]|0x20 == 'e' {
			return "a number that begins with a point", "a digit before it", "write 0 before the point"
		}
	case bytes.IndexByte(w, '_') > 0 && len(bytes.Trim(w, "0123456789_")) == 0:
		return "underscores in a number", "digits only", "remove the underscores"
	case w[0] == '0' && len(w) > 2 && otherBase(w[1], w[2:]) != "":
		return otherBase(w[1], w[2:]), "a decimal one", "write the number in decimal digits"
	case w[0] == '0' && len(w) > 1 && isDigit(w[1]):
		for len(w) > 1 && w[0] == '0' && isDigit(w[1]) {
			w = w[1:]
		}
		if end, ok := scanNumber(w, 0); ok && end == len(w) {
			return "a number with leading zeros", "a number without them", "remove the zeros, or write a string in double quotes"
		}
	case !complete && (end == len(w) || w[end]|0x20 == 'e'):
		if w[end-1] == '.' {
			return "a number with nothing after its point", "a digit", "remove the point"
		}
		return "a number with nothing after its exponent sign", "a digit", ""
	}
	return "", "", ""
}

// otherBase names the kind of number that the letter and digits after a 0 make, if any.
func otherBase(letter byte, digits []byte) string {
	name, base := "", rune(0)
	switch letter | 0x20 {
	case 'x':
		name, base = "a hexadecimal number", 16
	case 'o':
		name, base = "an octal number", 8
	case 'b':
		name, base = "a binary number", 2
	}
	for _, c := range digits {
		if digit := hexDigit(c); digit < 0 || digit >= base {
			return ""
		}
	}
	return name
}
