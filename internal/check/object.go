package check

import (
	"math"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
)

func (s *scan) object(n *node, x subject, at int) {
	o := n.members
	if o.size.min > 0 || o.size.max < math.MaxInt {
		if constraint, ok := o.size.allows(distinct(s.t, x.id)); !ok {
			s.reportSize(constraint, x)
		}
	}
	for i := range o.required {
		r := &o.required[i]
		if s.slots[at+r.slot] == document.None && (s.depth == 0 || !s.isMissing(x.id, r.name)) {
			s.report(Violation{Kind: Missing, Name: r.name, Constraint: r.constraint}, x)
		}
	}
	known := 0
	for i := range o.properties {
		p := &o.properties[i]
		if c := s.slots[at+p.slot]; c != document.None {
			known++
			s.visit(&p.sub, subject{id: c})
		}
	}
	if s.each(n, x, known) {
		s.members(n, x, at)
	}
}

// each tells whether the members must be looked at one by one, where so many
// were known by name.
func (s *scan) each(n *node, x subject, known int) bool {
	o := n.members
	if len(o.patterns) > 0 || o.names != nil {
		return true
	}
	return known < s.t.Size(x.id) && (o.selective() || len(s.t.Duplicates) > 0 || n.place.frame.folded)
}

// members judges names, members without a name of their own in the schema, and
// duplicates: object has judged the last of them.
func (s *scan) members(n *node, x subject, at int) {
	o := n.members
	for c, end := s.t.First(x.id), s.t.End(x.id); c != end; c = s.t.Next(c) {
		if o.names != nil {
			s.visit(o.names, subject{id: c, key: true})
		}
		slot := find(&n.place.frame, s.t.Name(c))
		own := o.property(slot)
		if own != nil && s.slots[at+slot] != c && s.depth == 0 {
			s.visit(own, subject{id: c})
		}
		known := own != nil
		for i := range o.patterns {
			if p := &o.patterns[i]; p.pattern.match(s.t.Name(c)) {
				known = true
				s.visit(p.sub, subject{id: c})
			}
		}
		if !known {
			s.stranger(o, c)
		}
	}
}

// stranger judges a member that the schema does not name.
func (s *scan) stranger(o *objectCheck, c document.ID) {
	if o.others != nil {
		s.visit(o.others, subject{id: c})
	}
	if !o.closed && (!o.sample.on || s.depth > 0) || isOpenName(s.t.Name(c)) {
		return
	}
	v := Violation{Kind: Unknown, Constraint: o.closedConstraint, Values: o.documented}
	if !o.closed {
		v.Advisory, v.Constraint = true, o.sample.constraint
	}
	s.report(v, subject{id: c, key: true})
}

// marks reports what is to be said of a value for being there.
func (s *scan) marks(m *marks, x subject) {
	if x.key {
		return
	}
	if m.deprecated.on {
		s.report(Violation{Kind: Deprecated, Advisory: true, Constraint: m.deprecated.constraint}, x)
	}
	if m.reserved.on {
		s.report(Violation{Kind: Reserved, Advisory: true, Constraint: m.reserved.constraint}, x)
	}
	if !m.secret.on {
		return
	}
	for id, end := x.id, s.t.Next(x.id); id != end; id++ {
		kind := s.t.Kind(id)
		if kind == document.Number || kind == document.String && len(s.t.Text(id)) > 0 && !s.placeholder(subject{id: id}) {
			s.report(Violation{Kind: Secret, Advisory: true, Constraint: m.secret.constraint}, subject{id: id})
		}
	}
}

// isOpenName tells whether a name is yet to be filled in. $schema and the like
// are names that tools know, as they stand.
func isOpenName(name []byte) bool {
	return placeholder.In(name) && (name[0] != '$' || name[1] < 'a' || name[1] > 'z')
}
