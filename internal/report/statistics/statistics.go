// Package statistics counts findings by rule, in place of showing them.
package statistics

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// Reporter counts the findings of each rule and severity.
type Reporter struct {
	out, errout io.Writer
	json, quiet bool
	rows        map[string]*Row
}

// Row is one line of the table.
type Row struct {
	Rule     string         `json:"rule"`
	Severity rules.Severity `json:"severity"`
	Count    int            `json:"count"`
	// Fixable are those that a safe fix mends.
	Fixable int    `json:"fixable"`
	Title   string `json:"title"`
}

var _ report.Reporter = (*Reporter)(nil)

// New returns a reporter that writes a table to stdout and the summary to stderr,
// or as JSON both to stdout. Quiet leaves the summary of the table out.
func New(stdout, stderr io.Writer, json, quiet bool) *Reporter {
	return &Reporter{out: stdout, errout: stderr, json: json, quiet: quiet, rows: map[string]*Row{}}
}

// Append implements report.Reporter: what it says of a finding is what it counts
// as.
func (r *Reporter) Append(dst []byte, ends []int, f *rules.FileReport) ([]byte, []int) {
	for i := range f.Findings {
		found := &f.Findings[i]
		mark := " -"
		if slices.ContainsFunc(found.Fixes, func(fix rules.Fix) bool { return fix.Safe }) {
			mark = " +"
		}
		dst = append(dst, found.Rule+" "+string(found.Severity)+mark+"\n"...)
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// Add implements report.Reporter.
func (r *Reporter) Add(chunk []byte) error {
	for line := range strings.Lines(string(chunk)) {
		key, mark := line[:len(line)-3], line[len(line)-2]
		row := r.rows[key]
		if row == nil {
			rule, severity, _ := strings.Cut(key, " ")
			row = &Row{Rule: rule, Severity: rules.Severity(severity)}
			r.rows[key] = row
		}
		row.Count++
		if mark == '+' {
			row.Fixable++
		}
	}
	return nil
}

// End implements report.Reporter.
func (r *Reporter) End(s report.Summary, failures []report.Failure) error {
	rows := r.table()
	if r.json {
		if failures == nil {
			failures = []report.Failure{}
		}
		_, err := r.out.Write(append(jsonreport.Marshal(struct {
			Version    int              `json:"version"`
			Summary    report.Summary   `json:"summary"`
			Statistics []Row            `json:"statistics"`
			Errors     []report.Failure `json:"errors"`
		}{1, s, rows, failures}, ""), '\n'))
		return err
	}
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%6d  %-7s  %-22s  %s\n", row.Count, row.Severity, row.Rule, row.Title)
	}
	if _, err := io.WriteString(r.out, b.String()); err != nil {
		return err
	}
	return text.New(io.Discard, r.errout, text.Options{Quiet: r.quiet}).End(s, failures)
}

// table is the rows, the most frequent first.
func (r *Reporter) table() []Row {
	rows := []Row{}
	for _, row := range r.rows {
		rows = append(rows, *row)
	}
	for _, rule := range rules.Rules() {
		for i := range rows {
			if rows[i].Rule == rule.ID {
				rows[i].Title = rule.Title
			}
		}
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Severity, b.Severity))
	})
	return rows
}
