package check

import (
	"fmt"

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

// lint compiles a lint condition and attaches it to the nodes of its scope.
func (c *compiler) lint(root *node, index int, l *Lint) error {
	c.pointer = fmt.Appendf(c.pointer[:0], "lint %d", index)
	nodes := []*node{root}
	for _, step := range l.Scope {
		var below []*node
		for _, n := range nodes {
			below = append(below, n.below(step)...)
		}
		if nodes = below; len(nodes) == 0 {
			return c.refuse("the schema has nothing at %q of the scope", step)
		}
	}
	for _, n := range nodes {
		compiled, err := c.lintAt(n, l)
		if err != nil {
			return err
		}
		compiled.index = index
		n.lints = append(n.lints, compiled)
	}
	return nil
}

func (c *compiler) lintAt(n *node, l *Lint) (compiled *lint, err error) {
	compiled = &lint{to: l.To, condition: condition{kind: notMet, constraint: l.Constraint}}
	if compiled.when, err = c.foreign(l.When, "when", n, l.Constraint); err != nil {
		return nil, err
	}
	if compiled.then, err = c.foreign(l.Then, "then", n, l.Constraint); err != nil {
		return nil, err
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
		return nil, c.refuse("there is no relation %q", l.Relation)
	}
	return compiled, nil
}

// foreign compiles a subschema of another tree, in the place of n; nil for none.
func (c *compiler) foreign(sub Subschema, step string, n *node, constraint int) (*node, error) {
	if sub.Tree == nil {
		return nil, nil
	}
	own := c.tree
	c.tree = sub.Tree
	length := c.push([]byte(step))
	compiled, err := c.schema(sub.Root, n.place, constraint)
	if err == nil {
		c.pop(length)
	}
	c.tree = own
	return compiled, err
}

// below finds the nodes that one step of a scope leads to.
func (n *node) below(step string) (list []*node) {
	for _, in := range append([]*node{n}, n.also...) {
		switch {
		case step == everyItem:
			if in.items != nil && in.items.each != nil {
				list = append(list, in.items.each)
			}
		case in.members == nil:
		case step == everyMember:
			for _, p := range in.members.properties {
				list = append(list, p.node)
			}
			for _, p := range in.members.patterns {
				list = append(list, p.node)
			}
			if in.members.others != nil {
				list = append(list, in.members.others)
			}
		default:
			own := in.members.property(find(&in.place.frame, step))
			if own != nil {
				return []*node{own}
			}
		}
	}
	return list
}

// lint reports what breaks the lint conditions on a value. What the schema
// finds wrong is unknown to them, conditions of the same value included.
func (s *scan) lint(list []*lint, x subject, at, missing int) {
	outer, start := s.missingFrom, len(s.out)
	s.missingFrom = missing
	s.depth++
	for _, l := range list {
		if l.relation == unrelated {
			s.condition(&l.condition, x, at)
		} else if l.when == nil || s.eval(l.when, x, at) == yes {
			s.pending = append(s.pending, pending{l, x.id})
		}
	}
	s.depth--
	s.missingFrom = outer
	s.dedupe(start)
	for i := start; i < len(s.out); i++ {
		s.out[i].Advisory = true
	}
}

// resolve appends to s.found the nodes that a path leads to.
func (s *scan) resolve(id document.ID, path []string) {
	if len(path) == 0 {
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
		if c := s.t.Member(id, step); c != document.None {
			s.resolve(c, path[1:])
		}
	}
}
