package speccompile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// lintJSON is the form in which checks.json holds a check.Lint.
type lintJSON struct {
	Constraint int      `json:"constraint"`
	Scope      []string `json:"scope"`
	When       *Schema  `json:"when,omitempty"`
	Then       *Schema  `json:"then,omitempty"`
	Relation   string   `json:"relation,omitempty"`
	To         []string `json:"to,omitempty"`
}

// conditions lists the conditions as constraints: errors become part of the
// body's schema, warnings go to the lint list.
func (inv *inventory) conditions() error {
	for _, c := range inv.op.Conditions {
		if err := inv.condition(c); err != nil {
			return misplaced(c.pos, "condition %s: %v", c.Label, err)
		}
	}
	return nil
}

func (inv *inventory) condition(c Condition) error {
	parameter := c.Label[:strings.LastIndexByte(c.Label, '/')]
	if err := inv.known(c, parameter); err != nil {
		return err
	}
	k := spec.Constraint{
		ID: inv.op.ID + "/" + c.Label, In: c.In, Parameter: parameter, Rule: c.Rule, Severity: c.Severity,
		Provenance: spec.Provenance(c.Provenance), Expected: c.Expected, Why: c.Why, Advice: c.Advice, Source: c.Source,
	}
	if c.Then != nil {
		values := c.Then
		if k.Expected == "" {
			k.Expected = expectLeaf(values)
		}
		if values.Enum != nil {
			k.Values = documentedValues(values)
		}
	}
	if c.Then == nil && c.Relation == nil {
		at, ok := strings.CutPrefix(parameter, c.Scope)
		if !ok && c.In != "request" {
			return fmt.Errorf("it is reported outside its scope %q", c.Scope)
		}
		if at = strings.TrimPrefix(at, "."); at != "" {
			k.At = segments(at)
		}
	}
	if c.Severity == "error" {
		body := inv.op.Parts["body"]
		rule := &Schema{Not: c.When}
		if c.Then != nil {
			rule = &Schema{If: c.When, Then: c.Then}
			if c.When == nil {
				rule = c.Then
			}
		}
		k.Keywords = []string{fmt.Sprintf("/properties/body/allOf/%d", len(body.AllOf))}
		body.AllOf = append(body.AllOf, rule)
		inv.constraints = append(inv.constraints, k)
		return nil
	}
	l := lintJSON{Constraint: len(inv.constraints), Scope: inv.scope(c.In, c.Scope), When: c.When, Then: c.Then}
	if c.Relation != nil {
		l.Relation, l.To = c.Relation.Is, inv.scope(c.In, c.Relation.To)
	}
	inv.constraints = append(inv.constraints, k)
	inv.lint = append(inv.lint, l)
	return nil
}

// known refuses a condition about a parameter that does not exist. A condition
// across locations names its parameter with the location in front.
func (inv *inventory) known(c Condition, parameter string) error {
	for _, name := range []string{parameter, c.Scope} {
		in := c.In
		if in == "request" {
			in, name, _ = strings.Cut(name, ".")
		}
		trimmed := strings.TrimSuffix(strings.TrimSuffix(name, "[]"), ".{key}")
		if trimmed != "" && !slices.ContainsFunc(inv.parameters, func(p spec.Parameter) bool {
			return p.In == in && p.Name == trimmed
		}) {
			return fmt.Errorf("there is no parameter %q in %s", name, in)
		}
	}
	return nil
}

// scope is the path of a dotted name from the request.
func (inv *inventory) scope(in, name string) []string {
	path := []string{in}
	if in == "request" {
		path = nil
	}
	if name == "" {
		return path
	}
	return append(path, segments(name)...)
}

// segments splits a dotted name: {key} becomes {}, [] a step of its own.
func segments(name string) []string {
	var path []string
	for _, s := range strings.Split(name, ".") {
		s, items := strings.CutSuffix(s, "[]")
		if s == "{key}" {
			s = "{}"
		}
		if path = append(path, s); items {
			path = append(path, "[]")
		}
	}
	return path
}

// expectLeaf says what a pattern expects where it is a single value.
func expectLeaf(s *Schema) string {
	switch {
	case s.Enum != nil:
		return expectValues(documentedValues(s))
	case s.Minimum != "" || s.Maximum != "" || s.ExclusiveMinimum != "" || s.ExclusiveMaximum != "":
		return expectRange(s)
	case s.MultipleOf != "":
		return fmt.Sprintf("a multiple of %s", s.MultipleOf)
	case s.MinLength != nil || s.MaxLength != nil:
		return expectCount(s.MinLength, s.MaxLength, "character")
	case len(s.Properties) == 1:
		return expectLeaf(s.Properties[0].Schema)
	}
	return ""
}
