package check

import "github.com/payloadlint/payloadlint/internal/document"

// Covers tells whether the schema of this location names every member of the
// value at root and of all below it. A member that it describes without naming
// it, since the name is up to the user, counts as named if accept says so. It
// may be false where a member is named by a condition only.
func (p *Part) Covers(t *document.Tree, root document.ID, accept func(name []byte) bool) bool {
	return covers(p.sub.node(), t, root, accept)
}

func covers(n *node, t *document.Tree, id document.ID, accept func(name []byte) bool) bool {
	switch {
	case t.Size(id) == 0:
		return true
	case t.Kind(id) == document.Object:
		if n.members == nil {
			return false
		}
		for m := t.First(id); m != t.End(id); m = t.Next(m) {
			below := n.members.property(find(&n.place.frame, t.Name(m)))
			if below == nil && len(n.members.patterns) == 0 && n.members.others != nil && accept(t.Name(m)) {
				below = n.members.others
			}
			if below == nil || t.Size(m) > 0 && !covers(below.node(), t, m, accept) {
				return false
			}
		}
	default:
		for e := t.First(id); e != t.End(id); e = t.Next(e) {
			if t.Size(e) > 0 && (n.items == nil || n.items.each == nil || !covers(n.items.each.node(), t, e, accept)) {
				return false
			}
		}
	}
	return true
}
