package suppress

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/rules"
)

func finding(rule, constraint, pointer string) rules.Finding {
	return rules.Finding{Rule: rule, Constraint: constraint, Pointer: pointer}
}

func report(findings ...rules.Finding) *rules.FileReport {
	return &rules.FileReport{Name: "a.json", Findings: findings}
}

func ignore(line int, glob, pointer, rule, constraint, expires string) config.Ignore {
	return config.Ignore{
		File: config.Glob{Dir: "/p", Pattern: glob}, Pointer: pointer, Rule: rule, Constraint: constraint,
		Reason: "it is old", Expires: expires, At: config.Origin{File: "/p/c.yaml", Line: line, Column: 3},
	}
}

func TestEntries(t *testing.T) {
	tests := []struct {
		reason string
		ignore config.Ignore
		file   string
		found  rules.Finding
		want   bool
	}{
		{"the rule anywhere in the file", ignore(1, "*.json", "", "out-of-range", "", ""), "/p/x/a.json", finding("out-of-range", "a/b/C/N/range", "/N"), true},
		{"another rule", ignore(1, "*.json", "", "invalid-value", "", ""), "/p/x/a.json", finding("out-of-range", "", "/N"), false},
		{"another file", ignore(1, "b/*.json", "", "out-of-range", "", ""), "/p/x/a.json", finding("out-of-range", "", "/N"), false},
		{"outside of the directory", ignore(1, "*.json", "", "out-of-range", "", ""), "/q/a.json", finding("out-of-range", "", "/N"), false},
		{"the constraint", ignore(1, "*.json", "", "", "a/b/C/N/range", ""), "/p/a.json", finding("out-of-range", "a/b/C/N/range", "/N"), true},
		{"another constraint", ignore(1, "*.json", "", "", "a/b/C/M/range", ""), "/p/a.json", finding("out-of-range", "a/b/C/N/range", "/N"), false},
		{"the value itself", ignore(1, "*.json", "/N", "out-of-range", "", ""), "/p/a.json", finding("out-of-range", "", "/N"), true},
		{"below the value", ignore(1, "*.json", "/N", "out-of-range", "", ""), "/p/a.json", finding("out-of-range", "", "/N/0/a"), true},
		{"a longer name", ignore(1, "*.json", "/N", "out-of-range", "", ""), "/p/a.json", finding("out-of-range", "", "/Name"), false},
		{"the last day", ignore(1, "*.json", "", "out-of-range", "", "2027-01-31"), "/p/a.json", finding("out-of-range", "", "/N"), true},
		{"the day after", ignore(1, "*.json", "", "out-of-range", "", "2027-01-30"), "/p/a.json", finding("out-of-range", "", "/N"), false},
	}
	for _, tt := range tests {
		e := NewEntries("2027-01-31")
		r := report(tt.found, finding("wrong-type", "", "/T"))
		e.Apply(e.List(&config.Settings{Ignores: []config.Ignore{tt.ignore}}), r, tt.file)
		if got := len(r.Findings) == 1; got != tt.want || len(r.Findings)+len(r.Suppressed) != 2 {
			t.Errorf("%s: ignored %v, want %v", tt.reason, got, tt.want)
		}
		if tt.want && r.Suppressed[0].Reason != "it is old" {
			t.Errorf("%s: the reason is %q", tt.reason, r.Suppressed[0].Reason)
		}
	}
}

func TestLeftovers(t *testing.T) {
	settings := &config.Settings{Ignores: []config.Ignore{
		ignore(1, "x/one.json", "", "wrong-type", "", ""),
		ignore(2, "*.json", "", "wrong-type", "", ""),
		ignore(3, "x/other.json", "", "wrong-type", "", ""),
		ignore(4, "*.json", "", "out-of-range", "", ""),
		ignore(5, "x/*.json", "", "wrong-type", "", "2026-12-31"),
	}}
	for _, tt := range []struct {
		reason string
		walked bool
		want   string
	}{
		{"one file: what is about others may yet be of use", false, "1: there is no finding of wrong-type in x/one.json to ignore\n" +
			"5: the entry that ignores wrong-type has expired on 2026-12-31\n"},
		{"all files", true, "1: there is no finding of wrong-type in x/one.json to ignore\n" +
			"2: there is no finding of wrong-type in *.json to ignore\n3: there is no finding of wrong-type in x/other.json to ignore\n" +
			"5: the entry that ignores wrong-type has expired on 2026-12-31\n"},
	} {
		e := NewEntries("2027-01-31")
		for range 2 { // of two directories
			l := e.List(settings)
			l.Note("/p/x/one.json")
			e.Apply(l, report(finding("out-of-range", "", "/N")), "/p/x/one.json")
		}
		var got strings.Builder
		for _, left := range e.Leftovers(func(string) bool { return tt.walked }) {
			fmt.Fprintf(&got, "%d: %s\n", left.At.Line, left.Message)
		}
		if got.String() != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.reason, got.String(), tt.want)
		}
	}
}

func TestBaseline(t *testing.T) {
	old := []rules.Finding{finding("out-of-range", "c", "/N"), finding("out-of-range", "c", "/N"), finding("wrong-type", "d", "/T")}
	c := NewCollector()
	c.Add("x/a.json", old, false)
	c.Add("x/a.json", old[:1], false) // included by another file
	c.Add("x/a.json", []rules.Finding{finding("token-mismatch", "t", "/K")}, true)
	c.Add("x/a.json", []rules.Finding{finding("token-mismatch", "t", "/K")}, true)
	text, n := c.Write()
	if n != 5 {
		t.Errorf("%d findings, want 5\n%s", n, text)
	}
	b, err := ReadBaseline(text)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		reason, file string
		found        []rules.Finding
		left, gone   int
	}{
		{"the same", "x/a.json", old, 0, 2}, // of the two that only several files show, nothing is known yet
		{"under another spelling of the path", "./x/a.json", old, 0, 2},
		{"one more", "x/a.json", append(old, old[0]), 1, 2},
		{"one less", "x/a.json", old[1:], 0, 3},
		{"elsewhere in the file", "x/a.json", append(old, finding("out-of-range", "c", "/M")), 1, 2},
		{"another file", "x/b.json", old, 3, 0},
	}
	for _, tt := range tests {
		r := report(append([]rules.Finding{}, tt.found...)...)
		if gone := b.Apply(r, tt.file); len(r.Findings) != tt.left || gone != tt.gone || len(r.Suppressed) != len(tt.found)-tt.left {
			t.Errorf("%s: %d left and %d gone, want %d and %d", tt.reason, len(r.Findings), gone, tt.left, tt.gone)
		}
	}
	for i, left := range []int{0, 0, 1} {
		r := report(finding("token-mismatch", "t", "/K"))
		if b.Join(r, "x/a.json"); len(r.Findings) != left {
			t.Errorf("late finding %d: %d left, want %d", i, len(r.Findings), left)
		}
	}
}

// What a baseline says of a finding does not depend on where in the file it is.
func TestBaselineSurvivesReformatting(t *testing.T) {
	before, after := finding("out-of-range", "c", "/N"), finding("out-of-range", "c", "/N")
	before.Line, after.Line, after.Column, after.Message, after.Detail = 3, 9, 4, "in other words", "found 5"
	c := NewCollector()
	c.Add("a.json", []rules.Finding{before}, false)
	text, _ := c.Write()
	b, err := ReadBaseline(text)
	if err != nil {
		t.Fatal(err)
	}
	if r := report(after); b.Apply(r, "a.json") != 0 || len(r.Findings) != 0 {
		t.Errorf("%d findings left, want none", len(r.Findings))
	}
}

func TestReadBaseline(t *testing.T) {
	for text, want := range map[string]string{
		``:                               "it ends too early",
		`[`:                              "it ends too early",
		`[]`:                             "found an array where another type is expected",
		`{"version": 2, "findings": []}`: "its version is 2, expected 1",
		`{"version": 1, "finding": []}`:  `unknown field "finding"`,
		`{"version": 1} x`:               "there is more after its end",
	} {
		if _, err := ReadBaseline([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add([]byte(`{"version": 1, "findings": [{"file": "a.json", "fingerprint": "00", "rule": "wrong-type", "count": 1}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if b, err := ReadBaseline(text); err == nil {
			b.Apply(report(finding("out-of-range", "c", "/N")), "a.json")
		}
	})
}
