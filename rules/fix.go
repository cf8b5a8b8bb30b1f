package rules

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// This file decides which mistakes can be mended, and by what. How that is
// written into a file is the matter of the other files fix….go.

// repair is a fix in terms of the tree's text. Without changes it is none.
type repair struct {
	title   string
	safe    bool
	changes []change
}

// change puts text in the place of a span of the tree's text.
type change struct {
	span source.Span
	text string
}

// fixes are the sets of edits each of which mends a violation: one at most.
func (w *writer) fixes(s *subject) []Fix {
	if s.op == nil {
		return nil
	}
	return w.fix(s.place.span, w.repair(s))
}

func (w *writer) repair(s *subject) repair {
	v := s.violation
	switch {
	case v.Kind == check.Secret:
	case v.Kind == check.Missing:
		return w.addDefault(s)
	case v.Kind == check.Unknown:
		return w.rename(s)
	case v.Key:
	case s.rule == deprecatedParameter.ID, s.rule == reservedParameter.ID, s.rule == ineffectiveParameter.ID:
		return w.takeOut(s)
	case !w.isOpen(v.Node):
	case v.Kind == check.Spelling:
		return w.respell(s)
	case v.Kind == check.InvalidValue:
		return w.correct(s)
	case s.rule == suspiciousValue.ID: // it may be what is meant
	case v.Kind == check.WrongType:
		return w.retype(s)
	case v.Kind == check.OutOfRange, v.Kind == check.NotMultipleOf:
		return w.round(s)
	}
	return repair{}
}

// isOpen tells whether a value is a scalar that may be shown and is known.
func (w *writer) isOpen(id document.ID) bool {
	t := w.tree
	return t.Kind(id) < document.Array && !t.IsVague(id) && !w.hides(t.Span(id))
}

// correct writes the legal value that was probably meant.
func (w *writer) correct(s *subject) repair {
	id := s.violation.Node
	values := s.constraint.Values
	if len(values) == 0 {
		values = s.violation.Values
	}
	text := w.tree.Text(id)
	value, ok := closestValue(text, values)
	if !ok || w.tree.Kind(id) != document.String || isAmbiguous(string(text), value, values) {
		return repair{}
	}
	isStyle, isListed := nearest.Compare(string(text), value) == nearest.Style, s.rule != suspiciousValue.ID
	if !isStyle && !isListed {
		return repair{} // the page allows other values
	}
	return repair{
		title: "write " + quote([]byte(value)), safe: isStyle && isListed,
		changes: w.rewrite(s, id, value, document.String),
	}
}

// isAmbiguous tells whether another name differs from the text in style only, as
// near does.
func isAmbiguous(text, near string, names []string) bool {
	if nearest.Compare(text, near) != nearest.Style {
		return false
	}
	isCase := strings.EqualFold(text, near)
	return slices.ContainsFunc(names, func(n string) bool {
		return n != near && nearest.Compare(text, n) == nearest.Style && strings.EqualFold(text, n) == isCase
	})
}

// retype gives a scalar the type that is documented, where it is plain what is
// meant.
func (w *writer) retype(s *subject) repair {
	id, want, kind := s.violation.Node, s.wanted(), w.tree.Kind(s.violation.Node)
	r := repair{title: "put it in quotes", safe: true}
	value, to := string(w.written(id)), document.String
	switch {
	case s.place.isWhole(), w.tree.Span(id).End-w.tree.Span(id).Start > maxValue:
		return repair{}
	case kind == document.String:
		if value, to, r.safe = s.read(string(w.tree.Text(id))); value == "" {
			return repair{}
		}
		if r.title = "write " + value; w.quoted(id) && value == string(w.tree.Text(id)) {
			r.title = "remove the quotes"
		}
	case kind == document.Null || !want.isText():
		return repair{}
	}
	if values := s.legalValues(); values == nil || slices.Contains(values, value) {
		r.changes = w.rewrite(s, id, value, to)
	}
	return r
}

// read is the number or boolean that a string stands for where one is wanted,
// "" for none. It is safe to take it for that unless it is a word of YAML 1.1.
func (s *subject) read(text string) (value string, kind document.Kind, safe bool) {
	want := s.wanted()
	whole := !slices.Contains(s.violation.Values, document.Number.String())
	switch {
	case want.has(document.Number) && isNumber([]byte(text)) && (!whole || strings.Trim(text, "-0123456789") == ""):
		return text, document.Number, true
	case !want.has(document.Bool) || !isYes([]byte(text)):
		return "", 0, false
	}
	switch word := strings.ToLower(text); word {
	case "true", "false":
		return word, document.Bool, true
	case "y", "yes", "on":
		return "true", document.Bool, false
	}
	return "false", document.Bool, false
}

// round writes the legal number nearest to the one that is given, of two that
// are equally near the larger.
func (w *writer) round(s *subject) repair {
	id, values := s.violation.Node, s.violation.Values
	if w.tree.Kind(id) != document.Number || len(values) == 0 {
		return repair{}
	}
	value := values[0]
	if len(values) > 1 && !isNearer(w.tree.Text(id), value, values[1]) {
		value = values[1]
	}
	return repair{title: "write " + value, changes: w.rewrite(s, id, value, document.Number)}
}

// isNearer tells whether a whole number is nearer to the one below it than to
// the one above.
func isNearer(spelling []byte, below, above string) bool {
	n, _ := strconv.Atoi(wholeNumber(spelling))
	low, _ := strconv.Atoi(below)
	high, _ := strconv.Atoi(above)
	return n-low < high-n
}

// respell writes an integer without a fraction or exponent.
func (w *writer) respell(s *subject) repair {
	id := s.violation.Node
	value := wholeNumber(w.tree.Text(id))
	if value == "" {
		return repair{}
	}
	return repair{title: "write " + value, changes: w.rewrite(s, id, value, document.Number)}
}

// rename gives a member the one documented name that is close to its own and
// that the object does not have.
func (w *writer) rename(s *subject) repair {
	id := s.violation.Node
	if !w.tree.HasName(id) || w.hides(w.tree.NameSpan(id)) {
		return repair{}
	}
	written, object := string(w.tree.Name(id)), w.tree.Parent(id)
	names := s.violation.Values
	if here := w.shapeOf(s, object); here != nil {
		names = here.Names
	}
	near, match := nearest.Of(written, names)
	switch {
	case match == nearest.Far, isAmbiguous(written, near, names):
		return repair{}
	case match == nearest.Typo && (w.extra(s) != nil || len(elsewhere(s, written)) > 0):
		return repair{} // it is a name, of something else
	}
	if in := w.namesIn(object, names); in.given[near] > 0 || in.meant[near] != 1 || in.merged {
		return repair{}
	}
	return repair{title: "rename it to " + near, safe: true, changes: w.rewriteName(s, id, near)}
}

// takeOut removes a parameter that does nothing.
func (w *writer) takeOut(s *subject) repair {
	id := s.violation.Node
	if p := s.parameter(); s.place.isWhole() || !w.tree.HasName(id) || p != nil && p.Required {
		return repair{}
	}
	if object := w.tree.Parent(id); s.rule == ineffectiveParameter.ID {
		if here := w.shapeOf(s, object); here == nil || w.namesIn(object, here.Names).given[string(w.tree.Name(id))] > 1 {
			return repair{} // another one of that name would count then
		}
	}
	return repair{title: "remove " + s.place.parameter(), changes: w.remove(w.notationIn(s.place.in), id)}
}

// addDefault writes out what the provider takes for a parameter that is not
// given.
func (w *writer) addDefault(s *subject) repair {
	object, name := s.violation.Node, s.violation.Name
	p, here := s.parameter(), w.shapeOf(s, object)
	if p == nil || p.Default == "" || p.Secret || p.Deprecated || p.Reserved || len(p.Default) > maxValue || here == nil {
		return repair{}
	}
	if in := w.namesIn(object, here.Names); in.given[name] > 0 || in.meant[name] > 0 {
		return repair{}
	}
	return repair{
		title:   "add " + name + " with its default, " + p.Default,
		changes: w.insert(w.notationIn(s.place.in), object, name, p.Default),
	}
}

// parameter is the one that is documented at the place, nil for none.
func (s *subject) parameter() *spec.Parameter {
	list := s.op.Parameters()
	for i := range list {
		if list[i].In == s.place.in && s.place.matches(list[i].Name) {
			return &list[i]
		}
	}
	return nil
}

// names are those of the members of an object.
type names struct {
	given map[string]int // counts them
	// meant counts the members that are not documented, by the documented name
	// that each is close to.
	meant map[string]int
	// merged tells that a merge key of YAML may bring others, or these into another
	// object, by which names are given.
	merged bool
}

// namesIn reads the names of an object once.
func (w *writer) namesIn(object document.ID, documented []string) *names {
	if in := w.fixer.names[object]; in != nil {
		return in
	}
	t := w.tree
	in := &names{given: map[string]int{}, meant: map[string]int{}}
	in.merged = t.Format == document.YAML && w.isMerged(object)
	for c := t.First(object); c != t.End(object); c = t.Next(c) {
		name := string(t.Name(c))
		in.given[name]++
		if !slices.Contains(documented, name) {
			if near, match := nearest.Of(name, documented); match != nearest.Far {
				in.meant[near]++
			}
		}
	}
	if w.fixer.names == nil {
		w.fixer.names = map[document.ID]*names{}
	}
	w.fixer.names[object] = in
	return in
}

// fixer is what fixes need to know of a tree, found when it is first needed.
type fixer struct {
	names    map[document.ID]*names
	children map[document.ID][]document.ID
	// differ has the first of members of one name that are not all the same.
	differ map[document.ID]bool
	shared *shared
}

// fix makes a repair a fix of the file that the span at stands in. There is none
// where a change touches text that was not copied from there, or is hidden.
func (w *writer) fix(at source.Span, r repair) []Fix {
	if len(r.changes) == 0 {
		return nil
	}
	f := Fix{Title: r.title, Safe: r.safe, Edits: make([]Edit, 0, len(r.changes))}
	report := w.sources.reportOn(at)
	for _, c := range r.changes {
		in, span, ok := w.sources.original(c.span)
		if !ok || in != report || w.hides(c.span) || overlaps(in.Hidden, span) || w.isShared(c.span) {
			return nil
		}
		f.Edits = append(f.Edits, Edit{Start: span.Start, End: span.End, Text: c.text})
	}
	return []Fix{f}
}

// overlaps tells whether a span and one of some sorted ranges have a byte in
// common, or whether the span is empty and inside of one.
func overlaps(list []Range, span source.Span) bool {
	i := sort.Search(len(list), func(i int) bool { return list[i].End > span.Start })
	return i < len(list) && list[i].Start < span.End
}
