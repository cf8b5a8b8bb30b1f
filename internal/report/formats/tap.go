package formats

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
)

// tap writes the Test Anything Protocol. Each finding, of any severity, is a test
// that fails, and each file without one is a test that passes.
//
// It is version 13, which readers of version 14 take as well; the one that comes
// with Perl takes no later one.
type tap struct {
	collector
	out     io.Writer
	escapes *strings.Replacer
}

var _ report.Filer = (*tap)(nil)

// NewTAP returns a reporter that writes the Test Anything Protocol.
func NewTAP(w io.Writer, o Options) report.Reporter {
	return &tap{collector: newCollector(o), out: w, escapes: strings.NewReplacer(`\`, `\\`, "#", `\#`)}
}

// AppendFile implements report.Filer.
func (t *tap) AppendFile(dst []byte, file string, _ int) []byte { return t.appendFile(dst, file) }

// End implements report.Reporter.
func (t *tap) End(_ report.Summary, failures []report.Failure) error {
	p := tapText{escapes: t.escapes, text: []byte("TAP version 13\n")}
	for _, g := range t.grouped(failures) {
		for _, f := range g.failures {
			p.failed(g.file, f)
		}
		for i := range g.found {
			p.found(g.file, &g.found[i])
		}
		if len(g.failures)+len(g.found) == 0 {
			p.point("ok", g.file)
		}
	}
	if p.count == 0 {
		p.text = append(p.text, "1..0 # SKIP no file was checked\n"...)
	} else {
		p.text = fmt.Appendf(p.text, "1..%d\n", p.count)
	}
	_, err := t.out.Write(p.text)
	return err
}

// tapText is the text while it is put together.
type tapText struct {
	text    []byte
	count   int // of tests
	escapes *strings.Replacer
}

func (p *tapText) found(file string, f *found) {
	p.point("not ok", place(file, f.Line, f.Column)+": "+string(f.Severity)+": "+f.Text+" ["+f.Rule+"]")
	p.open(file, f.Line, f.Column, string(f.Severity))
	p.member("rule", f.Rule)
	p.member("code", f.Code)
	if len(f.Notes) > 0 {
		p.text = append(p.text, "  notes:\n"...)
		for _, n := range f.Notes {
			p.text = append(p.text, "    - "+yamlString(n)+"\n"...)
		}
	}
	p.text = append(p.text, "  ...\n"...)
}

func (p *tapText) failed(file string, f failure) {
	description := f.text
	if file != "" {
		description = place(file, f.line, f.column) + ": " + f.text
	}
	p.point("not ok", description)
	p.open(file, f.line, f.column, "failure")
	p.text = append(p.text, "  ...\n"...)
}

// point appends the line of a test.
func (p *tapText) point(status, description string) {
	p.count++
	p.text = fmt.Appendf(p.text, "%s %d - %s\n", status, p.count, p.escapes.Replace(description))
}

// open begins what is said of a test in YAML.
func (p *tapText) open(file string, line, column int, severity string) {
	p.text = append(p.text, "  ---\n"...)
	p.member("severity", severity)
	p.member("file", file)
	if line > 0 {
		p.text = fmt.Appendf(p.text, "  line: %d\n  column: %d\n", line, column)
	}
}

// member appends what is not empty.
func (p *tapText) member(name, value string) {
	if value != "" {
		p.text = append(p.text, "  "+name+": "+yamlString(value)+"\n"...)
	}
}

// yamlString is a text in quotes as YAML and JSON both have them.
func yamlString(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}
