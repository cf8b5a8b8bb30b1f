package document

import (
	"fmt"
	"slices"

	"github.com/payloadlint/payloadlint/internal/source"
)

// SyntaxError says why a text is not a document. Message is one lower-case
// sentence, "found X, expected Y", without its own position; Advice, if any,
// says what to do. Neither holds the content of a string.
type SyntaxError struct {
	Span    source.Span
	Message string
	Advice  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("offset %d: %s", e.Span.Start, e.Message) }

// MaxDepth is how deeply values may be nested; deeper is a syntax error.
const MaxDepth = 1000

// Reset empties the tree for a new text and keeps its memory.
func (t *Tree) Reset(text []byte, format Format) {
	t.Source, t.Format = text, format
	t.Roots, t.Duplicates, t.nodes = t.Roots[:0], t.Duplicates[:0], t.nodes[:0]
	t.texts.reset()
	t.names.reset()
	t.meant.reset()
}

func (d *decodings) reset() { d.at, d.bytes = d.at[:0], d.bytes[:0] }

// A text has a node for as many bytes, more or less. As many nodes at most are
// made room for before any is there.
const (
	textPerNode = 18
	maxFirst    = 4096
)

// Add appends a node below parent (None for a root) and returns it. Children
// follow before the parent's Close. bareText says that span has no quotes.
func (t *Tree) Add(kind Kind, parent ID, span source.Span, bareText bool) ID {
	id := ID(len(t.nodes))
	if len(t.nodes) == cap(t.nodes) {
		t.grow(span.Start)
	}
	t.nodes = t.nodes[:id+1]
	n := &t.nodes[id]
	*n = node{kind: kind, parent: parent, next: id + 1, start: uint32(span.Start), end: uint32(span.End)}
	if bareText {
		n.flags = bare
	}
	if parent == None {
		n.index = int32(len(t.Roots))
		t.Roots = append(t.Roots, id)
	} else {
		p := &t.nodes[parent]
		n.index = p.size
		p.size++
	}
	return id
}

// grow makes room for more nodes: at first for those of a short text, then for
// as many as the whole text will need when it goes on as it did up to offset at.
// So the nodes are copied a few times only and leave little room unused.
func (t *Tree) grow(at int) {
	n := len(t.nodes)
	want := 0
	switch {
	case n == 0:
		t.nodes = make([]node, 0, min(len(t.Source)/textPerNode, maxFirst)+8)
		return
	case at > 0:
		want = int(float64(n) / float64(at) * float64(len(t.Source)) * 1.05)
	}
	nodes := make([]node, n, min(max(want, n+n/4), 8*n)+32) // exact, unlike append
	copy(nodes, t.nodes)
	t.nodes = nodes
}

// SetName gives a member its name: where it stands, whether the span has no quotes.
func (t *Tree) SetName(id ID, span source.Span, bareText bool) {
	n := &t.nodes[id]
	n.keyStart, n.keyEnd = uint32(span.Start), uint32(span.End)
	if bareText {
		n.flags |= bareName
	}
}

// SetText gives a scalar a decoded text that differs from its bytes.
func (t *Tree) SetText(id ID, text string) { t.SetTextBytes(id, []byte(text)) }

// SetTextBytes is SetText from bytes, which are copied.
func (t *Tree) SetTextBytes(id ID, text []byte) {
	t.texts.set(id, text)
	t.nodes[id].flags |= ownText
}

// SetDecodedName gives a member a decoded name that differs from its bytes.
func (t *Tree) SetDecodedName(id ID, name string) { t.SetDecodedNameBytes(id, []byte(name)) }

// SetDecodedNameBytes is SetDecodedName from bytes, which are copied.
func (t *Tree) SetDecodedNameBytes(id ID, name []byte) {
	t.names.set(id, name)
	t.nodes[id].flags |= ownName
}

func (d *decodings) set(id ID, text []byte) {
	start := len(d.bytes)
	d.bytes = append(d.bytes, text...)
	e := decoding{id, start, len(d.bytes)}
	if len(d.at) == 0 || d.at[len(d.at)-1].id < id { // as good as always
		d.at = append(d.at, e)
	} else if i, found := d.find(id); found {
		d.at[i] = e
	} else {
		d.at = slices.Insert(d.at, i, e)
	}
}

// SetVague marks a string as a placeholder for a value of any kind.
func (t *Tree) SetVague(id ID) { t.nodes[id].flags |= vague }

// SetKind changes the kind of a scalar, for formats that do not tell a number
// from a string.
func (t *Tree) SetKind(id ID, kind Kind) { t.nodes[id].kind = kind }

// Rename gives a member another name than the one that is written, for a name
// that can only be meant to be the other. It takes the time of the members
// that were renamed before and stand behind, so go by their order.
func (t *Tree) Rename(id ID, name string) {
	t.meant.set(id, []byte(name))
	t.nodes[id].flags |= renamed
}

// Drop takes back the node and all that were added after it.
func (t *Tree) Drop(id ID) {
	if parent := t.nodes[id].parent; parent == None {
		t.Roots = t.Roots[:t.nodes[id].index]
	} else {
		t.nodes[parent].size = t.nodes[id].index
	}
	t.nodes = t.nodes[:id]
	t.texts.drop(id)
	t.names.drop(id)
	t.meant.drop(id)
	for n := len(t.Duplicates); n > 0 && t.Duplicates[n-1].Second >= id; n-- {
		t.Duplicates = t.Duplicates[:n-1]
	}
}

func (d *decodings) drop(id ID) {
	for n := len(d.at); n > 0 && d.at[n-1].id >= id; n-- {
		d.bytes = d.bytes[:min(len(d.bytes), d.at[n-1].start)]
		d.at = d.at[:n-1]
	}
}

// Close ends a container: end is the offset after its last byte. It records
// the duplicate members of an object.
func (t *Tree) Close(id ID, end int) {
	n := &t.nodes[id]
	n.end, n.next = uint32(end), ID(len(t.nodes))
	if n.kind == Object && n.size > 1 {
		t.findDuplicates(id)
	}
}
