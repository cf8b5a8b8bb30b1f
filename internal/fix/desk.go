package fix

import (
	"bytes"
	"slices"

	"github.com/payloadlint/payloadlint/rules"
)

// put puts a revision on the desk.
func (d *Desk) put(r *revision) {
	key := d.key(r.in.Name)
	r.already = d.sheets[key]
	s := &Sheet{Name: r.in.Name, Before: bytes.Clone(r.in.Text), HiddenBefore: r.in.Hidden}
	hidden := r.in.Hidden
	if old := r.already; old != nil {
		*s = *old
		s.HiddenBefore = union(s.HiddenBefore, s.back(hidden))
		hidden = union(s.HiddenAfter, hidden)
	}
	s.After, s.HiddenAfter = r.text, shift(hidden, r.choice.all())
	s.Mistakes += r.made
	s.steps = append(slices.Clip(s.steps), r.choice.all())
	d.sheets[key] = s
}

// putBack undoes put.
func (d *Desk) putBack(r *revision) {
	key := d.key(r.in.Name)
	if r.already == nil {
		delete(d.sheets, key)
		return
	}
	d.sheets[key] = r.already
}

// hide adds to what must not be shown of the text After.
func (s *Sheet) hide(ranges []rules.Range) {
	s.HiddenBefore = union(s.HiddenBefore, s.back(ranges))
	s.HiddenAfter = union(s.HiddenAfter, ranges)
}

// back is where ranges of the text After stand in the text Before.
func (s *Sheet) back(ranges []rules.Range) []rules.Range {
	for _, edits := range slices.Backward(s.steps) {
		ranges = unshift(ranges, edits)
	}
	return ranges
}

// unshift is where ranges of a text were before edits. Both are in order. Of what an
// edit wrote that is all that it replaced.
func unshift(ranges []rules.Range, edits []rules.Edit) []rules.Range {
	was := make([]rules.Range, 0, len(ranges))
	next, by := 0, 0 // the first edit that does not end before the range, and the growth up to it
	for _, r := range ranges {
		for next < len(edits) && edits[next].Start+by+len(edits[next].Text) <= r.Start {
			by += growth(&edits[next])
			next++
		}
		start, end, by := r.Start-by, r.End-by, by
		for i := next; i < len(edits) && edits[i].Start+by < r.End; i++ {
			e := &edits[i]
			from := e.Start + by
			by += growth(e)
			if from <= r.Start {
				start = e.Start
			}
			if end = e.End; from+len(e.Text) <= r.End {
				end = r.End - by
			}
		}
		if start < end {
			was = append(was, rules.Range{Start: start, End: end})
		}
	}
	return was
}

// growth is by how many bytes an edit makes a text longer.
func growth(e *rules.Edit) int { return len(e.Text) - (e.End - e.Start) }

// union joins ranges that are sorted.
func union(a, b []rules.Range) []rules.Range {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(a, b rules.Range) int { return a.Start - b.Start })
	kept := all[:0]
	for _, r := range all {
		if n := len(kept); n > 0 && r.Start <= kept[n-1].End {
			kept[n-1].End = max(kept[n-1].End, r.End)
		} else {
			kept = append(kept, r)
		}
	}
	return kept
}
