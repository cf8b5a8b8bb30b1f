package check

import (
	"strconv"

	"github.com/payloadlint/payloadlint/internal/decimal"
)

// maxWhole bounds the numbers that multiples reckons with, so that no sum of
// two of them overflows.
const maxWhole = 1_000_000_000

// multiples are the whole numbers nearest to v, at most one below and one above,
// that are multiples of the step and within the node's own bounds. They are
// only reckoned among whole numbers of few digits.
func (n *node) multiples(v, by *decimal.Decimal) []string {
	step, ok := whole(by)
	near, fits := whole(v)
	if !ok || !fits || step <= 0 {
		return nil
	}
	low, high := -maxWhole, maxWhole
	for i := range n.numbers {
		c := &n.numbers[i]
		limit, ok := whole(&c.limit)
		switch {
		case c.op == multipleOf && !c.limit.Equal(by), !ok:
			return nil
		case c.op == minimum:
			low = max(low, limit)
		case c.op == exclusiveMinimum:
			low = max(low, limit+1)
		case c.op == maximum:
			high = min(high, limit)
		case c.op == exclusiveMaximum:
			high = min(high, limit-1)
		}
	}
	return between(near, step, low, high)
}

// between lists the multiples of step next to near that lie in [low, high].
func between(near, step, low, high int) []string {
	below := floor(min(near, high), step)
	above := below + step
	if near < low {
		below, above = low-1, floor(low-1, step)+step
	}
	var list []string
	for _, m := range []int{below, above} {
		if m >= low && m <= high {
			list = append(list, strconv.Itoa(m))
		}
	}
	return list
}

// floor is the greatest multiple of step that is not above v.
func floor(v, step int) int {
	rest := v % step
	if rest < 0 {
		rest += step
	}
	return v - rest
}

// whole is a whole number of few digits.
func whole(d *decimal.Decimal) (int, bool) {
	v := d.Int()
	return v, d.IsInteger() && -maxWhole < v && v < maxWhole
}
