package check

import (
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
)

// conditions reports what breaks the conditions on a value, after all else was
// reported for it and those below. They do not depend on each other: each goes
// by what was wrong before.
func (s *scan) conditions(list []*condition, x subject, at, missing int) {
	outer, start := s.missingFrom, len(s.out)
	if s.depth == 0 {
		s.missingFrom = missing
	}
	s.depth++
	for _, c := range list {
		s.condition(c, x, at)
	}
	s.depth--
	if s.depth == 0 {
		s.missingFrom = outer
		s.dedupe(start)
		for i := start; i < len(s.out); i++ {
			s.doubt(&s.out[i])
		}
	}
}

func (s *scan) condition(c *condition, x subject, at int) {
	start := len(s.out)
	switch c.kind {
	case ifThen:
		met := yes
		if c.when != nil {
			met = s.eval(c.when, x, at)
		}
		if met == yes && c.then != nil {
			s.judge(c.then, x, at)
		}
		if met == no && c.els != nil {
			s.judge(c.els, x, at)
		}
	case notMet:
		if c.when == nil || s.eval(c.when, x, at) == yes {
			s.report(Violation{Kind: Conflict, Constraint: c.constraint}, x)
		}
	case anyMet:
		if s.anyOf(c, x, at) == no {
			s.report(Violation{Kind: Conflict, Constraint: c.constraint}, x)
		}
	}
	if s.depth == 1 && len(s.out) > start {
		s.explain(c, x, at, start)
	}
}

// explain moves a condition's violations to where its constraint wants them and
// adds what the condition depends on.
func (s *scan) explain(c *condition, x subject, at, start int) {
	var related []document.ID
	if c.when != nil && !x.key {
		related = s.depends(c.when, x, at, nil)
		slices.Sort(related)
	}
	for i := start; i < len(s.out); i++ {
		v := &s.out[i]
		if path := s.schema.blame[v.Constraint]; len(path) > 0 && !x.key {
			v.Node, v.Key = s.follow(x.id, path), false
		}
		v.Related = without(related, s.t, v.Node)
		if v.Kind == Conflict && v.Node != x.id {
			// The blame is on a part of the scope: what is within that is no other value.
			v.Related = outside(v.Related, s.t, v.Node)
		}
	}
}

// follow goes down a path of names as far as it exists.
func (s *scan) follow(id document.ID, path []string) document.ID {
	for _, name := range path {
		next := s.member(id, name)
		if next == document.None {
			break
		}
		id = next
	}
	return id
}

// without leaves out the blamed value and those around it.
func without(list []document.ID, t *document.Tree, blamed document.ID) []document.ID {
	around := func(id document.ID) bool { return id <= blamed && blamed < t.Next(id) }
	if !slices.ContainsFunc(list, around) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), around)
}

// outside leaves out what is within the blamed value.
func outside(list []document.ID, t *document.Tree, blamed document.ID) []document.ID {
	within := func(id document.ID) bool { return blamed < id && id < t.Next(blamed) }
	if !slices.ContainsFunc(list, within) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), within)
}

// depends collects the members by which a condition was met: those that its
// properties, and the names it requires, lead to.
func (s *scan) depends(n *node, x subject, at int, list []document.ID) []document.ID {
	if o := n.members; o != nil && s.t.Kind(x.id) == document.Object {
		for i := range o.properties {
			p := &o.properties[i]
			c := s.slots[at+p.slot]
			if c == document.None {
				continue
			}
			before := len(list)
			n := p.sub.node()
			inner := s.enter(n, subject{id: c})
			list = s.depends(n, subject{id: c}, inner, list)
			s.slots = s.slots[:inner]
			if len(list) == before {
				list = add(list, c)
			}
		}
		for _, r := range o.required {
			if c := s.slots[at+r.slot]; c != document.None && o.property(r.slot) == nil {
				list = add(list, c)
			}
		}
	}
	for _, sub := range n.also {
		list = s.depends(sub, x, at, list)
	}
	for _, c := range n.conditions {
		for _, branch := range c.branches {
			if s.eval(branch, x, at) == yes {
				list = s.depends(branch, x, at, list)
			}
		}
	}
	return list
}

func add(list []document.ID, id document.ID) []document.ID {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

// identity is what two violations share that say the same.
type identity struct {
	node       document.ID
	key        bool
	name       string
	constraint int
	kind       Kind
}

func identify(v *Violation) identity {
	id := identity{v.Node, v.Key, v.Name, v.Constraint, 0}
	switch {
	case v.Kind == Missing:
		id.constraint = -1 // whoever misses it, it is one thing
		id.kind = Missing
	case v.Constraint < 0:
		id.kind = v.Kind
	}
	return id
}

// dedupe keeps the first of the violations from start on that say the same.
func (s *scan) dedupe(start int) {
	const few = 8
	list := s.out[start:]
	if len(list) < 2 {
		return
	}
	kept := list[:0]
	if len(list) <= few {
		for i := range list {
			id := identify(&list[i])
			if !slices.ContainsFunc(kept, func(v Violation) bool { return identify(&v) == id }) {
				kept = append(kept, list[i])
			}
		}
	} else {
		seen := make(map[identity]struct{}, len(list))
		for i := range list {
			id := identify(&list[i])
			if _, ok := seen[id]; !ok {
				seen[id] = struct{}{}
				kept = append(kept, list[i])
			}
		}
	}
	s.out = s.out[:start+len(kept)]
}
