package spec

import (
	"fmt"
	"io/fs"
	"sync"

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

	constraints func() []Constraint
	parameters  func() []Parameter
	shapes      func() map[string]*Shape
	named       func() map[string][]*Parameter
	extras      func() []Extra
	errors      func() []DocumentedError
}

// Constraints are all statements about the operation; a violation carries an
// index into them. The caller must not change them, nor any other list here.
func (o *Operation) Constraints() []Constraint { return o.constraints() }

// ByRule is the first constraint that the rule reports, nil for none. It is
// for rules that no keyword enforces, such as invalid-syntax.
func (o *Operation) ByRule(rule string) *Constraint {
	all := o.constraints()
	for i := range all {
		if all[i].Rule == rule {
			return &all[i]
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
	name := entry.ID + ".spec.json"
	f, err := read(fsys, name)
	if err != nil {
		return nil, err
	}
	root := f.root()
	if v := root.member("format").integer(); v != formatVersion {
		return nil, fmt.Errorf("%s: format %d, want %d", name, v, formatVersion)
	}
	o := &Operation{
		Entry:       entry,
		Host:        root.member("host").str(),
		constraints: sync.OnceValue(func() []Constraint { return constraintsOf(root) }),
		parameters:  sync.OnceValue(func() []Parameter { return parametersOf(root) }),
		extras:      sync.OnceValue(func() []Extra { return extrasOf(root) }),
		errors:      sync.OnceValue(func() []DocumentedError { return errorsOf(root) }),
	}
	o.shapes = sync.OnceValue(func() map[string]*Shape { return shapesOf(o.parameters()) })
	o.named = sync.OnceValue(func() map[string][]*Parameter { return namedOf(o.parameters()) })
	o.Schema, err = compileSchema(fsys, entry.ID, root)
	return o, err
}

// compileSchema reads the request schema and gives it the constraints and lint
// conditions of the rest.
func compileSchema(fsys fs.FS, id string, rest value) (*check.Schema, error) {
	name := id + ".request.schema.json"
	f, err := read(fsys, name)
	if err != nil {
		return nil, err
	}
	schema, err := check.Compile(&f.tree, f.tree.Roots[0], annotationsOf(rest))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return schema, nil
}

func annotationsOf(root value) check.Annotations {
	constraints := root.member("constraints")
	a := check.Annotations{
		Constraint: make(map[string]int, 2*constraints.size()),
		At:         make([][]string, constraints.size()),
	}
	constraints.each(func(i int, v value) {
		a.At[i] = v.member("at").strings()
		v.member("keywords").each(func(_ int, keyword value) { a.Constraint[keyword.str()] = i })
	})
	root.member("lint").each(func(_ int, v value) {
		a.Lint = append(a.Lint, check.Lint{
			Constraint: v.member("constraint").integer(),
			Scope:      v.member("scope").strings(),
			When:       v.member("when").schema(),
			Then:       v.member("then").schema(),
			Relation:   v.member("relation").str(),
			To:         v.member("to").strings(),
		})
	})
	return a
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

func constraintsOf(root value) []Constraint {
	list := root.member("constraints")
	out := make([]Constraint, 0, list.size())
	list.each(func(_ int, v value) {
		var c Constraint
		v.each(func(_ int, m value) { setConstraint(&c, m) })
		out = append(out, c)
	})
	return out
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

func parametersOf(root value) []Parameter {
	list := root.member("parameters")
	out := make([]Parameter, 0, list.size())
	list.each(func(_ int, v value) {
		out = append(out, Parameter{
			In:          v.member("in").str(),
			Name:        v.member("name").str(),
			Description: v.member("description").str(),
			Type:        v.member("type").str(),
			Required:    v.member("required").boolean(),
			Secret:      v.member("secret").boolean(),
			Token:       v.member("token").boolean(),
			Deprecated:  v.member("deprecated").boolean(),
			Reserved:    v.member("reserved").boolean(),
		})
	})
	return out
}

func extrasOf(root value) []Extra {
	list := root.member("extras")
	out := make([]Extra, 0, list.size())
	list.each(func(_ int, v value) {
		out = append(out, Extra{
			In:        v.member("in").str(),
			Parameter: v.member("parameter").str(),
			Source:    v.member("source").str(),
			Hint:      v.member("hint").str(),
		})
	})
	return out
}

func errorsOf(root value) []DocumentedError {
	list := root.member("errors")
	out := make([]DocumentedError, 0, list.size())
	list.each(func(_ int, v value) {
		out = append(out, DocumentedError{
			Code:        v.member("code").str(),
			Status:      v.member("status").integer(),
			Message:     v.member("message").str(),
			Class:       Class(v.member("class").str()),
			Source:      v.member("source").str(),
			Constraints: v.member("constraints").strings(),
		})
	})
	return out
}
