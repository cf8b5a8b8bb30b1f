package jsondoc

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// string reads the string that opens at p.pos. Its span includes the quotes.
func (p *parser) string() (span source.Span, escaped bool, err *document.SyntaxError) {
	text, start := p.text, p.pos
	i := start + 1
	for {
		i = skipPlain(text, i)
		if i == len(text) {
			return span, false, p.unterminated(start, i)
		}
		switch c := text[i]; {
		case c == '"':
			p.pos = i + 1
			return source.Span{Start: start, End: p.pos}, escaped, nil
		case c == '\\':
			n := escapeLen(text[i:])
			if n == 0 {
				return span, false, p.badEscape(start, i)
			}
			escaped = true
			i += n
		case c < ' ':
			return span, false, p.controlInString(start, i)
		default:
			r, size := utf8.DecodeRune(text[i:])
			if r == utf8.RuneError && size == 1 {
				return span, false, p.badUTF8(i)
			}
			i += size
		}
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// skipPlain is the offset of the first byte from i on that is not an ASCII
// character which stands for itself in a string; eight bytes at a time.
func skipPlain(text []byte, i int) int {
	for ; len(text)-i >= 8; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		quote, backslash := x^ones*'"', x^ones*'\\'
		// A byte of these differences has its high bit set when it is zero,
		// zero and less than a space; borrows spoil only bytes after the first.
		hit := (x | (x - ones*' ') | (quote-ones)&^quote | (backslash-ones)&^backslash) & highs
		if hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
	}
	for i < len(text) && text[i] >= ' ' && text[i] < utf8.RuneSelf && text[i] != '"' && text[i] != '\\' {
		i++
	}
	return i
}

// escapeLen is the length of the escape that text begins with, 0 if it is not
// one. A surrogate pair is one escape; half of a pair is none.
func escapeLen(text []byte) int {
	if len(text) < 2 {
		return 0
	}
	switch text[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		r := hex4(text)
		switch {
		case r < 0:
			return 0
		case !utf16.IsSurrogate(r):
			return 6
		case utf16.DecodeRune(r, hex4(text[6:])) != utf8.RuneError:
			return 12
		}
	}
	return 0
}

// hex4 is the code unit of the \u escape that text begins with, -1 if it does not.
func hex4(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return -1
	}
	r := rune(0)
	for _, c := range text[2:6] {
		digit := hexDigit(c)
		if digit < 0 {
			return -1
		}
		r = r<<4 | digit
	}
	return r
}

// hexDigit is the value of a hexadecimal digit, -1 if c is none.
func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c - 'a' + 10)
	case c >= 'A' && c <= 'F':
		return rune(c - 'A' + 10)
	}
	return -1
}

// unescape appends the decoded content of a string that p.string has accepted.
func unescape(to, text []byte) []byte {
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			to = append(to, text[i])
			continue
		}
		switch i++; text[i] {
		case 'b':
			to = append(to, '\b')
		case 'f':
			to = append(to, '\f')
		case 'n':
			to = append(to, '\n')
		case 'r':
			to = append(to, '\r')
		case 't':
			to = append(to, '\t')
		case 'u':
			r := hex4(text[i-1:])
			i += 4
			if utf16.IsSurrogate(r) {
				r = utf16.DecodeRune(r, hex4(text[i+1:]))
				i += 6
			}
			to = utf8.AppendRune(to, r)
		default:
			to = append(to, text[i])
		}
	}
	return to
}

// number reads the number at p.pos. It keeps its spelling.
func (p *parser) number(key name, at place) *document.SyntaxError {
	end, ok := scanNumber(p.text, p.pos)
	if !ok || end < len(p.text) && isWordByte(p.text[end]) {
		return p.badNumber(at)
	}
	p.add(document.Number, key, source.Span{Start: p.pos, End: end})
	p.pos = end
	return nil
}

// scanNumber is the end of the longest number from i on, or where a digit is
// wanted that is not there.
func scanNumber(text []byte, i int) (end int, ok bool) {
	if i < len(text) && text[i] == '-' {
		i++
	}
	if i < len(text) && text[i] == '0' {
		i++
	} else if i, ok = digits(text, i); !ok {
		return i, false
	}
	if i < len(text) && text[i] == '.' {
		if i, ok = digits(text, i+1); !ok {
			return i, false
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if i, ok = digits(text, i); !ok {
			return i, false
		}
	}
	return i, true
}

func digits(text []byte, i int) (end int, ok bool) {
	start := i
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i, i > start
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// isWordByte tells whether c, right after a number or a literal, makes another
// word of it.
func isWordByte(c byte) bool {
	return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' || c == '.' || c == '+' || c == '-'
}
