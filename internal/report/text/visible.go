package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes a text harmless to print on one line of a terminal: control
// characters, marks of writing direction, other invisible characters and bytes
// that are no UTF-8 are written out, as in <U+001B> and <0xFF>.
func Visible(s string) string {
	i := 0
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7f {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	for i < len(s) {
		c, n := utf8.DecodeRuneInString(s[i:])
		if safe(c, n) {
			b.WriteString(s[i : i+n])
		} else {
			b.WriteString(written(c, s[i]))
		}
		i += n
	}
	return b.String()
}

// safe tells whether a decoded character is printed as it is.
func safe(c rune, size int) bool {
	return unicode.IsPrint(c) && (c != utf8.RuneError || size > 1)
}

// written writes out a character that is not safe, whose first byte is b.
func written(c rune, b byte) string {
	if c == utf8.RuneError {
		return fmt.Sprintf("<0x%02X>", b)
	}
	return fmt.Sprintf("<U+%04X>", c)
}
