package formats

import (
	"io"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/report"
)

// checkstyle writes what Checkstyle writes, which many dashboards read.
type checkstyle struct {
	collector
	out io.Writer
}

// NewCheckstyle returns a reporter that writes the XML report of Checkstyle.
func NewCheckstyle(w io.Writer, o Options) report.Reporter {
	return &checkstyle{newCollector(o), w}
}

// The version is that of the program whose form this is: 4.3 is what others
// name, and what readers know.
const checkstyleVersion = "4.3"

// End implements report.Reporter.
func (c *checkstyle) End(_ report.Summary, failures []report.Failure) error {
	x := newXML()
	x.begin("checkstyle", "version", checkstyleVersion)
	for _, g := range c.grouped(failures) {
		name := g.file
		if name == "" {
			name = program // readers pass over what is in no file
		}
		x.begin("file", "name", name)
		for _, f := range g.failures {
			x.checkstyleError(f.line, f.column, "error", f.text, "failure")
		}
		for i := range g.found {
			f := &g.found[i]
			message := f.Text
			for _, n := range f.Notes {
				message += "\n" + n
			}
			x.checkstyleError(f.Line, f.Column, string(f.Severity), message, f.Rule)
		}
		x.end("file")
		if _, err := x.WriteTo(c.out); err != nil {
			return err
		}
	}
	x.end("checkstyle")
	_, err := x.WriteTo(c.out)
	return err
}

// checkstyleError writes one error; a line of 0 is left out.
func (x *xmlText) checkstyleError(line, column int, severity, message, rule string) {
	var where []string
	if line > 0 {
		where = append(where, "line", strconv.Itoa(line))
		if column > 0 {
			where = append(where, "column", strconv.Itoa(column))
		}
	}
	// Readers take what is before the last dot for the group of the rule.
	x.empty("error", append(where, "severity", severity, "message", message, "source", program+"."+rule)...)
}
