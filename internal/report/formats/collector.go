package formats

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// collector keeps findings by file, for the formats that group them. All text in
// it can be shown: what could harm whoever reads it is written out.
type collector struct {
	options Options
	files   []*fileGroup // in the order in which they are first mentioned
	index   map[string]*fileGroup
}

// fileGroup is all that is known of one file.
type fileGroup struct {
	file     string // empty for what is not about a file
	found    []found
	failures []failure
}

// found is what is kept of a finding.
type found struct {
	Line, Column int
	Severity     rules.Severity
	Rule, Code   string
	// About is the parameter, or else the pointer; empty for neither.
	About string
	// Text is the message with the detail and the code, on one line.
	Text string
	// Notes are the other places that matter, a line each.
	Notes []string
}

// failure is what is kept of a failure.
type failure struct {
	line, column int // 0 where it is about all of the file
	text         string
}

// sentence says where a failure is and what it is.
func (f *failure) sentence(file string) string {
	if file == "" {
		return f.text
	}
	return place(file, f.line, f.column) + ": " + f.text
}

// line is a finding as the format text has it, but for the source.
func (f *found) line(file string) string {
	return place(file, f.Line, f.Column) + ": " + string(f.Severity) + ": " + f.Text + " [" + f.Rule + "]"
}

// record is a line of what comes to Add: a file that was checked, or a finding.
type record struct {
	File  string
	Found *found `json:",omitempty"`
}

func newCollector(o Options) collector {
	return collector{options: o, index: map[string]*fileGroup{}}
}

// Append implements report.Reporter.
func (c *collector) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	for i := range r.Findings {
		f := &r.Findings[i]
		about := f.Parameter
		if about == "" {
			about = f.Pointer
		}
		dst = appendRecord(dst, record{c.options.shownPath(f.File), &found{
			Line: f.Line, Column: f.Column, Severity: f.Severity, Rule: f.Rule, Code: text.Visible(f.Code),
			About: text.Visible(about), Text: oneLine(f), Notes: c.options.notes(f),
		}})
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// appendFile is what report.Filer asks for, for those that want it.
func (c *collector) appendFile(dst []byte, file string) []byte {
	return appendRecord(dst, record{File: c.options.shownPath(file)})
}

// appendRecord appends a record, of strings and numbers only, as a line of JSON.
func appendRecord(dst []byte, r record) []byte {
	line, _ := json.Marshal(r)
	return append(append(dst, line...), '\n')
}

// Add implements report.Reporter.
func (c *collector) Add(chunk []byte) error {
	for line := range bytes.Lines(chunk) {
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			return err // appendRecord writes no such line
		}
		g := c.group(r.File)
		if r.Found != nil {
			g.found = append(g.found, *r.Found)
		}
	}
	return nil
}

// group is that of a file, made where there is none yet.
func (c *collector) group(file string) *fileGroup {
	g := c.index[file]
	if g == nil {
		g = &fileGroup{file: file}
		c.index[file] = g
		c.files = append(c.files, g)
	}
	return g
}

// grouped is all files with what came of them.
func (c *collector) grouped(failures []report.Failure) []*fileGroup {
	for _, f := range failures {
		g := c.group(c.options.shownPath(f.File))
		g.failures = append(g.failures, failure{f.Line, f.Column, text.Visible(f.Message)})
	}
	return c.files
}

// oneLine is what a finding says, as it can be shown: message (detail) [code].
func oneLine(f *rules.Finding) string {
	return text.Visible(sentence(f) + codeOf(f))
}

// notes are the other places that matter to a finding, with what is there.
func (o Options) notes(f *rules.Finding) []string {
	var list []string
	for _, r := range f.Related {
		list = append(list, place(o.shownPath(r.File), r.Line, r.Column)+": "+text.Visible(r.Message))
	}
	return list
}

// shownPath is the path of a file as the report has it, without what no report
// may hold. A consumer looks the file up by it, so every other character stays,
// also those that text.Visible writes out.
func (o Options) shownPath(name string) string {
	name = o.path(name)
	if strings.IndexFunc(name, isHarmful) < 0 {
		return name
	}
	var b strings.Builder
	for len(name) > 0 {
		c, n := utf8.DecodeRuneInString(name)
		if isHarmful(c) {
			b.WriteString(text.Visible(name[:n]))
		} else {
			b.WriteString(name[:n])
		}
		name = name[n:]
	}
	return b.String()
}

// isHarmful tells control characters, ends of lines, marks of writing direction,
// and what is no character at all.
func isHarmful(c rune) bool {
	return c == utf8.RuneError || c&0xfffe == 0xfffe || c == '\u2028' || c == '\u2029' ||
		unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c)
}
