package explain

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
	"github.com/payloadlint/payloadlint/schemas"
)

// checked is what a run over one file says, also of its requests together.
func checked(t *testing.T, c rules.Config, file, text string) []rules.Finding {
	t.Helper()
	l, err := rules.New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := l.Check(file, []byte(text))
	found := r.Findings
	run := l.NewTogether()
	for _, p := range r.Together {
		if more := run.Add(p); more != nil {
			found = append(found, more.Findings...)
		}
	}
	return found
}

// config is what the flags of an example say.
func config(t *testing.T, flags []string) rules.Config {
	t.Helper()
	var c rules.Config
	for i := 0; i < len(flags); i += 2 {
		switch flags[i] {
		case "--operation":
			c.Operation = flags[i+1]
		case "--placeholders":
			c.DenyPlaceholders = flags[i+1] == "deny"
		case "--quota":
			q, err := rules.ParseQuota(flags[i+1])
			if err != nil {
				t.Fatal(err)
			}
			c.Quotas = append(c.Quotas, q)
		default:
			t.Fatalf("unknown flag %s", flags[i])
		}
	}
	return c
}

// TestRuleExamples asserts that each rule has an example that breaks it, and
// nothing else, and one that breaks nothing. The exact output is that of the
// pages of the rules, which another test runs.
func TestRuleExamples(t *testing.T) {
	examples, err := spec.Open(schemas.FS).RuleExamples()
	if err != nil {
		t.Fatal(err)
	}
	list := rules.Rules()
	if len(examples) != len(list) {
		t.Fatalf("%d rules have %d examples; run go generate ./...", len(list), len(examples))
	}
	for i, e := range examples {
		if e.Rule != list[i].ID {
			t.Errorf("the example of %s is of %s", list[i].ID, e.Rule)
		}
		bad := checked(t, config(t, e.Flags), e.Bad.File, e.Bad.Text)
		for _, f := range bad {
			if f.Rule != e.Rule {
				t.Errorf("%s: the bad example gives %s", e.Rule, f.Rule)
			}
		}
		if len(bad) == 0 || strings.Count(e.Bad.Output, "["+e.Rule+"]\n") != len(bad) {
			t.Errorf("%s: the bad example gives %d findings, shown is\n%s", e.Rule, len(bad), e.Bad.Output)
		}
		for _, f := range checked(t, config(t, e.Flags), e.Good.File, e.Good.Text) {
			t.Errorf("%s: the good example gives %s: %s", e.Rule, f.Rule, f.Message)
		}
	}
}

// TestConstraintExamples sends the examples of all constraints through the
// engine: one says what is shown of it, the other passes.
func TestConstraintExamples(t *testing.T) {
	catalogue := spec.Open(schemas.FS)
	operations, err := operations(catalogue, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range operations {
		t.Run(op.ID, func(t *testing.T) {
			examples, err := catalogue.Examples(op.ID)
			if err != nil {
				t.Fatal(err)
			}
			base := map[string]any{}
			d := json.NewDecoder(strings.NewReader(examples.Base))
			d.UseNumber()
			if err := d.Decode(&base); err != nil {
				t.Fatal(err)
			}
			for _, f := range checked(t, rules.Config{Operation: op.ID}, "base.json", examples.Base) {
				t.Errorf("the base gives %s: %s", f.Rule, f.Message)
			}
			for i := range op.Constraints() {
				c := op.Constraint(i)
				e, ok := examples.Of(c.ID)
				if !ok {
					// What only several requests show has the example of its rule.
					if !isToken(op, c) {
						t.Errorf("%s has no example", c.ID)
					}
					continue
				}
				runExample(t, op, base, e)
			}
		})
	}
}

func isToken(op *spec.Operation, c *spec.Constraint) bool {
	for _, of := range tokens(op) {
		if of == c {
			return true
		}
	}
	return false
}

func runExample(t *testing.T, op *spec.Operation, base map[string]any, e spec.Example) {
	t.Helper()
	flags := []string{"--operation", op.ID}
	for _, q := range e.Quotas {
		flags = append(flags, "--quota", op.ID+"."+q)
	}
	run := func(x spec.Excerpt) []rules.Finding {
		if x.File != "" {
			return checked(t, config(t, flags), x.File, x.Text)
		}
		c, err := cases.New(base, x.Edit)
		if err != nil {
			t.Fatalf("%s: %v", e.Constraint, err)
		}
		return checked(t, config(t, flags), "case.json", string(c.Text))
	}
	n := 0
	for _, f := range run(e.Bad) {
		if f.Constraint != e.Constraint {
			continue
		}
		n++
		said := string(f.Severity) + ": " + f.Message
		if f.Detail != "" {
			said += " (" + f.Detail + ")"
		}
		if f.Code != "" {
			said += " [" + f.Code + "]"
		}
		if said += " [" + f.Rule + "]"; !strings.Contains(e.Bad.Says, said) {
			t.Errorf("%s: it says\n%s\nshown is\n%s", e.Constraint, said, e.Bad.Says)
		}
	}
	if n == 0 {
		t.Errorf("%s: the bad example does not break it", e.Constraint)
	}
	for _, f := range run(e.Good) {
		if f.Rule != "deprecated-parameter" && f.Rule != "reserved-parameter" {
			t.Errorf("%s: the good example %s gives %s: %s (%s)", e.Constraint, e.Good.Edit, f.Rule, f.Message, f.Detail)
		}
	}
}

// TestCoverage asserts that each constraint is counted once.
func TestCoverage(t *testing.T) {
	e := explainer()
	all, err := e.Cover("")
	if err != nil {
		t.Fatal(err)
	}
	constraints := 0
	for _, c := range all {
		op, err := e.catalogue.Operation(c.Operation)
		if err != nil {
			t.Fatal(err)
		}
		n := len(op.Constraints())
		constraints += n
		if c.Documented != c.Offline+c.Several+c.Quota || n != c.Documented+c.Public+c.Inferred || n != len(c.Checks) {
			t.Errorf("%s: %d constraints, %d checks, counted as %+v", c.Operation, n, len(c.Checks), c.Count)
		}
	}
	if sum := Total(all); constraints == 0 || sum.Documented+sum.Public+sum.Inferred != constraints {
		t.Errorf("%d constraints make %+v", constraints, sum)
	}
	if _, err := e.Cover("CreateClusters"); err == nil {
		t.Error("an operation that does not exist is counted")
	}
}
