package formats

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/rules"
)

// ofTestdata are reports on all files of testdata, each under a name of its own.
func ofTestdata(t *testing.T) []*rules.FileReport {
	t.Helper()
	var all []*rules.FileReport
	linters := map[string]*rules.Linter{}
	check := func(operation, name string, text []byte) {
		l := linters[operation]
		if l == nil {
			var err error
			if l, err = rules.New(rules.Config{Operation: operation}); err != nil {
				t.Fatal(err)
			}
			linters[operation] = l
		}
		r := l.Check(fmt.Sprintf("%d/%s", len(all), name), text)
		all = append(all, r)
		together := l.NewTogether()
		for _, p := range r.Together {
			if found := together.Add(p); found != nil {
				all = append(all, found)
			}
		}
	}
	for _, form := range []string{corpus.JSON, corpus.Comments, corpus.Lines, corpus.YAML, corpus.HTTP} {
		for _, text := range corpus.Texts(t, form) {
			check("", "a"+form, text)
		}
	}
	files, err := cases.Read("../../../testdata/constraints")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for i := range f.Cases {
			check(f.Operation, "a.json", f.Cases[i].Text)
		}
	}
	return all
}

// countFindings is how many findings are in a report.
func countFindings(t *testing.T, format, text string) int {
	t.Helper()
	switch format {
	case "sarif":
		n := 0
		for _, r := range decoded[sarifLog](t, text).Runs[0].Results {
			if len(r.Suppressed) == 0 {
				n++
			}
		}
		return n
	case "gitlab":
		return len(decoded[[]issue](t, text))
	case "rdjson":
		return len(decoded[struct{ Diagnostics []diagnostic }](t, text).Diagnostics)
	}
	n := 0
	for line := range strings.Lines(text) {
		if decoded[failureLine](t, line).Type == "finding" {
			n++
		}
	}
	return n
}

// TestTestdata writes all that is found in testdata. Each report is one that its
// consumer takes, and has what the format json has.
func TestTestdata(t *testing.T) {
	files := ofTestdata(t)
	newJSON := func(w io.Writer, o Options) report.Reporter { return jsonreport.New(w, o.Version) }
	want := len(decoded[struct{ Findings []rules.Finding }](t, write(t, newJSON, report.Summary{}, nil, files...)).Findings)
	if want < 1000 {
		t.Fatalf("%d findings in all of testdata", want)
	}
	known := schemas(t)
	for _, name := range []string{"sarif", "gitlab", "rdjson", "jsonl"} {
		text := write(t, constructor(t, name), report.Summary{}, nil, files...)
		if s := known[name]; s != nil {
			valid(t, s, text)
		}
		if got := countFindings(t, name, text); got != want {
			t.Errorf("%s has %d findings, want %d", name, got, want)
		}
	}
}

// TestNoSecret looks for the secrets of testdata in what is said of their files.
func TestNoSecret(t *testing.T) {
	looked := 0
	for _, f := range ofTestdata(t) {
		shown := bytes.Clone(f.Text)
		for _, h := range f.Hidden {
			copy(shown[h.Start:h.End], bytes.Repeat([]byte{0}, h.End-h.Start))
		}
		for _, h := range f.Hidden {
			secret := strings.Trim(string(f.Text[h.Start:h.End]), `"' `)
			if len(secret) < 6 || !strings.ContainsAny(secret, "0123456789") || bytes.Contains(shown, []byte(secret)) {
				continue // it may stand in a report by chance, or because it stands elsewhere too
			}
			looked++
			for _, format := range Table() {
				text := write(t, format.New, report.Summary{}, nil, f)
				if strings.Contains(text, secret) {
					t.Errorf("%s shows %s of %s:\n%s", format.Name, secret, f.Name, text)
				}
			}
		}
	}
	if looked < 20 {
		t.Errorf("only %d secrets", looked)
	}
}
