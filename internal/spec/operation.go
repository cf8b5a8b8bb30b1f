package spec

import (
	"bytes"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/nearest"
)

// formatVersion is the version of *.spec.json that this package reads.
const formatVersion = 1

// Operation is one operation: what its request must obey and what the provider
// says when it does not. It is immutable; what only explanations need is read
// when it is first asked for.
type Operation struct {
	Entry
	// Schema holds the checks of the request; a violation's Constraint is an
	// index into Constraints.
	Schema *check.Schema
	// Host is a regular expression for the host, empty where method and path
	// are enough to know the operation by.
	Host string

	lines   [][]byte // the constraints, undecoded
	decoded []atomic.Pointer[Constraint]

	constraints func() []Constraint
	parameters  func() []Parameter
	shapes      func() map[string]*Shape
	named       func() map[string][]*Parameter
	extras      func() []Extra
	errors      func() []DocumentedError
}

// Constraint is the one that a violation carries the index of. Nobody changes
// it, nor any list here.
func (o *Operation) Constraint(i int) *Constraint {
	if c := o.decoded[i].Load(); c != nil {
		return c
	}
	c := new(Constraint)
	if v, err := parse(o.lines[i]); err == nil {
		v.each(func(m value) { setConstraint(c, m) })
	}
	o.decoded[i].CompareAndSwap(nil, c)
	return o.decoded[i].Load()
}

// Constraints are all statements about the operation.
func (o *Operation) Constraints() []Constraint { return o.constraints() }

// ByRule is the first constraint that the rule reports, nil for none. It is
// for rules that no keyword enforces, such as invalid-syntax.
func (o *Operation) ByRule(rule string) *Constraint {
	mark := []byte(`"rule":"` + rule + `"`)
	for i, line := range o.lines {
		if bytes.Contains(line, mark) {
			return o.Constraint(i)
		}
	}
	return nil
}

// Parameters are the documented parameters, in the order of the page.
func (o *Operation) Parameters() []Parameter { return o.parameters() }

// Shape is what is documented in a location; nil when that is nothing.
func (o *Operation) Shape(in string) *Shape { return o.shapes()[in] }

// Named are the parameters, anywhere in the request, whose own name is this
// one but for letter case and style.
func (o *Operation) Named(name string) []*Parameter { return o.named()[nearest.Fold(name)] }

// NearSecret tells whether a name is nearly that of a secret parameter.
func (o *Operation) NearSecret(name string) bool {
	parameters := o.parameters()
	for i := range parameters {
		if parameters[i].Secret && nearest.Compare(name, LastName(parameters[i].Name)) != nearest.Far {
			return true
		}
	}
	return false
}

// Extras are the parameters that only other public sources know.
func (o *Operation) Extras() []Extra { return o.extras() }

// Errors are the rows of the page's error table, in its order.
func (o *Operation) Errors() []DocumentedError { return o.errors() }

func loadOperation(fsys fs.FS, entry Entry) (*Operation, error) {
	s, err := readSheet(fsys, entry.ID+".spec.json")
	if err != nil {
		return nil, err
	}
	if v := s.head.member("format").integer(); v != formatVersion {
		return nil, fmt.Errorf("%s: format %d, want %d", s.name, v, formatVersion)
	}
	lines := s.lists["constraints"].lines
	o := &Operation{
		Entry:      entry,
		Host:       s.head.member("host").str(),
		lines:      lines,
		decoded:    make([]atomic.Pointer[Constraint], len(lines)),
		parameters: sync.OnceValue(func() []Parameter { return entries(s.lists["parameters"], parameterOf) }),
		extras:     sync.OnceValue(func() []Extra { return entries(s.lists["extras"], extraOf) }),
		errors:     sync.OnceValue(func() []DocumentedError { return entries(s.lists["errors"], errorOf) }),
	}
	o.constraints = sync.OnceValue(o.allConstraints)
	o.shapes = sync.OnceValue(func() map[string]*Shape { return shapesOf(o.parameters()) })
	o.named = sync.OnceValue(func() map[string][]*Parameter { return namedOf(o.parameters()) })
	o.Schema, err = compileSchema(fsys, entry.ID, s)
	return o, err
}

func (o *Operation) allConstraints() []Constraint {
	all := make([]Constraint, len(o.lines))
	for i := range all {
		all[i] = *o.Constraint(i)
	}
	return all
}

// compileSchema reads the request schema and gives it the constraints and lint
// conditions of the sheet.
func compileSchema(fsys fs.FS, id string, s *sheet) (*check.Schema, error) {
	name := id + ".request.schema.json"
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	root, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	a, err := annotationsOf(s)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	schema, err := check.Load(root.tree, root.id, a)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return schema, nil
}

// annotationsOf takes of each constraint only what the checks need.
func annotationsOf(s *sheet) (check.Annotations, error) {
	lines := s.lists["constraints"].lines
	a := check.Annotations{
		Constraint: make(map[string]int, 2*len(lines)),
		At:         make([][]string, len(lines)),
	}
	for i, line := range lines {
		for _, keyword := range texts(line, "keywords") {
			a.Constraint[keyword] = i
		}
		a.At[i] = texts(line, "at")
	}
	if len(s.lists["lint"].lines) == 0 {
		return a, nil
	}
	lint, err := parse(s.lists["lint"].text)
	if err != nil {
		return a, err
	}
	lint.each(func(v value) {
		a.Lint = append(a.Lint, check.Lint{
			Constraint: v.member("constraint").integer(),
			Scope:      v.member("scope").strings(),
			When:       v.member("when").schema(),
			Then:       v.member("then").schema(),
			Relation:   v.member("relation").str(),
			To:         v.member("to").strings(),
		})
	})
	return a, nil
}

func namedOf(parameters []Parameter) map[string][]*Parameter {
	named := make(map[string][]*Parameter, len(parameters))
	for i := range parameters {
		if last := LastName(parameters[i].Name); last != "" && last != AnyKey {
			last = nearest.Fold(last)
			named[last] = append(named[last], &parameters[i])
		}
	}
	return named
}

// setConstraint sets the field that a member of a constraint stands for.
func setConstraint(c *Constraint, v value) {
	switch v.name() {
	case "id":
		c.ID = v.str()
	case "in":
		c.In = v.str()
	case "parameter":
		c.Parameter = v.str()
	case "ofKey":
		c.OfKey = v.boolean()
	case "rule":
		c.Rule = v.str()
	case "severity":
		c.Severity = v.str()
	case "provenance":
		c.Provenance = Provenance(v.str())
	case "code":
		c.Code = v.str()
	case "status":
		c.Status = v.integer()
	case "message":
		c.Message = v.str()
	case "complete":
		c.Complete = v.boolean()
	case "expected":
		c.Expected = v.str()
	case "why":
		c.Why = v.str()
	case "advice":
		c.Advice = v.str()
	case "values":
		c.Values = v.strings()
	case "at":
		c.At = v.strings()
	case "source":
		c.Source = v.str()
	case "keywords":
		c.Keywords = v.strings()
	}
}

func parameterOf(v value) Parameter {
	return Parameter{
		In:          v.member("in").str(),
		Name:        v.member("name").str(),
		Description: v.member("description").str(),
		Type:        v.member("type").str(),
		Required:    v.member("required").boolean(),
		Secret:      v.member("secret").boolean(),
		Token:       v.member("token").boolean(),
		Deprecated:  v.member("deprecated").boolean(),
		Reserved:    v.member("reserved").boolean(),
	}
}

func extraOf(v value) Extra {
	return Extra{
		In:        v.member("in").str(),
		Parameter: v.member("parameter").str(),
		Source:    v.member("source").str(),
		Hint:      v.member("hint").str(),
	}
}

func errorOf(v value) DocumentedError {
	return DocumentedError{
		Code:        v.member("code").str(),
		Status:      v.member("status").integer(),
		Message:     v.member("message").str(),
		Class:       Class(v.member("class").str()),
		Source:      v.member("source").str(),
		Constraints: v.member("constraints").strings(),
	}
}
