package rules_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata")

// newLinter is a linter for the operation, or for any when that is empty.
func newLinter(t *testing.T, operation string, quotas ...rules.Quota) *rules.Linter {
	t.Helper()
	l, err := rules.New(rules.Config{Operation: operation, Quotas: quotas})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// checked checks a file and asserts what holds for the report on any file:
// the findings lie in it, survive the JSON format and are the same again.
func checked(t *testing.T, l *rules.Linter, name string, content []byte) *rules.FileReport {
	t.Helper()
	r := l.Check(name, content)
	if r.Err != nil {
		t.Fatalf("%s: %v", name, r.Err)
	}
	for i := range r.Findings {
		inFile(t, r, &r.Findings[i])
		readsWell(t, r, &r.Findings[i])
	}
	encoded := asJSON(t, r)
	var decoded struct{ Findings []rules.Finding }
	if err := json.Unmarshal(encoded, &decoded); err != nil {
		t.Fatalf("%s: the JSON output: %v", name, err)
	}
	want := make([]rules.Finding, len(r.Findings))
	for i, f := range r.Findings {
		f.Span.Start, f.Span.End, f.Request, f.NameLine = 0, 0, 0, 0 // these are not part of the format
		want[i] = f
	}
	if !reflect.DeepEqual(decoded.Findings, want) {
		t.Errorf("%s: the JSON output decodes to\n%+v\nwant\n%+v", name, decoded.Findings, want)
	}
	again := l.Check(name, bytes.Clone(content))
	if !bytes.Equal(asJSON(t, again), encoded) || asText(again) != asText(r) {
		t.Errorf("%s: a second run says something else", name)
	}
	return r
}

// inFile asserts that a finding's span is a part of the text that begins and
// ends at characters.
func inFile(t *testing.T, r *rules.FileReport, f *rules.Finding) {
	t.Helper()
	s := f.Span
	if s.Start < 0 || s.End < s.Start || s.End > len(r.Text) {
		t.Fatalf("%s: %s: the span %v is not in the file of %d bytes", r.Name, f.Rule, s, len(r.Text))
	}
	if utf8.Valid(r.Text) && !utf8.Valid(r.Text[s.Start:s.End]) {
		t.Errorf("%s: %s: the span %v cuts a character", r.Name, f.Rule, s)
	}
	line := 1 + bytes.Count(r.Text[:s.Start], []byte("\n"))
	if !bytes.ContainsRune(r.Text, '\r') && f.Line != line {
		t.Errorf("%s: %s: line %d, but the span begins on line %d", r.Name, f.Rule, f.Line, line)
	}
}

// readsWell asserts that a finding says each thing once, and asks last.
func readsWell(t *testing.T, r *rules.FileReport, f *rules.Finding) {
	t.Helper()
	said := f.Message + " (" + f.Detail + ")"
	for _, clause := range strings.Split(f.Detail, "; ") {
		if clause != "" && (strings.Contains(f.Message, clause) || strings.Count(said, clause) > 1) {
			t.Errorf("%s: it says %q twice: %s", r.Name, clause, said)
		}
	}
	for _, odd := range []string{"?;", "?,", `is ""`, `string ""`, "  ", "; ;", ", ;"} {
		if strings.Contains(said, odd) && !bytes.Contains(r.Text, []byte(odd)) {
			t.Errorf("%s: it has %q: %s", r.Name, odd, said)
		}
	}
}

func asJSON(t *testing.T, r *rules.FileReport) []byte {
	t.Helper()
	var out bytes.Buffer
	j := jsonreport.New(&out, "test")
	text, _ := j.Append(nil, nil, r)
	if err := j.Add(text); err != nil {
		t.Fatal(err)
	}
	if err := j.End(report.Summary{Files: 1, Requests: r.Requests}, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asText(r *rules.FileReport) string {
	said, _ := text.New(nil, nil, text.Options{}).Append(nil, nil, r)
	return string(said)
}

// differs reports the lines in which a golden section differs, and how to
// accept them.
func differs(t *testing.T, file, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	old, now := lineSet(want), lineSet(got)
	var b strings.Builder
	for _, line := range strings.Split(want, "\n") {
		if !now[line] {
			b.WriteString("- " + line + "\n")
		}
	}
	for _, line := range strings.Split(got, "\n") {
		if !old[line] {
			b.WriteString("+ " + line + "\n")
		}
	}
	if b.Len() == 0 {
		b.WriteString("the lines are in another order\n")
	}
	top, _, _ := strings.Cut(t.Name(), "/")
	t.Errorf("%s: the output has changed:\n%sto accept it: go test ./rules -run '^%s$' -update", file, b.String(), top)
}

func lineSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, line := range strings.Split(s, "\n") {
		set[line] = true
	}
	return set
}
