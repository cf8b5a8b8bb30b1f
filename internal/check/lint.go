package check

import (
	"strconv"

	"github.com/payloadlint/payloadlint/internal/document"
)

// lint is an advisory condition on the values of one node.
type lint struct {
	condition
	relation relation
	to       []string
	index    int // among the lints of the schema
}

type relation uint8

const (
	unrelated relation = iota
	equalTo
	beginsWith
)

// The steps of a path that are no names.
const (
	everyMember = "{}"
	everyItem   = "[]"
)

// lint compiles a lint condition for a node of its scope.
func (c *compiler) lint(n *node, index int) (err error) {
	delete(c.idle, index)
	l := &c.lints[index]
	compiled := &lint{to: l.To, index: index, condition: condition{kind: notMet, constraint: l.Constraint}}
	if compiled.when, err = c.foreign(l.When, "when", n, index); err != nil {
		return err
	}
	if compiled.then, err = c.foreign(l.Then, "then", n, index); err != nil {
		return err
	}
	if compiled.then != nil {
		compiled.kind = ifThen
	}
	switch l.Relation {
	case "":
	case "equal":
		compiled.relation = equalTo
	case "prefix":
		compiled.relation = beginsWith
	default:
		c.pointer = append(c.pointer[:0], lintPrefix(index)...)
		return c.refuse("there is no relation %q", l.Relation)
	}
	n.lints = append(n.lints, compiled)
	return nil
}

// lintPrefix begins the pointers into a lint condition.
func lintPrefix(index int) string { return "lint " + strconv.Itoa(index) }

// foreign compiles a subschema of a lint condition, in the place of n; nil for none.
func (c *compiler) foreign(x Subschema, step string, n *node, index int) (*node, error) {
	if x.Tree == nil {
		return nil, nil
	}
	own := c.origin
	c.origin = &origin{tree: x.Tree, root: x.Root, prefix: lintPrefix(index) + "/" + step}
	c.pointer = append(c.pointer[:0], c.prefix...)
	compiled, err := c.schema(x.Root, n.place, c.lints[index].Constraint)
	c.origin = own
	return compiled, err
}

// below finds the subschemas that one step of a scope leads to.
func (n *node) below(step string) (list []*sub) {
	for _, in := range n.inPlace() {
		o := in.members
		switch {
		case step == everyItem:
			if in.items != nil && in.items.each != nil {
				list = append(list, in.items.each)
			}
		case o == nil:
		case step == everyMember:
			for i := range o.properties {
				list = append(list, &o.properties[i].sub)
			}
			for _, p := range o.patterns {
				list = append(list, p.sub)
			}
			if o.others != nil {
				list = append(list, o.others)
			}
		default:
			if own := o.property(find(&in.place.frame, step)); own != nil {
				return []*sub{own}
			}
		}
	}
	return list
}

// lint reports what breaks the lint conditions on a value. What the schema
// finds wrong is unknown to them, conditions of the same value included.
func (s *scan) lint(list []*lint, x subject, at, missing int) {
	outer, start := s.missingFrom, len(s.out)
	s.missingFrom, s.advisory = missing, true
	s.depth++
	for _, l := range list {
		if l.relation == unrelated {
			s.condition(&l.condition, x, at)
		} else if l.when == nil || s.eval(l.when, x, at) == yes {
			s.pending = append(s.pending, pending{l, x.id})
		}
	}
	s.depth--
	s.missingFrom, s.advisory = outer, false
	s.dedupe(start)
	for i := start; i < len(s.out); i++ {
		s.out[i].Advisory = true
	}
}

// resolve appends to s.found the nodes that a path leads to, and those that stand
// for all that there may be on the way.
func (s *scan) resolve(id document.ID, path []string) {
	if len(path) == 0 || s.t.IsVague(id) {
		s.found = append(s.found, id)
		return
	}
	kind, step := s.t.Kind(id), path[0]
	switch {
	case step == everyMember && kind == document.Object, step == everyItem && kind == document.Array:
		for c := s.t.First(id); c != s.t.End(id); c = s.t.Next(c) {
			s.resolve(c, path[1:])
		}
	default:
		if c := s.member(id, step); c != document.None {
			s.resolve(c, path[1:])
		}
	}
}

// member is Tree.Member, but for the names of headers, which have no letter case.
func (s *scan) member(id document.ID, name string) document.ID {
	if !s.isHeader(id) {
		return s.t.Member(id, name)
	}
	found := document.None
	for c := s.t.First(id); c != s.t.End(id); c = s.t.Next(c) {
		if sameFolded(name, s.t.Name(c)) {
			found = c
		}
	}
	return found
}

// isHeader tells whether the value is the object that holds the headers.
func (s *scan) isHeader(id document.ID) bool {
	switch {
	case s.t.Kind(id) != document.Object:
		return false
	case s.location != "":
		return s.location == header && id == s.root
	}
	return id != s.root && s.t.Parent(id) == s.root && string(s.t.Name(id)) == header
}
