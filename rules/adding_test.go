package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/internal/speccompile"
	"github.com/payloadlint/payloadlint/rules"
)

// TestAddingAnOperation proves docs/adding-an-operation.md: a CUE package next
// to the real ones is all that a further operation takes.
func TestAddingAnOperation(t *testing.T) {
	const example = "../testdata/adding-an-operation"
	module := t.TempDir()
	for _, dir := range []string{"../cue", example + "/cue"} {
		if err := os.CopyFS(module, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := speccompile.Compile(module)
	if err != nil {
		t.Fatal(err)
	}
	op, err := speccompile.Find(all, "SendMessage")
	if err != nil {
		t.Fatal(err)
	}
	if err := speccompile.JudgeExamples(op); err != nil {
		t.Fatal(err)
	}
	files, err := speccompile.Schemas(all)
	if err != nil {
		t.Fatal(err)
	}
	generated := fstest.MapFS{}
	for name, text := range files {
		generated[name] = &fstest.MapFile{Data: text}
	}
	linter, err := rules.NewLinter(spec.Open(generated), rules.Config{Quotas: []rules.Quota{{Operation: "SendMessage", Name: "MaxRecipients", Value: "1"}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"good.json": nil,
		"bad.json": {
			`missing-parameter "MissingParameter" 400: The parameter SendAt is missing. (because Mode is scheduled)`,
			`quota-exceeded "TooManyRecipients" 403: No more than 1 recipients are allowed. (found 2 items; you stated the quota MaxRecipients as 1)`,
			`invalid-value "" 0: Priority is "urgent", expected one of low, high ()`,
		},
	} {
		text, err := os.ReadFile(filepath.Join(example, "requests", name))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range linter.Check(name, text).Findings {
			got = append(got, fmt.Sprintf("%s %q %d: %s (%s)", f.Rule, f.Code, f.Status, f.Message, f.Detail))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
