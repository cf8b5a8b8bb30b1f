package text

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/rules"
)

func example() *rules.FileReport {
	return &rules.FileReport{
		Name: "requests/c.json",
		Text: []byte("{\n  \"Password\": \"hunter2\",\n  \"Name\": \"\",\n  \"Size\": 5\n}\n"),
		Findings: []rules.Finding{
			{
				File: "requests/c.json", Line: 3, Column: 11, Severity: rules.Error,
				Rule: "invalid-length", Code: "InvalidName",
				Message: "Specified parameter Name is not valid. Its length must be in [1, 64].",
				Detail:  "found 0 characters",
				Span:    source.Span{Start: 37, End: 39},
			},
			{
				File: "requests/c.json", Line: 4, Column: 11, Severity: rules.Warning,
				Rule: "suspicious-value", Message: "Size is 5",
				Span: source.Span{Start: 51, End: 52},
				Related: []rules.Related{
					{File: "requests/c.json", Line: 3, Column: 3, Message: "Name is here"},
				},
			},
			{
				File: "requests/c.json", Line: 2, Column: 15, Severity: rules.Info,
				Rule: "literal-secret", Message: "Password is written out",
				Span: source.Span{Start: 16, End: 25},
			},
		},
		Requests: 1,
		Hidden:   []rules.Range{{Start: 16, End: 25}},
	}
}

const exampleText = `requests/c.json:3:11: error: Specified parameter Name is not valid. Its length must be in [1, 64]. (found 0 characters) [InvalidName] [invalid-length]
    3 |   "Name": "",
      |           ^^
requests/c.json:4:11: warning: Size is 5 [suspicious-value]
    4 |   "Size": 5
      |           ^
  requests/c.json:3:3: note: Name is here
requests/c.json:2:15: info: Password is written out [literal-secret]
    2 |   "Password": "***",
      |               ^^^^^
`

func TestAppend(t *testing.T) {
	r := example()
	got, ends := New(nil, nil, Options{}).Append([]byte("before\n"), []int{0}, r)
	if want := "before\n" + exampleText; string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := len(r.Findings); len(ends) != 1+n || ends[0] != 0 || ends[n] != len(got) {
		t.Fatalf("ends %v of %d findings", ends, n)
	}
	// Findings rendered one by one make the same text.
	from, findings := len("before\n"), r.Findings
	for i := range findings {
		r.Findings = findings[i : i+1]
		if one := render(New(nil, nil, Options{}), r); one != string(got[from:ends[i+1]]) {
			t.Errorf("finding %d by itself:\n%s", i, one)
		}
		from = ends[i+1]
	}
}

// render is what the format says about a report.
func render(rep *Reporter, r *rules.FileReport) string {
	text, _ := rep.Append(nil, nil, r)
	return string(text)
}

func TestAppendHarmless(t *testing.T) {
	r := &rules.FileReport{Text: []byte("\x1b]0;x\x07"), Findings: []rules.Finding{{
		File: "a\x1b[2J\xff.json", Line: 1, Column: 1, Severity: rules.Error, Rule: "r",
		Code: "C\r", Message: "a\nb\u202e", Detail: "\u009b0m",
		Related: []rules.Related{{File: "\x1b", Line: 1, Column: 1, Message: "\x1b[8m"}},
	}}}
	want := `a<U+001B>[2J<0xFF>.json:1:1: error: a<U+000A>b<U+202E> (<U+009B>0m) [C<U+000D>] [r]
    1 | <U+001B>]0;x<U+0007>
      | ^
  <U+001B>:1:1: note: <U+001B>[8m
`
	if got := render(New(nil, nil, Options{}), r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAppendColour(t *testing.T) {
	t.Setenv("NO_COLOR", "1") // the library looks at it; the caller decided already
	r := example()
	r.Findings = r.Findings[:1]
	got := render(New(nil, nil, Options{Colour: true}), r)
	for _, want := range []string{
		"\x1b[1mrequests/c.json\x1b[", "\x1b[31;1merror\x1b[", "\x1b[35m[InvalidName]\x1b[", "\x1b[31;1m^^\x1b[",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestAppendLinks(t *testing.T) {
	r := example()
	r.Findings = r.Findings[:1]
	got := render(New(nil, nil, Options{Colour: true, Links: true}), r)
	want := "\x1b]8;;" + rules.HelpURL(r.Findings[0].Rule) + "\x1b\\[" + r.Findings[0].Rule + "]\x1b]8;;\x1b\\"
	if !strings.Contains(got, want) {
		t.Errorf("no %q in %q", want, got)
	}
	if got = render(New(nil, nil, Options{Colour: true}), r); strings.Contains(got, "\x1b]8") {
		t.Errorf("a link in %q", got)
	}
}

func TestWideLineNumber(t *testing.T) {
	r := example()
	r.Findings = r.Findings[:1]
	r.Findings[0].Line = 1234567
	got := render(New(nil, nil, Options{}), r)
	if want := "1234567 |   \"Name\": \"\",\n        |           ^^\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s", got)
	}
}

func TestEnd(t *testing.T) {
	tests := []struct {
		summary  report.Summary
		failures []report.Failure
		want     string
	}{
		{report.Summary{}, nil, "0 files, 0 requests: 0 errors, 0 warnings\n"},
		{report.Summary{Files: 1, Requests: 1, Errors: 1, Warnings: 1}, nil, "1 file, 1 request: 1 error, 1 warning\n"},
		{
			report.Summary{Files: 3, Requests: 2, Skipped: 4, Errors: 5, Infos: 6},
			[]report.Failure{{File: "b\x1b.json", Message: "no such file"}, {Message: "nothing\nwas checked"}},
			"payloadlint: b<U+001B>.json: no such file\npayloadlint: nothing<U+000A>was checked\n" +
				"3 files, 2 requests (4 skipped): 5 errors, 0 warnings, 6 infos\n",
		},
		{
			report.Summary{Files: 1, Requests: 1, Errors: 9, Suppressed: 2, Left: 8, Safe: 3, Unsafe: 1},
			[]report.Failure{{File: "c.yaml", Line: 3, Column: 1, Message: "unknown key"}},
			"payloadlint: c.yaml:3:1: unknown key\n1 file, 1 request: 9 errors, 0 warnings (2 suppressed)\n" +
				"8 more not shown: see --max-findings\n3 can be fixed with --fix, 1 more with --unsafe-fixes\n",
		},
		{report.Summary{Safe: 1}, nil, "0 files, 0 requests: 0 errors, 0 warnings\n1 can be fixed with --fix\n"},
		{report.Summary{Unsafe: 1}, nil, "0 files, 0 requests: 0 errors, 0 warnings\n1 can be fixed with --unsafe-fixes\n"},
	}
	for _, test := range tests {
		var out, errout bytes.Buffer
		r := New(&out, &errout, Options{})
		if err := errors.Join(r.Add([]byte("x\n")), r.End(test.summary, test.failures)); err != nil {
			t.Error(err)
		}
		if out.String() != "x\n" || errout.String() != test.want {
			t.Errorf("got %q and %q, want %q", out.String(), errout.String(), test.want)
		}
	}
}

func TestVisible(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"plain text", "plain text"},
		{"中文 𐐀 e\u0301 \ufffd", "中文 𐐀 e\u0301 \ufffd"},
		{"a\tb\r\n", "a<U+0009>b<U+000D><U+000A>"},
		{"\x80\xe4\xb8", "<0x80><0xE4><0xB8>"},
		{"\u00a0\u200d\U000e0041", "<U+00A0><U+200D><U+E0041>"},
	}
	for _, test := range tests {
		if got := Visible(test.in); got != test.want {
			t.Errorf("Visible(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	r, rep := example(), New(nil, nil, Options{})
	var buf []byte
	var ends []int
	b.ReportAllocs()
	for b.Loop() {
		buf, ends = rep.Append(buf[:0], ends[:0], r)
	}
}
