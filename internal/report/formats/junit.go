package formats

import (
	"io"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// junit writes the XML of JUnit as Jenkins documents it: a suite for each file
// that was checked. In it each finding, of any severity, is a test that fails, each
// failure a test that ends with an error; a file without either has one test,
// which passes.
//
// There are no times in it, so that two runs give the same bytes.
type junit struct {
	collector
	out io.Writer
}

var _ report.Filer = (*junit)(nil)

// NewJUnit returns a reporter that writes the XML of JUnit.
func NewJUnit(w io.Writer, o Options) report.Reporter {
	return &junit{newCollector(o), w}
}

// AppendFile implements report.Filer.
func (j *junit) AppendFile(dst []byte, file string, _ int) []byte { return j.appendFile(dst, file) }

// End implements report.Reporter.
func (j *junit) End(_ report.Summary, failures []report.Failure) error {
	suites := j.grouped(failures)
	tests, failed, broken := 0, 0, 0
	for _, g := range suites {
		tests += g.tests()
		failed += len(g.found)
		broken += len(g.failures)
	}
	x := newXML()
	x.begin("testsuites", append([]string{"name", program}, junitCounts(tests, failed, broken)...)...)
	for i, g := range suites {
		x.suite(i, g)
		if _, err := x.WriteTo(j.out); err != nil {
			return err
		}
	}
	x.end("testsuites")
	_, err := x.WriteTo(j.out)
	return err
}

// tests is how many tests a file makes.
func (g *fileGroup) tests() int { return max(1, len(g.found)+len(g.failures)) }

func junitCounts(tests, failed, broken int) []string {
	return []string{"tests", strconv.Itoa(tests), "failures", strconv.Itoa(failed), "errors", strconv.Itoa(broken), "time", "0"}
}

func (x *xmlText) suite(index int, g *fileGroup) {
	name := g.file
	if strings.TrimSpace(name) == "" {
		name = program // a suite must have a name
	}
	x.begin("testsuite", append([]string{"id", strconv.Itoa(index), "name", name},
		junitCounts(g.tests(), len(g.found), len(g.failures))...)...)
	names := testNames{}
	for i := range g.failures {
		f := &g.failures[i]
		x.begin("testcase", "name", names.unique("can be checked"), "classname", name, "time", "0")
		x.element("error", f.sentence(g.file)+"\n", "type", "failure", "message", f.text)
		x.end("testcase")
	}
	for i := range g.found {
		f := &g.found[i]
		x.begin("testcase", "name", names.unique(strings.TrimSpace(f.Rule+" "+f.About)), "classname", name, "time", "0")
		x.element("failure", f.report(g.file), "type", string(f.Severity), "message", f.Text)
		x.end("testcase")
	}
	if len(g.failures)+len(g.found) == 0 {
		x.empty("testcase", "name", names.unique("no finding"), "classname", name, "time", "0")
	}
	x.end("testsuite")
}

// report is all that is said of a finding, as people read it.
func (f *found) report(file string) string {
	lines := []string{f.line(file)}
	for _, n := range f.Notes {
		lines = append(lines, "note: "+n)
	}
	return strings.Join(append(lines, rules.HelpURL(f.Rule)), "\n") + "\n"
}

// testNames counts the tests of a suite by name. A name holds no line, so that a
// test is the same after an edit elsewhere; consumers drop tests of a name that
// they have seen.
type testNames map[string]int

// unique is the name with a number behind it where it was used before.
func (t testNames) unique(name string) string {
	for {
		t[name]++
		n := t[name]
		if n == 1 {
			return name
		}
		if numbered := name + " (" + strconv.Itoa(n) + ")"; t[numbered] == 0 {
			t[numbered]++
			return numbered
		}
	}
}
