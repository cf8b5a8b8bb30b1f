package jsonreport

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// write writes the reports of some files the way the command line does.
func write(t *testing.T, s report.Summary, failures []report.Failure, files ...*rules.FileReport) string {
	t.Helper()
	var out bytes.Buffer
	r := New(&out, "v1.2.3")
	for _, f := range files {
		// A report may be added in parts.
		text, ends := r.Append(nil, nil, f)
		if len(ends) != len(f.Findings) {
			t.Errorf("%d ends of %d findings", len(ends), len(f.Findings))
		}
		from := 0
		for _, end := range ends {
			if err := r.Add(text[from:end]); err != nil {
				t.Fatal(err)
			}
			from = end
		}
	}
	if err := r.End(s, failures); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEmpty(t *testing.T) {
	const want = `{
  "version": 1,
  "tool": {
    "name": "payloadlint",
    "version": "v1.2.3"
  },
  "summary": {
    "files": 1,
    "requests": 1,
    "skipped": 0,
    "errors": 0,
    "warnings": 0,
    "infos": 0,
    "suppressed": 0
  },
  "findings": [],
  "errors": []
}
`
	if got := write(t, report.Summary{Files: 1, Requests: 1}, nil, &rules.FileReport{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFindings(t *testing.T) {
	first := rules.Finding{File: "a.json", Line: 1, Column: 2, EndLine: 3, EndColumn: 4,
		Severity: rules.Error, Rule: "invalid-length", Code: "InvalidName", Status: 400,
		Message: "<a> & b"}
	second := rules.Finding{File: "b.json", Severity: rules.Warning,
		Related: []rules.Related{{File: "b.json", Line: 5, Message: "here"}},
		Fixes:   []rules.Fix{{Title: "t"}, {Title: "u", Edits: []rules.Edit{{Start: 1, End: 2, Text: "x"}}}}}
	got := write(t, report.Summary{Files: 2}, []report.Failure{{File: "c", Message: "no such file"}},
		&rules.FileReport{Findings: []rules.Finding{first}},
		&rules.FileReport{},
		&rules.FileReport{Findings: []rules.Finding{second, first}})

	const firstText = `    {
      "file": "a.json",
      "line": 1,
      "column": 2,
      "endLine": 3,
      "endColumn": 4,
      "severity": "error",
      "rule": "invalid-length",
      "code": "InvalidName",
      "status": 400,
      "message": "<a> & b",
      "detail": "",
      "operation": "",
      "constraint": "",
      "in": "",
      "parameter": "",
      "pointer": "",
      "provenance": "",
      "doc": {
        "title": "",
        "updated": ""
      },
      "related": [],
      "fixes": [],
      "help": "https://github.com/payloadlint/payloadlint/blob/main/docs/rules/invalid-length.md"
    }`
	if want := "  \"findings\": [\n" + firstText + ",\n    {\n      \"file\": \"b.json\""; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwithout\n%s", got, want)
	}
	if want := firstText + "\n  ],\n  \"errors\": [\n    {\n      \"file\": \"c\",\n      \"message\": \"no such file\"\n    }\n  ]\n}\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwithout\n%s", got, want)
	}
	if strings.Contains(got, "null") {
		t.Errorf("null in\n%s", got)
	}
	var back struct{ Findings []rules.Finding }
	if err := json.Unmarshal([]byte(got), &back); err != nil {
		t.Fatal(err)
	}
	second.Fixes[0].Edits = []rules.Edit{}
	first.Related, first.Fixes = []rules.Related{}, []rules.Fix{}
	if want := []rules.Finding{first, second, first}; !reflect.DeepEqual(back.Findings, want) {
		t.Errorf("read back %+v, want %+v", back.Findings, want)
	}
}

// The caller's finding is not changed, and its text reads back as it was,
// though nothing in the output reaches a terminal raw.
func TestHarmless(t *testing.T) {
	const message = "\x1b[2J \u009b \x7f \u202e \U000e0041 \u2028 中 𐐀 \ufffd"
	f := &rules.FileReport{Findings: []rules.Finding{{Message: message}}}
	got := write(t, report.Summary{}, []report.Failure{{File: message}}, f)
	if want := `"message": "\u001b[2J \u009b \u007f \u202e \udb40\udc41 \u2028 中 𐐀 ` + "\ufffd\""; !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwithout\n%s", got, want)
	}
	var back struct {
		Findings []rules.Finding
		Errors   []report.Failure
	}
	if err := json.Unmarshal([]byte(got), &back); err != nil {
		t.Fatal(err)
	}
	if back.Findings[0].Message != message || back.Errors[0].File != message {
		t.Errorf("read back %q and %q", back.Findings[0].Message, back.Errors[0].File)
	}
	if f.Findings[0].Related != nil {
		t.Error("the finding was changed")
	}
}

func TestInvalidUTF8(t *testing.T) {
	got := write(t, report.Summary{}, []report.Failure{{File: "a\xff"}})
	if !json.Valid([]byte(got)) || !strings.Contains(got, `ufffd"`) && !strings.Contains(got, "a\ufffd\"") {
		t.Errorf("got\n%s", got)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestWriteError(t *testing.T) {
	if err := New(broken{}, "").End(report.Summary{}, nil); err == nil {
		t.Error("no error")
	}
}
