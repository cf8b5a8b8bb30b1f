package check

import (
	"math"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
)

// verdict is the answer to whether a value matches a schema. Of several that
// must all match the least counts, of alternatives the greatest.
type verdict int8

const (
	no      verdict = -1
	unknown verdict = 0
	yes     verdict = 1
)

func verdictOf(ok bool) verdict {
	if ok {
		return yes
	}
	return no
}

// eval tells whether a value matches n, without reporting anything. A value
// that is a placeholder, or reported as wrong, is unknown.
func (s *scan) eval(n *node, x subject, at int) verdict {
	v := s.evalSelf(n, x, at)
	for i := 0; i < len(n.also) && v != no; i++ {
		v = min(v, s.evalSelf(n.also[i], x, at))
	}
	for i := 0; i < len(n.conditions) && v != no; i++ {
		v = min(v, s.evalCondition(n.conditions[i], x, at))
	}
	return v
}

// evalAt is eval of a value at a location of its own.
func (s *scan) evalAt(location *sub, x subject) verdict {
	n := location.node()
	if !n.asserts() {
		return yes
	}
	at := s.enter(n, x)
	v := s.eval(n, x, at)
	s.slots = s.slots[:at]
	return v
}

func (s *scan) evalCondition(c *condition, x subject, at int) verdict {
	switch c.kind {
	case notMet:
		return -s.eval(c.when, x, at)
	case anyMet:
		return s.anyOf(c, x, at)
	}
	met := yes
	if c.when != nil {
		met = s.eval(c.when, x, at)
	}
	then, els := yes, yes
	if c.then != nil && met != no {
		then = s.eval(c.then, x, at)
	}
	if c.els != nil && met != yes {
		els = s.eval(c.els, x, at)
	}
	switch {
	case met == yes, met == unknown && then == els:
		return then
	case met == no:
		return els
	}
	return unknown
}

func (s *scan) anyOf(c *condition, x subject, at int) verdict {
	v := no
	for i := 0; i < len(c.branches) && v != yes; i++ {
		v = max(v, s.eval(c.branches[i], x, at))
	}
	return v
}

// evalSelf leaves out what stands in place.
func (s *scan) evalSelf(n *node, x subject, at int) verdict {
	if n.never {
		return no
	}
	if !n.assertsItself() {
		return yes
	}
	kind := x.kind(s.t)
	if s.unknown(x) {
		if n.types != 0 && n.types&scalarTypes == 0 && !s.doubted(x) && !s.vague(x) {
			return no // no placeholder in quotes stands for an object or an array
		}
		return unknown
	}
	if kind == document.Number {
		return s.evalNumber(n, x)
	}
	if n.types != 0 && n.types&(1<<kind) == 0 {
		return no
	}
	v := s.evalEnums(n, x)
	switch {
	case v == no:
	case kind == document.String && n.text != nil:
		return n.text.eval(x.text(s.t))
	case kind == document.Array && n.items != nil:
		v = min(v, s.evalArray(n.items, x))
	case kind == document.Object && n.members != nil:
		v = min(v, s.evalObject(n, x, at))
	}
	return v
}

func (s *scan) evalEnums(n *node, x subject) verdict {
	for _, e := range n.enums {
		if e.match(s.t, x) {
			continue
		}
		if s.partly(x) {
			return unknown
		}
		return no
	}
	return yes
}

func (s *scan) evalNumber(n *node, x subject) verdict {
	v, ok := decimal.Parse(x.text(s.t))
	if !ok {
		return unknown
	}
	if n.types != 0 && !n.types.number(&v) || s.evalEnums(n, x) == no {
		return no
	}
	for i := range n.numbers {
		if !n.numbers[i].allows(&v) {
			return no
		}
	}
	return yes
}

func (c *textCheck) eval(text []byte) verdict {
	_, ok := c.length.text(text)
	return verdictOf(ok && (c.pattern == nil || c.pattern.match(text)))
}

// evalSize judges the size of an array or object; one that was reported is unknown.
func (s *scan) evalSize(b *bounds, x subject) verdict {
	if b.min <= 0 && b.max == math.MaxInt {
		return yes
	}
	if s.has(x.id, doubtSize) {
		return unknown
	}
	size := s.t.Size(x.id)
	if s.t.Kind(x.id) == document.Object {
		size = distinct(s.t, x.id)
	}
	_, ok := b.allows(size)
	return verdictOf(ok)
}

func (s *scan) evalArray(c *arrayCheck, x subject) verdict {
	v := s.evalSize(&c.size, x)
	if c.each == nil || s.t.Size(x.id) == 0 || !c.each.node().asserts() {
		return v
	}
	for e, end := s.t.First(x.id), s.t.End(x.id); e != end && v != no; e = s.t.Next(e) {
		v = min(v, s.evalAt(c.each, subject{id: e}))
	}
	return v
}

func (s *scan) evalObject(n *node, x subject, at int) verdict {
	o := n.members
	v := s.evalSize(&o.size, x)
	for i := 0; i < len(o.required) && v != no; i++ {
		r := &o.required[i]
		if s.slots[at+r.slot] == document.None {
			v = min(v, s.evalAbsent(x, r.name))
		}
	}
	known := 0
	for i := 0; i < len(o.properties) && v != no; i++ {
		p := &o.properties[i]
		c := s.slots[at+p.slot]
		if c != document.None {
			known++
			v = min(v, s.evalAt(&p.sub, subject{id: c}))
		} else if s.advisory && s.isMissing(x.id, n.place.frame.names[p.slot]) && p.sub.node().asserts() {
			v = min(v, unknown) // it is expected to come
		}
	}
	if v != no && s.each(n, x, known) {
		v = min(v, s.evalMembers(n, x, at))
	}
	return v
}

// evalAbsent tells whether a member that is not there is there. A warning does
// not go by what is reported as missing: it is expected to come.
func (s *scan) evalAbsent(x subject, name string) verdict {
	if s.advisory && s.isMissing(x.id, name) {
		return unknown
	}
	return no
}

func (s *scan) evalMembers(n *node, x subject, at int) verdict {
	o := n.members
	v := yes
	for c, end := s.t.First(x.id), s.t.End(x.id); c != end && v != no; c = s.t.Next(c) {
		if o.names != nil {
			v = min(v, s.evalAt(o.names, subject{id: c, key: true}))
		}
		known := o.property(find(&n.place.frame, s.t.Name(c))) != nil
		for i := range o.patterns {
			if p := &o.patterns[i]; p.pattern.match(s.t.Name(c)) {
				known = true
				v = min(v, s.evalAt(p.sub, subject{id: c}))
			}
		}
		switch {
		case known:
		case o.others != nil:
			v = min(v, s.evalAt(o.others, subject{id: c}))
		case o.closed && isOpenName(s.t.Name(c)):
			v = min(v, unknown)
		case o.closed:
			v = no
		}
	}
	return v
}
