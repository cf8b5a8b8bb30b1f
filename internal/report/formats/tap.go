package formats

import (
	"bytes"
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
	text    bytes.Buffer // of the file that is being written
	count   int          // of tests
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
	t.text.WriteString("TAP version 13\n")
	for _, g := range t.grouped(failures) {
		for i := range g.failures {
			t.failed(g.file, &g.failures[i])
		}
		for i := range g.found {
			t.found(g.file, &g.found[i])
		}
		if len(g.failures)+len(g.found) == 0 {
			t.point("ok", g.file)
		}
		if _, err := t.text.WriteTo(t.out); err != nil {
			return err
		}
	}
	if t.count == 0 {
		t.text.WriteString("1..0 # SKIP no file was checked\n")
	} else {
		fmt.Fprintf(&t.text, "1..%d\n", t.count)
	}
	_, err := t.text.WriteTo(t.out)
	return err
}

func (t *tap) found(file string, f *found) {
	t.point("not ok", f.line(file))
	t.open(file, f.Line, f.Column, string(f.Severity))
	t.member("rule", f.Rule)
	t.member("code", f.Code)
	t.member("notes", strings.Join(f.Notes, "\n")) // Perl takes no list of texts with colons
	t.close()
}

func (t *tap) failed(file string, f *failure) {
	t.point("not ok", f.sentence(file))
	t.open(file, f.line, f.column, "failure")
	t.close()
}

// point writes the line of a test.
func (t *tap) point(status, description string) {
	t.count++
	fmt.Fprintf(&t.text, "%s %d - %s\n", status, t.count, t.escapes.Replace(description))
}

// open begins what is said of a test in YAML.
func (t *tap) open(file string, line, column int, severity string) {
	t.text.WriteString("  ---\n")
	t.member("severity", severity)
	t.member("file", file)
	if line > 0 {
		fmt.Fprintf(&t.text, "  line: %d\n  column: %d\n", line, column)
	}
}

func (t *tap) close() { t.text.WriteString("  ...\n") }

// member writes what is not empty.
func (t *tap) member(name, value string) {
	if value != "" {
		t.text.WriteString("  " + name + ": " + yamlString(value) + "\n")
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
