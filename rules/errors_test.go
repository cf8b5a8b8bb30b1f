package rules_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/internal/spectest"
	"github.com/payloadlint/payloadlint/rules"
)

// TestErrors runs the archives of the rows of the error tables. Every row that
// can be decided offline has one, be it with a quota that the user states or
// with several requests, numbered as in the table.
func TestErrors(t *testing.T) {
	byRow := map[string][]string{}
	for _, path := range archives(t, "errors") {
		rel, err := filepath.Rel(filepath.Join("..", "testdata", "errors"), path)
		if err != nil {
			t.Fatal(err)
		}
		dir, file := filepath.Split(rel)
		number, _, _ := strings.Cut(file, "-")
		row := filepath.ToSlash(dir) + number
		byRow[row] = append(byRow[row], path)
	}
	for _, op := range spectest.Operations(t) {
		for i, e := range op.Errors() {
			row := fmt.Sprintf("%s/%02d", op.ID, i+1)
			paths := byRow[row]
			delete(byRow, row)
			if e.Class == spec.Server {
				continue
			}
			if len(paths) != 1 {
				t.Errorf("%s %s %q: %d archives, want one: testdata/errors/%s-….txtar", row, e.Code, e.Message, len(paths), row)
				continue
			}
			t.Run(row, func(t *testing.T) { runRow(t, paths[0], op, &e) })
		}
	}
	for row := range byRow {
		t.Errorf("testdata/errors/%s is about no row", row)
	}
}

// runRow runs the archive of one row: each bad file gives a finding with the
// row's code, status and message.
func runRow(t *testing.T, path string, op *spec.Operation, row *spec.DocumentedError) {
	code, message := filled(row.Code), filled(row.Message)
	raised := map[string]bool{}
	for _, r := range readArchive(t, path, op.ID).run(t) {
		n := 0
		for i := range r.Findings {
			f := &r.Findings[i]
			if !slices.Contains(row.Constraints, f.Constraint) {
				if crowded[onlyConstraint(r, row)] == "" {
					t.Errorf("%s: %s gives a finding that is not of this row: %s", path, r.Name, line(f))
				}
				continue
			}
			n++
			raised[f.Constraint] = true
			if !code.MatchString(f.Code) || f.Status != row.Status || row.Message != "" && !message.MatchString(f.Message) {
				t.Errorf("%s: %s: want %q %d %q, got %s", path, r.Name, row.Code, row.Status, row.Message, line(f))
			}
		}
		if n == 0 {
			t.Errorf("%s: %s gives no finding of this row:%s", path, r.Name, lines(r))
		}
	}
	for _, id := range row.Constraints {
		if !raised[id] && len(row.Constraints) <= fewConstraints {
			t.Errorf("%s: no bad file raises %s", path, id)
		}
	}
}

// fewConstraints is up to how many constraints an archive shows all of a row's;
// generic rows have more.
const fewConstraints = 3

// onlyConstraint is the constraint of the row that a file breaks, if it is one.
func onlyConstraint(r *rules.FileReport, row *spec.DocumentedError) string {
	id := ""
	for i := range r.Findings {
		if c := r.Findings[i].Constraint; slices.Contains(row.Constraints, c) {
			id = c
		}
	}
	return id
}

var open = regexp.MustCompile(`\\{[A-Za-z]+\\}`)

// filled matches what a documented code or message becomes.
func filled(template string) *regexp.Regexp {
	return regexp.MustCompile("(?s)^" + open.ReplaceAllString(regexp.QuoteMeta(template), ".+") + "$")
}
