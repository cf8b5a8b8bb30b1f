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

// formatVersion is the version of *.checks.json and *.spec.json that this
// package reads.
const formatVersion = 1

// Operation is one operation: what its request must obey and what the provider
// says when it does not. It is immutable; what only explanations need is read
// when it is first asked for.
type Operation struct {
	Entry
	// Schema holds the checks of the request; a violation's Constraint is an
	// index into Constraints.
	Schema *check.Schema

	details     func() *details
	constraints func() []Constraint
	parameters  func() []Parameter
	shapes      func() map[string]*Shape
	named       func() map[string][]*Parameter
	extras      func() []Extra
	errors      func() []DocumentedError
	statements  func() []Statement
}

// details is what is said about an operation.
type details struct {
	sheet
	lines   [][]byte // the constraints, undecoded
	decoded []atomic.Pointer[Constraint]
	fault   error
}

// Fault says what is wrong with the file of what is said about the operation,
// if anything: then there are no constraints, parameters and so on.
func (o *Operation) Fault() error { return o.details().fault }

// Constraint is the one that a violation carries the index of. Nobody changes
// it, nor any list here.
func (o *Operation) Constraint(i int) *Constraint {
	d := o.details()
	if i >= len(d.lines) {
		return new(Constraint)
	}
	if c := d.decoded[i].Load(); c != nil {
		return c
	}
	c := new(Constraint)
	if v, err := parse(d.lines[i]); err == nil {
		v.each(func(m value) { setConstraint(c, m) })
	}
	d.decoded[i].CompareAndSwap(nil, c)
	return d.decoded[i].Load()
}

// TokenConstraint is the constraint that no other request has a token of the
// operation.
func (o *Operation) TokenConstraint(t Token) *Constraint { return o.Constraint(t.constraint) }

// Constraints are all statements about the operation.
func (o *Operation) Constraints() []Constraint { return o.constraints() }

// ByRule is the first constraint that the rule reports, nil for none. It is
// for rules that no keyword enforces, such as invalid-syntax.
func (o *Operation) ByRule(rule string) *Constraint {
	mark := []byte(`"rule":"` + rule + `"`)
	for i, line := range o.details().lines {
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

// Statements are what the page demands and only the provider can tell, in the
// order of the page.
func (o *Operation) Statements() []Statement { return o.statements() }

// Reply is the body of a refused request, nil where the page shows none.
func (o *Operation) Reply() *Reply {
	v := o.details().head.member("reply")
	if v.size() == 0 {
		return nil
	}
	return &Reply{Source: v.member("source").str(), Body: v.member("body").str()}
}

func loadOperation(fsys fs.FS, entry Entry) (*Operation, error) {
	schema, err := readChecks(fsys, entry.ID+".checks.json")
	if err != nil {
		return nil, err
	}
	o := &Operation{Entry: entry, Schema: schema}
	o.details = sync.OnceValue(func() *details { return readDetails(fsys, entry.ID+".spec.json") })
	list := func(name string) list { return o.details().lists[name] }
	o.parameters = sync.OnceValue(func() []Parameter { return entries(list("parameters"), parameterOf) })
	o.extras = sync.OnceValue(func() []Extra { return entries(list("extras"), extraOf) })
	o.errors = sync.OnceValue(func() []DocumentedError { return entries(list("errors"), errorOf) })
	o.statements = sync.OnceValue(func() []Statement { return entries(list("server"), statementOf) })
	o.constraints = sync.OnceValue(o.allConstraints)
	o.shapes = sync.OnceValue(func() map[string]*Shape { return shapesOf(o.parameters()) })
	o.named = sync.OnceValue(func() map[string][]*Parameter { return namedOf(o.parameters()) })
	return o, nil
}

func readDetails(fsys fs.FS, name string) *details {
	s, err := readSheet(fsys, name)
	if err != nil {
		return &details{fault: err}
	}
	d := &details{sheet: *s, lines: s.lists["constraints"].lines}
	d.decoded = make([]atomic.Pointer[Constraint], len(d.lines))
	if v := s.head.member("format").integer(); v != formatVersion {
		d.fault = fmt.Errorf("%s: format %d, want %d", name, v, formatVersion)
	}
	return d
}

func (o *Operation) allConstraints() []Constraint {
	all := make([]Constraint, len(o.details().lines))
	for i := range all {
		all[i] = *o.Constraint(i)
	}
	return all
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
	case "quota":
		c.Quota = &Limit{Name: v.member("name").str(), Measures: Measure(v.member("measures").str())}
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
		Default:     v.member("default").str(),
		Examples:    v.member("examples").strings(),
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

func statementOf(v value) Statement {
	return Statement{
		Statement: v.member("statement").str(),
		Source:    v.member("source").str(),
		In:        v.member("in").str(),
		Parameter: v.member("parameter").str(),
	}
}
