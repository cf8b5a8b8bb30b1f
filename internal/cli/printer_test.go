package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// drawn is a checker whose files say what is reported of them, in words
// separated by space:
//
//	f3       a finding on line 3 of the file
//	b.json/3 one on line 3 of an included file
//	?3, ?b.json/3
//	         a request there to join; every second of a run makes a finding
//	!b.json  an included file that could not be read
type drawn struct{ joined int }

func (d *drawn) Check(name string, text []byte) *rules.FileReport {
	r := &rules.FileReport{Name: name, Text: text, Requests: 1}
	included := map[string]*rules.FileReport{}
	for _, word := range strings.Fields(string(text)) {
		file, pending := strings.CutPrefix(word, "?")
		file, line, ok := strings.Cut(file, "/")
		if !ok {
			file, line = name, strings.TrimPrefix(file, "f")
		}
		n := 0
		fmt.Sscan(line, &n)
		f := foundAt(file, n, "rule")
		switch {
		case word[0] == '!':
			r.Failures = append(r.Failures, rules.Failure{File: word[1:], Message: "no such file"})
		case pending:
			r.Together = append(r.Together, &rules.Pending{File: file, Line: n, Column: 1, Rule: "join"})
		case file == name:
			r.Findings = append(r.Findings, f)
		default:
			if included[file] == nil {
				included[file] = &rules.FileReport{Name: file}
				r.Included = append(r.Included, included[file])
			}
			included[file].Findings = append(included[file].Findings, f)
		}
	}
	slices.SortFunc(r.Included, func(a, b *rules.FileReport) int { return strings.Compare(a.Name, b.Name) })
	return r
}

func (d *drawn) Identify(string, []byte) ([]rules.Identity, error) { return nil, nil }

func (d *drawn) With(rules.Config) (checker, error) { return d, nil }

func (d *drawn) Assuming(string, map[string]string) (checker, error) { return d, nil }

func (d *drawn) Join(p *rules.Pending) *rules.FileReport {
	if d.joined++; d.joined%2 == 1 {
		return nil
	}
	f := foundAt(p.File, p.Line, p.Rule)
	f.Detail = fmt.Sprint("joined as ", d.joined)
	return &rules.FileReport{Name: p.File, Findings: []rules.Finding{f}}
}

func foundAt(file string, line int, rule string) rules.Finding {
	return rules.Finding{
		File: file, Line: line, Column: 1, EndLine: line, EndColumn: 2,
		Severity: rules.Error, Rule: rule, Message: "found",
	}
}

// runDrawn checks files and returns what is written, without source lines.
func runDrawn(t *testing.T, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errout bytes.Buffer
	p := &program{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errout,
		getenv:     func(string) string { return "" },
		newChecker: func(rules.Config) (checker, error) { return new(drawn), nil },
		now:        time.Now,
	}
	p.main(append([]string{"check"}, args...))
	var kept strings.Builder
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, " ") {
			kept.WriteString(line)
		}
	}
	return kept.String(), errout.String()
}

func TestIncludedAndTogether(t *testing.T) {
	const found, joined = ": error: found [rule]\n", ": error: found (joined as %d) [join]\n"
	at := func(place string, n int) string {
		if n > 0 {
			return place + ":1" + fmt.Sprintf(joined, n)
		}
		return place + ":1" + found
	}
	tests := []struct {
		name   string
		files  []string // name, text
		want   string
		counts string
	}{
		{
			"included files come after the file, by name",
			[]string{"x", "f2 c/1 b/4 b/5"},
			at("x:2", 0) + at("b:4", 0) + at("b:5", 0) + at("c:1", 0), "1 file, 1 request: 4 errors",
		},
		{
			"what two include is said once, under the first",
			[]string{"x", "b/1", "y", "b/1 b/2"},
			at("b:1", 0) + at("b:2", 0), "2 files, 2 requests: 2 errors",
		},
		{
			"a file that was included before it is checked itself",
			[]string{"x", "b/1 b/3", "b", "f1 f2 f3"},
			at("b:1", 0) + at("b:3", 0) + at("b:2", 0), "2 files, 2 requests: 3 errors",
		},
		{
			"and after, under another spelling",
			[]string{"./b", "f1 f2", "x", "b/1 b/3 f9"},
			at("./b:1", 0) + at("./b:2", 0) + at("x:9", 0) + at("b:3", 0), "2 files, 2 requests: 4 errors",
		},
		{
			"what comes of several requests stands at its place",
			[]string{"x", "f1 f3 f5 ?2 ?3 ?9 ?0", "y", "?1"},
			// In the order of the output: x:0, x:2, x:3 (before the finding there: join is less than rule), x:9, y:1.
			at("x:1", 0) + at("x:2", 2) + at("x:3", 0) + at("x:5", 0) + at("x:9", 4), "2 files, 2 requests: 5 errors",
		},
		{
			"in included files too, with findings and without",
			[]string{"x", "f1 b/1 ?1 ?b/2 ?a/1 ?a/2"},
			at("x:1", 0) + at("a:1", 2) + at("b:1", 0) + at("b:2", 4), "1 file, 1 request: 4 errors",
		},
		{
			"files that cannot be included are named once",
			[]string{"x", "!b !b !c", "y", "!b f1"},
			at("y:1", 0), "payloadlint: b: no such file\npayloadlint: c: no such file\n2 files, 2 requests: 1 error,",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			var args []string
			for i := 0; i < len(test.files); i += 2 {
				args = append(args, write(t, test.files[i], test.files[i+1]))
			}
			stdout, stderr := runDrawn(t, args...)
			if stdout != test.want || !strings.HasPrefix(stderr, test.counts) {
				t.Errorf("stdout\n%s\nwant\n%s\nstderr\n%s", stdout, test.want, stderr)
			}
		})
	}
}

// TestTogetherInOrder joins the requests of many files a hundred times: which
// comes after which never depends on who is done first.
func TestTogetherInOrder(t *testing.T) {
	t.Chdir(t.TempDir())
	var args []string
	var want strings.Builder
	joined := 0
	for i := range 300 {
		name := fmt.Sprintf("%d.json", i)
		var text strings.Builder
		for line := range 1 + i%5 {
			fmt.Fprintf(&text, "f%d ?%d ", 2*line+2, 2*line+1)
			if joined++; joined%2 == 0 {
				fmt.Fprintf(&want, "%s:%d:1: error: found (joined as %d) [join]\n", name, 2*line+1, joined)
			}
			fmt.Fprintf(&want, "%s:%d:1: error: found [rule]\n", name, 2*line+2)
		}
		text.WriteString(strings.Repeat(" ", i*7919%30_000)) // some take longer
		args = append(args, write(t, name, text.String()))
	}
	runs := 100
	if testing.Short() {
		runs = 10
	}
	for range runs {
		if stdout, _ := runDrawn(t, args...); stdout != want.String() {
			t.Fatalf("got\n%s\nwant\n%s", stdout, want.String())
		}
	}
}

// TestManyTogether has more findings than are rendered at a time, and a request
// at the end of each chunk and on either side of it.
func TestManyTogether(t *testing.T) {
	f := &rules.FileReport{Name: "a"}
	const n = 3*atOnce + 10
	for i := range n {
		f.Findings = append(f.Findings, foundAt("a", 2*i, "rule"))
	}
	places := []int{-1, 2*atOnce - 3, 2*atOnce - 1, 2*atOnce + 1, 4*atOnce - 1, 2*n + 1, 2*n + 1}
	for i := range places { // they need not come in order
		f.Together = append(f.Together, &rules.Pending{File: "a", Line: places[len(places)-1-i], Rule: "join"})
	}
	p := newPrinter(countingReporter{})
	var got []int
	line := 0
	for _, s := range p.output(f, "error").steps {
		if len(s.text) != len(s.findings) {
			t.Fatalf("%d bytes of %d findings", len(s.text), len(s.findings))
		}
		if line += 2 * len(s.findings); s.next != nil {
			got = append(got, s.next.Line)
			if line < s.next.Line && line < 2*n || line-2 > s.next.Line {
				t.Errorf("the request on line %d stands before line %d", s.next.Line, line)
			}
		}
	}
	if line != 2*n || !slices.Equal(got, places) {
		t.Errorf("%d lines, requests %v", line, got)
	}
}

// countingReporter writes a byte for each finding.
type countingReporter struct{}

func (countingReporter) Append(dst []byte, ends []int, r *rules.FileReport) ([]byte, []int) {
	for range r.Findings {
		dst = append(dst, '.')
		ends = append(ends, len(dst))
	}
	return dst, ends
}

func (countingReporter) Add([]byte) error { return nil }

func (countingReporter) End(report.Summary, []report.Failure) error { return nil }
