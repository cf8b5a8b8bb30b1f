package yamldoc

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
)

// maxDigits is how many digits a hexadecimal or octal number may have; to spell
// it in decimal takes more than linear time.
const maxDigits = 1000

// resolve types a plain scalar by the core schema of YAML 1.2 and gives its
// JSON text.
func resolve(s string) (document.Kind, string, problem) {
	if s == "" {
		return document.Null, "null", problem{}
	}
	switch c := s[0]; {
	case isDigit(c), c == '+', c == '-', c == '.':
		return resolveNumber(s)
	}
	switch s {
	case "null", "Null", "NULL", "~":
		return document.Null, "null", problem{}
	case "true", "True", "TRUE":
		return document.Bool, "true", problem{}
	case "false", "False", "FALSE":
		return document.Bool, "false", problem{}
	}
	return document.String, s, problem{}
}

func resolveNumber(s string) (document.Kind, string, problem) {
	if text, ok := decimal(s); ok {
		return document.Number, text, problem{}
	}
	unsigned := s
	if s[0] == '+' || s[0] == '-' {
		unsigned = s[1:]
	}
	switch unsigned {
	case ".inf", ".Inf", ".INF":
		return document.Number, "", problem{found: "infinity", expected: "a number", advice: "JSON has no infinity; put it in quotes if a string is meant"}
	case ".nan", ".NaN", ".NAN":
		if unsigned == s {
			return document.Number, "", problem{found: "not-a-number", expected: "a number", advice: "JSON has no such value; put it in quotes if a string is meant"}
		}
	}
	if strings.HasPrefix(s, "0x") {
		return radix(s, 16)
	}
	if strings.HasPrefix(s, "0o") {
		return radix(s, 8)
	}
	return document.String, s, problem{}
}

// radix spells 0x1F or 0o17 in decimal.
func radix(s string, base int) (document.Kind, string, problem) {
	digits := s[2:]
	for _, c := range []byte(digits) {
		if d := hexDigit(c); d < 0 || d >= base {
			return document.String, s, problem{}
		}
	}
	if digits == "" {
		return document.String, s, problem{}
	}
	if digits = strings.TrimLeft(digits, "0"); len(digits) > maxDigits {
		return document.Number, "", problem{found: fmt.Sprintf("a number of more than %d digits in base %d", maxDigits, base), expected: "a decimal number", advice: ""}
	}
	if digits == "" {
		return document.Number, "0", problem{}
	}
	n, _ := new(big.Int).SetString(digits, base)
	return document.Number, n.String(), problem{}
}

// decimal is the JSON spelling of a decimal integer or float of the core
// schema: no plus sign, no leading zeros, digits on both sides of the point.
func decimal(s string) (string, bool) {
	unsigned := s
	if s[0] == '+' || s[0] == '-' {
		unsigned = s[1:]
	}
	integer, rest := cutDigits(unsigned)
	fraction, point := "", strings.HasPrefix(rest, ".")
	if point {
		fraction, rest = cutDigits(rest[1:])
	}
	if integer == "" && fraction == "" || !isExponent(rest) {
		return "", false
	}
	stripped := strings.TrimLeft(integer, "0")
	if stripped == "" {
		stripped = "0"
	}
	if s[0] != '+' && stripped == integer && (!point || fraction != "") {
		return s, true
	}
	var b strings.Builder
	if s[0] == '-' {
		b.WriteByte('-')
	}
	b.WriteString(stripped)
	if point {
		b.WriteByte('.')
		if b.WriteString(fraction); fraction == "" {
			b.WriteByte('0')
		}
	}
	b.WriteString(rest)
	return b.String(), true
}

func cutDigits(s string) (digits, rest string) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return s[:i], s[i:]
}

// isExponent tells whether s may follow the digits of a float; it may be empty.
func isExponent(s string) bool {
	if s == "" {
		return true
	}
	if s[0]|0x20 != 'e' {
		return false
	}
	if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	digits, rest := cutDigits(s)
	return digits != "" && rest == ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// hexDigit is the value of a hexadecimal digit, -1 for any other byte.
func hexDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
