package rules_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/internal/spectest"
	"github.com/payloadlint/payloadlint/rules"
)

// crowded are the constraints that cannot be broken alone, and why. An entry
// that is not needed fails the test.
var crowded = map[string]string{
	"alibabacloud/batchcompute/CreateCluster/Groups.{key}/size":  "an empty group lacks the members that it needs, and of more than 64 members most are not documented",
	"alibabacloud/starrocks/CreateInstanceV1/AdminPassword/form": "a password whose form can be told is written out in the file",
}

// together are the constraints that one request alone does not break, so that
// no case can show them.
var together = []string{
	"alibabacloud/batchcompute/CreateCluster/IdempotentToken/token",
	"alibabacloud/batchcompute/CreateCluster/body/quota-MaxClusterCount",
	"alibabacloud/starrocks/CreateInstanceV1/ClientToken/token",
}

// TestConstraints runs the cases of testdata/constraints: what breaks a
// constraint gives one finding, of that constraint; what does not, none of it.
func TestConstraints(t *testing.T) {
	files := readCases(t)
	operations := spectest.Operations(t)
	for _, f := range files {
		t.Run(f.Operation, func(t *testing.T) {
			for _, op := range operations {
				if op.ID == f.Operation {
					runCases(t, f, op)
					return
				}
			}
			t.Errorf("%s: there is no such operation", f.Path)
		})
	}
}

func readCases(t *testing.T) []*cases.File {
	t.Helper()
	files, err := cases.Read(filepath.Join("..", "testdata", "constraints"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func runCases(t *testing.T, f *cases.File, op *spec.Operation) {
	l := newLinter(t, op.ID)
	base, err := f.Request()
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range checked(t, l, "base.json", base).Findings {
		t.Errorf("base.json: %s", line(&finding))
	}
	constraints := map[string]*spec.Constraint{}
	for i, c := range op.Constraints() {
		constraints[strings.TrimPrefix(c.ID, op.ID+"/")] = &op.Constraints()[i]
	}
	var want strings.Builder
	bad := map[string]int{}
	for i := range f.Cases {
		c := &f.Cases[i]
		judge := l
		if len(c.Quotas) > 0 {
			judge = newLinter(t, op.ID, quotasOf(t, op.ID, c.Quotas)...)
		}
		r := checked(t, judge, "case.json", c.Text)
		if !c.Bad {
			good(t, op.ID, c, r)
			continue
		}
		bad[c.Constraint]++
		label := fmt.Sprintf("%s #%d", c.Constraint, bad[c.Constraint])
		if constraint := constraints[c.Constraint]; constraint != nil {
			finding := broken(t, constraint, c, r)
			fmt.Fprintf(&want, "%s: %s\n", label, line(finding))
		}
	}
	if !*update {
		differs(t, f.Path, f.Want, want.String())
	} else if err := f.Update(want.String()); err != nil {
		t.Fatal(err)
	}
}

// quotasOf reads quotas of an operation that are stated as NAME=VALUE.
func quotasOf(t *testing.T, operation string, list []string) []rules.Quota {
	t.Helper()
	var quotas []rules.Quota
	for _, text := range list {
		q, err := rules.ParseQuota(operation + "." + text)
		if err != nil {
			t.Fatal(err)
		}
		quotas = append(quotas, q)
	}
	return quotas
}

// good asserts that a case that does not break the constraint is not said to.
func good(t *testing.T, operation string, c *cases.Case, r *rules.FileReport) {
	t.Helper()
	for i := range r.Findings {
		if r.Findings[i].Constraint == operation+"/"+c.Constraint {
			t.Errorf("%s: %s\nis refused: %s", c.Constraint, c.Line, line(&r.Findings[i]))
		}
	}
}

// broken asserts that a case that breaks the constraint gives one finding, as
// the inventory has it, and returns that.
func broken(t *testing.T, want *spec.Constraint, c *cases.Case, r *rules.FileReport) *rules.Finding {
	t.Helper()
	found := &rules.Finding{}
	n, others := 0, 0
	for i := range r.Findings {
		switch f := &r.Findings[i]; {
		case f.Constraint == want.ID:
			found = f
			n++
		case !marks(f.Rule):
			others++
		}
	}
	if n != 1 || others > 0 && crowded[want.ID] == "" {
		t.Errorf("%s: %s\nwant one finding of the constraint and no other, got:%s", c.Constraint, c.Line, lines(r))
		return found
	}
	if found.Rule != want.Rule || string(found.Severity) != want.Severity ||
		found.Provenance != string(want.Provenance) || found.Status != want.Status || found.Operation == "" {
		t.Errorf("%s: %s\nis not as the inventory has it: %s", c.Constraint, c.Line, line(found))
	}
	if want.In != "request" && found.In != want.In || want.In == "request" && found.In+"."+found.Parameter != want.Parameter {
		t.Errorf("%s: %s\nis reported in %q on %q", c.Constraint, c.Line, found.In, found.Parameter)
	}
	if found.Severity == rules.Error && want.Provenance != spec.Documented {
		t.Errorf("%s: an error that is not documented", c.Constraint)
	}
	return found
}

// marks tells whether a rule is about a parameter being there at all, so that
// it stands beside whatever is wrong with the value.
func marks(rule string) bool {
	return rule == "deprecated-parameter" || rule == "reserved-parameter"
}

func line(f *rules.Finding) string {
	return fmt.Sprintf("%s %s %s %q %d %q (%s)", f.Severity, f.Rule, f.Pointer, f.Code, f.Status, f.Message, f.Detail)
}

func lines(r *rules.FileReport) string {
	if len(r.Findings) == 0 {
		return " none"
	}
	var b strings.Builder
	for i := range r.Findings {
		f := &r.Findings[i]
		b.WriteString("\n\t" + f.Constraint + ": " + line(f))
	}
	return b.String()
}

// TestInventory asserts that every constraint of every operation has a case
// that breaks it and one that does not, and that no case is about another.
func TestInventory(t *testing.T) {
	var others []string
	files := map[string]*cases.File{}
	for _, f := range readCases(t) {
		files[f.Operation] = f
	}
	for _, op := range spectest.Operations(t) {
		f := files[op.ID]
		if f == nil {
			t.Errorf("%s has no cases: write testdata/constraints/%s.txtar", op.ID, op.ID)
			continue
		}
		good, bad := map[string]bool{}, map[string]bool{}
		for _, c := range f.Cases {
			if c.Bad {
				bad[op.ID+"/"+c.Constraint] = true
			} else {
				good[op.ID+"/"+c.Constraint] = true
			}
		}
		for _, c := range op.Constraints() {
			if !good[c.ID] && !bad[c.ID] && slices.Contains(together, c.ID) {
				others = append(others, c.ID)
			} else if !good[c.ID] || !bad[c.ID] {
				t.Errorf("%s: has a bad case: %t, a good case: %t", c.ID, bad[c.ID], good[c.ID])
			}
			delete(good, c.ID)
			delete(bad, c.ID)
		}
		for id := range good {
			t.Errorf("%s: a good case is about %s, which does not exist", f.Path, id)
		}
		for id := range bad {
			t.Errorf("%s: a bad case is about %s, which does not exist", f.Path, id)
		}
	}
	if !slices.Equal(others, together) {
		t.Errorf("constraints without a case that need several requests:\n%s\nlisted are:\n%s", strings.Join(others, "\n"), strings.Join(together, "\n"))
	}
}

// TestCrowded asserts that what is excused needs it.
func TestCrowded(t *testing.T) {
	needed := map[string]bool{}
	for _, f := range readCases(t) {
		l := newLinter(t, f.Operation)
		for i := range f.Cases {
			id := f.Operation + "/" + f.Cases[i].Constraint
			if f.Cases[i].Bad && crowded[id] != "" && len(l.Check("case.json", f.Cases[i].Text).Findings) > 1 {
				needed[id] = true
			}
		}
	}
	for id := range crowded {
		if !needed[id] {
			t.Errorf("%s can be broken alone: take it off the list", id)
		}
	}
}
