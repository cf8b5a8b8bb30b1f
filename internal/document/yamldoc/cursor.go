package yamldoc

// cursor turns the library's marks into byte offsets. A mark is a line and a
// column from 1, the column in code points. Marks come in text order, so the
// cursor moves forward and all look-ups together are linear in the text. Only
// the marks of an error lie behind it.
type cursor struct {
	text   []byte
	first  int // offset of the first line
	marker int // line whose columns count a marker that is not in text

	line, column int // of offset
	offset       int
}

// seek is the offset of a mark, the nearest one if there is no such place.
func (c *cursor) seek(line, column int) int {
	if line == c.marker {
		column = max(1, column-len(marker))
	}
	if line < c.line || line == c.line && column < c.column {
		c.line, c.column, c.offset = 1, 1, c.first
	}
	for c.line < line {
		next, ok := nextLine(c.text, c.offset)
		if !ok {
			return len(c.text)
		}
		c.line, c.column, c.offset = c.line+1, 1, next
	}
	for c.column < column && c.offset < len(c.text) && !isBreak(c.text[c.offset]) {
		c.offset++
		for c.offset < len(c.text) && c.text[c.offset]&0xC0 == 0x80 {
			c.offset++
		}
		c.column++
	}
	return c.offset
}

// nextLine is the start of the line after offset i. Lines end in LF, CRLF or CR.
func nextLine(text []byte, i int) (int, bool) {
	i = lineEnd(text, i)
	switch {
	case i == len(text):
		return i, false
	case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
		return i + 2, true
	}
	return i + 1, true
}

// lineEnd is where the line of offset i ends, before its line break.
func lineEnd(text []byte, i int) int {
	for i < len(text) && !isBreak(text[i]) {
		i++
	}
	return i
}

func isBreak(c byte) bool { return c == '\n' || c == '\r' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func isSpace(c byte) bool { return isBlank(c) || isBreak(c) }
