package rules

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// sayUnknown says what a member that is not documented could have been meant
// to be: another name here, the same name elsewhere, or one that only other
// sources know.
func (w *writer) sayUnknown(s *subject, wd *wording) {
	wd.expected = ""
	wd.clause = "is not a documented " + kindOfParameter(s.place.in)
	id := s.violation.Node
	if !w.tree.HasName(id) || w.hides(w.tree.NameSpan(id)) {
		return
	}
	written := string(w.tree.Name(id))
	here := w.shapeOf(s, w.tree.Parent(id))
	names := s.violation.Values
	if here != nil {
		names = here.Names
	}
	extra := w.extra(s)
	near, match := nearest.Of(written, names)
	var places []string
	if match != nearest.Style && extra == nil {
		places = elsewhere(s, written)
	}
	if match == nearest.Far {
		near = w.part(id, written, names)
	}
	switch {
	case match == nearest.Style, near != "" && extra == nil && len(places) == 0:
		wd.advice = append(wd.advice, "did you mean "+near+"?")
	case extra == nil:
		wd.advice = adviseElsewhere(s, places, names, wd.advice)
	}
	if extra != nil {
		known := "known from " + extra.Source
		if extra.Hint != "" {
			known += ": " + extra.Hint
		}
		wd.advice = append(wd.advice, known)
	}
}

// part is the documented name that the written one is a part of, or that is a
// part of it, unless the object has that too. Empty for none.
func (w *writer) part(id document.ID, written string, names []string) string {
	near, t := nearest.Part(written, names), w.tree
	if near == "" {
		return ""
	}
	object := t.Parent(id)
	for c := t.First(object); c != t.End(object); c = t.Next(c) {
		if string(t.Name(c)) == near {
			return ""
		}
	}
	return near
}

// elsewhere are the other places where the same name is documented. Such a
// name is no slip of the pen, however near it is to another.
func elsewhere(s *subject, written string) (places []string) {
	for _, p := range s.op.Named(written) {
		switch {
		case p.In != s.place.in && p.In == request.Body:
			places = append(places, "in the body as "+p.Name)
		case p.In != s.place.in:
			places = append(places, "in the "+p.In+" as "+p.Name)
		case !s.place.matches(p.Name):
			places = append(places, "as "+p.Name)
		}
	}
	return places
}

// adviseElsewhere names the places where the same name is documented, or else
// the names that are documented here.
func adviseElsewhere(s *subject, places, names, advice []string) []string {
	switch {
	case len(places) > maxPlaces:
		return append(advice, "it is documented elsewhere, "+places[0]+" among others")
	case len(places) > 0:
		return append(advice, "it is documented "+strings.Join(places, " and "))
	case s.constraint.Advice == "" && len(names) > 0 && len(names) <= maxListed:
		return append(advice, "documented here: "+strings.Join(names, ", "))
	}
	return advice
}

// maxPlaces is how many other places of a name a message lists.
const maxPlaces = 2

// kindOfParameter is what a parameter of a location is called.
func kindOfParameter(in string) string {
	switch in {
	case request.Body, "":
		return "parameter"
	case request.FormData:
		return "form parameter"
	}
	return in + " parameter"
}

// shapeOf is what is documented at a value.
func (w *writer) shapeOf(s *subject, id document.ID) *spec.Shape {
	if s.op == nil {
		return nil
	}
	shape := s.op.Shape(s.place.in)
	var path []document.ID
	for n := id; n != document.None; n = w.tree.Parent(n) {
		path = append(path, n)
	}
	for i := len(path) - 2 - s.place.depth; i >= 0; i-- {
		if w.tree.HasName(path[i]) {
			shape = shape.Member(w.tree.Name(path[i]))
		} else {
			shape = shape.Item()
		}
	}
	return shape
}

// extra is the entry for a parameter that only other sources know, nil if
// there is none.
func (w *writer) extra(s *subject) *spec.Extra {
	extras := s.op.Extras()
	for i := range extras {
		if extras[i].In == s.place.in && s.place.matches(extras[i].Parameter) {
			return &extras[i]
		}
	}
	return nil
}

// matches tells whether the place is one that a documented dotted name stands for.
func (p *place) matches(dotted string) bool {
	return stepsMatch(p.steps[p.depth:], dotted)
}

func stepsMatch(steps []step, dotted string) bool {
	documented := spec.Steps(dotted)
	if len(documented) != len(steps) {
		return false
	}
	for i, d := range documented {
		switch s := steps[i]; {
		case d == spec.AnyItem && !s.member, d == spec.AnyKey && s.member:
		case !s.member || s.name != d:
			return false
		}
	}
	return true
}
