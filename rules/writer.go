package rules

import (
	"cmp"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// writer turns what was found in one file into findings.
type writer struct {
	linter  *Linter
	report  *FileReport
	sources sources
	tree    *document.Tree
	form    form
	request int           // index of the document that is reported, or noRequest
	reveal  bool          // find all secrets, whatever else is found
	headsOf []source.Span // see heads
	// hidden are the parts of the tree's text that must not be shown.
	hidden []Range
	fixer  fixer
}

// subject is one violation and all that is known about it.
type subject struct {
	violation  *check.Violation
	op         *spec.Operation  // nil when it is not known
	constraint *spec.Constraint // empty when the violation has none
	rule       string
	place      place
}

// wanted are the documented types of a value of the wrong type.
func (s *subject) wanted() types { return typesOf(s.violation.Values) }

// noRequest is the index of no document.
const noRequest = -1

// noConstraint stands for the constraint of a generic check. Nobody changes it.
var noConstraint spec.Constraint

// document reports what was found in one document.
func (w *writer) document(d *examined, violations []check.Violation) {
	q := &d.request
	switch {
	case d.op != nil && q.Envelope && len(q.Parts) == 0:
		w.report.Skipped++
		w.add(Finding{
			Severity: Error, Rule: unmatchedFile.ID, Operation: d.op.ID,
			Message: "there is nothing to check here",
			Detail:  "expected a part of a request: path, query, header, formData, cookie or body",
		}, w.firstByte(w.tree.Span(q.Root).Start))
	case d.op != nil:
		w.report.Requests++
		for i := d.start; i < d.end; i++ {
			w.violation(d, &violations[i])
		}
		w.remarks(d)
		if !d.covered {
			w.undocumented(d)
		}
		w.quotas(d)
	case q.Outcome == request.Shapeless:
		w.violation(d, &check.Violation{Kind: check.WrongType, Node: q.Body(), Constraint: -1, Values: objectOnly})
	case w.form == httpFile && q.Body() == document.None:
		w.report.Skipped++ // the body would have told, and why there is none is said elsewhere
	default:
		w.report.Skipped++
		w.unmatched(q)
	}
	for _, id := range d.secrets {
		w.violation(d, &check.Violation{Kind: check.Secret, Node: id, Constraint: -1})
	}
}

var objectOnly = []string{document.Object.String()}

// violation reports one violation.
func (w *writer) violation(d *examined, v *check.Violation) {
	if v.Kind == check.Unknown && v.Node == d.request.Schema {
		return // it is for editors, and no parameter
	}
	s := subject{violation: v, op: d.op, constraint: &noConstraint}
	key := v.Key || v.Kind == check.Unknown
	s.place = w.placeOf(&d.request, v.Node, v.Name, key)
	rule := ruleOf(v.Kind, s.place.isWhole() && s.place.in == request.Body)
	f := Finding{Severity: rule.Severity}
	s.rule = rule.ID
	if v.Constraint >= 0 {
		s.constraint = d.op.Constraint(v.Constraint)
		s.rule, f.Severity = s.constraint.Rule, Severity(s.constraint.Severity)
	}
	if w.passes(&s) {
		return
	}
	wd := w.say(&s)
	f.Message, f.Detail = wd.compose(&s.place, s.constraint)
	f.Rule = s.rule
	f.Code = s.place.fill(s.constraint.Code, s.constraint, "")
	f.Status = s.constraint.Status
	f.Constraint = s.constraint.ID
	f.Provenance = string(s.constraint.Provenance)
	f.In, f.Parameter, f.Pointer = s.place.in, s.place.parameter(), s.place.pointer()
	if f.In == request.Header && strings.EqualFold(f.Parameter, s.constraint.Parameter) {
		f.Parameter = s.constraint.Parameter // headers have no letter case
	}
	if v.Kind == check.Secret && v.Constraint < 0 {
		f.Provenance = string(spec.Inferred)
	}
	if s.op != nil {
		f.Operation = s.op.ID
		if f.Constraint != "" || f.Rule == unknownParameter.ID {
			f.Doc = Doc(s.op.Doc)
		}
	}
	f.Related = w.related(d, v)
	if v.Kind == check.Secret {
		s.place.span = w.sources.writtenAt(s.place.span)
	}
	f.Fixes = w.fixes(&s)
	if w.reveal && v.Name == "" && w.tree.HasName(v.Node) {
		f.NameLine = w.sources.locate(w.tree.NameSpan(v.Node)).start.Line
	}
	w.add(f, s.place.span)
}

// ruleOf is the rule for a violation that no constraint assigns to one.
func ruleOf(kind check.Kind, isBody bool) Rule {
	switch kind {
	case check.WrongType:
		if isBody {
			return invalidBody
		}
		return wrongType
	case check.InvalidValue:
		return invalidValue
	case check.OutOfRange:
		return outOfRange
	case check.NotMultipleOf:
		return notMultipleOf
	case check.InvalidLength:
		return invalidLength
	case check.InvalidPattern:
		return invalidPattern
	case check.InvalidSize:
		return invalidSize
	case check.Missing:
		return missingParameter
	case check.Conflict:
		return conflictingParameters
	case check.Unknown:
		return unknownParameter
	case check.Deprecated:
		return deprecatedParameter
	case check.Reserved:
		return reservedParameter
	case check.Secret:
		return literalSecret
	}
	return suspiciousValue
}

// passes tells whether a violation is nothing to report after all.
func (w *writer) passes(s *subject) bool {
	v := s.violation
	switch v.Kind {
	case check.Secret:
		// What is inside a secret of the wrong type is part of that mistake.
		inside := v.Constraint >= 0 && !s.place.matches(s.constraint.Parameter)
		return inside || !w.writtenOut(v.Node)
	case check.Unknown:
		return s.place.in == request.Header && w.isHeader(s)
	case check.Missing:
		return s.place.in == request.Header && len(s.place.steps) == s.place.depth+1 && w.hasHeader(v)
	}
	return w.isKnown(s) || s.rule == suspiciousValue.ID && w.fillsIn(s)
}

// fillsIn tells whether a secret is yet to be filled in, so that its form says
// nothing.
func (w *writer) fillsIn(s *subject) bool {
	id := s.violation.Node
	return !s.violation.Key && s.constraint.Provenance != spec.Documented && w.tree.Kind(id) == document.String &&
		w.hides(w.tree.Span(id)) && looksLike(w.tree.Text(id), '[', ']')
}

// hasHeader tells whether the header that is said to be missing stands there in
// another letter case.
func (w *writer) hasHeader(v *check.Violation) bool {
	t := w.tree
	for c := t.First(v.Node); c != t.End(v.Node); c = t.Next(c) {
		if strings.EqualFold(string(t.Name(c)), v.Name) {
			return true
		}
	}
	return false
}

// isHeader holds for a header in another letter case, which is the same
// header, and for any where the page documents none: requests have more
// headers than an operation's page speaks of.
func (w *writer) isHeader(s *subject) bool {
	names := s.violation.Values
	return len(names) == 0 || slices.ContainsFunc(names, func(documented string) bool {
		return strings.EqualFold(string(w.tree.Name(s.violation.Node)), documented)
	})
}

// undocumented reports the members of locations of which the page documents
// nothing at all. Headers and cookies are left alone: every request has some.
func (w *writer) undocumented(d *examined) {
	t := w.tree
	for _, part := range d.request.Parts {
		if part.In == request.Header || part.In == request.Cookie || d.op.Shape(part.In) != nil || t.Kind(part.Node) != document.Object {
			continue
		}
		for c := t.First(part.Node); c != t.End(part.Node); c = t.Next(c) {
			w.violation(d, &check.Violation{Kind: check.Unknown, Node: c, Constraint: -1})
		}
	}
}

// related are the places of other values that a violation depends on.
func (w *writer) related(d *examined, v *check.Violation) []Related {
	list := make([]Related, 0, len(v.Related))
	for _, id := range v.Related {
		p := w.placeOf(&d.request, id, "", false)
		message := p.subject() + " is given here"
		if w.tree.Kind(id) < document.Array {
			message = p.subject() + " is " + w.value(id)
		}
		list = append(list, w.relatedAt(p.span, message))
	}
	return list
}

func (w *writer) relatedAt(span source.Span, message string) Related {
	at := w.sources.locate(span)
	return Related{
		File: at.report.Name, Line: at.start.Line, Column: at.start.Column,
		EndLine: at.end.Line, EndColumn: at.end.Column, Message: message,
	}
}

// add adds a finding at its place.
func (w *writer) add(f Finding, span source.Span) {
	var on bool
	if f.Severity, on = w.linter.severities.Of(&f); !on {
		w.report.Off++
		return
	}
	at := w.sources.locate(span)
	f.File, f.Span, f.Request = at.report.Name, at.span, w.request
	f.Line, f.Column, f.EndLine, f.EndColumn = at.start.Line, at.start.Column, at.end.Line, at.end.Column
	if f.Related == nil {
		f.Related = []Related{}
	}
	if f.Fixes == nil {
		f.Fixes = []Fix{}
	}
	at.report.Findings = append(at.report.Findings, f)
}

// expect makes room for findings.
func (w *writer) expect(n int) {
	if n > 0 {
		w.report.Findings = slices.Grow(w.report.Findings, n)
	}
}

// sort brings the findings into the order of the report, in which nothing is
// left to chance, and drops what is said twice. Findings are large, so their
// order is found first and each is moved once.
func (r *FileReport) sort() {
	found := r.Findings
	if len(found) == 0 {
		r.Findings = nil
		return
	}
	order := make([]*Finding, len(found))
	for i := range found {
		order[i] = &found[i]
	}
	slices.SortFunc(order, compare)
	order = slices.CompactFunc(order, func(a, b *Finding) bool { return saysTheSame(a, b) })
	sorted := make([]Finding, len(order))
	for i, f := range order {
		sorted[i] = *f
	}
	r.Findings = sorted
}

// saysTheSame tells whether two findings look alike to whoever reads them: by a
// YAML alias, one place is that of several values.
func saysTheSame(a, b *Finding) bool {
	return a.Span == b.Span && a.Rule == b.Rule && a.Constraint == b.Constraint && a.Message == b.Message && a.Detail == b.Detail
}

func compare(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Span.End, b.Span.End),
		cmp.Compare(a.Constraint, b.Constraint),
		cmp.Compare(a.Message, b.Message),
		cmp.Compare(a.Detail, b.Detail),
		cmp.Compare(a.Pointer, b.Pointer),
	)
}
