// Package document is the tree that every input format parses to. Each key and
// each value knows the bytes it was read from.
//
// The tree is a flat slice in document order: a container is followed by its
// children, and Next skips a subtree. It keeps what JSON allows and a map would
// lose: duplicate members, their order, and the spelling of numbers. It does
// not parse: see the packages jsondoc and yamldoc below it.
package document

import (
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/source"
)

// Kind is the JSON type of a value. There is no integer: a number keeps its spelling.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String is the name of the kind as messages use it.
func (k Kind) String() string {
	return [...]string{"null", "boolean", "number", "string", "array", "object"}[k]
}

// ID names a node of one tree: its index in document order.
type ID int32

// None is no node.
const None ID = -1

// Format is how a document was written; advice on quoting depends on it.
type Format uint8

// The formats.
const (
	JSON Format = iota
	YAML
)

// node is 36 bytes; a large document has millions of them.
type node struct {
	start, end       uint32 // the value, with quotes
	keyStart, keyEnd uint32 // the member's name, with quotes; empty for items and roots
	next             ID     // first node after the subtree
	parent           ID
	index            int32 // position within the parent
	size             int32 // container: number of children
	kind             Kind
	flags            uint8
}

const (
	ownText  uint8 = 1 << iota // the decoded text differs from the bytes: see Tree.texts
	ownName                    // the decoded name differs from the bytes: see Tree.names
	bare                       // the span has no quotes to strip
	bareName                   // the name's span has no quotes to strip
	vague                      // the value is not written yet: see Tree.IsVague
	renamed                    // the name is another than is written: see Tree.Rename
)

// Tree is one parsed file. The zero value is a file without documents. A Tree
// can be reused by Reset; nodes and texts of the former document are then gone.
// Once built, it may be read by several goroutines at once.
type Tree struct {
	// Source is the text that spans point into.
	Source []byte
	// Format is how the text was written.
	Format Format
	// Roots are the documents of the file: one for JSON, any number for YAML.
	Roots []ID
	// Duplicates are in the order in which their objects end.
	Duplicates []Duplicate

	nodes []node
	texts decodings // where the decoded text differs from the source
	names decodings // where the decoded name differs from the source
	meant decodings // where a name is to be read as another

	// Only findDuplicates uses these; here they outlive one document.
	slots []ID
	seed  maphash.Seed
}

// decodings are the decoded forms of some nodes, sorted by node: their bytes
// lie end to end in one buffer, so that a reused tree need not allocate.
type decodings struct {
	at    []decoding
	bytes []byte
}

type decoding struct {
	id         ID
	start, end int // in decodings.bytes
}

func (d *decodings) of(id ID) []byte {
	i, _ := d.find(id)
	return d.bytes[d.at[i].start:d.at[i].end:d.at[i].end]
}

func (d *decodings) find(id ID) (int, bool) {
	return slices.BinarySearchFunc(d.at, id, func(e decoding, id ID) int { return int(e.id) - int(id) })
}

// Len is the number of nodes.
func (t *Tree) Len() int { return len(t.nodes) }

// Kind is the JSON type of the value.
func (t *Tree) Kind(id ID) Kind { return t.nodes[id].kind }

// Size is the number of members or items; 0 for a scalar.
func (t *Tree) Size(id ID) int { return int(t.nodes[id].size) }

// Parent is the container, None for a root.
func (t *Tree) Parent(id ID) ID { return t.nodes[id].parent }

// Index is the position among the parent's children.
func (t *Tree) Index(id ID) int { return int(t.nodes[id].index) }

// Next is the first node after the subtree of id: its next sibling, unless it is End of the parent.
func (t *Tree) Next(id ID) ID { return t.nodes[id].next }

// First is the first child of a container, End(id) when it has none:
//
//	for c := t.First(id); c != t.End(id); c = t.Next(c) { … }
func (t *Tree) First(id ID) ID { return id + 1 }

// End is the node after the last child of a container.
func (t *Tree) End(id ID) ID { return t.nodes[id].next }

// Span is where the value stands, quotes and brackets included. A value that
// came through a YAML alias or merge key has the span of the anchored text.
func (t *Tree) Span(id ID) source.Span {
	n := &t.nodes[id]
	return source.Span{Start: int(n.start), End: int(n.end)}
}

// HasName tells whether the node is a member of an object.
func (t *Tree) HasName(id ID) bool {
	p := t.nodes[id].parent
	return p != None && t.nodes[p].kind == Object
}

// NameSpan is where the member's name stands, quotes included. It is empty for items and roots.
func (t *Tree) NameSpan(id ID) source.Span {
	n := &t.nodes[id]
	return source.Span{Start: int(n.keyStart), End: int(n.keyEnd)}
}

// Name is the decoded name of a member, or the one that Rename gave it. The
// bytes belong to the tree.
func (t *Tree) Name(id ID) []byte {
	n := &t.nodes[id]
	switch {
	case n.flags&(ownName|renamed) == 0:
		return t.plainName(n)
	case n.flags&renamed != 0:
		return t.meant.of(id)
	}
	return t.names.of(id)
}

// Written is the decoded name of a member as the text has it. The bytes belong
// to the tree.
func (t *Tree) Written(id ID) []byte {
	n := &t.nodes[id]
	if n.flags&ownName != 0 {
		return t.names.of(id)
	}
	return t.plainName(n)
}

func (t *Tree) plainName(n *node) []byte {
	if n.flags&bareName != 0 || n.keyEnd-n.keyStart < 2 {
		return t.Source[n.keyStart:n.keyEnd]
	}
	return t.Source[n.keyStart+1 : n.keyEnd-1]
}

// Text is the decoded content of a string, or the spelling of a number,
// boolean or null as JSON would have it. The bytes belong to the tree.
func (t *Tree) Text(id ID) []byte {
	n := &t.nodes[id]
	if n.flags&ownText != 0 {
		return t.texts.of(id)
	}
	if n.kind != String || n.flags&bare != 0 || n.end-n.start < 2 {
		return t.Source[n.start:n.end]
	}
	return t.Source[n.start+1 : n.end-1]
}

// IsVague tells whether the node is a placeholder that stands for a whole value
// of any kind, such as {{count}} without quotes. Its kind is String.
func (t *Tree) IsVague(id ID) bool { return t.nodes[id].flags&vague != 0 }

// Member finds a member of an object by name; of duplicates, the last, as most
// parsers do. It is None for other kinds.
func (t *Tree) Member(id ID, name string) ID {
	found := None
	if t.nodes[id].kind != Object {
		return found
	}
	for c := t.First(id); c != t.End(id); c = t.Next(c) {
		if string(t.Name(c)) == name {
			found = c
		}
	}
	return found
}

// Pointer is the RFC 6901 pointer of the node within its document.
func (t *Tree) Pointer(id ID) string {
	var steps []string
	for ; t.nodes[id].parent != None; id = t.nodes[id].parent {
		if t.HasName(id) {
			steps = append(steps, EscapePointer(string(t.Written(id))))
		} else {
			steps = append(steps, strconv.Itoa(t.Index(id)))
		}
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteByte('/')
		b.WriteString(steps[i])
	}
	return b.String()
}

// EscapePointer escapes one step of an RFC 6901 pointer.
func EscapePointer(step string) string {
	if !strings.ContainsAny(step, "~/") {
		return step
	}
	return strings.ReplaceAll(strings.ReplaceAll(step, "~", "~0"), "/", "~1")
}
