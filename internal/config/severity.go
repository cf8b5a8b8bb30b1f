package config

import (
	"cmp"
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// allRules stands within an operation for every rule.
const allRules = "*"

// rule reads a key of rules: a rule or constraint with its severity, or
// operations with a severity or with rules and constraints of their own.
func (l *loader) rule(id document.ID) {
	name := l.name(id)
	if name == "" {
		return // the schema says so
	}
	target, err := l.names.target(name)
	if err != nil {
		l.wrong(l.tree.NameSpan(id), "%s", err)
		return
	}
	if l.tree.Kind(id) != document.Object {
		s := Severity{Rule: target.rule}
		if target.constraint != nil {
			s.Constraint = target.constraint.ID
			l.allow(id, target.constraint)
		}
		l.severity(id, s, target.operations)
		return
	}
	if target.operations == nil {
		l.wrong(l.tree.NameSpan(id), "%s is no operation, so it has no rules of its own; write its severity: off, info, warning or error", quote(name))
		return
	}
	for c := range l.children(id, document.Object) {
		l.inside(c, target.operations)
	}
}

// inside reads a rule or constraint within operations.
func (l *loader) inside(id document.ID, operations []string) {
	name := l.name(id)
	if name == "" {
		return
	}
	if name == allRules {
		l.severity(id, Severity{}, operations)
		return
	}
	if l.names.isRule(name) {
		l.severity(id, Severity{Rule: name}, operations)
		return
	}
	constraints, err := l.names.inside(name, operations)
	if err != nil {
		l.wrong(l.tree.NameSpan(id), "%s", err)
		return
	}
	for _, c := range constraints {
		l.severity(id, Severity{Constraint: c.ID, patterned: true}, nil)
	}
	l.allow(id, constraints...)
}

// severity adds a severity for each of the operations, one without where there
// are none.
func (l *loader) severity(id document.ID, s Severity, operations []string) {
	s.Severity, s.At = l.text(id), l.at(id)
	if s.Severity == "" || l.isOpen(id) {
		return
	}
	if operations == nil {
		operations = []string{""}
	}
	for _, s.Operation = range operations {
		l.settings.Severities = append(l.settings.Severities, s)
	}
}

// allow refuses to make an error of what the operation's own page does not say.
func (l *loader) allow(id document.ID, constraints ...*spec.Constraint) {
	for _, c := range constraints {
		if l.text(id) != "error" || c.Provenance == spec.Documented {
			continue
		}
		why := "is inferred, not documented"
		if c.Provenance == spec.Public {
			why = "is from another public source than the operation's own page"
		}
		l.wrong(l.tree.Span(id), "%s %s, so it is never an error; write warning here, and 'fail-on: warning' to fail for it", c.ID, why)
		return
	}
}

// rank is the precedence of a severity over less particular ones.
func (s *Severity) rank() int {
	switch {
	case s.Constraint != "" && !s.patterned:
		return 4
	case s.Constraint != "":
		return 3
	case s.Rule != "" && s.Operation != "":
		return 2
	case s.Rule != "":
		return 1
	}
	return 0
}

// inOrder sorts severities in rising order of precedence and drops those that
// are never the last to fit. Later ones win over earlier ones of their rank.
func inOrder(list []Severity) []Severity {
	slices.SortStableFunc(list, func(a, b Severity) int { return cmp.Compare(a.rank(), b.rank()) })
	type target struct{ operation, rule, constraint string }
	last := make(map[target]int, len(list))
	for i, s := range list {
		last[target{s.Operation, s.Rule, s.Constraint}] = i
	}
	kept := list[:0]
	for i, s := range list {
		if last[target{s.Operation, s.Rule, s.Constraint}] == i {
			kept = append(kept, s)
		}
	}
	return kept
}
