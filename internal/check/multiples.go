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
func (n *node) multiples(v *decimal.Decimal) []string {
	near, fits := whole(v)
	r, ok := n.reach()
	if !ok || !fits || r.step == 0 {
		return nil
	}
	return between(near, r.step, r.low, r.high)
}

// legal is the whole number within the node's own bounds, and a multiple of its
// step, that is nearest to v, which is out of them; none where there is no such
// number, or none of few digits.
func (n *node) legal(v *decimal.Decimal) []string {
	r, ok := n.reach()
	if !ok {
		return nil
	}
	step := max(r.step, 1)
	lowest, highest := floor(r.low-1, step)+step, floor(r.high, step)
	nearest := highest
	if low := decimalOf(r.low); v.Compare(&low) < 0 {
		nearest = lowest
	}
	if lowest > highest || nearest <= -maxWhole || nearest >= maxWhole {
		return nil
	}
	return []string{strconv.Itoa(nearest)}
}

func decimalOf(n int) decimal.Decimal {
	d, _ := decimal.Parse(strconv.AppendInt(nil, int64(n), 10))
	return d
}

// reach is what whole numbers a node allows by itself: those in [low, high] that
// are multiples of step, any if that is 0.
type reach struct{ low, high, step int }

// reach is not ok where a bound or the step is no whole number of few digits,
// or where there are several steps.
func (n *node) reach() (r reach, ok bool) {
	r = reach{low: -maxWhole, high: maxWhole}
	for i := range n.numbers {
		c := &n.numbers[i]
		limit, ok := whole(&c.limit)
		if !ok {
			return r, false
		}
		switch c.op {
		case multipleOf:
			if r.step != 0 && r.step != limit {
				return r, false
			}
			r.step = limit
		case minimum:
			r.low = max(r.low, limit)
		case exclusiveMinimum:
			r.low = max(r.low, limit+1)
		case maximum:
			r.high = min(r.high, limit)
		case exclusiveMaximum:
			r.high = min(r.high, limit-1)
		}
	}
	return r, true
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
