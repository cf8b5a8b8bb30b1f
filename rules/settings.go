package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Off is the severity of findings that are not reported.
const Off Severity = "off"

// Override changes how bad findings are. A finding must fit all that is given.
type Override struct {
	// Operation is the id of an operation, Rule that of a rule and Constraint that
	// of a constraint, as a finding has them; empty for all.
	Operation, Rule, Constraint string
	// Severity is the new one. What the operation's own page does not say is never
	// an Error: it becomes a Warning then.
	Severity Severity
}

// KnownValues are values of a parameter that are legal although the provider's
// page does not list them: the page may be older than the service.
type KnownValues struct {
	// Operation is the id of the operation, or its end as far as it is unique.
	Operation string
	// Parameter is the documented dotted name, with {key} and [] for members
	// and items.
	Parameter string
	Values    []string
}

// Severities are overrides in rising order of precedence: the last that fits a
// finding counts.
type Severities []Override

func (all Severities) valid() error {
	for _, o := range all {
		if !slices.Contains([]Severity{Off, Info, Warning, Error}, o.Severity) {
			return fmt.Errorf("the severity is %s, expected off, info, warning or error", quote([]byte(o.Severity)))
		}
	}
	return nil
}

// Of is the severity that a finding gets, not on for one that is not reported.
func (all Severities) Of(f *Finding) (severity Severity, on bool) {
	for i := len(all) - 1; i >= 0; i-- {
		o := &all[i]
		switch {
		case !o.fits(f):
		case o.Severity == Error && f.Severity != Error && f.Provenance != "" && f.Provenance != string(spec.Documented):
			return Warning, true
		default:
			return o.Severity, o.Severity != Off
		}
	}
	return f.Severity, true
}

func (o *Override) fits(f *Finding) bool {
	return (o.Rule == "" || o.Rule == f.Rule) && (o.Constraint == "" || o.Constraint == f.Constraint) &&
		(o.Operation == "" || o.Operation == f.Operation)
}

// knownValues are additional legal values, by the id of the operation.
type knownValues map[string][]KnownValues

func readKnown(catalogue *spec.Catalogue, list []KnownValues) (knownValues, error) {
	if len(list) == 0 {
		return nil, nil
	}
	known := knownValues{}
	for _, k := range list {
		id, err := catalogue.Resolve(k.Operation)
		if err != nil {
			return nil, err
		}
		if k.Parameter == "" {
			return nil, errors.New("known values without the name of a parameter")
		}
		known[id] = append(known[id], k)
	}
	return known, nil
}

// JudgedValue is the parameter whose values a constraint judges, named as in
// KnownValues: these take back what the constraint finds. It is none where the
// constraint judges anything else.
func JudgedValue(c *spec.Constraint) (parameter string, judged bool) {
	if !judgesValues(c.Rule) {
		return "", false
	}
	if c.In == requestScope {
		_, parameter, _ = strings.Cut(c.Parameter, ".")
		return parameter, true
	}
	return c.Parameter, true
}

func judgesValues(rule string) bool { return rule == invalidValue.ID || rule == suspiciousValue.ID }

// isKnown tells whether a value that is not a documented one is legal all the
// same.
func (w *writer) isKnown(s *subject) bool {
	if s.op == nil || !judgesValues(s.rule) || s.violation.Kind == check.Missing {
		return false
	}
	return slices.Contains(w.knownFor(s), w.scalar(s))
}

// knownFor are the values that the user adds to the documented ones at a place.
func (w *writer) knownFor(s *subject) (values []string) {
	if s.op == nil {
		return nil
	}
	for _, k := range w.linter.known[s.op.ID] {
		if s.place.matches(k.Parameter) {
			values = append(values, k.Values...)
		}
	}
	return values
}

// listing lists words, the first of many.
func listing(words []string) string {
	if len(words) > maxListed {
		return strings.Join(words[:maxListed], ", ") + ", " + ellipsis
	}
	return strings.Join(words, ", ")
}

// scalar is the text that a violation is about.
func (w *writer) scalar(s *subject) string {
	id := s.violation.Node
	switch {
	case s.violation.Key:
		return string(w.tree.Name(id))
	case w.tree.Kind(id) < document.Array:
		return string(w.tree.Text(id))
	}
	return ""
}
