// Package text writes the text format: one line for each finding that editors
// and CI parse, the source line with carets below it, and a summary.
//
// Whatever a file or its name holds, the output is harmless to a terminal, and
// the values of secret parameters are masked.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// Reporter writes the text format: findings to one writer, failures and the
// summary to another.
type Reporter struct {
	out    *bufio.Writer
	errout io.Writer
	paint  palette
	links  bool
	quiet  bool
}

var _ report.Reporter = (*Reporter)(nil)

// Options say how a Reporter writes. The zero value is plain text.
type Options struct {
	Colour bool // colour the findings
	Links  bool // make each rule a link to its page, as terminals know them
	Quiet  bool // leave the summary out
}

// New returns a reporter that writes findings to stdout and the rest to stderr.
func New(stdout, stderr io.Writer, o Options) *Reporter {
	return &Reporter{out: bufio.NewWriterSize(stdout, 64<<10), errout: stderr, paint: newPalette(o.Colour), links: o.Links, quiet: o.Quiet}
}

// Append implements report.Reporter.
func (t *Reporter) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	if len(r.Findings) == 0 {
		return dst, ends
	}
	hidden := disjoint(r.Hidden, len(r.Text))
	for i := range r.Findings {
		f := &r.Findings[i]
		dst = t.headline(dst, f)
		if s, ok := show(r.Text, f.Span, hidden); ok {
			dst = t.frame(dst, f, s)
		}
		for _, n := range f.Related {
			dst = append(dst, "  "...)
			dst = t.place(dst, n.File, n.Line, n.Column)
			dst = append(dst, ": note: "...)
			dst = append(dst, Visible(n.Message)...)
			dst = append(dst, '\n')
		}
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// headline appends path:line:col: severity: message (detail) [code] [rule].
func (t *Reporter) headline(dst []byte, f *rules.Finding) []byte {
	dst = t.place(dst, f.File, f.Line, f.Column)
	dst = append(dst, ": "...)
	dst = t.paint.severity(f.Severity).append(dst, string(f.Severity))
	dst = append(dst, ": "...)
	dst = append(dst, Visible(f.Message)...)
	if f.Detail != "" {
		dst = append(dst, " ("...)
		dst = append(dst, Visible(f.Detail)...)
		dst = append(dst, ')')
	}
	if f.Code != "" {
		dst = append(dst, ' ')
		dst = t.paint.code.append(dst, "["+Visible(f.Code)+"]")
	}
	dst = append(dst, ' ')
	rule := "[" + f.Rule + "]"
	if t.links {
		rule = linked(rule, rules.HelpURL(f.Rule))
	}
	dst = t.paint.rule.append(dst, rule)
	return append(dst, '\n')
}

// linked is a text that terminals show as a link (OSC 8).
func linked(text, url string) string { return "\x1b]8;;" + url + "\x1b\\" + text + "\x1b]8;;\x1b\\" }

func (t *Reporter) place(dst []byte, file string, line, column int) []byte {
	dst = t.paint.path.append(dst, Visible(file))
	dst = append(dst, ':')
	dst = strconv.AppendInt(dst, int64(line), 10)
	dst = append(dst, ':')
	return strconv.AppendInt(dst, int64(column), 10)
}

// frame appends the source line and the line of carets, each behind a gutter.
func (t *Reporter) frame(dst []byte, f *rules.Finding, s snippet) []byte {
	number := fmt.Sprintf("%5d", f.Line)
	dst = t.paint.gutter.append(dst, number+" |")
	dst = append(dst, ' ')
	dst = append(dst, s.line...)
	dst = append(dst, '\n')
	dst = t.paint.gutter.append(dst, strings.Repeat(" ", len(number))+" |")
	dst = append(dst, ' ')
	dst = append(dst, strings.Repeat(" ", s.column)...)
	dst = t.paint.severity(f.Severity).append(dst, strings.Repeat("^", s.carets))
	return append(dst, '\n')
}

// Add implements report.Reporter: text is written as it comes.
func (t *Reporter) Add(chunk []byte) error {
	_, err := t.out.Write(chunk)
	return err
}

// End implements report.Reporter.
func (t *Reporter) End(s report.Summary, failures []report.Failure) error {
	if err := t.out.Flush(); err != nil {
		return err
	}
	b := Failures(nil, failures)
	if !t.quiet {
		b = append(b, summary(s)...)
	}
	_, err := t.errout.Write(b)
	return err
}

// Failures appends a line for each failure to dst and returns it.
func Failures(dst []byte, list []report.Failure) []byte {
	for _, f := range list {
		dst = append(dst, "payloadlint: "...)
		if f.File != "" {
			dst = append(dst, Visible(f.File)...)
			if f.Line > 0 {
				dst = fmt.Appendf(dst, ":%d:%d", f.Line, f.Column)
			}
			dst = append(dst, ": "...)
		}
		dst = append(append(dst, Visible(f.Message)...), '\n')
	}
	return dst
}

// summary says in a line what was checked and found, and in further ones what
// could be done about it.
func summary(s report.Summary) string {
	line := count(s.Files, "file") + ", " + count(s.Requests, "request")
	if s.Skipped > 0 {
		line += fmt.Sprintf(" (%d skipped)", s.Skipped)
	}
	line += ": " + count(s.Errors, "error") + ", " + count(s.Warnings, "warning")
	if s.Infos > 0 {
		line += ", " + count(s.Infos, "info")
	}
	if s.Suppressed > 0 {
		line += fmt.Sprintf(" (%d suppressed)", s.Suppressed)
	}
	line += "\n"
	if s.Left > 0 {
		line += fmt.Sprintf("%d more not shown: see --max-findings\n", s.Left)
	}
	switch {
	case s.Safe > 0 && s.Unsafe > 0:
		line += fmt.Sprintf("%d can be fixed with --fix, %d more with --unsafe-fixes\n", s.Safe, s.Unsafe)
	case s.Safe > 0:
		line += fmt.Sprintf("%d can be fixed with --fix\n", s.Safe)
	case s.Unsafe > 0:
		line += fmt.Sprintf("%d can be fixed with --unsafe-fixes\n", s.Unsafe)
	}
	return line
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
