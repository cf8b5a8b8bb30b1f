package formats

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// github writes workflow commands, which GitHub Actions shows as annotations: a
// line each. A step shows a few of each kind only, so errors come first, and
// before them what kept the tool from checking.
type github struct {
	out      io.Writer
	options  Options
	property *strings.Replacer // escapes the value of a property
	data     *strings.Replacer // escapes the text behind the properties
	lines    [3]bytes.Buffer   // by the index of the command
}

// commands are the kinds of annotations, worst first.
const (
	githubError   = "error"
	githubWarning = "warning"
	githubNotice  = "notice"
)

// NewGitHub returns a reporter that writes workflow commands of GitHub Actions.
func NewGitHub(w io.Writer, o Options) report.Reporter {
	escapes := []string{"%", "%25", "\r", "%0D", "\n", "%0A"}
	return &github{
		out: w, options: o,
		data:     strings.NewReplacer(escapes...),
		property: strings.NewReplacer(append(escapes, ":", "%3A", ",", "%2C")...),
	}
}

// Append implements report.Reporter.
func (g *github) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	for i := range r.Findings {
		f := &r.Findings[i]
		command := githubNotice
		switch f.Severity {
		case rules.Error:
			command = githubError
		case rules.Warning:
			command = githubWarning
		}
		dst = fmt.Appendf(dst, "::%s title=%s,file=%s", command,
			g.property.Replace(program+" ("+f.Rule+")"), g.property.Replace(g.options.shownPath(f.File)))
		if f.Line > 0 {
			dst = fmt.Appendf(dst, ",line=%d,endLine=%d", f.Line, max(f.Line, f.EndLine))
		}
		// Columns of two lines would be taken for those of one.
		if f.Line > 0 && f.Line == f.EndLine {
			dst = fmt.Appendf(dst, ",col=%d,endColumn=%d", f.Column, f.EndColumn)
		}
		lines := append([]string{oneLine(f)}, g.options.notes(f)...)
		dst = fmt.Appendf(dst, "::%s\n", g.data.Replace(strings.Join(lines, "\n")))
		ends = append(ends, len(dst))
	}
	return dst, ends
}

// Add implements report.Reporter.
func (g *github) Add(chunk []byte) error {
	for line := range bytes.Lines(chunk) {
		switch {
		case bytes.HasPrefix(line, []byte("::"+githubError+" ")):
			g.lines[0].Write(line)
		case bytes.HasPrefix(line, []byte("::"+githubWarning+" ")):
			g.lines[1].Write(line)
		default:
			g.lines[2].Write(line)
		}
	}
	return nil
}

// End implements report.Reporter.
func (g *github) End(_ report.Summary, failures []report.Failure) error {
	var first []byte
	for _, f := range failures {
		first = append(first, "::"+githubError+" title="+program...)
		if f.File != "" {
			first = append(first, ",file="+g.property.Replace(g.options.shownPath(f.File))...)
		}
		if f.Line > 0 {
			first = fmt.Appendf(first, ",line=%d,col=%d", f.Line, max(f.Column, 1))
		}
		first = append(first, "::"+g.data.Replace(text.Visible(f.Message))+"\n"...)
	}
	if _, err := g.out.Write(first); err != nil {
		return err
	}
	for i := range g.lines {
		if _, err := g.out.Write(g.lines[i].Bytes()); err != nil {
			return err
		}
	}
	return nil
}
