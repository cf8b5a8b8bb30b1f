package text

import (
	"bytes"
	"strings"

	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

const (
	maxWidth = 120          // columns of source shown of one line
	before   = 40           // of these, columns kept before the span when a line is cut
	reach    = 2 * maxWidth // bytes looked at on either side of a span's start
	ellipsis = "…"          // stands for what is cut, one column wide
)

// snippet is the line of a finding as it is shown.
type snippet struct {
	// line is the text, cut to maxWidth columns.
	line string
	// column is where the carets begin, carets how many there are.
	column, carets int
}

// show lays out the line where a span starts. The hidden ranges are sorted and
// apart from each other. There is nothing to show of a blank line.
//
// The work is bounded by the width shown, not by the length of the line.
func show(text []byte, span source.Span, hidden []rules.Range) (snippet, bool) {
	at := anchor(text, span.Start)
	if h, ok := covering(hidden, at); ok {
		at = maskStart(text, h, at)
	}
	from, cutLeft := lineStart(text, at, hidden)
	var leftRoom, rightRoom [reach]cell // enough for most lines, on the stack
	left := cells(leftRoom[:0], text, from, at, hidden)
	right, cutRight := cellsOfLine(rightRoom[:0], text, at, hidden)

	if cutLeft || cutRight || width(left)+width(right) > maxWidth {
		var cut bool
		left, cut = keepLast(left, max(before, maxWidth-width(right)))
		cutLeft = cutLeft || cut
		room := maxWidth - width(left)
		if cutLeft {
			room-- // the ellipsis
		}
		right, cut = keepFirst(right, room)
		cutRight = cutRight || cut
	}
	return layOut(left, right, cutLeft, cutRight, span)
}

func layOut(left, right []cell, cutLeft, cutRight bool, span source.Span) (snippet, bool) {
	var b strings.Builder
	b.Grow(2 * maxWidth)
	s := snippet{column: width(left), carets: max(1, underlined(right, span))}
	if cutLeft {
		b.WriteString(ellipsis)
		s.column++
	}
	for _, c := range left {
		b.WriteString(c.text)
	}
	for _, c := range right {
		b.WriteString(c.text)
	}
	if cutRight {
		b.WriteString(ellipsis)
	}
	s.line = strings.TrimRight(b.String(), " ")
	return s, s.line != ""
}

// underlined is the width of the cells that a span covers. Blanks at the end of
// a line do not count where the span goes on below.
func underlined(right []cell, span source.Span) int {
	w, solid := 0, 0
	for _, c := range right {
		if c.start >= span.End {
			return w
		}
		w += c.width
		if strings.TrimSpace(c.text) != "" {
			solid = w
		}
	}
	return solid
}

// anchor is the offset whose line is shown for a span that starts at offset: a
// CRLF belongs to the line that it ends.
func anchor(text []byte, offset int) int {
	offset = min(max(offset, 0), len(text))
	if offset > 0 && offset < len(text) && text[offset] == '\n' && text[offset-1] == '\r' {
		offset--
	}
	return offset
}

// maskStart is where the mask of a hidden range begins on the line of offset at.
func maskStart(text []byte, h rules.Range, at int) int {
	return h.Start + lastBreak(text[h.Start:at])
}

// lineStart is where the shown part of the line before at begins, and whether
// more of the line stands before that. Hidden bytes do not count for reach.
func lineStart(text []byte, at int, hidden []rules.Range) (from int, cut bool) {
	from = at
	for left := reach; from > 0 && left > 0; {
		low := max(from-left, lastEnd(hidden, from))
		if h, ok := covering(hidden, from-1); ok {
			low = h.Start
		} else {
			left -= from - low
		}
		if n := lastBreak(text[low:from]); n > 0 {
			return low + n, false
		}
		from = low
	}
	if from == 0 {
		return skipMark(text, at), false
	}
	if text[from-1] == '\n' || text[from-1] == '\r' {
		return from, false
	}
	for from < at && text[from]&0xC0 == 0x80 {
		from++ // not in the middle of a character
	}
	return from, true
}

// skipMark is the length of the byte order mark, if there is one before at.
func skipMark(text []byte, at int) int {
	if bytes.HasPrefix(text[:at], []byte("\ufeff")) {
		return len("\ufeff")
	}
	return 0
}

// lastBreak is the offset just after the last line break, 0 if there is none.
func lastBreak(text []byte) int { return bytes.LastIndexAny(text, "\r\n") + 1 }
