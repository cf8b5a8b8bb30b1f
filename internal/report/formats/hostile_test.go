package formats

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// hostileTexts try to break out of a property, an attribute, a cell, a line.
func hostileTexts() []string {
	list := []string{
		"a\x00\x01\x1b[2J\x7f\u0080\u009b", "a\nb\r\nc\rd\te\vf\u0085g\u2028h\u2029", "\xff\xc3\x28 \xed\xa0\x80", "\ufffe\uffff\U0010ffff\ufeff",
		"\u202e\u2066", "]]>", "<![CDATA[", "--", "<!-- -->", "a -- b", "&amp;&#10;&", `"'`, `" onload="a`, "<b>", "</details>", "<br>x", "</failure>",
		"|", `\|`, `\\|`, `\\\|`, `\`, "a\\", "`", "``` |", "`a|b`", "*a*", "**a**", "__a__", "~~a~~", "[a](https://example.com)", "![a](b)", "[invalid-length]", "[a]: b",
		"https://example.com/a", "www.example.com", "WWW.example.com", "a@example.com", "mailto:a@example.com", "@someone", "#12", "a/b#1", "$x$", "$$x$$", "$`x`$",
		"# a", "- a", "1. a", "> a", "    a", "---", "===", "| a | b |", "|---|", ":---:", "+ a", "<https://example.com>", "<?php ?>", "&lt;", "&#124;",
		"::error file=a::b", "%0A::error::b", "%25", "100%", "a:b,c=d", "##[error]b", "\n::stop-commands::x",
		"ok 1", "not ok 2 # TODO", "# SKIP all", `\# SKIP`, `\\# SKIP`, "Bail out! a", "1..0", "  ---", "  ...", "pragma +strict", "TAP version 14",
		"中文 𐐀 e\u0301", "a\u00a0b\u3000c\u200d", strings.Repeat("é", 700), strings.Repeat("|", 3000),
	}
	return append(list, strings.Join(list, ""))
}

// hostileRun puts each text where a file, its name or a failure may have it.
func hostileRun() (report.Summary, []report.Failure, []*rules.FileReport) {
	var s report.Summary
	var failures []report.Failure
	var files []*rules.FileReport
	severities := []rules.Severity{rules.Error, rules.Warning, rules.Info}
	for i, hostile := range hostileTexts() {
		name := fmt.Sprintf("%s-%d.json", hostile, i)
		f := rules.Finding{
			File: name, Line: i + 1, Column: 2, EndLine: i + 1, EndColumn: 3, Severity: severities[i%3], Rule: "invalid-value",
			Message: hostile, Detail: hostile, Parameter: hostile, Code: hostile,
			Related: []rules.Related{{File: name, Line: 1, Column: 1, Message: hostile}, {File: hostile, Message: hostile}},
		}
		files = append(files, &rules.FileReport{Name: name, Requests: 1, Findings: []rules.Finding{f, f}}, &rules.FileReport{Name: "clean-" + name})
		failures = append(failures, report.Failure{File: "failed-" + name, Line: 1, Message: hostile}, report.Failure{Message: hostile})
		s.Count(f.Severity)
		s.Count(f.Severity)
	}
	return s, failures, files
}

// TestHarmless looks for what no report of text may hold, whatever it is made of.
func TestHarmless(t *testing.T) {
	s, failures, files := hostileRun()
	for _, name := range []string{"github", "junit", "checkstyle", "markdown", "tap"} {
		for i, c := range write(t, constructor(t, name), s, failures, files...) {
			if c != '\n' && isHarmful(c) {
				t.Errorf("%s: %U at %d", name, c, i)
			}
		}
	}
}

// TestShownPath has the paths that consumers look files up by.
func TestShownPath(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"a b/é𐐀中%&<\"|.json":          "a b/é𐐀中%&<\"|.json",
		"\u3000\u00a0\u200d\u200c":    "\u3000\u00a0\u200d\u200c", // text.Visible would write these out
		"a\x1b\xff\u202e\u2028\ufffe": "a<U+001B><0xFF><U+202E><U+2028><U+FFFE>",
		"\ufffd\xef":                  "\ufffd<0xEF>",
	} {
		if got := (Options{}).shownPath(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// hostileLine is what a finding of the run says, as a reader must get it.
func hostileLine(hostile string) string {
	v := text.Visible(hostile)
	return v + " (" + v + ") [" + v + "]"
}

// TestSampleOfText holds the formats that are not JSON to their goldens.
func TestSampleOfText(t *testing.T) {
	summary, failures, files := sample(t)
	for _, name := range []string{"github", "junit", "checkstyle", "markdown", "tap"} {
		golden(t, name+".golden", write(t, constructor(t, name), summary, failures, files...))
	}
}

// TestEmptyOfText has reports of one file with nothing in it, and of no file.
func TestEmptyOfText(t *testing.T) {
	clean := &rules.FileReport{Name: "a.json", Requests: 1}
	const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	for _, tt := range []struct{ format, one, none string }{
		{"github", "", ""},
		{"tap", "TAP version 13\nok 1 - a.json\n1..1\n", "TAP version 13\n1..0 # SKIP no file was checked\n"},
		{"checkstyle", head + "<checkstyle version=\"4.3\">\n</checkstyle>\n", head + "<checkstyle version=\"4.3\">\n</checkstyle>\n"},
		{
			"junit", head + `<testsuites name="payloadlint" tests="1" failures="0" errors="0" time="0">
  <testsuite id="0" name="a.json" tests="1" failures="0" errors="0" time="0">
    <testcase name="no finding" classname="a.json" time="0"/>
  </testsuite>
</testsuites>
`, head + "<testsuites name=\"payloadlint\" tests=\"0\" failures=\"0\" errors=\"0\" time=\"0\">\n</testsuites>\n",
		},
		{"markdown", "## payloadlint: nothing found\n\n1 file with 1 request checked.\n", "## payloadlint: nothing found\n\n0 files with 0 requests checked.\n"},
	} {
		if got := write(t, constructor(t, tt.format), nothing, nil, clean); got != tt.one {
			t.Errorf("%s of a file: got\n%s\nwant\n%s", tt.format, got, tt.one)
		}
		if got := write(t, constructor(t, tt.format), report.Summary{}, nil); got != tt.none {
			t.Errorf("%s of nothing: got\n%s\nwant\n%s", tt.format, got, tt.none)
		}
	}
}

// TestTestdataOfText writes all that is found in testdata: as many findings as the
// files have, in reports that are read back.
func TestTestdataOfText(t *testing.T) {
	files := ofTestdata(t)
	var s report.Summary
	for _, f := range files {
		for i := range f.Findings {
			s.Count(f.Findings[i].Severity)
		}
	}
	want := s.Findings()
	text := func(name string) string { return write(t, constructor(t, name), s, nil, files...) }

	if got := len(annotations(t, text("github"))); got != want {
		t.Errorf("github: %d findings, want %d", got, want)
	}
	if _, got, _ := junitSuites(t, text("junit")); got != want {
		t.Errorf("junit: %d findings, want %d", got, want)
	}
	if _, got := checkstyleErrors(t, text("checkstyle")); got != want {
		t.Errorf("checkstyle: %d findings, want %d", got, want)
	}
	failed := 0
	points := tapPoints(t, text("tap"))
	for _, p := range points {
		if !p.passed {
			failed++
		}
	}
	if failed != want {
		t.Errorf("tap: %d findings, want %d", failed, want)
	}
	byPerl(t, text("tap"), len(points)-failed, failed)

	// The summary has room for some, and counts the others.
	for judge, page := range rendered(t, text("markdown")) {
		read := read(t, page)
		got := 0
		for _, row := range read.rows {
			if rules.Severity(row[1]) == rules.Error || rules.Severity(row[1]) == rules.Warning || rules.Severity(row[1]) == rules.Info {
				got++
			}
		}
		left := 0
		for _, n := range read.notes {
			fmt.Sscanf(n, "%d findings not shown here.", &left)
		}
		if got < 100 || got+left != want {
			t.Errorf("markdown by %s: %d findings and %d not shown, want %d", judge, got, left, want)
		}
	}
}
