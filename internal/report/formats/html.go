package formats

import (
	"encoding/binary"
	"html"
	"io"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// htmlReport writes one page that holds all it needs: see htmlpage.go for its
// parts. A finding is rendered as soon as it is known; what is above the findings
// needs all of them, so they are kept until the end.
//
// The page is escaped by hand: there are two contexts, text and attributes in
// double quotes, and one way to write both. html/template would make the program
// larger by a megabyte.
type htmlReport struct {
	options         Options
	out             io.Writer
	found, silenced htmlGroups
	checked         []htmlFile
	rules           map[string]int // findings by rule; 0 where all of a rule are suppressed
}

// htmlFile is a file that was checked.
type htmlFile struct {
	name     string
	requests int
}

// htmlGroups are findings by file.
type htmlGroups struct {
	list  []*htmlGroup // in the order in which the files are first mentioned
	index map[string]*htmlGroup
}

// htmlGroup is the findings of one file: how many, and their rows of the page.
type htmlGroup struct {
	file  string
	count severities
	rows  []byte
}

var (
	_ report.Filer    = (*htmlReport)(nil)
	_ report.Silenced = (*htmlReport)(nil)
)

// NewHTML returns a reporter that writes a page.
func NewHTML(w io.Writer, o Options) report.Reporter {
	return &htmlReport{
		options: o, out: w, rules: map[string]int{},
		found: htmlGroups{index: map[string]*htmlGroup{}}, silenced: htmlGroups{index: map[string]*htmlGroup{}},
	}
}

// What comes to Add is records of four fields: what it is, the file, and of a
// finding the severity, the rule and the row of the page, of a file the number of
// requests.
const (
	htmlFound    = "found"
	htmlSilenced = "silenced"
	htmlChecked  = "checked"
)

// Append implements report.Reporter.
func (h *htmlReport) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	var row htmlText
	for i := range r.Findings {
		f := &r.Findings[i]
		row.b = row.b[:0]
		row.finding(h.options, f, nil)
		dst = appendFields(dst, htmlFound, h.options.shownPath(f.File), string(f.Severity), f.Rule, string(row.b))
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// AppendFile implements report.Filer.
func (h *htmlReport) AppendFile(dst []byte, file string, requests int) []byte {
	return appendFields(dst, htmlChecked, h.options.shownPath(file), strconv.Itoa(requests))
}

// AppendSuppressed implements report.Silenced.
func (h *htmlReport) AppendSuppressed(dst []byte, r *rules.FileReport) []byte {
	for i := range r.Suppressed {
		s := &r.Suppressed[i]
		var row htmlText
		row.finding(h.options, &s.Finding, s)
		dst = appendFields(dst, htmlSilenced, h.options.shownPath(s.Finding.File), string(s.Finding.Severity), s.Finding.Rule, string(row.b))
	}
	return dst
}

// appendFields appends texts behind their lengths.
func appendFields(dst []byte, fields ...string) []byte {
	for _, f := range fields {
		dst = append(binary.AppendUvarint(dst, uint64(len(f))), f...)
	}
	return dst
}

// fields takes the texts off that appendFields has appended.
type fields []byte

func (f *fields) next() []byte {
	size, n := binary.Uvarint(*f)
	text := (*f)[n : n+int(size)]
	*f = (*f)[n+int(size):]
	return text
}

// Add implements report.Reporter.
func (h *htmlReport) Add(chunk []byte) error {
	for rest := fields(chunk); len(rest) > 0; {
		groups, one := &h.found, 1
		switch kind, file := string(rest.next()), rest.next(); kind {
		case htmlChecked:
			requests, _ := strconv.Atoi(string(rest.next())) // AppendFile wrote it
			h.checked = append(h.checked, htmlFile{string(file), requests})
		case htmlSilenced:
			groups, one = &h.silenced, 0
			fallthrough
		default:
			g := groups.of(file)
			g.count.add(rules.Severity(rest.next()))
			h.rules[string(rest.next())] += one
			g.rows = append(g.rows, rest.next()...)
		}
	}
	return nil
}

// of is the group of a file, made where there is none yet.
func (s *htmlGroups) of(file []byte) *htmlGroup {
	g := s.index[string(file)]
	if g == nil {
		g = &htmlGroup{file: string(file)}
		s.index[g.file] = g
		s.list = append(s.list, g)
	}
	return g
}

// add counts a finding.
func (n *severities) add(s rules.Severity) {
	switch s {
	case rules.Error:
		n[0]++
	case rules.Warning:
		n[1]++
	default:
		n[2]++
	}
}

// count is how many findings there are.
func (s *htmlGroups) count() (all severities) {
	for _, g := range s.list {
		for i, n := range g.count {
			all[i] += n
		}
	}
	return all
}

// htmlText is a piece of the page. It is well-formed XML, but for the style, the
// script and what stands before the first tag, so that tests can read it.
type htmlText struct{ b []byte }

// raw adds markup.
func (t *htmlText) raw(parts ...string) {
	for _, p := range parts {
		t.b = append(t.b, p...)
	}
}

// text adds text, or what stands between the quotes of an attribute.
func (t *htmlText) text(s string) { t.raw(html.EscapeString(text.Visible(s))) }

// path likewise adds a path as shownPath gives it.
func (t *htmlText) path(s string) { t.raw(html.EscapeString(s)) }

// number adds a number.
func (t *htmlText) number(n int) { t.b = strconv.AppendInt(t.b, int64(n), 10) }

// finding adds a row of the list, which stands under the name of its file.
func (t *htmlText) finding(o Options, f *rules.Finding, by *rules.Suppressed) {
	t.raw(`<li class="`)
	t.text(string(f.Severity))
	t.raw(`" data-rule="`)
	t.text(f.Rule)
	t.raw(`"><b>`)
	t.text(string(f.Severity))
	t.raw("</b>")
	t.at(o, f)
	t.raw(`<div><p>`)
	t.text(f.Message)
	t.raw("</p>")
	if f.Detail != "" {
		t.raw(`<p>`)
		t.text(f.Detail)
		t.raw("</p>")
	}
	t.facts(f)
	t.notes(o, f, by)
	t.raw("</div></li>\n")
}

// at adds where a finding is, which leads there where files have addresses.
func (t *htmlText) at(o Options, f *rules.Finding) {
	address := ""
	if o.Link != nil {
		address = o.Link(o.shownPath(f.File), f.Line)
	}
	if address != "" {
		t.raw(`<a href="`, encodeURL(address, ":#?=%"), `">`, lineAt(f.Line, f.Column), "</a>")
	} else {
		t.raw("<span>", lineAt(f.Line, f.Column), "</span>")
	}
}

// lineAt is a place in a file that is known.
func lineAt(line, column int) string {
	if line == 0 {
		return "whole file"
	}
	return place("line "+strconv.Itoa(line), column, 0)
}

// facts adds what there is to know of a finding besides what it says.
func (t *htmlText) facts(f *rules.Finding) {
	t.raw(`<p class="facts">`)
	if f.Rule != "" {
		t.raw(`<a href="`, encodeURL(rules.HelpURL(f.Rule), ":"), `">`)
		t.text(f.Rule)
		t.raw("</a>")
	}
	label, where := "parameter", f.Parameter
	if where == "" {
		label, where = "at", f.Pointer
	}
	t.fact("code", f.Code)
	if f.Status != 0 {
		t.fact("status", strconv.Itoa(f.Status))
	}
	t.fact(label, where)
	t.fact("in", f.In)
	t.fact("operation", f.Operation)
	t.raw("</p>")
}

// fact adds something with its name, if there is something.
func (t *htmlText) fact(label, what string) {
	if what != "" {
		t.raw(" <span>", label, " <code>")
		t.text(what)
		t.raw("</code></span>")
	}
}

// notes adds the other places that matter, the fixes, and why a finding was
// suppressed.
func (t *htmlText) notes(o Options, f *rules.Finding, by *rules.Suppressed) {
	if len(f.Related)+len(f.Fixes) == 0 && by == nil {
		return
	}
	t.raw("<ul>")
	for _, r := range f.Related {
		where := place(o.shownPath(r.File), r.Line, r.Column)
		if r.File == f.File {
			where = lineAt(r.Line, r.Column)
		}
		t.raw("<li>See <code>")
		t.path(where)
		t.raw("</code>: ")
		t.text(r.Message)
		t.raw("</li>")
	}
	for i := range f.Fixes {
		t.note(map[bool]string{true: "Fix", false: "Unsafe fix"}[f.Fixes[i].Safe], f.Fixes[i].Title)
	}
	if by != nil {
		t.note(map[bool]string{true: "Suppressed by a comment", false: "Suppressed"}[by.InFile], by.Reason)
	}
	t.raw("</ul>")
}

// note adds a line of the list behind a finding.
func (t *htmlText) note(label, what string) {
	t.raw("<li>", label, ": ")
	t.text(what)
	t.raw("</li>")
}
