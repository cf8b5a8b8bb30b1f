package formats

import (
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

// places turns offsets into the text of a report into lines and columns. The
// text is read at the first question.
type places struct {
	file   *source.File
	starts map[int]int // offsets of the beginnings of lines
}

func newPlaces(r *rules.FileReport) *places {
	return &places{source.New(r.Name, r.Text), map[int]int{}}
}

// at is the place of an offset, its column in code points.
func (p *places) at(offset int) source.Position { return p.file.Position(offset) }

// has tells whether the span of a finding is its place in the text. It is not
// where the text is an excerpt of the file, as for what several requests show
// together.
func (p *places) has(f *rules.Finding) bool {
	return f.Span.Start >= 0 && f.Span.Start <= f.Span.End && f.Span.End <= len(p.file.Text) &&
		p.at(f.Span.Start) == source.Position{Line: f.Line, Column: f.Column} &&
		p.at(f.Span.End) == source.Position{Line: f.EndLine, Column: f.EndColumn}
}

// holds tells whether an edit lies in the text.
func (p *places) holds(e rules.Edit) bool {
	return e.Start >= 0 && e.Start <= e.End && e.End <= len(p.file.Text)
}

// lineStart is the offset of the first byte of the line that an offset is in.
func (p *places) lineStart(line, offset int) int {
	if start, ok := p.starts[line]; ok && start <= offset {
		return start
	}
	text, i := p.file.Text, offset
	for i > 0 && text[i-1] != '\n' && !(text[i-1] == '\r' && (i == len(text) || text[i] != '\n')) {
		i--
	}
	p.starts[line] = i
	return i
}
