package speccompile

import "github.com/payloadlint/payloadlint/internal/spec"

// This file lists the constraints that no keyword of a schema enforces, because
// it takes several requests, or what the user states, to judge them.

// The rules of such constraints.
const (
	tokenRule = "token-mismatch"
	quotaRule = "quota-exceeded"
)

// tokens adds a constraint for each idempotency token, with or without a
// documented error of its own.
func (inv *inventory) tokens() error {
	for _, p := range inv.parameters {
		if !p.Token {
			continue
		}
		if len(spec.Steps(p.Name)) != 1 {
			_, s := inv.find(p.Name)
			return refusal(s.value, "@token() is for parameters at the top of a location")
		}
		inv.add(place{in: p.In, parameter: p.Name}, "token", tokenRule, "a new token for each request that is not a repetition")
	}
	return nil
}

// tokenEntry is a spec.Token as the catalogue has it.
type tokenEntry struct {
	In         string `json:"in"`
	Name       string `json:"name"`
	Constraint int    `json:"constraint"`
}

func (op *Operation) tokens() []tokenEntry {
	var list []tokenEntry
	for i, c := range op.Constraints {
		if c.Rule == tokenRule {
			list = append(list, tokenEntry{c.In, c.Parameter, i})
		}
	}
	return list
}

// measured says what is expected of a parameter that a quota limits.
var measured = map[spec.Measure]string{
	spec.Requests:  "at most as many requests as stated",
	spec.Size:      "at most as many members as stated",
	spec.Number:    "at most the number stated",
	spec.Forbidden: "another value than those stated",
}

// quotas adds a constraint for each row of class quota.
func (inv *inventory) quotas() error {
	named := map[string]bool{}
	for _, row := range inv.op.Errors {
		if err := inv.quota(row); err != nil {
			return err
		}
		if row.Quota == nil {
			continue
		}
		if named[row.Quota.Name] {
			return misplaced(row.pos, "two error rows have the quota %s", row.Quota.Name)
		}
		named[row.Quota.Name] = true
	}
	return nil
}

func (inv *inventory) quota(row ErrorRow) error {
	isQuota := row.Class == string(spec.Quota)
	switch {
	case isQuota && row.Quota == nil:
		return misplaced(row.pos, "error row %s is of class quota and has no quota", row.Code)
	case !isQuota && row.Quota != nil:
		return misplaced(row.pos, "error row %s has a quota and is of class %s", row.Code, row.Class)
	case !isQuota:
		return nil
	case len(row.RaisedBy) != 1 || row.RaisedBy[0].Rule != quotaRule || row.RaisedBy[0].OfKey:
		return misplaced(row.pos, "error row %s must be raised by %s on one parameter", row.Code, quotaRule)
	}
	parameter := row.RaisedBy[0].Parameter
	at := place{in: "body"}
	if row.Quota.Measures != spec.Requests {
		in, s := inv.find(parameter)
		if s == nil {
			return misplaced(row.pos, "error row %s is about the parameter %q, which does not exist", row.Code, parameter)
		}
		if !fits(row.Quota.Measures, s) {
			return misplaced(row.pos, "error row %s: %q cannot be measured by %q", row.Code, parameter, row.Quota.Measures)
		}
		at = place{in: in, parameter: parameter}
	} else if parameter != at.name() {
		return misplaced(row.pos, `error row %s counts requests: its parameter must be "body"`, row.Code)
	}
	c := inv.add(at, "quota-"+spec.LastName(row.Quota.Name), quotaRule, measured[row.Quota.Measures])
	c.Quota = row.Quota
	return nil
}

// fits tells whether a value of the schema can be measured so. A secret is not
// compared with what a user states, since that is shown.
func fits(m spec.Measure, s *Schema) bool {
	switch {
	case m == spec.Size:
		return s.has("object") || s.has("array")
	case m == spec.Number:
		return s.has("integer") || s.has("number")
	}
	return !s.WriteOnly && !s.has("object") && !s.has("array")
}

// find is the location and the schema of a parameter; nil for none.
func (inv *inventory) find(parameter string) (in string, s *Schema) {
	for _, in := range locations {
		s := inv.op.Parts[in]
		for _, step := range spec.Steps(parameter) {
			s = s.below(step)
		}
		if s != nil && s != inv.op.Parts[in] {
			return in, s
		}
	}
	return "", nil
}

// below is the schema of a member or item, nil for what is not documented.
func (s *Schema) below(step string) *Schema {
	switch {
	case s == nil:
		return nil
	case step == spec.AnyKey:
		return s.AdditionalProperties
	case step == spec.AnyItem:
		return s.Items
	}
	for _, p := range s.Properties {
		if p.Name == step {
			return p.Schema
		}
	}
	return nil
}
