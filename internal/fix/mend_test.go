package fix_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/rules"
)

// words judges a text of words by a table: for each bad word the fixes that it
// has. Every error is one of a word, by its name.
type words map[string][]rules.Fix

func (w words) check(text []byte) *rules.FileReport {
	r := &rules.FileReport{Name: "a", Text: bytes.Clone(text), Hidden: hiddenIn(text)}
	at := 0
	for _, word := range strings.SplitAfter(string(text), " ") {
		name := strings.TrimSpace(word)
		if fixes, bad := w[name]; bad {
			f := rules.Finding{File: "a", Severity: rules.Error, Rule: name, Pointer: "/" + name}
			if strings.HasPrefix(name, "warn") {
				f.Severity = rules.Warning
			}
			if strings.HasPrefix(name, "broken") {
				f.Rule = "invalid-syntax"
			}
			for _, x := range fixes {
				e := x.Edits[0]
				f.Fixes = append(f.Fixes, rules.Fix{Safe: x.Safe, Edits: []rules.Edit{{Start: at, End: at + len(name), Text: e.Text}}})
			}
			r.Findings = append(r.Findings, f)
		}
		at += len(word)
	}
	return r
}

// hiddenIn are the words in brackets.
func hiddenIn(text []byte) (list []rules.Range) {
	for i, c := range text {
		switch c {
		case '[':
			list = append(list, rules.Range{Start: i, End: len(text)})
		case ']':
			list[len(list)-1].End = i + 1
		}
	}
	return list
}

func to(text string) []rules.Fix   { return []rules.Fix{{Safe: true, Edits: []rules.Edit{{Text: text}}}} }
func risk(text string) []rules.Fix { return []rules.Fix{{Edits: []rules.Edit{{Text: text}}}} }

func TestMend(t *testing.T) {
	judge := words{
		"a": to("good"), "b": to("a"), "broken": nil, "break": to("broken"), "error": nil, "maybe": risk("good"), "reveal": to("error error"),
		"ping": to("pong"), "pong": to("ping"), "grow": to("grow grow"), "warn-worse": risk("error"), "warn": risk("good"), "warn-safe": to("error"),
	}
	tests := []struct {
		reason, text string
		unsafe       bool
		want         string
		mistakes     int
	}{
		{"nothing", "good", true, "", 0},
		{"several", "a good a", false, "good good good", 2},
		{"one after the other", "b b", false, "good good", 4},
		{"only what is safe", "a maybe", false, "good maybe", 1},
		{"what is unsafe too", "a maybe", true, "good good", 2},
		{"a warning that becomes an error", "a warn-worse warn", true, "good warn-worse good", 2},
		{"errors that come to light", "reveal a warn-safe", false, "error error good error", 3},
		{"what breaks the text", "break a", false, "break good", 1},
		{"what is broken already", "broken a", false, "broken good", 1},
		{"back and forth", "ping a", false, "ping good", 3},
		{"what does not mend", "grow a", false, "grow good", 1},
		{"back and forth alone", "ping", false, "", 0},
		{"many that do no good", strings.Repeat("warn-worse warn ", 50), true, strings.Repeat("warn-worse good ", 50), 50},
	}
	for _, tt := range tests {
		d := fix.NewDesk(func(name string) string { return name })
		d.Mend("a", []byte(tt.text), tt.unsafe, judge.check)
		got, mistakes := "", 0
		for _, s := range d.Take() {
			got, mistakes = string(s.After), s.Mistakes
			if string(s.Before) != tt.text || s.Name != "a" {
				t.Errorf("%s: %s was %q", tt.reason, s.Name, s.Before)
			}
		}
		if got != tt.want || mistakes != tt.mistakes {
			t.Errorf("%s: %q, %d mistakes; want %q, %d", tt.reason, got, mistakes, tt.want, tt.mistakes)
		}
	}
}

// A file with a great many fixes that do no good is left as soon as it took too
// many checks.
func TestMendGivesUp(t *testing.T) {
	judge, text := words{"error": nil}, strings.Builder{}
	for i := range 300 {
		judge["warn"+strconv.Itoa(i)] = risk("error")
		fmt.Fprintf(&text, "warn%d ", i)
	}
	d := fix.NewDesk(func(name string) string { return name })
	checks := 0
	d.Mend("a", []byte(text.String()), true, func(text []byte) *rules.FileReport {
		checks++
		return judge.check(text)
	})
	if list := d.Take(); len(list) != 0 || checks > 1001 {
		t.Errorf("%d files, %d checks", len(list), checks)
	}
}

// What is hidden in one of the reports is covered on both sides.
func TestDiffHides(t *testing.T) {
	judge := words{"a": to("good"), "b": to("[new]"), "c": to("x")}
	d := fix.NewDesk(func(name string) string { return name })
	d.Mend("a", []byte("good good\n a [one\ntwo] b \n [three] c"), false, judge.check)
	s := d.Take()[0]
	const want = `diff a/a b/a
--- a/a
+++ b/a
@@ -1,4 +1,4 @@
 good good
- a ***
+ good ***
 *** *** 
- *** c
\ No newline at end of file
+ *** x
\ No newline at end of file
`
	if got := string(s.Diff()); got != want {
		t.Errorf("got\n%s\nafter %q", got, s.After)
	}
}
