package formats

import (
	"bytes"
	"io"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

// rdjson writes reviewdog's format. Its columns are counted in bytes of UTF-8,
// and ends are exclusive. Where a column in bytes is not known, a place is that
// of whole lines.
type rdjson struct {
	options Options
	out     list
}

// NewRDJSON returns a reporter that writes the format rdjson.
func NewRDJSON(w io.Writer, o Options) report.Reporter {
	head := `{"source":{"name":"` + program + `","url":"` + home + `"},"diagnostics":[`
	return &rdjson{o, newList(w, head)}
}

type diagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        *rdCode        `json:"code,omitempty"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
	Related     []rdRelated    `json:"related_locations,omitempty"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

type rdRange struct {
	Start rdPosition  `json:"start"`
	End   *rdPosition `json:"end,omitempty"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdRelated struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
}

// Append implements report.Reporter. Each finding is a line.
func (d *rdjson) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	places := newPlaces(r)
	path := d.options.path(r.Name)
	for i := range r.Findings {
		f := &r.Findings[i]
		dst = appendLine(dst, diagnostic{
			Message:     sentence(f) + codeOf(f),
			Location:    rdLocation{path, rangeOf(places, f)},
			Severity:    rdSeverity(f.Severity),
			Code:        &rdCode{f.Rule, rules.HelpURL(f.Rule)},
			Suggestions: suggestions(places, f),
			Related:     d.related(f),
		})
		ends = append(ends, len(dst))
	}
	return dst, ends
}

func rdSeverity(s rules.Severity) string {
	switch s {
	case rules.Error:
		return "ERROR"
	case rules.Warning:
		return "WARNING"
	}
	return "INFO"
}

// rangeOf is the place of a finding.
func rangeOf(p *places, f *rules.Finding) *rdRange {
	if p.has(f) {
		return p.inBytes(f.Span)
	}
	return rdLines(f.Line, f.EndLine)
}

// rdLines is the place of whole lines, nil for none.
func rdLines(first, last int) *rdRange {
	switch {
	case first < 1:
		return nil
	case last <= first:
		return &rdRange{Start: rdPosition{Line: first}}
	}
	return &rdRange{rdPosition{Line: first}, &rdPosition{Line: last}}
}

// inBytes is the place of a span that lies in the text.
func (p *places) inBytes(span source.Span) *rdRange {
	end := p.byteColumn(span.End)
	return &rdRange{p.byteColumn(span.Start), &end}
}

func (p *places) byteColumn(offset int) rdPosition {
	line := p.at(offset).Line
	return rdPosition{line, offset - p.lineStart(line, offset) + 1}
}

// suggestions are the fixes that are one edit: reviewdog has each suggestion
// accepted by itself, so the parts of a larger one would do harm.
func suggestions(p *places, f *rules.Finding) []rdSuggestion {
	var all []rdSuggestion
	for i := range f.Fixes {
		if edits := f.Fixes[i].Edits; len(edits) == 1 && p.holds(edits[0]) {
			all = append(all, rdSuggestion{*p.inBytes(source.Span{Start: edits[0].Start, End: edits[0].End}), edits[0].Text})
		}
	}
	return all
}

// related are the other places of a finding. They may be in files whose text is
// not at hand, so they are lines.
func (d *rdjson) related(f *rules.Finding) []rdRelated {
	var all []rdRelated
	for _, n := range f.Related {
		all = append(all, rdRelated{n.Message, rdLocation{d.options.path(n.File), rdLines(n.Line, n.EndLine)}})
	}
	return all
}

// Add implements report.Reporter.
func (d *rdjson) Add(chunk []byte) error {
	for line := range bytes.Lines(chunk) {
		if err := d.out.add(bytes.TrimSuffix(line, []byte("\n"))); err != nil {
			return err
		}
	}
	return nil
}

// End implements report.Reporter. Failures are diagnostics without a rule.
func (d *rdjson) End(_ report.Summary, failures []report.Failure) error {
	for _, f := range failures {
		line := appendLine(nil, diagnostic{
			Message:  f.Message,
			Location: rdLocation{pathOr(d.options, f.File, whereNothing), rdLines(f.Line, f.Line)},
			Severity: "ERROR",
		})
		if err := d.Add(line); err != nil {
			return err
		}
	}
	return d.out.end("]}\n")
}
