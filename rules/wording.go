package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// wording is what is said about one mistake, in pieces. How the pieces become
// a message and a detail depends on what the provider documents.
type wording struct {
	// clause follows the parameter: "has 0 characters", "is missing".
	clause string
	// found follows "found"; empty where the clause has nothing to add to a
	// documented message.
	found string
	// expected follows "expected", why follows "because".
	expected, why string
	// advice are further clauses.
	advice []string
}

// compose is the message and the detail of a finding.
func (wd *wording) compose(p *place, c *spec.Constraint) (message, detail string) {
	ours := p.subject() + " " + wd.clause
	if wd.expected != "" {
		ours += ", expected " + wd.expected
	}
	switch {
	case c.Message == "":
		return ours, wd.detail("", "")
	case strings.Contains(c.Message, textMark):
		return p.fill(c.Message, c, ours), wd.detail("", "")
	case c.Complete:
		return p.fill(c.Message, c, ""), wd.detail(wd.found, "")
	}
	return p.fill(c.Message, c, ""), wd.detail(wd.found, wd.expected)
}

func (wd *wording) detail(found, expected string) string {
	var clauses []string
	if found != "" {
		clauses = append(clauses, "found "+found)
	}
	if expected != "" {
		clauses = append(clauses, "expected "+expected)
	}
	if wd.why != "" {
		clauses = append(clauses, "because "+wd.why)
	}
	parts := make([]string, 0, len(wd.advice)+1)
	if len(clauses) > 0 {
		parts = append(parts, strings.Join(clauses, ", "))
	}
	parts = append(parts, wd.advice...)
	slices.SortStableFunc(parts, func(a, b string) int { return isQuestion(a) - isQuestion(b) })
	return strings.Join(parts, "; ")
}

// isQuestion is 1 for a question, which stands last, and 0 for any other advice.
func isQuestion(advice string) int {
	if strings.HasSuffix(advice, "?") {
		return 1
	}
	return 0
}

// say puts a violation into words, for the rule that reports it.
func (w *writer) say(s *subject) wording {
	wd := wording{expected: s.constraint.Expected, why: s.constraint.Why}
	switch s.rule {
	case unknownParameter.ID:
		w.sayUnknown(s, &wd)
	case deprecatedParameter.ID:
		wd.clause = "is deprecated"
	case reservedParameter.ID:
		wd.clause = "is reserved"
	case ineffectiveParameter.ID:
		wd.clause, wd.expected = "has no effect here", ""
	case literalSecret.ID:
		wd.clause = "is written out in the file"
		wd.advice = append(wd.advice, secretAdvice)
	default:
		w.sayKind(s, &wd)
	}
	if s.constraint.Advice != "" && (s.rule != unknownParameter.ID || len(wd.advice) == 0) {
		wd.advice = append(wd.advice, s.constraint.Advice)
	}
	if s.constraint.Source != "" && s.rule != literalSecret.ID {
		switch s.constraint.Provenance {
		case spec.Public:
			wd.advice = append(wd.advice, "source: "+s.constraint.Source)
		case spec.Inferred:
			wd.advice = append(wd.advice, "inferred: "+s.constraint.Source)
		}
	}
	return wd
}

// sayKind puts into words what the kind of the violation says.
func (w *writer) sayKind(s *subject, wd *wording) {
	v := s.violation
	switch v.Kind {
	case check.Missing:
		wd.clause = "is missing"
	case check.Conflict:
		w.sayConflict(s, wd)
	case check.WrongType:
		wd.found = w.typed(v.Node)
		wd.clause = "is " + wd.found
		if wd.expected == "" {
			wd.expected = typeWords(v.Values)
		}
		wd.advice = w.adviseType(s, wd.advice)
	case check.InvalidLength:
		w.sayLength(s, wd)
	case check.InvalidSize:
		unit := "item"
		if w.tree.Kind(v.Node) == document.Object {
			unit = "member"
		}
		wd.found = count(w.tree.Size(v.Node), unit)
		wd.clause = "has " + wd.found
	default:
		w.sayValue(s, wd)
	}
}

func (w *writer) sayConflict(s *subject, wd *wording) {
	switch s.rule {
	case missingParameter.ID:
		wd.clause = "is missing"
	case conflictingParameters.ID:
		wd.clause = "cannot be used here"
	default:
		w.sayValue(s, wd)
	}
}

func (w *writer) sayLength(s *subject, wd *wording) {
	v := s.violation
	text := w.tree.Text(v.Node)
	if v.Key {
		text = w.tree.Name(v.Node)
	}
	wd.found = count(utf8.RuneCount(text), "character")
	switch {
	case v.Key:
		wd.found = "a name of " + wd.found
		wd.clause = "has " + wd.found
	case w.hides(w.tree.Span(v.Node)):
		wd.found, wd.clause = notShown, s.unseen()
	case len(text) == 0 && s.rule != invalidLength.ID:
		wd.found = emptyString
		wd.clause = "is " + wd.found
	default:
		wd.clause = "has " + wd.found
	}
}

func (w *writer) sayValue(s *subject, wd *wording) {
	v := s.violation
	if v.Key {
		wd.found = "the name " + quote(w.tree.Name(v.Node))
		if len(w.tree.Name(v.Node)) == 0 {
			wd.found = "an empty name"
		}
		wd.clause = "has " + wd.found
		return
	}
	wd.found = w.value(v.Node)
	if wd.clause = "is " + wd.found; wd.found == notShown {
		wd.clause = s.unseen()
	}
	if kind := w.tree.Kind(v.Node); v.Kind == check.Conflict && kind >= document.Array {
		wd.found, wd.clause = "", "is given"
	}
	switch hidden := w.hides(w.tree.Span(v.Node)); {
	case v.Kind == check.InvalidValue:
		w.sayAlternatives(s, wd)
	case v.Kind == check.NotMultipleOf && len(v.Values) > 0 && !hidden:
		wd.advice = append(wd.advice, "closest: "+alternatives(v.Values))
	case v.Kind == check.InvalidPattern && len(v.Values) > 0 && !hidden && len(v.Values[0]) < len(w.tree.Text(v.Node)):
		wd.advice = append(wd.advice, "the first character that does not fit is "+quote([]byte(v.Values[0])))
	case v.Kind == check.Spelling && !hidden:
		if whole := wholeNumber(w.tree.Text(v.Node)); whole != "" {
			wd.advice = append(wd.advice, "write "+whole)
		}
	}
}

// unseen is the clause on a value that must not be shown.
func (s *subject) unseen() string {
	if s.rule == suspiciousValue.ID {
		return "is questionable"
	}
	return "is not valid"
}

// maxListed is how many legal values or names a message lists by itself.
const maxListed = 10

// sayAlternatives lists the legal values, where the constraint does not, and
// offers the closest.
func (w *writer) sayAlternatives(s *subject, wd *wording) {
	values := s.constraint.Values
	if len(values) == 0 {
		values = s.violation.Values
	}
	if wd.expected == "" && len(values) > 0 && len(values) <= maxListed {
		wd.expected = alternatives(values)
	}
	if known := w.knownFor(s); len(known) > 0 {
		values = slices.Concat(values, known)
		wd.advice = append(wd.advice, "your configuration adds "+listing(known))
	}
	if w.tree.Kind(s.violation.Node) != document.String || w.hides(w.tree.Span(s.violation.Node)) {
		return
	}
	value, ok := closestValue(w.tree.Text(s.violation.Node), values)
	if ok && (wd.expected != value || s.constraint.Complete) { // what is expected is said already
		wd.advice = append(wd.advice, "did you mean "+quote([]byte(value))+"?")
	}
}
