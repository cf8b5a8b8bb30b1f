package check

import (
	"iter"
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
			for sub := range n.describing(t.Name(m)) {
				out = secrets(sub.node(), t, m, out)
			}
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

// describing are the schemas that the node has for a member of this name.
func (n *node) describing(name []byte) iter.Seq[*sub] {
	return func(yield func(*sub) bool) {
		o := n.members
		if o == nil {
			return
		}
		own := o.property(find(&n.place.frame, name))
		if own != nil && !yield(own) {
			return
		}
		known := own != nil
		for i := range o.patterns {
			if p := &o.patterns[i]; p.pattern.match(name) {
				known = true
				if !yield(p.sub) {
					return
				}
			}
		}
		if !known && o.others != nil {
			yield(o.others)
		}
	}
}

func sorted(list []document.ID) []document.ID {
	slices.Sort(list)
	return list
}
