// Package source holds the text of one file and turns byte offsets into lines
// and columns. It is the only place that knows the units of columns.
//
// It knows nothing of formats: see package document for what the bytes mean.
package source

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets, [Start, End).
type Span struct{ Start, End int }

// Position is a place in a text: 1-based line, 1-based column counted in
// Unicode code points (a byte that is no UTF-8 counts as one).
type Position struct{ Line, Column int }

// File is a named text. The zero value is an empty file without a name. Its
// methods may be called from several goroutines at once.
type File struct {
	// Name is the path as the user gave it, with forward slashes.
	Name string
	// Text is the content; nobody changes it.
	Text []byte

	once  sync.Once
	marks []mark
}

// mark is a known place. There is one at the first character and one about
// every markEvery bytes, so that no look-up reads more than that, however long
// the lines are, and the index stays a small part of the text, however short.
type mark struct {
	offset int
	at     Position
}

const markEvery = 1024

// New returns a file with the given name and content.
func New(name string, text []byte) *File { return &File{Name: name, Text: text} }

// Position returns the place of a byte offset. An offset beyond the text is
// the place just after its last byte; one inside a character is the place of
// that character. Lines end in LF, CRLF or a lone CR. A byte order mark at the
// start has no column of its own.
func (f *File) Position(offset int) Position {
	marks := f.index()
	i := sort.Search(len(marks), func(i int) bool { return marks[i].offset > offset })
	return f.walk(marks[max(i-1, 0)], offset).at
}

const bom = "\ufeff"

// index builds the marks at first need and returns them; there is at least one.
func (f *File) index() []mark {
	f.once.Do(func() {
		m := mark{at: Position{Line: 1, Column: 1}}
		if bytes.HasPrefix(f.Text, []byte(bom)) {
			m.offset = len(bom)
		}
		f.marks = make([]mark, 0, len(f.Text)/markEvery+1)
		f.marks = append(f.marks, m)
		for len(f.Text)-m.offset > markEvery {
			m = f.walk(m, m.offset+markEvery)
			f.marks = append(f.marks, m)
		}
	})
	return f.marks
}

// walk goes on from a mark to the last character that begins at or before offset.
func (f *File) walk(m mark, offset int) mark {
	offset = min(offset, len(f.Text))
	for m.offset < offset {
		plain := m.offset
		for plain < offset && f.Text[plain] >= ' ' && f.Text[plain] < utf8.RuneSelf {
			plain++
		}
		m.at.Column += plain - m.offset
		if m.offset = plain; plain == offset {
			break
		}
		next := f.step(m)
		if next.offset > offset {
			break
		}
		m = next
	}
	return m
}

// step goes one character on; there must be one.
func (f *File) step(m mark) mark {
	c := f.Text[m.offset]
	if c >= utf8.RuneSelf {
		_, size := utf8.DecodeRune(f.Text[m.offset:])
		m.offset += size
		m.at.Column++
		return m
	}
	m.offset++
	m.at.Column++
	// The CR of a CRLF is a character of its line; the LF ends it.
	if c == '\n' || c == '\r' && (m.offset == len(f.Text) || f.Text[m.offset] != '\n') {
		m.at.Line++
		m.at.Column = 1
	}
	return m
}

// Offset is the byte offset of a place, the reverse of Position. A place behind
// the end of its line is the end of the line, one behind the last line the end
// of the text.
func (f *File) Offset(at Position) int {
	marks := f.index()
	i := sort.Search(len(marks), func(i int) bool { return marks[i].at.after(at) })
	m := marks[max(i-1, 0)]
	for m.offset < len(f.Text) && at.after(m.at) {
		next := f.step(m)
		if next.at.after(at) { // the line ends before
			break
		}
		m = next
	}
	return m.offset
}

// after tells whether a place comes after another one.
func (p Position) after(other Position) bool {
	return p.Line > other.Line || p.Line == other.Line && p.Column > other.Column
}
