package text

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/payloadlint/payloadlint/rules"
)

const (
	tab  = "    " // how a tab is shown: of one width, wherever it stands
	mask = "***"  // how a secret is shown, whatever its length

	// maxCluster bounds the bytes of one cell: a base character may be followed
	// by any number of combining ones.
	maxCluster = 64
)

// cell is a piece of a line that is not cut: what the user sees as one
// character, or what is shown in its place.
type cell struct {
	start, end int // the bytes of the file it stands for
	text       string
	width      int // columns of a terminal
}

func width(cells []cell) int {
	w := 0
	for _, c := range cells {
		w += c.width
	}
	return w
}

// cells splits text[from:to], which holds no line break outside hidden ranges,
// and appends the cells to out.
func cells(out []cell, text []byte, from, to int, hidden []rules.Range) []cell {
	for from < to {
		c := next(text, from, to, hidden)
		out = append(out, c)
		from = c.end
	}
	return out
}

// cellsOfLine splits the rest of a line, as much as can be shown of it, and
// appends the cells to dst. Cut tells that there is more. Hidden bytes are
// passed over without being counted.
func cellsOfLine(dst []cell, text []byte, from int, hidden []rules.Range) (out []cell, cut bool) {
	out = dst
	if from == 0 {
		from = skipMark(text, len(text))
	}
	w, used := 0, 0
	for from < len(text) && text[from] != '\n' && text[from] != '\r' {
		if w > maxWidth || used > reach {
			return out, true
		}
		c := next(text, from, len(text), hidden)
		out = append(out, c)
		w += c.width
		if _, masked := covering(hidden, from); !masked {
			used += c.end - c.start
		}
		from = c.end
	}
	return out, false
}

// next is the cell at offset i; it ends at to at the latest, except that the
// mask of a hidden range ends with the range or the line.
func next(text []byte, i, to int, hidden []rules.Range) cell {
	if h, ok := covering(hidden, i); ok {
		return masked(text, i, h)
	}
	if k := sort.Search(len(hidden), func(k int) bool { return hidden[k].Start > i }); k < len(hidden) {
		to = min(to, hidden[k].Start)
	}
	if text[i] == '\t' {
		return cell{i, i + 1, tab, len(tab)}
	}
	c, n := utf8.DecodeRune(text[i:to])
	if !safe(c, n) {
		s := written(c, text[i])
		return cell{i, i + n, s, len(s)}
	}
	if c < utf8.RuneSelf && (i+n == to || text[i+n] < utf8.RuneSelf) {
		return cell{i, i + n, string(text[i : i+n]), 1}
	}
	run := safeRun(text[i:min(to, i+maxCluster)])
	cluster, _, w, _ := uniseg.FirstGraphemeCluster(run, -1)
	return cell{i, i + len(cluster), string(cluster), w}
}

// safeRun is the beginning of text that may be printed as it is; its first
// character may. It ends with a whole character.
func safeRun(text []byte) []byte {
	i := 0
	for i < len(text) {
		c, n := utf8.DecodeRune(text[i:])
		if !safe(c, n) {
			break
		}
		i += n
	}
	return text[:max(i, 1)]
}

// masked is the cell of a hidden range, from offset i of it to its end or the
// line's. Quotes around a value are no secret.
func masked(text []byte, i int, h rules.Range) cell {
	end := h.End
	if n := bytes.IndexAny(text[i:h.End], "\r\n"); n >= 0 {
		end = i + n
	}
	s := mask
	if q := text[h.Start]; h.End-h.Start > 1 && (q == '"' || q == '\'') && text[h.End-1] == q {
		s = string(q) + mask + string(q)
	}
	return cell{i, max(end, i+1), s, len(s)}
}

// covering is the hidden range around an offset.
func covering(hidden []rules.Range, offset int) (rules.Range, bool) {
	k := sort.Search(len(hidden), func(k int) bool { return hidden[k].End > offset })
	if k < len(hidden) && hidden[k].Start <= offset {
		return hidden[k], true
	}
	return rules.Range{}, false
}

// lastEnd is where the last hidden range before an offset ends, 0 if none does.
func lastEnd(hidden []rules.Range, offset int) int {
	k := sort.Search(len(hidden), func(k int) bool { return hidden[k].End > offset })
	if k == 0 {
		return 0
	}
	return hidden[k-1].End
}

// disjoint returns the ranges within a text of the given size, sorted, and
// merged where they touch. Empty ones are dropped.
func disjoint(ranges []rules.Range, size int) []rules.Range {
	if isDisjoint(ranges, size) {
		return ranges
	}
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b rules.Range) int { return a.Start - b.Start })
	out := sorted[:0]
	for _, r := range sorted {
		r.Start, r.End = max(r.Start, 0), min(r.End, size)
		if r.Start >= r.End {
			continue
		}
		if n := len(out); n > 0 && r.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}

// isDisjoint tells that disjoint has nothing to do.
func isDisjoint(ranges []rules.Range, size int) bool {
	last := -1
	for _, r := range ranges {
		if r.Start <= last || r.Start >= r.End || r.End > size {
			return false
		}
		last = r.End
	}
	return true
}

// keepLast keeps the cells at the end that fit into w columns together with an
// ellipsis for what is cut.
func keepLast(cells []cell, w int) (kept []cell, cut bool) {
	if width(cells) <= w {
		return cells, false
	}
	n := len(cells)
	for used := 1; n > 0 && used+cells[n-1].width <= w; n-- {
		used += cells[n-1].width
	}
	return cells[n:], true
}

// keepFirst keeps the cells at the beginning that fit, likewise.
func keepFirst(cells []cell, w int) (kept []cell, cut bool) {
	if width(cells) <= w {
		return cells, false
	}
	n := 0
	for used := 1; n < len(cells) && used+cells[n].width <= w; n++ {
		used += cells[n].width
	}
	return cells[:n], true
}
