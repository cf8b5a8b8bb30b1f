// Package fix makes the edits of fixes: it chooses those that do not get in each
// other's way, and looks whether a file is better for them.
//
// It does not know what mends a mistake: see package rules.
package fix

import (
	"cmp"
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
	return splice(text, c.all()), applied
}

// choice are edits of one text that do not overlap, in two lists, each in order:
// most edits come nearly in order, and the others are put into the short one.
type choice struct{ edits, recent []rules.Edit }

// maxRecent is how many edits the short list may have, beside a part of the long one.
const maxRecent = 1024

// add adds the edits of a fix and tells whether it could.
func (c *choice) add(text []byte, f *rules.Fix) bool {
	if len(f.Edits) == 0 {
		return false
	}
	again := 0
	for i, e := range f.Edits {
		same, clashes := look(c.edits, e)
		other, too := look(c.recent, e)
		switch {
		case same || other:
			again++
		case clashes || too || e.Start < 0 || e.Start > e.End || e.End > len(text):
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
		at, _ := slices.BinarySearchFunc(c.recent, e, compare)
		c.recent = slices.Insert(c.recent, at, e)
	}
	if len(c.recent) > maxRecent+len(c.edits)/16 {
		c.all()
	}
	return true
}

// all are the edits in order.
func (c *choice) all() []rules.Edit {
	if len(c.recent) == 0 {
		return c.edits
	}
	merged := make([]rules.Edit, 0, len(c.edits)+len(c.recent))
	old, recent := c.edits, c.recent
	for len(old) > 0 && len(recent) > 0 {
		if compare(old[0], recent[0]) < 0 {
			merged, old = append(merged, old[0]), old[1:]
		} else {
			merged, recent = append(merged, recent[0]), recent[1:]
		}
	}
	c.edits, c.recent = append(append(merged, old...), recent...), c.recent[:0]
	return c.edits
}

func compare(a, b rules.Edit) int { return cmp.Or(a.Start-b.Start, a.End-b.End) }

// look tells whether an edit is in a list, or in the way of one that is.
func look(list []rules.Edit, e rules.Edit) (same, clashes bool) {
	at, _ := slices.BinarySearchFunc(list, e, compare)
	same = at < len(list) && list[at] == e
	return same, at > 0 && touch(list[at-1], e) || at < len(list) && touch(list[at], e)
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
