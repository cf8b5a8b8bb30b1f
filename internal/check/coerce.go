package check

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
)

// Coerce is for locations that are written as text, such as a query: there, 5
// is the number if a number is documented. It changes the kind of those members
// of the object at node, which stands in the location, that are strings, whose
// schema takes numbers or booleans but no strings, and whose text is one. All
// others stay what they are, placeholders too. It must be called before anyone
// else reads the tree.
func (s *Schema) Coerce(t *document.Tree, location string, node document.ID) {
	part := s.Location(location)
	if part == nil || t.Kind(node) != document.Object {
		return
	}
	list := part.sub.node().inPlace()
	for m := t.First(node); m != t.End(node); m = t.Next(m) {
		if t.Kind(m) != document.String {
			continue
		}
		types := allTypes
		for _, n := range list {
			for sub := range n.describing(t.Name(m)) {
				types &= sub.node().accepted()
			}
		}
		if kind, ok := types.read(t.Text(m)); ok {
			setKind(t, m, kind)
		}
	}
}

// setKind changes the kind and keeps the text, whatever is around it.
func setKind(t *document.Tree, id document.ID, kind document.Kind) {
	text := t.Text(id)
	t.SetKind(id, kind)
	if !bytes.Equal(t.Text(id), text) {
		t.SetTextBytes(id, text)
	}
}

// inPlace is the node and the others that assert something of its values, whatever they are.
func (n *node) inPlace() []*node { return append([]*node{n}, n.also...) }

const allTypes = scalarTypes | 1<<document.Array | 1<<document.Object

// accepted are the types that values of the node may have.
func (n *node) accepted() typeSet {
	types := allTypes
	for _, n := range n.inPlace() {
		if n.types != 0 {
			types &= n.types.withIntegers()
		}
		for _, e := range n.enums {
			types &= e.types()
		}
	}
	return types
}

// types are those of the legal values.
func (e *enumCheck) types() (types typeSet) {
	if len(e.strings.names) > 0 {
		types = 1 << document.String
	}
	for _, id := range e.others {
		types |= 1 << e.tree.Kind(id)
	}
	return types.withIntegers()
}

// withIntegers makes explicit that an integer is a number.
func (t typeSet) withIntegers() typeSet {
	if t&(1<<document.Number) != 0 {
		t |= integerType
	}
	return t
}

// read finds the kind of a text where values have these types; ok is false
// where it is a string, or should be.
func (t typeSet) read(text []byte) (kind document.Kind, ok bool) {
	if t&(1<<document.String) != 0 {
		return 0, false
	}
	if _, number := decimal.Parse(text); number {
		return document.Number, t&(1<<document.Number|integerType) != 0
	}
	return document.Bool, t&(1<<document.Bool) != 0 && (string(text) == "true" || string(text) == "false")
}
