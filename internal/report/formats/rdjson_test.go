package formats

import (
	"strings"
	"testing"
)

// TestByteColumns finds what was meant by line and byte alone.
func TestByteColumns(t *testing.T) {
	summary, failures, files := sample(t)
	all := decoded[struct{ Diagnostics []diagnostic }](t, write(t, NewRDJSON, summary, failures, files...)).Diagnostics
	if len(all) != summary.Findings()+len(failures) {
		t.Fatalf("%d diagnostics of %d findings and %d failures", len(all), summary.Findings(), len(failures))
	}
	within := func(text string, r rdRange) string {
		at := func(p rdPosition) int {
			offset := 0
			for range p.Line - 1 {
				offset += strings.Index(text[offset:], "\n") + 1
			}
			return offset + p.Column - 1
		}
		return text[at(r.Start):at(*r.End)]
	}
	first := string(files[0].Text)
	for i, want := range []string{`"Nmae"`, `""`, `""`, "{\r\n\t}"} {
		if got := within(first, *all[i].Location.Range); got != want {
			t.Errorf("%s: %q, want %q", all[i].Message, got, want)
		}
	}
	if got := within(string(files[1].Text), *all[4].Location.Range); got != "ä" {
		t.Errorf("behind a byte order mark: %q", got)
	}
	// One edit can be suggested, several cannot.
	if s := all[0].Suggestions; len(s) != 1 || within(first, s[0].Range) != "Nmae" || s[0].Text != "Name" {
		t.Errorf("%+v", s)
	}
	// In an excerpt no column is known.
	if r := all[6].Location.Range; r.Start != (rdPosition{Line: 40}) || *r.End != (rdPosition{Line: 41}) {
		t.Errorf("%+v", r)
	}
}
