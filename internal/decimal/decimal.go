// Package decimal judges JSON numbers exactly by their spelling: no float64, no
// expansion of exponents. 1e1000001 costs as much as 1e1.
//
// Every operation takes time linear in the spellings involved, whatever the
// exponents. It knows nothing of documents or schemas.
package decimal

import "bytes"

// Decimal is one number. It keeps the bytes it was parsed from, which must not
// change while it is in use. The zero value is the number 0.
type Decimal struct {
	value int64 // the number, unless long
	long  bool  // the number is only in parts
	parts parts // trimmed, if long
}

// parts spells a number as ±digits·10^(shift+exp), where digits is head
// followed by tail. digits has neither leading nor trailing zeros; for zero it
// is empty and the rest is unset.
type parts struct {
	neg        bool
	head, tail []byte
	shift      int64 // within the length of the spelling
	exp        exponent
}

// exponent is the part after the e, of any size: digits without leading zeros.
type exponent struct {
	neg    bool
	digits []byte
}

const (
	// shortInteger is how many digits surely fit an int64.
	shortInteger = 18
	// far is beyond every shift: no text is that long. Exponents that differ by
	// more are told apart by it alone.
	far = 1 << 50
)

// Parse reads a number as RFC 8259 spells it; ok is false for anything else.
func Parse(text []byte) (d Decimal, ok bool) {
	if v, ok := short(text); ok {
		neg := text[0] == '-'
		if neg {
			text = text[1:]
		}
		return Decimal{value: v, parts: parts{neg: neg, head: text}}, true
	}
	p, ok := split(text)
	return Decimal{long: true, parts: p}, ok
}

// short reads an integer of few digits, which nearly every number is.
func short(text []byte) (int64, bool) {
	digits := text
	neg := len(text) > 0 && text[0] == '-'
	if neg {
		digits = text[1:]
	}
	if len(digits) == 0 || len(digits) > shortInteger || digits[0] == '0' && len(digits) > 1 {
		return 0, false
	}
	var v int64
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	if neg {
		v = -v
	}
	return v, true
}

// split reads any number.
func split(text []byte) (p parts, ok bool) {
	if len(text) > 0 && text[0] == '-' {
		p.neg, text = true, text[1:]
	}
	n := digitsIn(text)
	if n == 0 || n > 1 && text[0] == '0' {
		return p, false
	}
	p.head, text = text[:n], text[n:]
	if len(text) > 0 && text[0] == '.' {
		n = digitsIn(text[1:])
		if n == 0 {
			return p, false
		}
		p.tail, text = text[1:n+1], text[n+1:]
	}
	if len(text) > 0 {
		if p.exp, ok = splitExponent(text); !ok {
			return p, false
		}
	}
	p.trim()
	return p, true
}

func splitExponent(text []byte) (e exponent, ok bool) {
	if text[0] != 'e' && text[0] != 'E' {
		return e, false
	}
	text = text[1:]
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		e.neg, text = text[0] == '-', text[1:]
	}
	if len(text) == 0 || digitsIn(text) != len(text) {
		return e, false
	}
	e.digits = bytes.TrimLeft(text, "0")
	return e, true
}

func digitsIn(text []byte) int {
	for i, c := range text {
		if c < '0' || c > '9' {
			return i
		}
	}
	return len(text)
}

// trim takes the zeros off both ends of the digits.
func (p *parts) trim() {
	p.shift = -int64(len(p.tail))
	p.head = bytes.TrimLeft(p.head, "0")
	if len(p.head) == 0 {
		p.tail = bytes.TrimLeft(p.tail, "0")
	}
	n := len(p.tail)
	p.tail = bytes.TrimRight(p.tail, "0")
	p.shift += int64(n - len(p.tail))
	if len(p.tail) == 0 {
		n = len(p.head)
		p.head = bytes.TrimRight(p.head, "0")
		p.shift += int64(n - len(p.head))
	}
	if p.len() == 0 {
		*p = parts{}
	}
}

func (p *parts) len() int { return len(p.head) + len(p.tail) }

func (p *parts) digit(i int) byte {
	if i < len(p.head) {
		return p.head[i]
	}
	return p.tail[i-len(p.head)]
}

// sign is -1, 0 or 1.
func (p *parts) sign() int {
	switch {
	case p.len() == 0:
		return 0
	case p.neg:
		return -1
	}
	return 1
}

// minus is e-f, or ±far where the difference is larger than that.
func (e exponent) minus(f exponent) int64 {
	long := max(len(e.digits), len(f.digits))
	var diff int64
	for i := range long {
		a, b := digitFromRight(e.digits, long-1-i), digitFromRight(f.digits, long-1-i)
		if e.neg {
			a = -a
		}
		if f.neg {
			b = -b
		}
		// Once it is beyond 1 the lower digits can not bring it back.
		diff = diff*10 + a - b
		if diff >= far {
			return far
		}
		if diff <= -far {
			return -far
		}
	}
	return diff
}

func digitFromRight(digits []byte, i int) int64 {
	if i >= len(digits) {
		return 0
	}
	return int64(digits[len(digits)-1-i] - '0')
}
