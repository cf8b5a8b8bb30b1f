package rules

import (
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/source"
)

// sources says which file each part of the text that is judged comes from, and
// holds a report for each of them.
type sources struct {
	// assembly is nil where the text is that of the one file.
	assembly *source.Assembly
	main     *FileReport
	// files and reports are made when something is found first.
	files   []*source.File
	reports []*FileReport // by file
}

func (s *sources) open() {
	if s.files != nil {
		return
	}
	s.reports = []*FileReport{s.main}
	if s.assembly == nil {
		s.files = []*source.File{source.New(s.main.Name, s.main.Text)}
		return
	}
	s.files = s.assembly.Files()
	for _, f := range s.files[1:] {
		s.reports = append(s.reports, &FileReport{Name: f.Name, Text: f.Text})
	}
}

// location is a place in one of the files, as findings have it.
type location struct {
	report     *FileReport
	span       source.Span
	start, end source.Position
}

// locate finds where a span of the text stands.
func (s *sources) locate(span source.Span) location {
	s.open()
	found := source.FileSpan{Span: span}
	if s.assembly != nil {
		found = s.assembly.Locate(span)
	}
	f := s.files[found.File]
	return location{
		report: s.reports[found.File], span: found.Span,
		start: f.Position(found.Span.Start), end: f.Position(found.Span.End),
	}
}

// reportOn is the report on the file that a span stands in.
func (s *sources) reportOn(span source.Span) *FileReport {
	if s.open(); s.assembly == nil {
		return s.main
	}
	return s.reports[s.assembly.Locate(span).File]
}

// original is where in a file the bytes of a span were copied from. For an empty
// span it is the place after the byte before it.
func (s *sources) original(span source.Span) (report *FileReport, at source.Span, ok bool) {
	if s.open(); s.assembly == nil {
		return s.main, span, true
	}
	if span.Start < span.End {
		found, ok := s.assembly.Original(span)
		return s.reports[found.File], found.Span, ok
	}
	found, ok := s.assembly.Original(source.Span{Start: span.Start - 1, End: span.Start})
	return s.reports[found.File], source.Span{Start: found.Span.End, End: found.Span.End}, ok && span.Start > 0
}

// given tells whether some of a span stands in no file but was given.
func (s *sources) given(span source.Span) bool {
	return s.assembly != nil && s.assembly.FromOutside(span)
}

// writtenAt is where the value of a span is written, if that is elsewhere in the
// main file, whose offsets are those of the text.
func (s *sources) writtenAt(span source.Span) source.Span {
	if s.assembly == nil {
		return span
	}
	inside := source.Span{Start: span.Start, End: span.End}
	if text := s.assembly.Text; span.End-span.Start > 2 && text[span.Start] == '"' {
		inside.Start, inside.End = span.Start+1, span.End-1
	}
	if at, ok := s.assembly.WrittenAt(inside); ok && at.File == 0 && s.assembly.Locate(at.Span) == at {
		return at.Span
	}
	return span
}

// hide gives each report the places of what must not be shown.
func (s *sources) hide(hidden []Range) {
	if s.assembly == nil {
		s.main.Hidden = hidden
		return
	}
	s.open()
	for _, r := range hidden {
		for _, place := range s.assembly.Places(source.Span(r)) {
			if place.Span.Start < place.Span.End {
				report := s.reports[place.File]
				report.Hidden = append(report.Hidden, Range(place.Span))
			}
		}
	}
	for _, r := range s.reports {
		r.Hidden = joined(r.Hidden)
	}
}

// joined sorts ranges and joins those that touch.
func joined(list []Range) []Range {
	slices.SortFunc(list, func(a, b Range) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	kept := list[:0]
	for _, r := range list {
		if last := len(kept) - 1; last >= 0 && r.Start <= kept[last].End {
			kept[last].End = max(kept[last].End, r.End)
		} else {
			kept = append(kept, r)
		}
	}
	return kept
}

// finish sorts what was found and hands the reports on included files to the
// first one.
func (s *sources) finish() {
	s.main.sort()
	for i := 1; i < len(s.reports); i++ {
		if r := s.reports[i]; len(r.Findings)+len(r.Suppressed) > 0 {
			r.sort()
			s.main.Included = append(s.main.Included, r)
		}
	}
	slices.SortStableFunc(s.main.Included, func(a, b *FileReport) int { return strings.Compare(a.Name, b.Name) })
}
