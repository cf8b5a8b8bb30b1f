package check

import (
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
)

func secrets(n *node, t *document.Tree, id document.ID, out []document.ID) []document.ID {
	if n == nil {
		return out
	}
	if n.marks != nil && n.marks.secret.on {
		return append(out, id)
	}
	for _, sub := range n.also {
		out = secrets(sub, t, id, out)
	}
	for _, c := range n.conditions {
		for _, sub := range [...]*node{c.when, c.then, c.els} {
			out = secrets(sub, t, id, out)
		}
		for _, sub := range c.branches {
			out = secrets(sub, t, id, out)
		}
	}
	switch kind := t.Kind(id); {
	case kind != document.Object && kind != document.Null && t.Parent(id) != document.None && n.members != nil && holdsSecret(n):
		return append(out, id) // nobody knows what stands for the object
	case kind == document.Array && n.items != nil && n.items.each != nil:
		for e := t.First(id); e != t.End(id); e = t.Next(e) {
			out = secrets(n.items.each.node(), t, e, out)
		}
	case kind == document.Object && n.members != nil:
		for m := t.First(id); m != t.End(id); m = t.Next(m) {
			out = secretMember(n, t, m, out)
		}
	}
	return out
}

// holdsSecret tells whether a value of the node may have a secret within.
func holdsSecret(n *node) bool {
	if n == nil {
		return false
	}
	if n.marks != nil && n.marks.secret.on {
		return true
	}
	if n.items != nil && n.items.each != nil && holdsSecret(n.items.each.node()) {
		return true
	}
	if n.members == nil {
		return false
	}
	for i := range n.members.properties {
		if holdsSecret(n.members.properties[i].sub.node()) {
			return true
		}
	}
	return n.members.others != nil && holdsSecret(n.members.others.node())
}

func secretMember(n *node, t *document.Tree, m document.ID, out []document.ID) []document.ID {
	name := t.Name(m)
	o := n.members
	own := o.property(find(&n.place.frame, name))
	known := own != nil
	if known {
		out = secrets(own.node(), t, m, out)
	}
	for i := range o.patterns {
		if o.patterns[i].pattern.match(name) {
			known = true
			out = secrets(o.patterns[i].sub.node(), t, m, out)
		}
	}
	if !known && o.others != nil {
		out = secrets(o.others.node(), t, m, out)
	}
	return out
}

func sorted(list []document.ID) []document.ID {
	slices.Sort(list)
	return list
}
