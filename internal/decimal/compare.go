package decimal

import (
	"bytes"
	"cmp"
	"math"
	"math/big"
)

// Sign is -1, 0 or 1; -0 is 0.
func (d *Decimal) Sign() int {
	if d.long {
		return d.parts.sign()
	}
	return cmp.Compare(d.value, 0)
}

// Compare is -1 where d < e, 0 where they are the same number, 1 where d > e.
func (d *Decimal) Compare(e *Decimal) int {
	if !d.long && !e.long {
		return cmp.Compare(d.value, e.value)
	}
	if a, b := d.Sign(), e.Sign(); a != b || a == 0 {
		return cmp.Compare(a, b)
	}
	p, q := d.trimmed(), e.trimmed()
	c := p.compareSize(&q)
	if p.neg {
		return -c
	}
	return c
}

// Equal tells whether d and e are the same number, however they are spelled.
func (d *Decimal) Equal(e *Decimal) bool { return d.Compare(e) == 0 }

// IsInteger tells whether the number has no fraction; 1.0 and 1e2 have none.
func (d *Decimal) IsInteger() bool {
	if !d.long || d.parts.len() == 0 {
		return true
	}
	return d.parts.shift+d.parts.exp.minus(exponent{}) >= 0
}

// Int is the number as an int, without its fraction; where it is beyond the
// range of int, the end of that range.
func (d *Decimal) Int() int {
	v := d.value
	if d.long {
		p := &d.parts
		places := p.shift + p.exp.minus(exponent{}) + int64(p.len())
		if places > shortInteger {
			v = math.MaxInt64
		} else {
			v = p.leading(places)
		}
		if p.neg {
			v = -v
		}
	}
	return int(min(max(v, math.MinInt), math.MaxInt))
}

// leading is the number that so many first digits make.
func (p *parts) leading(places int64) int64 {
	var v int64
	for i := range places {
		v *= 10
		if i < int64(p.len()) {
			v += int64(p.digit(int(i)) - '0')
		}
	}
	return v
}

// trimmed gives the parts of any number.
func (d *Decimal) trimmed() parts {
	p := d.parts
	if !d.long {
		p.trim()
	}
	return p
}

// compareSize compares the absolute values of two numbers that are not 0.
func (p *parts) compareSize(q *parts) int {
	// Where the first digits stand decides, unless they stand at the same place.
	place := p.exp.minus(q.exp) + p.shift - q.shift + int64(p.len()-q.len())
	if place != 0 {
		return cmp.Compare(place, 0)
	}
	if len(p.tail) == 0 && len(q.tail) == 0 {
		return bytes.Compare(p.head, q.head)
	}
	for i := range min(p.len(), q.len()) {
		if a, b := p.digit(i), q.digit(i); a != b {
			return cmp.Compare(a, b)
		}
	}
	return cmp.Compare(p.len(), q.len())
}

// IsMultipleOf tells whether d is a whole number of steps. Nothing but 0 is a
// multiple of 0.
func (d *Decimal) IsMultipleOf(step *Decimal) bool {
	if d.Sign() == 0 || step.Sign() == 0 {
		return d.Sign() == 0
	}
	if !d.long && !step.long {
		return d.value%step.value == 0
	}
	p, q := d.trimmed(), step.trimmed()
	// d is digits·10^tens steps of the size of q's digits. p's digits do not end
	// in 0, so a negative power of ten leaves a fraction.
	tens := p.exp.minus(q.exp) + p.shift - q.shift
	if tens < 0 {
		return false
	}
	if q.len() <= shortInteger {
		return p.divisible(q.leading(int64(q.len())), tens)
	}
	return p.divisibleLong(&q, tens)
}

// divisible tells whether n divides digits·10^tens. What n shares with the
// power of ten falls away: 2s and 5s, as many as it holds; the rest of n must
// divide the digits.
func (p *parts) divisible(n, tens int64) bool {
	for i := int64(0); i < tens && n%2 == 0; i++ {
		n /= 2
	}
	for i := int64(0); i < tens && n%5 == 0; i++ {
		n /= 5
	}
	var rest int64
	for i := range p.len() {
		rest = (rest*10 + int64(p.digit(i)-'0')) % n
	}
	return rest == 0
}

// divisibleLong is divisible for a step of many digits. It takes time
// proportional to the product of both lengths; steps come from schemas.
func (p *parts) divisibleLong(step *parts, tens int64) bool {
	n, _ := new(big.Int).SetString(string(step.head)+string(step.tail), 10)
	for _, factor := range []*big.Int{big.NewInt(2), big.NewInt(5)} {
		quotient, rest := new(big.Int), new(big.Int)
		for range tens {
			if quotient.QuoRem(n, factor, rest); rest.Sign() != 0 {
				break
			}
			n.Set(quotient)
		}
	}
	rest, ten, digit := new(big.Int), big.NewInt(10), new(big.Int)
	for i := range p.len() {
		rest.Mul(rest, ten).Add(rest, digit.SetInt64(int64(p.digit(i)-'0'))).Rem(rest, n)
	}
	return rest.Sign() == 0
}
