package formats

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// withFirstRule leaves out all rules but the first, so that the golden file does
// not depend on what they say.
func withFirstRule(t *testing.T, text string) string {
	t.Helper()
	const between, end = "\n            },", "\n          ]"
	from := strings.Index(text, between)
	to := strings.Index(text, end+"\n        }\n      },")
	if from < 0 || to < from {
		t.Fatalf("no rules in\n%s", text)
	}
	return text[:from] + "\n            }" + text[to:]
}

// TestSarifRules holds each rule to what GitHub asks for.
func TestSarifRules(t *testing.T) {
	log := decoded[sarifLog](t, write(t, NewSARIF, report.Summary{}, nil))
	all := rules.Rules()
	got := log.Runs[0].Tool.Driver.Rules
	if len(got) != len(all) {
		t.Fatalf("%d rules, want %d", len(got), len(all))
	}
	for i, r := range got {
		if r.ID != all[i].ID || r.Short.Text != all[i].Title || r.Full.Text != all[i].Text || r.HelpURI != rules.HelpURL(r.ID) {
			t.Errorf("%+v\nis not\n%+v", r, all[i])
		}
		for _, text := range []string{r.Name, r.Short.Text, r.Full.Text, r.Help.Text, r.Help.Markdown, r.Properties.Precision} {
			if text == "" || utf8.RuneCountInString(text) > 1024 {
				t.Errorf("%s: a text of %d characters", r.ID, utf8.RuneCountInString(text))
			}
		}
		if !strings.Contains(r.Help.Text, all[i].Remedy) || !strings.Contains(r.Help.Markdown, all[i].Remedy) {
			t.Errorf("%s: the help does not say what to do", r.ID)
		}
		isSecret := r.ID == "literal-secret"
		if (r.Properties.Security != "") != isSecret || slices.Contains(r.Properties.Tags, "security") != isSecret {
			t.Errorf("%s: %+v", r.ID, r.Properties)
		}
		want := map[rules.Severity]sarifRuleProperties{
			rules.Error:   {Precision: "very-high", Problem: "error"},
			rules.Warning: {Precision: "high", Problem: "warning"},
		}[all[i].Severity]
		if r.Properties.Precision != want.Precision || r.Properties.Problem != want.Problem || r.Configuration.Level != string(all[i].Severity) {
			t.Errorf("%s, by default %s: level %s, %+v", r.ID, all[i].Severity, r.Configuration.Level, r.Properties)
		}
	}
}

// TestSarifSample reads the golden report as its consumers do.
func TestSarifSample(t *testing.T) {
	summary, failures, files := sample(t)
	type result struct {
		sarifResult
		Prints map[string]string `json:"partialFingerprints"`
	}
	log := decoded[struct {
		Runs []struct {
			sarifRun
			Results []result `json:"results"`
		}
	}](t, write(t, NewSARIF, summary, failures, files...))
	run := log.Runs[0]
	seen := map[string]bool{}
	suppressed := 0
	for _, r := range run.Results {
		print := r.Prints["payloadlint/v1"]
		if print == "" || seen[print] {
			t.Errorf("the fingerprint %q stands twice", print)
		}
		seen[print] = true
		if r.Index != nil && run.Tool.Driver.Rules[*r.Index].ID != r.Rule {
			t.Errorf("%s has the index %d", r.Rule, *r.Index)
		}
		if r.Suppressed == nil {
			t.Errorf("%s does not say whether it is suppressed", r.Rule)
		}
		suppressed += len(r.Suppressed)
	}
	if len(run.Results) != summary.Findings()+summary.Suppressed || suppressed != summary.Suppressed {
		t.Errorf("%d results, %d suppressed; want %+v", len(run.Results), suppressed, summary)
	}
	if run.Invocations[0].Successful || len(run.Invocations[0].Notifications) != len(failures)+1 {
		t.Errorf("%+v", run.Invocations)
	}
}

// TestSarifFixes carries out the fixes by lines and columns alone.
func TestSarifFixes(t *testing.T) {
	_, _, files := sample(t)
	text := string(files[0].Text)
	r := decoded[sarifResult](t, string(NewSARIF(nil, Options{}).(*sarif).appendResult(nil, newPlaces(files[0]), &files[0].Findings[0], nil)[printSize:]))
	if len(r.Fixes) != 2 {
		t.Fatalf("%d fixes: %+v", len(r.Fixes), r.Fixes)
	}
	at := func(line, column int) int {
		offset := 0
		for range line - 1 {
			offset += strings.Index(text[offset:], "\n") + 1
		}
		for range column - 1 {
			_, size := utf8.DecodeRuneInString(text[offset:])
			offset += size
		}
		return offset
	}
	for i, want := range []string{strings.Replace(text, "Nmae", "Name", 1), "\u202e" + strings.Replace(text, "\"Nmae\": \"中\"", "", 1)} {
		got := text
		for _, x := range r.Fixes[i].Changes[0].Replacements {
			inserted := ""
			if x.Inserted != nil {
				inserted = x.Inserted.Text
			}
			got = got[:at(x.Deleted.Line, x.Deleted.Column)] + inserted + got[at(x.Deleted.EndLine, x.Deleted.EndColumn):]
		}
		if got != want {
			t.Errorf("%s gives\n%q\nwant\n%q", r.Fixes[i].Description.Text, got, want)
		}
	}
}

func TestURI(t *testing.T) {
	for path, want := range map[string]string{
		"a/b c.json":      "a/b%20c.json",
		"100%:ä?#.json":   "100%25%3A%C3%A4%3F%23.json",
		"a\xff\n\\":       "a%FF%0A%5C",
		"../x.json":       "../x.json",
		"/tmp/x:y.json":   "file:///tmp/x%3Ay.json",
		"C:/tmp/x y.json": "file:///C:/tmp/x%20y.json",
		"<stdin>":         "%3Cstdin%3E",
		"":                "",
	} {
		if got := uri(path); got != want {
			t.Errorf("%q: %s, want %s", path, got, want)
		}
	}
}

// The header is cut where the results go, whatever the version says.
func TestSarifVersion(t *testing.T) {
	for _, version := range []string{"", `"results": []`} {
		var out bytes.Buffer
		if err := NewSARIF(&out, Options{Version: version}).End(report.Summary{}, nil); err != nil {
			t.Fatal(err)
		}
		valid(t, schemas(t)["sarif"], out.String())
		if log := decoded[sarifLog](t, out.String()); log.Runs[0].Tool.Driver.Version != version || !log.Runs[0].Invocations[0].Successful {
			t.Errorf("%s", out.String())
		}
	}
}
