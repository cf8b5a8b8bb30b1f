package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/payloadlint/payloadlint/internal/suppress"
	"github.com/payloadlint/payloadlint/rules"
)

func write(t testing.TB, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestOutputInOrder(t *testing.T) {
	t.Chdir(t.TempDir())
	var args []string
	var want strings.Builder
	for i := range 1500 {
		name := fmt.Sprintf("%d.json", i*7919%1500)
		switch text := strings.Repeat(" ", i*i%50_000); i % 3 {
		case 0:
			write(t, name, text+"error")
			fmt.Fprintf(&want, "%s:1:%d: error: found [rule]\n", name, len(text)+1)
		case 1:
			write(t, name, text+"fine")
		} // the rest is missing
		args = append(args, name)
	}
	for _, format := range []string{"text", "json"} {
		args := append([]string{"check", "--format", format}, args...)
		code, stdout, stderr := run(t, "", args...)
		if code != ExitFailure {
			t.Fatalf("exit %d", code)
		}
		if _, again, _ := run(t, "", args...); again != stdout {
			t.Errorf("%s: the second run differs", format)
		}
		if format == "json" {
			continue
		}
		var got strings.Builder
		for line := range strings.Lines(stdout) {
			if !strings.HasPrefix(line, " ") {
				got.WriteString(line)
			}
		}
		if got.String() != want.String() {
			t.Errorf("got\n%s\nwant\n%s", got.String(), want.String())
		}
		if !strings.HasPrefix(stderr, "payloadlint: 838.json: no such file\n") ||
			!strings.HasSuffix(stderr, "\n1000 files, 1000 requests: 500 errors, 0 warnings\n") {
			t.Errorf("stderr\n%s", stderr)
		}
	}
}

func TestFileTwice(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a.json", "error")
	_, stdout, stderr := run(t, "error", "check", "./a.json", "a.json", "-", "x/../a.json", "-")
	want := "./a.json:1:1: error: found [rule]\n    1 | error\n      | ^^^^^\n" +
		"<stdin>:1:1: error: found [rule]\n    1 | error\n      | ^^^^^\n"
	if stdout != want || stderr != "2 files, 2 requests: 2 errors, 0 warnings\n" {
		t.Errorf("stdout\n%s\nstderr\n%s", stdout, stderr)
	}
}

func TestStdin(t *testing.T) {
	_, stdout, _ := run(t, "an error", "check", "--stdin-filename", "b.yaml", "-")
	if want := "b.yaml:1:4: error: found [rule]\n    1 | an error\n      |    ^^^^^\n"; stdout != want {
		t.Errorf("got\n%s", stdout)
	}
	code, _, stderr := run(t, "12345", "check", "--max-size", "4", "-")
	if code != ExitFailure || !strings.HasPrefix(stderr, "payloadlint: <stdin>: is larger than 4B; --max-size sets the limit\n") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestLargeFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	args := []string{"check"}
	for i := range 12 {
		name := fmt.Sprintf("%d.json", i)
		write(t, name, "")
		if err := os.Truncate(name, 9<<20); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	if code, _, stderr := run(t, "", args...); code != ExitOK {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestReadFailures(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	os.Symlink("loop.json", "loop.json")
	os.Symlink("five.json", "link.json")
	write(t, "five.json", "error")
	tests := []struct{ file, want string }{
		{"missing.json", "no such file"},
		{"five.json/x", "not a directory"},
		{"loop.json", "too many levels of symbolic links"},
		{"five.json", "is larger than 4B; --max-size sets the limit"},
		{"link.json", "is larger than 4B; --max-size sets the limit"},
		{filepath.Join(dir, strings.Repeat("x", 300)), "file name too long"},
	}
	for _, test := range tests {
		code, stdout, stderr := run(t, "", "check", "--max-size=4", test.file)
		want := "payloadlint: " + test.file + ": " + test.want + "\n0 files, 0 requests: 0 errors, 0 warnings\n"
		if code != ExitFailure || stdout != "" || stderr != want {
			t.Errorf("%s: exit %d, stdout %q, stderr %q, want %q", test.file, code, stdout, stderr, want)
		}
	}
	if code, stdout, _ := run(t, "", "check", "--max-size=5", "missing.json", "link.json"); code != ExitFailure || stdout == "" {
		t.Errorf("a finding beside a failure: exit %d, stdout %q", code, stdout)
	}
}

func TestReadFile(t *testing.T) {
	t.Chdir(t.TempDir())
	r := reader{limit: 3 << 20, budget: newBudget(inFlight)}
	for _, n := range []int{0, 1, 4095, 4096, 4097, 70_000, large - 1, large, 3 << 20} {
		want := strings.Repeat("x", n)
		text, held, err := r.read(input{path: write(t, "a", want)})
		if err != nil || string(text) != want {
			t.Errorf("%d bytes: read %d, %v", n, len(text), err)
		}
		if (held > 0) != (n >= large) {
			t.Errorf("%d bytes: %d held", n, held)
		}
		r.budget.release(held)
		if cap(r.text) > 2*keep {
			t.Errorf("%d bytes: a buffer of %d is kept", n, cap(r.text))
		}
	}
	if r.budget.free != inFlight {
		t.Error("the budget is not whole again")
	}
}

// many makes more findings than are rendered at a time.
type many int

func (many) Identify(string, []byte) ([]rules.Identity, error) { return nil, nil }

func (many) Join(*rules.Pending) *rules.FileReport { return nil }

func (m many) With(rules.Config) (checker, error) { return m, nil }

func (m many) Assuming(string, map[string]string) (checker, error) { return m, nil }

func (n many) Check(name string, text []byte) *rules.FileReport {
	r := &rules.FileReport{Name: name, Requests: 1, Text: text}
	for i := range int(n) {
		r.Findings = append(r.Findings, rules.Finding{
			File: name, Line: 1 + i, Column: 1, Severity: rules.Error, Rule: "rule", Message: "found",
		})
	}
	return r
}

func TestManyFindings(t *testing.T) {
	for _, n := range []int{1, 4096, 4097, 10_000} {
		for format, count := range map[string]func(string) int{
			"text": func(s string) int { return strings.Count(s, ": found [rule]\n") },
			"json": func(s string) int {
				var report struct{ Findings []rules.Finding }
				if err := json.Unmarshal([]byte(s), &report); err != nil {
					t.Error(err)
				}
				return len(report.Findings)
			},
		} {
			var stdout bytes.Buffer
			p := &program{
				stdin: strings.NewReader("x"), stdout: &stdout, stderr: io.Discard,
				getenv:     func(string) string { return "" },
				newChecker: func(rules.Config) (checker, error) { return many(n), nil },
				now:        time.Now,
			}
			if code := p.main([]string{"check", "--format", format, "-"}); code != ExitFindings || count(stdout.String()) != n {
				t.Errorf("%s: exit %d with %d findings, want %d", format, code, count(stdout.String()), n)
			}
		}
	}
}

// clean is a checker that finds nothing.
type clean struct {
	drawn
	report rules.FileReport
}

func (c *clean) Check(string, []byte) *rules.FileReport { return &c.report }

// TestCleanFileCostsNothing: beside reading and checking a file in which nothing
// is found, no memory is needed.
func TestCleanFileCostsNothing(t *testing.T) {
	in := input{path: write(t, filepath.Join(t.TempDir(), "a.json"), "{}"), name: "a.json", profile: &profile{check: new(clean)}}
	b := newBatch([]input{in}, reader{limit: 1 << 20}, countingReporter{})
	b.filter.entries = suppress.NewEntries("")
	w := worker{filter: &b.filter, in: b.reader, out: b.printer.another()}
	read := testing.AllocsPerRun(100, func() { w.in.read(in) })
	all := testing.AllocsPerRun(100, func() {
		if err := b.take(0, w.do(&in)); err != nil {
			t.Fatal(err)
		}
	})
	if all > read {
		t.Errorf("%v allocations, %v of them to read", all, read)
	}
}
