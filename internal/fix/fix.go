// Package fix makes the edits of fixes: it chooses those that do not get in each
// other's way, looks whether a file is better for them, and writes it.
//
// It does not know what mends a mistake: see package rules.
package fix

import (
	"slices"

	"github.com/payloadlint/payloadlint/rules"
)

// Apply makes the fixes, in their order, that do not get in the way of one
// before: of each all edits or none. It returns the text that comes of it, and
// how many were made. One with the same edits as another counts as made.
func Apply(text []byte, fixes []rules.Fix) (out []byte, applied int) {
	var c choice
	for i := range fixes {
		if c.add(text, &fixes[i]) {
			applied++
		}
	}
	return splice(text, c.edits), applied
}

// choice are edits of one text that do not overlap, in order.
type choice struct{ edits []rules.Edit }

// add adds the edits of a fix and tells whether it could.
func (c *choice) add(text []byte, f *rules.Fix) bool {
	if len(f.Edits) == 0 {
		return false
	}
	again := 0
	for i, e := range f.Edits {
		switch at, same := c.find(e); {
		case same:
			again++
		case !isValid(e, len(text)) || c.clashes(at, e):
			return false
		}
		for _, other := range f.Edits[:i] {
			if touch(e, other) {
				return false
			}
		}
	}
	if again > 0 {
		return again == len(f.Edits)
	}
	for _, e := range f.Edits {
		at, _ := c.find(e)
		c.edits = slices.Insert(c.edits, at, e)
	}
	return true
}

func isValid(e rules.Edit, size int) bool { return 0 <= e.Start && e.Start <= e.End && e.End <= size }

// find is the place of an edit among those that are there, and whether it is one of them.
func (c *choice) find(e rules.Edit) (at int, same bool) {
	at, _ = slices.BinarySearchFunc(c.edits, e, func(a, b rules.Edit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	return at, at < len(c.edits) && c.edits[at] == e
}

func (c *choice) clashes(at int, e rules.Edit) bool {
	return at > 0 && touch(c.edits[at-1], e) || at < len(c.edits) && touch(c.edits[at], e)
}

// touch tells whether two edits overlap, or one inserts where the other begins
// or ends: what is to come first would not be certain.
func touch(a, b rules.Edit) bool {
	if a.Start == a.End || b.Start == b.End {
		return a.Start <= b.End && b.Start <= a.End
	}
	return a.Start < b.End && b.Start < a.End
}

// splice makes edits that are in order.
func splice(text []byte, edits []rules.Edit) []byte {
	size := len(text)
	for _, e := range edits {
		size += len(e.Text) - (e.End - e.Start)
	}
	out, from := make([]byte, 0, size), 0
	for _, e := range edits {
		out = append(append(out, text[from:e.Start]...), e.Text...)
		from = e.End
	}
	return append(out, text[from:]...)
}

// shift is where ranges of a text are once edits that are in order, and have no
// byte of them, are made.
func shift(ranges []rules.Range, edits []rules.Edit) []rules.Range {
	moved, by := make([]rules.Range, 0, len(ranges)), 0
	for _, r := range ranges {
		for len(edits) > 0 && edits[0].End <= r.Start {
			by += len(edits[0].Text) - (edits[0].End - edits[0].Start)
			edits = edits[1:]
		}
		moved = append(moved, rules.Range{Start: r.Start + by, End: r.End + by})
	}
	return moved
}
