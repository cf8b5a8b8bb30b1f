package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

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

// Compile compiles the schema at root, a draft 2020-12 schema of whole
// requests. It refuses keywords outside the closed list, keyword values and
// patterns that make no sense, and annotations that lead nowhere, with a
// *SchemaError. The schema refers to the trees, which nobody may change then.
func Compile(t *document.Tree, root document.ID, a Annotations) (*Schema, error) {
	for _, d := range t.Duplicates {
		if root <= d.Second && d.Second < t.Next(root) {
			return nil, &SchemaError{t.Pointer(d.Second), "the name stands twice in one object"}
		}
	}
	c := &compiler{tree: t, constraints: a.Constraint, patterns: map[string]*pattern{}}
	for pointer := range a.Constraint {
		if strings.Contains(pointer, "#") {
			c.suffixed++
		}
	}
	s := &Schema{blame: a.At}
	n, err := c.schema(root, nil, -1)
	if err != nil {
		return nil, err
	}
	if c.met != len(a.Constraint) {
		return nil, unmet(t, root, a)
	}
	s.request = Part{node: n, schema: s}
	if n.members != nil {
		for _, p := range n.members.properties {
			s.locations = append(s.locations, &Part{name: n.frame.names[p.slot], node: p.node, schema: s})
		}
	}
	c.constraints = nil
	s.lints = len(a.Lint)
	for i := range a.Lint {
		if err := c.lint(n, i, &a.Lint[i]); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// unmet tells which annotation leads nowhere.
func unmet(t *document.Tree, root document.ID, a Annotations) error {
	c := &compiler{tree: t, constraints: a.Constraint, patterns: map[string]*pattern{}, unmet: maps.Clone(a.Constraint), suffixed: 1}
	if _, err := c.schema(root, nil, -1); err != nil {
		return err
	}
	pointers := slices.Sorted(maps.Keys(c.unmet))
	return &SchemaError{pointers[0], "a constraint stands here, but no keyword or subschema"}
}

// compiler holds what is the same for all subschemas.
type compiler struct {
	tree        *document.Tree
	pointer     []byte // of what is being compiled
	constraints map[string]int
	met         int            // how many of them
	suffixed    int            // how many of them may be marks behind a pointer
	unmet       map[string]int // if not nil, loses those that are met
	patterns    map[string]*pattern
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

func (c *compiler) pop(length int) { c.pointer = c.pointer[:length] }

// own is the constraint that stands at the pointer itself.
func (c *compiler) own() (constraint int, ok bool) {
	if constraint, ok = c.constraints[string(c.pointer)]; !ok {
		return -1, false
	}
	c.met++
	if c.unmet != nil {
		delete(c.unmet, string(c.pointer))
	}
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
		n.place = n
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
		n.secretWithin = n.secretWithin || sub.secretWithin
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
