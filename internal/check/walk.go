package check

import (
	"bytes"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
)

// subject is what is judged: a value, or the name of a member, which is a string.
type subject struct {
	id  document.ID
	key bool
}

func (x subject) kind(t *document.Tree) document.Kind {
	if x.key {
		return document.String
	}
	return t.Kind(x.id)
}

func (x subject) text(t *document.Tree) []byte {
	if x.key {
		return t.Name(x.id)
	}
	return t.Text(x.id)
}

// visit judges a value by the schema of its location.
func (s *scan) visit(location *sub, x subject) {
	n := location.node()
	if n.idle() {
		return
	}
	at := s.enter(n, x)
	s.judge(n, x, at)
	s.slots = s.slots[:at]
}

// enter looks up the members that the checks of this location name. It returns
// where they begin in s.slots; the caller cuts that off again.
func (s *scan) enter(n *node, x subject) (at int) {
	at = len(s.slots)
	f := &n.place.frame
	if len(f.names) == 0 || x.kind(s.t) != document.Object {
		return at
	}
	for range f.names {
		s.slots = append(s.slots, document.None)
	}
	slots := s.slots[at:]
	for c, end := s.t.First(x.id), s.t.End(x.id); c != end; c = s.t.Next(c) {
		if i := find(f, s.t.Name(c)); i >= 0 {
			slots[i] = c // of duplicates the last
		}
	}
	return at
}

// judge reports all that is wrong with a value at the location that n shares:
// first what the value and those below are by themselves, then conditions.
func (s *scan) judge(n *node, x subject, at int) {
	missing := s.missing
	if !s.assert(n, x, at) {
		return
	}
	for _, sub := range n.also {
		if !s.assert(sub, x, at) {
			return
		}
	}
	if len(n.conditions) > 0 {
		s.conditions(n.conditions, x, at, missing)
	}
	if len(n.lints) > 0 && s.depth == 0 {
		s.lint(n.lints, x, at, missing)
	}
}

// assert reports what n itself finds wrong. It is false where nothing more can
// be said of the value: its type is wrong, or it is unknown.
func (s *scan) assert(n *node, x subject, at int) bool {
	if n.marks != nil && s.depth == 0 {
		s.marks(n.marks, x)
	}
	if n.never {
		s.report(Violation{Kind: Conflict, Constraint: n.constraint}, x)
		return false
	}
	if !n.assertsItself() && n.marks == nil {
		return true
	}
	if s.depth > 0 && s.unknown(x) {
		return false
	}
	kind := x.kind(s.t)
	if kind == document.Number {
		return s.number(n, x)
	}
	if n.types != 0 && n.types&(1<<kind) == 0 {
		return s.wrongType(n, x)
	}
	s.enum(n, x)
	switch {
	case kind == document.String && n.text != nil:
		s.text(n.text, x)
	case kind == document.Array && n.items != nil:
		s.array(n.items, x)
	case kind == document.Object && n.members != nil:
		s.object(n, x, at)
	}
	return true
}

// wrongType reports a type, unless a placeholder stands for the scalar, or for
// a value of any kind. It is always false, as assert is then.
func (s *scan) wrongType(n *node, x subject) bool {
	if !s.vague(x) && (n.types&scalarTypes == 0 || !s.placeholder(x)) {
		s.report(Violation{Kind: WrongType, Constraint: n.typeConstraint, Values: n.types.names()}, x)
	}
	return false
}

func (s *scan) enum(n *node, x subject) {
	for _, e := range n.enums {
		if !e.match(s.t, x) && !s.partly(x) {
			s.report(Violation{Kind: InvalidValue, Constraint: e.constraint, Values: e.texts}, x)
		}
	}
}

// vague tells whether a placeholder stands for a value of any kind.
func (s *scan) vague(x subject) bool { return !x.key && s.t.IsVague(x.id) }

// placeholder tells whether one stands for the scalar, or for part of it.
func (s *scan) placeholder(x subject) bool {
	return x.kind(s.t) == document.String && (s.vague(x) || placeholder.In(x.text(s.t)))
}

// partly tells whether a placeholder stands for the value or within it.
func (s *scan) partly(x subject) bool {
	if x.key || s.t.Kind(x.id) < document.Array {
		return s.placeholder(x)
	}
	for id, end := s.t.First(x.id), s.t.End(x.id); id != end; id++ {
		if s.placeholder(subject{id: id}) || s.t.HasName(id) && s.placeholder(subject{id: id, key: true}) {
			return true
		}
	}
	return false
}

func (s *scan) number(n *node, x subject) bool {
	text := x.text(s.t)
	v, ok := decimal.Parse(text)
	if !ok {
		return false // only a format other than JSON could spell it so
	}
	if n.types != 0 && !n.types.number(&v) {
		return s.wrongType(n, x)
	}
	s.enum(n, x)
	for i := range n.numbers {
		c := &n.numbers[i]
		if c.allows(&v) {
			continue
		}
		wrong := Violation{Kind: c.op.kind(), Constraint: c.constraint}
		if c.op == multipleOf {
			wrong.Values = n.multiples(&v)
		} else {
			wrong.Values = n.legal(&v)
		}
		s.report(wrong, x)
	}
	if n.marks != nil && n.marks.spelling.on && s.depth == 0 && v.IsInteger() && bytes.ContainsAny(text, ".eE") {
		s.report(Violation{Kind: Spelling, Advisory: true, Constraint: n.marks.spelling.constraint}, x)
	}
	return true
}

// number tells whether the types have this number.
func (t typeSet) number(v *decimal.Decimal) bool {
	return t&(1<<document.Number) != 0 || t&integerType != 0 && v.IsInteger()
}

func (c *numberCheck) allows(v *decimal.Decimal) bool {
	switch c.op {
	case minimum:
		return v.Compare(&c.limit) >= 0
	case maximum:
		return v.Compare(&c.limit) <= 0
	case exclusiveMinimum:
		return v.Compare(&c.limit) > 0
	case exclusiveMaximum:
		return v.Compare(&c.limit) < 0
	}
	return v.IsMultipleOf(&c.limit)
}

func (op numberOp) kind() Kind {
	if op == multipleOf {
		return NotMultipleOf
	}
	return OutOfRange
}

func (s *scan) text(c *textCheck, x subject) {
	text := x.text(s.t)
	if constraint, ok := c.length.text(text); !ok && !s.placeholder(x) {
		s.report(Violation{Kind: InvalidLength, Constraint: constraint}, x)
	}
	if c.pattern == nil || c.pattern.match(text) || s.placeholder(x) {
		return
	}
	// An empty string that is too short is not also badly formed.
	if len(text) > 0 || !s.doubted(x) {
		wrong := Violation{Kind: InvalidPattern, Constraint: c.patternConstraint}
		if char := c.pattern.offender(text); char != "" {
			wrong.Values = []string{char}
		}
		s.report(wrong, x)
	}
}

// allows tells whether a count is within the bounds, or which constraint it breaks.
func (b *bounds) allows(n int) (constraint int, ok bool) {
	switch {
	case n < b.min:
		return b.minConstraint, false
	case n > b.max:
		return b.maxConstraint, false
	}
	return -1, true
}

// text is allows for the number of characters, which are only counted where
// the number of bytes does not decide.
func (b *bounds) text(text []byte) (constraint int, ok bool) {
	if n := len(text); n <= b.max && (n+3)/4 >= b.min {
		return -1, true
	}
	return b.allows(utf8.RuneCount(text))
}

func (s *scan) array(c *arrayCheck, x subject) {
	if constraint, ok := c.size.allows(s.t.Size(x.id)); !ok {
		s.reportSize(constraint, x)
	}
	if c.each == nil || s.t.Size(x.id) == 0 || c.each.node().idle() {
		return
	}
	for e, end := s.t.First(x.id), s.t.End(x.id); e != end; e = s.t.Next(e) {
		s.visit(c.each, subject{id: e})
	}
}

func (s *scan) reportSize(constraint int, x subject) {
	if s.depth == 0 || !s.has(x.id, doubtSize) {
		s.report(Violation{Kind: InvalidSize, Constraint: constraint}, x)
	}
}
