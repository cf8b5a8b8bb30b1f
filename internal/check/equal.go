package check

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
)

// enumCheck is an enum or a const.
type enumCheck struct {
	strings    frame          // the legal strings
	tree       *document.Tree // of others
	others     []document.ID  // the legal values that are no strings
	texts      []string       // all of them, as the schema spells them
	constraint int
}

func (c *compiler) enum(values []document.ID, constraint int) *enumCheck {
	check := &enumCheck{tree: c.tree, constraint: constraint, texts: make([]string, 0, len(values))}
	for _, v := range values {
		text := c.tree.Text(v)
		switch c.tree.Kind(v) {
		case document.String:
			check.texts = append(check.texts, string(text))
			check.strings.slot(string(text))
			continue
		case document.Array, document.Object:
			span := c.tree.Span(v)
			text = c.tree.Source[span.Start:span.End]
		}
		check.texts = append(check.texts, string(text))
		check.others = append(check.others, v)
	}
	return check
}

// match tells whether the value is one of the legal ones.
func (e *enumCheck) match(t *document.Tree, x subject) bool {
	if x.kind(t) == document.String {
		return find(&e.strings, x.text(t)) >= 0
	}
	for _, v := range e.others {
		if equal(e.tree, v, t, x.id) {
			return true
		}
	}
	return false
}

// equal compares JSON values: numbers exactly, objects without regard to
// order. a comes from a schema, so it has no duplicate members and is the size
// that bounds the time.
func equal(ta *document.Tree, a document.ID, tb *document.Tree, b document.ID) bool {
	kind := ta.Kind(a)
	if kind != tb.Kind(b) {
		return false
	}
	switch kind {
	case document.Null:
		return true
	case document.Number:
		x, okX := decimal.Parse(ta.Text(a))
		y, okY := decimal.Parse(tb.Text(b))
		return okX && okY && x.Equal(&y)
	case document.Array:
		return equalItems(ta, a, tb, b)
	case document.Object:
		return equalMembers(ta, a, tb, b)
	}
	return bytes.Equal(ta.Text(a), tb.Text(b))
}

func equalItems(ta *document.Tree, a document.ID, tb *document.Tree, b document.ID) bool {
	if ta.Size(a) != tb.Size(b) {
		return false
	}
	for x, y := ta.First(a), tb.First(b); x != ta.End(a); x, y = ta.Next(x), tb.Next(y) {
		if !equal(ta, x, tb, y) {
			return false
		}
	}
	return true
}

func equalMembers(ta *document.Tree, a document.ID, tb *document.Tree, b document.ID) bool {
	if ta.Size(a) != distinct(tb, b) {
		return false
	}
	for x := ta.First(a); x != ta.End(a); x = ta.Next(x) {
		y := tb.Member(b, string(ta.Name(x)))
		if y == document.None || !equal(ta, x, tb, y) {
			return false
		}
	}
	return true
}

// distinct is the number of an object's members without those that repeat a
// name. The tree keeps its duplicates in the order in which their objects end,
// inner ones first, so they are found by halving.
func distinct(t *document.Tree, id document.ID) int {
	n := t.Size(id)
	if len(t.Duplicates) == 0 {
		return n
	}
	return n - (duplicatesBefore(t, id, true) - duplicatesBefore(t, id, false))
}

// duplicatesBefore counts the duplicates in objects that end before the object
// id does, or in it too.
func duplicatesBefore(t *document.Tree, id document.ID, inclusive bool) int {
	low, high := 0, len(t.Duplicates)
	for low < high {
		middle := (low + high) / 2
		object := t.Parent(t.Duplicates[middle].Second)
		before := t.Next(object) < t.Next(id) || t.Next(object) == t.Next(id) && object > id
		if before || inclusive && object == id {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
