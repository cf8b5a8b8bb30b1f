package rules

import (
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/httpdoc"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
)

// leftovers reports the placeholders of a document that no variable filled in,
// and those of its request line, if it has one.
func (w *writer) leftovers(d *examined, q *httpdoc.Request) {
	t := w.tree
	if q != nil {
		w.leftoversOfLine(d, q.Line.Span)
	}
	for _, part := range d.request.Parts {
		for id, end := part.Node, t.Next(part.Node); id != end; id++ {
			if t.HasName(id) && id != part.Node {
				w.leftover(d, id, t.Name(id), true)
			}
			if t.Kind(id) == document.String {
				w.leftover(d, id, t.Text(id), false)
			}
		}
	}
}

// leftoversOfLine reports the placeholders of a request line that are no part of
// a parameter.
func (w *writer) leftoversOfLine(d *examined, line source.Span) {
	for ref := range placeholder.All(w.tree.Source[line.Start:line.End]) {
		span := source.Span{Start: line.Start + ref.Start, End: line.Start + ref.End}
		if !ref.Sure || w.isParameter(d, span) {
			continue
		}
		f := Finding{Severity: unresolvedPlaceholder.Severity, Rule: unresolvedPlaceholder.ID, Operation: d.request.Operation}
		f.Message = "the request line still holds " + quote(w.tree.Source[span.Start:span.End])
		f.Detail = howToFill(ref)
		w.add(f, span)
	}
}

// isParameter tells whether a span of the request line is within the value of a
// path or query parameter.
func (w *writer) isParameter(d *examined, span source.Span) bool {
	t := w.tree
	for _, part := range d.request.Parts {
		if part.In != request.Path && part.In != request.Query {
			continue
		}
		for c := t.First(part.Node); c != t.End(part.Node); c = t.Next(c) {
			if s := t.Span(c); s.Start <= span.Start && span.End <= s.End {
				return true
			}
		}
	}
	return false
}

// howToFill says what to do about a placeholder.
func howToFill(ref placeholder.Ref) string {
	if ref.Name == "" || strings.ContainsAny(ref.Name, " $\"'") {
		return "write the value; what fills it in is not known here"
	}
	return "write the value, or give it with --var " + ref.Name + "=VALUE or --env-file"
}

// leftover reports the first placeholder of a text, which is a value or, as a
// key, a member's name.
func (w *writer) leftover(d *examined, id document.ID, text []byte, key bool) {
	if !placeholder.In(text) {
		return
	}
	p := w.placeOf(&d.request, id, "", key)
	f := Finding{
		Severity: unresolvedPlaceholder.Severity, Rule: unresolvedPlaceholder.ID,
		Operation: d.request.Operation, In: p.in, Parameter: p.parameter(), Pointer: p.pointer(),
	}
	var refs []placeholder.Ref
	var shown []string
	for ref := range placeholder.All(text) {
		word := quote(text[ref.Start:ref.End])
		if ref.Sure && len(refs) < maxListed && !slices.Contains(shown, word) {
			refs, shown = append(refs, ref), append(shown, word)
		}
	}
	f.Message = p.subject() + " still holds " + strings.Join(shown, ", ")
	f.Detail = howToFill(refs[0])
	if w.hides(p.span) && refs[0].End-refs[0].Start < len(text) {
		f.Message = p.subject() + " still holds a placeholder" // beside it stands what is not shown
	}
	w.add(f, p.span)
}
