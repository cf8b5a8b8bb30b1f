package check

import (
	"fmt"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/document"
)

// SchemaError says why a schema, or what is known about it, was refused.
type SchemaError struct {
	// Pointer leads to the keyword or subschema; empty for the root.
	Pointer string
	// Message is one lower-case sentence.
	Message string
}

func (e *SchemaError) Error() string { return fmt.Sprintf("schema %q: %s", e.Pointer, e.Message) }

// compiler compiles subschemas, one at a time. What it holds is the same for all.
type compiler struct {
	*origin
	pointer     []byte // of what is being compiled
	role        role   // of its place
	owner       *Schema
	constraints map[string]int
	suffixed    int // how many of them may be marks behind a pointer
	lints       []Lint
	patterns    map[string]*pattern

	// Only Verify uses these; they are nil otherwise.
	unmet map[string]int // the constraints that were not met yet
	idle  map[int]bool   // the lint conditions whose scope was not met yet
	made  []*sub         // those that nobody has asked for
}

// push extends the pointer by a step; pop takes it back to its former length.
func (c *compiler) push(step []byte) (length int) {
	length = len(c.pointer)
	c.pointer = append(c.pointer, '/')
	for _, b := range step {
		switch b {
		case '~':
			c.pointer = append(c.pointer, "~0"...)
		case '/':
			c.pointer = append(c.pointer, "~1"...)
		default:
			c.pointer = append(c.pointer, b)
		}
	}
	return length
}

// pushIndex is push for an item of an array.
func (c *compiler) pushIndex(id document.ID) (length int) {
	length = len(c.pointer)
	c.pointer = strconv.AppendInt(append(c.pointer, '/'), int64(c.tree.Index(id)), 10)
	return length
}

func (c *compiler) pop(length int) { c.pointer = c.pointer[:length] }

// own is the constraint that stands at the pointer itself.
func (c *compiler) own() (constraint int, ok bool) {
	if constraint, ok = c.constraints[string(c.pointer)]; !ok {
		return -1, false
	}
	delete(c.unmet, string(c.pointer))
	return constraint, true
}

// constraint is the constraint at the pointer, else the one of the subschema around.
func (c *compiler) constraint(inherited int) int {
	if constraint, ok := c.own(); ok {
		return constraint
	}
	return inherited
}

// mark reads an annotation that stands behind the pointer of a subschema.
func (c *compiler) mark(suffix string) mark {
	length := len(c.pointer)
	c.pointer = append(c.pointer, suffix...)
	constraint, ok := c.own()
	c.pop(length)
	return mark{ok, constraint}
}

func (c *compiler) refuse(format string, args ...any) error {
	return &SchemaError{string(c.pointer), fmt.Sprintf(format, args...)}
}

// schema compiles the subschema at id. place is the node of the instance
// location that it shares, nil where it has its own.
func (c *compiler) schema(id document.ID, place *node, inherited int) (*node, error) {
	return c.annotated(id, place, c.constraint(inherited))
}

// annotated is schema where the constraint at its pointer is known.
func (c *compiler) annotated(id document.ID, place *node, inherited int) (*node, error) {
	n := &node{place: place, constraint: inherited}
	if place == nil {
		n.place, n.role, n.frame.folded = n, c.role, c.role == headers
	}
	switch c.tree.Kind(id) {
	case document.Bool:
		n.never = string(c.tree.Text(id)) == "false"
		return n, nil
	case document.Object:
	default:
		return nil, c.refuse("a schema is an object or a boolean")
	}
	choice := choice{document.None, document.None, document.None}
	for m := c.tree.First(id); m != c.tree.End(id); m = c.tree.Next(m) {
		length := c.push(c.tree.Name(m))
		if err := c.keyword(n, m, inherited, &choice); err != nil {
			return nil, err
		}
		c.pop(length)
	}
	if err := c.choice(n, choice, inherited); err != nil {
		return nil, err
	}
	c.suffixes(n)
	return n, nil
}

// choice is an if with its branches, where present.
type choice struct{ when, then, els document.ID }

func (c *compiler) choice(n *node, ch choice, inherited int) error {
	cond := &condition{kind: ifThen}
	for _, branch := range []struct {
		step string
		id   document.ID
		node **node
	}{{"if", ch.when, &cond.when}, {"then", ch.then, &cond.then}, {"else", ch.els, &cond.els}} {
		if branch.id == document.None {
			continue
		}
		length := c.push([]byte(branch.step))
		sub, err := c.schema(branch.id, n.place, inherited)
		if err != nil {
			return err
		}
		c.pop(length)
		*branch.node = sub
	}
	// Without if, then and else mean nothing.
	if cond.when != nil && (cond.then != nil || cond.els != nil) {
		n.conditions = append(n.conditions, cond)
	}
	return nil
}

// suffixes reads the marks that JSON Schema has no keyword for.
func (c *compiler) suffixes(n *node) {
	if c.suffixed == 0 {
		return
	}
	if m := c.mark("#reserved"); m.on {
		n.marked().reserved = m
	}
	if m := c.mark("#integer"); m.on {
		n.marked().spelling = m
	}
	if m := c.mark("#sample"); m.on {
		n.object().sample = m
	}
}
