package check

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/payloadlint/payloadlint/internal/document"
)

// Load takes the schema at root, a draft 2020-12 schema of whole requests, and
// compiles of it what stands at the root. The rest is compiled when a value
// first stands there: an operation documents far more than one request uses.
// So only Verify, or Fault after the fact, tells what is wrong below the root.
// The schema refers to the trees, which nobody may change then.
func Load(t *document.Tree, root document.ID, a Annotations) (*Schema, error) {
	return load(t, root, a, false)
}

// Compile is Load and Verify, for a schema that nobody has verified before.
func Compile(t *document.Tree, root document.ID, a Annotations) (*Schema, error) {
	s, err := Load(t, root, a)
	if err != nil {
		return nil, err
	}
	return s, s.Verify()
}

// Verify compiles all of the schema, for no other purpose. It refuses keywords
// outside the closed list, keyword values and patterns that make no sense, and
// annotations that lead nowhere, with a *SchemaError.
func (s *Schema) Verify() error {
	c := &s.compiler
	v, err := load(c.tree, c.root, Annotations{Constraint: c.constraints, At: s.blame, Lint: c.lints}, true)
	if err != nil {
		return err
	}
	for c = &v.compiler; len(c.made) > 0; {
		last := c.made[len(c.made)-1]
		c.made = c.made[:len(c.made)-1]
		last.node()
	}
	switch {
	case v.Fault() != nil:
		return v.Fault()
	case len(c.unmet) > 0:
		pointers := slices.Sorted(maps.Keys(c.unmet))
		return &SchemaError{pointers[0], "a constraint stands here, but no keyword or subschema"}
	case len(c.idle) > 0:
		indices := slices.Sorted(maps.Keys(c.idle))
		return &SchemaError{"lint " + strconv.Itoa(indices[0]), "the schema has nothing at the scope"}
	}
	return nil
}

// Fault is what was found wrong with the schema, if anything, when values met
// it. A verified schema has none.
func (s *Schema) Fault() error {
	if fault := s.fault.Load(); fault != nil {
		return *fault
	}
	return nil
}

// loader compiles the parts of a schema when they are asked for.
type loader struct {
	mu       sync.Mutex
	compiler compiler
	fault    atomic.Pointer[error] // the first
}

func load(t *document.Tree, root document.ID, a Annotations, verify bool) (*Schema, error) {
	for _, d := range t.Duplicates {
		if root <= d.Second && d.Second < t.Next(root) {
			return nil, &SchemaError{t.Pointer(d.Second), "the name stands twice in one object"}
		}
	}
	s := &Schema{blame: a.At, lints: len(a.Lint)}
	c := &s.compiler
	*c = compiler{
		origin: &origin{tree: t, root: root}, owner: s,
		constraints: a.Constraint, lints: a.Lint, patterns: map[string]*pattern{},
	}
	if verify {
		c.unmet, c.idle = maps.Clone(a.Constraint), make(map[int]bool, len(a.Lint))
		if c.unmet == nil {
			c.unmet = map[string]int{}
		}
	}
	for pointer := range a.Constraint {
		if strings.Contains(pointer, "#") {
			c.suffixed++
		}
	}
	request := c.within(root, -1)
	request.role = wholeRequest
	for i := range a.Lint {
		if verify {
			c.idle[i] = true
		}
		request.scopes = append(request.scopes, scope{i, a.Lint[i].Scope})
	}
	n := request.node()
	if err := s.Fault(); err != nil {
		return nil, err
	}
	s.request = Part{sub: request, schema: s}
	if n.members != nil {
		for i := range n.members.properties {
			p := &n.members.properties[i]
			s.locations = append(s.locations, &Part{name: n.frame.names[p.slot], sub: &p.sub, schema: s})
		}
	}
	return s, nil
}

// sub is a subschema of an instance location of its own.
type sub struct {
	compiled  atomic.Pointer[node] // nil until a value stands there
	owner     *Schema
	origin    *origin
	id        document.ID
	inherited int // the constraint of the subschema around
	role      role
	scopes    []scope // the lint conditions here and below
}

// origin is where a subschema comes from.
type origin struct {
	tree   *document.Tree
	root   document.ID
	prefix string // before its pointers; empty for the schema itself
}

// scope is a lint condition, by its index, and how its scope goes on from here.
type scope struct {
	lint int
	path []string
}

// node compiles the subschema at its first call.
func (s *sub) node() *node {
	if n := s.compiled.Load(); n != nil {
		return n
	}
	return s.owner.compile(s)
}

func (l *loader) compile(s *sub) *node {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := s.compiled.Load(); n != nil {
		return n
	}
	n, err := l.compiler.sub(s)
	if err != nil {
		l.fault.CompareAndSwap(nil, &err)
		n = &node{}
		n.place = n
	}
	s.compiled.Store(n)
	return n
}

// sub compiles a subschema with the lint conditions that are meant for it, and
// hands on those that are meant for what is below.
func (c *compiler) sub(s *sub) (*node, error) {
	c.origin, c.role = s.origin, s.role
	c.pointer = append(c.pointer[:0], c.prefix...)
	c.lead(s.id)
	n, err := c.schema(s.id, nil, s.inherited)
	if err != nil {
		return nil, err
	}
	for _, scope := range s.scopes {
		if len(scope.path) == 0 {
			if err := c.lint(n, scope.lint); err != nil {
				return nil, err
			}
			continue
		}
		for _, below := range n.below(scope.path[0]) {
			scope := scope
			scope.path = scope.path[1:]
			below.scopes = append(below.scopes, scope)
		}
	}
	return n, nil
}

// lead extends the pointer from the root of the origin to a subschema.
func (c *compiler) lead(id document.ID) {
	if id == c.root {
		return
	}
	c.lead(c.tree.Parent(id))
	if c.tree.HasName(id) {
		c.push(c.tree.Name(id))
	} else {
		c.pushIndex(id)
	}
}
