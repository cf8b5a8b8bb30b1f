package check

import (
	"math"

	"github.com/payloadlint/payloadlint/internal/document"
)

// list compiles allOf and anyOf.
func (c *compiler) list(n *node, id document.ID, inherited int, all bool) error {
	if c.tree.Kind(id) != document.Array || c.tree.Size(id) == 0 {
		return c.refuse("it must be an array of schemas")
	}
	inherited = c.constraint(inherited)
	either := &condition{kind: anyMet, constraint: inherited}
	for e := c.tree.First(id); e != c.tree.End(id); e = c.tree.Next(e) {
		length := c.pushIndex(e)
		constraint, own := c.own()
		if !own {
			constraint = inherited
		}
		sub, err := c.annotated(e, n.place, constraint)
		if err != nil {
			return err
		}
		c.pop(length)
		switch {
		case !all:
			either.branches = append(either.branches, sub)
		case own:
			n.conditions = append(n.conditions, asCondition(sub))
		default:
			n.lift(sub)
		}
	}
	if !all {
		n.conditions = append(n.conditions, either)
	}
	return nil
}

// asCondition makes an element of allOf that is a constraint of its own a
// condition, even where it says no if.
func asCondition(sub *node) *condition {
	if !sub.assertsItself() && len(sub.also) == 0 && len(sub.conditions) == 1 {
		return sub.conditions[0]
	}
	return &condition{kind: ifThen, then: sub}
}

// lift takes an element of allOf into n.
func (n *node) lift(sub *node) {
	if sub.assertsItself() || sub.marks != nil {
		n.also = append(n.also, sub)
	}
	n.also = append(n.also, sub.also...)
	n.conditions = append(n.conditions, sub.conditions...)
	sub.also, sub.conditions = nil, nil
}

func (c *compiler) array(n *node, name string, id document.ID, inherited int) error {
	if n.items == nil {
		n.items = &arrayCheck{size: bounds{max: math.MaxInt}}
	}
	if name != "items" {
		return c.bound(&n.items.size, name == "minItems", id, inherited)
	}
	n.items.each = c.within(id, inherited)
	return nil
}

// within is a subschema of an instance location of its own.
func (c *compiler) within(id document.ID, inherited int) *sub {
	s := new(sub)
	c.put(s, id, inherited)
	return s
}

// put is within for memory that is already there.
func (c *compiler) put(s *sub, id document.ID, inherited int) {
	s.owner, s.origin, s.id, s.inherited = c.owner, c.origin, id, inherited
	if c.unmet != nil {
		c.made = append(c.made, s)
	}
}

func (n *node) object() *objectCheck {
	if n.members == nil {
		n.members = &objectCheck{size: bounds{max: math.MaxInt}}
	}
	return n.members
}

func (c *compiler) object(n *node, name string, id document.ID, inherited int) error {
	o := n.object()
	switch name {
	case "minProperties", "maxProperties":
		return c.bound(&o.size, name == "minProperties", id, inherited)
	case "required":
		return c.required(n, id, inherited)
	case "properties":
		return c.properties(n, id, inherited)
	case "patternProperties":
		return c.patternProperties(n, id, inherited)
	case "propertyNames":
		o.names = c.within(id, inherited)
	case "additionalProperties":
		if c.tree.Kind(id) == document.Bool && string(c.tree.Text(id)) == "false" {
			o.closed, o.closedConstraint = true, c.constraint(inherited)
		} else {
			o.others = c.within(id, inherited)
		}
	}
	return nil
}

func (c *compiler) required(n *node, id document.ID, inherited int) error {
	if c.tree.Kind(id) != document.Array {
		return c.refuse("it must be an array of names")
	}
	inherited = c.constraint(inherited)
	seen := make(map[string]bool, c.tree.Size(id))
	n.members.required = make([]requirement, 0, c.tree.Size(id))
	for e := c.tree.First(id); e != c.tree.End(id); e = c.tree.Next(e) {
		name := string(c.tree.Text(e))
		if c.tree.Kind(e) != document.String || seen[name] {
			return c.refuse("it must be an array of different names")
		}
		seen[name] = true
		length := c.push([]byte(name))
		slot := n.place.frame.slot(name)
		r := requirement{slot, n.place.frame.names[slot], c.constraint(inherited)}
		c.pop(length)
		n.members.required = append(n.members.required, r)
	}
	return nil
}

func (c *compiler) properties(n *node, id document.ID, inherited int) error {
	if c.tree.Kind(id) != document.Object {
		return c.refuse("it must be an object of schemas")
	}
	o, size := n.members, c.tree.Size(id)
	n.place.frame.reserve(size)
	o.properties, o.documented = make([]property, 0, size), make([]string, 0, size)
	o.bySlot = make([]int32, 0, size+len(n.place.frame.names))
	for m := c.tree.First(id); m != c.tree.End(id); m = c.tree.Next(m) {
		name := string(c.tree.Name(m))
		slot := n.place.frame.slot(name)
		for len(o.bySlot) <= slot {
			o.bySlot = append(o.bySlot, 0)
		}
		if o.bySlot[slot] != 0 {
			return c.refuse("two names of headers differ only in letter case")
		}
		o.properties = o.properties[:len(o.properties)+1]
		p := &o.properties[len(o.properties)-1]
		p.slot = slot
		c.put(&p.sub, m, inherited)
		if n.place.role == wholeRequest && name == header {
			p.sub.role = headers
		}
		o.bySlot[slot] = int32(len(o.properties))
		o.documented = append(o.documented, name)
	}
	return nil
}

func (c *compiler) patternProperties(n *node, id document.ID, inherited int) error {
	if c.tree.Kind(id) != document.Object {
		return c.refuse("it must be an object of schemas")
	}
	for m := c.tree.First(id); m != c.tree.End(id); m = c.tree.Next(m) {
		length := c.push(c.tree.Name(m))
		p, err := c.pattern(string(c.tree.Name(m)))
		if err != nil {
			return err
		}
		c.pop(length)
		n.members.patterns = append(n.members.patterns, patternProperty{p, c.within(m, inherited)})
	}
	return nil
}
