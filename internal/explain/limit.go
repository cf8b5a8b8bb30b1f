package explain

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// limitOf is a constraint of an operation in short.
func limitOf(op *spec.Operation, c *spec.Constraint) Limit {
	return Limit{
		Constraint: c.ID, Name: nameOf(op, c), Rule: c.Rule, Severity: c.Severity, Expected: expected(c),
		Code: c.Code, Provenance: string(c.Provenance), Source: c.Source,
	}
}

// nameOf is the id of a constraint without the operation.
func nameOf(op *spec.Operation, c *spec.Constraint) string {
	return strings.TrimPrefix(c.ID, op.ID+"/")
}

// expected says what is legal.
func expected(c *spec.Constraint) string {
	words := c.Expected
	switch {
	case c.Quota != nil:
		words = quotaWords(c.Quota)
	case words == "":
		words = ruleWords(c.Rule)
	case c.Rule == "missing-parameter":
		words = "required: " + words
	}
	if c.Why != "" {
		words += " (because " + c.Why + ")"
	}
	return words
}

// ruleWords say what is legal where the rule by itself says it all.
func ruleWords(rule string) string {
	switch rule {
	case "missing-parameter":
		return "required"
	case "unknown-parameter":
		return "documented members only"
	case "deprecated-parameter", "reserved-parameter", "suspicious-value":
		return "left out"
	case "literal-secret":
		return "a placeholder in the place of the value"
	case "token-mismatch":
		return "a token of its own for each request that differs"
	case "ineffective-parameter":
		return "left out, as it has no effect"
	case "conflicting-parameters":
		return "not in this combination"
	}
	return "see the page"
}

func quotaWords(q *spec.Limit) string {
	words := "within"
	switch q.Measures {
	case spec.Requests:
		words = "no more requests than"
	case spec.Size:
		words = "no more members than"
	case spec.Number:
		words = "no more than"
	case spec.Forbidden:
		words = "none of the values that are forbidden by"
	}
	return words + " the quota " + q.Name + ", which you state with --quota"
}

// who says who says so, of what the page itself does not.
func (l *Limit) who() string {
	if l.Provenance == string(spec.Documented) {
		return ""
	}
	return l.Provenance + ": " + l.Source
}
