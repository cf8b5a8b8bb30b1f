package formats

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares a report with testdata/NAME, or rewrites that.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs; go test ./internal/report/formats -update rewrites it\n-want +got\n%s", path, diff)
	}
}

// write writes the reports of a run the way the command line does, each finding
// in a chunk of its own.
func write(t *testing.T, make func(io.Writer, Options) report.Reporter, s report.Summary, failures []report.Failure, files ...*rules.FileReport) string {
	t.Helper()
	var out bytes.Buffer
	r := make(&out, Options{Version: "v1.2.3", Path: func(name string) string { return strings.TrimPrefix(name, "./") }})
	add := func(chunk []byte) {
		if err := r.Add(bytes.Clone(chunk)); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		if x, ok := r.(report.Filer); ok {
			add(x.AppendFile(nil, f.Name, f.Requests))
		}
		if x, ok := r.(report.Silenced); ok {
			add(x.AppendSuppressed(nil, f))
		}
		text, ends := r.Append([]byte("before"), []int{len("before")}, f)
		if len(ends) != len(f.Findings)+1 || ends[len(ends)-1] != len(text) {
			t.Fatalf("%s: %d ends up to %d, of %d findings in %d bytes", f.Name, len(ends), ends[len(ends)-1], len(f.Findings), len(text))
		}
		for i, end := range ends[1:] {
			add(text[ends[i]:end])
		}
	}
	if err := r.End(s, failures); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// findingAt is a finding at the first place of a text that reads so.
func findingAt(t *testing.T, r *rules.FileReport, what string, f rules.Finding) rules.Finding {
	t.Helper()
	i := bytes.Index(r.Text, []byte(what))
	if i < 0 {
		t.Fatalf("%s has no %q", r.Name, what)
	}
	f.File, f.Span = r.Name, source.Span{Start: i, End: i + len(what)}
	file := source.New(r.Name, r.Text)
	start, end := file.Position(f.Span.Start), file.Position(f.Span.End)
	f.Line, f.Column, f.EndLine, f.EndColumn = start.Line, start.Column, end.Line, end.Column
	return f
}

// sample is a run with all that formats must get right.
func sample(t *testing.T) (report.Summary, []report.Failure, []*rules.FileReport) {
	t.Helper()
	first := &rules.FileReport{Name: "./my requests/100%:ä.json", Requests: 1, Text: []byte("{\"é𐐀\": 1,\r\n\t\"Nmae\": \"中\", \"Name\": \"\",\r\n\t\"Disk\": {\r\n\t}\r\n}\r\n")}
	misspelt := findingAt(t, first, `"Nmae"`, rules.Finding{
		Severity: rules.Warning, Rule: "unknown-parameter", Provenance: "documented",
		Message: "Nmae is not a documented parameter", Detail: "did you mean Name?",
		Operation: "acme/shop/CreateOrder", Constraint: "acme/shop/CreateOrder/body/unknown", In: "body", Parameter: "Nmae", Pointer: "/Nmae",
	})
	inside := misspelt.Span.Start + 1
	misspelt.Fixes = []rules.Fix{
		{Title: "Rename it to Name", Safe: true, Edits: []rules.Edit{{Start: inside, End: inside + 4, Text: "Name"}}},
		{Title: "Remove it", Edits: []rules.Edit{{Start: misspelt.Span.Start, End: misspelt.Span.End + 7}, {Start: 0, End: 0, Text: "\u202e"}}},
		{Title: "Nothing", Edits: nil},
		{Title: "Out of the text", Edits: []rules.Edit{{Start: 0, End: 1 << 20}}},
	}
	empty := findingAt(t, first, `""`, rules.Finding{
		Severity: rules.Error, Rule: "invalid-length", Code: "InvalidName", Status: 400, Provenance: "documented",
		Message: "Specified parameter Name is not valid.", Detail: "found 0 characters", Pointer: "/Name", Parameter: "Name", In: "body",
		Doc: rules.Doc{Title: "CreateOrder", Updated: "2024-01-31"},
	})
	several := findingAt(t, first, "{\r\n\t}", rules.Finding{
		Severity: rules.Info, Rule: "suspicious-value", Provenance: "inferred", Message: "100% [odd](1) {0} <b>, it's\nlong & \x1b[2J\u202e",
		Related: []rules.Related{
			{File: first.Name, Line: 2, Column: 2, EndLine: 2, EndColumn: 8, Message: `Nmae is "]"`},
			{File: "other.json", Line: 3, Column: 1, EndLine: 4, EndColumn: 2, Message: "first used here"},
		},
	})
	first.Findings = []rules.Finding{misspelt, empty, empty, several}

	second := &rules.FileReport{Name: "b.yaml", Requests: 2, Text: []byte("\ufeffa: ä\n")}
	byComment := findingAt(t, second, "ä", rules.Finding{Severity: rules.Warning, Rule: "literal-secret", Message: "a is written out in the file", Pointer: "/a"})
	byBaseline := byComment
	byBaseline.Rule = "invalid-value"
	second.Suppressed = []rules.Suppressed{{Finding: byComment, Reason: "a test account", InFile: true}, {Finding: byBaseline, Reason: "it is in the baseline"}}
	second.Findings = []rules.Finding{byComment, {File: "b.yaml", Severity: rules.Error, Rule: "no-such-rule", Message: "about the file"}}

	// What requests show together comes with an excerpt.
	third := &rules.FileReport{Name: "c.http", Text: []byte(`{"Token": "x"}`)}
	mismatch := findingAt(t, third, `"x"`, rules.Finding{Severity: rules.Error, Rule: "token-mismatch", Message: "Token is the same as that of another request"})
	mismatch.Line, mismatch.EndLine = 40, 41
	third.Findings = []rules.Finding{mismatch}

	clean := &rules.FileReport{Name: "clean.json", Text: []byte("{}"), Requests: 1}
	return report.Summary{Files: 4, Requests: 4, Errors: 4, Warnings: 2, Infos: 1, Suppressed: 2, Left: 3},
		[]report.Failure{{File: "./gone.json", Message: "no such file"}, {File: "conf.yaml", Line: 2, Column: 3, Message: "unknown key"}, {Message: "no memory"}},
		[]*rules.FileReport{first, second, third, clean}
}

// nothing is the summary of a run that found nothing.
var nothing = report.Summary{Files: 1, Requests: 1}

// constructor is that of a format in the table.
func constructor(t *testing.T, name string) func(io.Writer, Options) report.Reporter {
	t.Helper()
	for _, f := range Table() {
		if f.Name == name {
			return f.New
		}
	}
	t.Fatalf("no format %s", name)
	return nil
}
