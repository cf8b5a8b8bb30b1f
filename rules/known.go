package rules

import (
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// This file looks up what else the specification says of the place of a
// violation, so that no advice leads to the next mistake.

// known is the first constraint on the value at the place that the rule
// reports and that fits; nil for none.
func (s *subject) known(rule string, fits func(*spec.Constraint) bool) *spec.Constraint {
	if s.op == nil {
		return nil
	}
	all := s.op.Constraints()
	for i := range all {
		if c := &all[i]; c.Rule == rule && !c.OfKey && s.isOn(c) && fits(c) {
			return c
		}
	}
	return nil
}

// isOn tells whether a constraint is on the place.
func (s *subject) isOn(c *spec.Constraint) bool {
	p := &s.place
	if c.In == requestScope {
		return p.depth > 0 && stepsMatch(p.steps, c.Parameter)
	}
	return c.In == p.in && p.matches(c.Parameter)
}

// isMap tells whether the place is an object whose members may have any name.
// Of a map of plain values only the constraints tell.
func (s *subject) isMap() bool {
	if s.op == nil {
		return false
	}
	all := s.op.Constraints()
	for i := range all {
		object, ok := strings.CutSuffix(all[i].Parameter, "."+spec.AnyKey)
		if ok && all[i].In == s.place.in && s.place.matches(object) {
			return true
		}
	}
	return false
}

// canBeRequired tells whether the parameter is required, be it under some
// condition only.
func (s *subject) canBeRequired() bool {
	return s.known(missingParameter.ID, func(*spec.Constraint) bool { return true }) != nil
}

// legalValues are the only values that the page lists for the place, under all
// conditions; nil where it has no such list.
func (s *subject) legalValues() []string {
	c := s.known(invalidValue.ID, func(c *spec.Constraint) bool {
		return len(c.Values) > 0 && c.Why == "" && Severity(c.Severity) == Error
	})
	if c == nil {
		return nil
	}
	return c.Values
}

// offer says to write one of the values, as far as they can be listed: the
// closest to text, if there is one.
func (s *subject) offer(values []string, text []byte) string {
	if closest, ok := closestValue(text, values); ok {
		values = []string{closest}
	}
	if len(values) == 0 || len(values) > maxListed {
		return ""
	}
	if s.violation.Kind == check.WrongType && s.wanted().isText() {
		values = slices.Clone(values)
		for i, v := range values {
			values[i] = quote([]byte(v))
		}
	}
	return "write " + alternatives(values)
}
