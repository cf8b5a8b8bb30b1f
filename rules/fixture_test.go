package rules

import (
	"os"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// fixture is a linter for the operations of testdata/schemas.
func fixture(t testing.TB, operation string) *Linter {
	t.Helper()
	l, err := newLinter(spec.Open(os.DirFS("testdata/schemas")), Config{Operation: operation})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// look checks a text as a request for the fixture's main operation.
func look(t testing.TB, file, text string) *FileReport {
	t.Helper()
	r := fixture(t, "Create").Check(file, []byte(text))
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	return r
}

// summary is a line per finding: its rule, message and detail.
func summary(r *FileReport) string {
	var lines []string
	for _, f := range r.Findings {
		line := f.Rule + ": " + f.Message
		if f.Detail != "" {
			line += " (" + f.Detail + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
