package rules

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How much of the user's own text a message shows, in characters.
const (
	maxValue  = 40  // of a value
	maxNumber = 24  // of a number's digits
	maxName   = 256 // of a dotted name, a code, a documented message's {key}
)

const ellipsis = "…"

// quote shows a string in double quotes on one line: what cannot be seen is
// escaped, what is long is cut.
func quote(text []byte) string {
	var b strings.Builder
	b.WriteByte('"')
	cut := show(&b, text, maxValue, true)
	if cut {
		b.WriteString(ellipsis)
	}
	b.WriteByte('"')
	return b.String()
}

// name shows a member's name, or a dotted name, without quotes.
func name(text string) string {
	plain := len(text) <= maxName
	for i := 0; plain && i < len(text); i++ {
		plain = text[i] >= ' ' && text[i] < 0x7f
	}
	if plain {
		return text
	}
	var b strings.Builder
	if show(&b, []byte(text), maxName, false) {
		b.WriteString(ellipsis)
	}
	return b.String()
}

// show writes at most limit characters of text and tells whether that cut it.
func show(b *strings.Builder, text []byte, limit int, quoted bool) bool {
	for n := 0; len(text) > 0; n++ {
		if n == limit {
			return true
		}
		r, size := utf8.DecodeRune(text)
		switch {
		case quoted && (r == '"' || r == '\\'):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(b, `\x%02x`, text[0])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case !unicode.IsPrint(r) && r > 0xffff:
			fmt.Fprintf(b, `\U%08x`, r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return false
}

// number shows a number's spelling, the end of a long one left out.
func number(spelling []byte) string {
	if len(spelling) <= maxNumber {
		return string(spelling)
	}
	return fmt.Sprintf("%s%s (%d characters)", spelling[:maxNumber-8], ellipsis, len(spelling))
}

// count is a number of things: "1 item", "0 items".
func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return strconv.Itoa(n) + " " + unit + "s"
}

// alternatives joins names as in "A, B or C".
func alternatives(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// maxWhole is how many digits an integer has at most that is written out.
const maxWhole = 20

// wholeNumber is the integer that a JSON number such as 3.0 or 2e1 stands for,
// written out; empty for a fraction, and for an integer of many digits.
func wholeNumber(spelling []byte) string {
	mantissa, exponent := spelling, 0
	if e := bytes.IndexAny(spelling, "eE"); e >= 0 {
		var err error
		if exponent, err = strconv.Atoi(string(spelling[e+1:])); err != nil {
			return ""
		}
		mantissa = spelling[:e]
	}
	mantissa, negative := bytes.CutPrefix(mantissa, []byte("-"))
	whole, fraction, _ := bytes.Cut(mantissa, []byte("."))
	digits := bytes.TrimLeft(slices.Concat(whole, fraction), "0")
	significant := bytes.TrimRight(digits, "0")
	zeros := len(digits) - len(significant) - len(fraction) + exponent
	switch {
	case len(significant) == 0:
		return "0"
	case zeros < 0 || zeros > maxWhole || len(significant)+zeros > maxWhole:
		return ""
	}
	text := string(significant) + strings.Repeat("0", zeros)
	if negative {
		return "-" + text
	}
	return text
}
