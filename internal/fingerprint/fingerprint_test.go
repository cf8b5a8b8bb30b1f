package fingerprint_test

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/fingerprint"
	"github.com/payloadlint/payloadlint/rules"
)

func finding() rules.Finding {
	return rules.Finding{
		File: "a.json", Line: 3, Column: 4, EndLine: 3, EndColumn: 9, Severity: rules.Error, Rule: "out-of-range",
		Code: "C", Status: 400, Message: "N is 9", Detail: "found 9", Operation: "a/b/Do", Constraint: "a/b/Do/N/range",
		In: "body", Parameter: "L[0].N", Pointer: "/L/0/N",
	}
}

// A fingerprint names the file, the rule and the place. All else may change.
func TestOf(t *testing.T) {
	// People keep fingerprints in baselines: this one may never change.
	const known = "7ab82090fe31a106"
	for _, tt := range []struct {
		reason, file string
		change       func(f *rules.Finding)
		same         bool
	}{
		{"itself", "a.json", func(*rules.Finding) {}, true},
		{"another spelling of the path", "./x/../a.json", func(*rules.Finding) {}, true},
		{"another line", "a.json", func(f *rules.Finding) { f.Line, f.Column, f.EndLine, f.EndColumn = 8, 1, 9, 2 }, true},
		{"other words", "a.json", func(f *rules.Finding) { f.Message, f.Detail = "N is too large", "" }, true},
		{"another value", "a.json", func(f *rules.Finding) { f.Message, f.Detail = "N is 7", "found 7" }, true},
		{"another severity and code", "a.json", func(f *rules.Finding) { f.Severity, f.Code, f.Status = rules.Info, "D", 403 }, true},
		{"the name that the report gives the file", "a.json", func(f *rules.Finding) { f.File = "b.json" }, true},
		{"another request of the file", "a.json", func(f *rules.Finding) { f.Request = 2 }, true},
		{"another file", "b.json", func(*rules.Finding) {}, false},
		{"another directory", "x/a.json", func(*rules.Finding) {}, false},
		{"another rule", "a.json", func(f *rules.Finding) { f.Rule = "wrong-type" }, false},
		{"another operation", "a.json", func(f *rules.Finding) { f.Operation = "a/b/Redo" }, false},
		{"another constraint", "a.json", func(f *rules.Finding) { f.Constraint = "a/b/Do/N/step" }, false},
		{"another location", "a.json", func(f *rules.Finding) { f.In = "query" }, false},
		{"another parameter", "a.json", func(f *rules.Finding) { f.Parameter = "L[0].M" }, false},
		{"another item", "a.json", func(f *rules.Finding) { f.Pointer = "/L/1/N" }, false},
		{"the same letters in other fields", "a.json", func(f *rules.Finding) { f.Rule, f.Operation = "out-of-rangea", "/b/Do" }, false},
	} {
		f := finding()
		tt.change(&f)
		got := fingerprint.Of(tt.file, &f)
		if (got == known) != tt.same || len(got) != 16 {
			t.Errorf("%s: %s, that of the finding is %s", tt.reason, got, known)
		}
	}
}
