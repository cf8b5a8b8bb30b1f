package rules

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
)

// leftovers reports the placeholders of a document that no variable filled in.
func (w *writer) leftovers(d *examined) {
	t := w.tree
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
	for ref := range placeholder.All(text) {
		if !ref.Sure {
			continue
		}
		shown := quote(text[ref.Start:ref.End])
		if w.hides(p.span) && ref.End-ref.Start < len(text) {
			shown = "a placeholder" // beside it stands what is not shown
		}
		f.Message = p.subject() + " still holds " + shown
		f.Detail = "write the value, or give it with --var " + ref.Name + "=VALUE or --env-file"
		if ref.Name == "" || strings.ContainsAny(ref.Name, " $\"'") {
			f.Detail = "write the value; what fills it in is not known here"
		}
		break
	}
	w.add(f, p.span)
}
