package scaffold

import (
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// place names a parameter of an operation.
type place struct{ in, name string }

// plan is what a request is made of: which parameters, and of the values that
// each may have, which.
type plan struct {
	op     *spec.Operation
	all    bool
	whole  bool               // path, query and header, too
	values map[place][]string // documented values, as texts

	added   []*spec.Parameter // those that a condition demands, in the order in which that was seen
	dropped map[place]string  // parameters that do not go with the rest, and why
	tried   map[place]int     // how many candidates of a parameter did not go with the rest
}

// node is a value of a request.
type node struct {
	name      string          // of a member
	parameter *spec.Parameter // nil for a location, an item, and what stands within an example
	kind      document.Kind
	members   []*node // or items
	text      string  // of a scalar, as JSON
	blank     string  // the name of a placeholder, which then stands in place of text
}

// valuesOf are the values of the enumerations of an operation.
func valuesOf(op *spec.Operation) map[place][]string {
	values := map[place][]string{}
	constraints := op.Constraints()
	for i := range constraints {
		if c := &constraints[i]; c.Rule == "invalid-value" && len(c.Values) > 0 {
			values[place{c.In, c.Parameter}] = c.Values
		}
	}
	return values
}

// build makes the request that is planned, by location: all of them or only the
// body.
func (p *plan) build() map[string]*node {
	parts := map[string]*node{}
	for _, in := range locations() {
		if in == request.Body || p.whole {
			parts[in] = &node{kind: document.Object, members: p.members(p.op.Shape(in))}
		}
	}
	return parts
}

func (p *plan) members(s *spec.Shape) []*node {
	if s == nil {
		return nil
	}
	var members []*node
	for _, name := range s.Names {
		if m := p.node(s.Member([]byte(name)), name); m != nil {
			members = append(members, m)
		}
	}
	if s.IsMap() {
		members = append(members, p.node(s.Member([]byte(spec.AnyKey)), keyOf(s.Parameter)))
	}
	return members
}

// keyOf is a name for the member of a map: that of the example.
func keyOf(x *spec.Parameter) string {
	if x != nil && len(x.Examples) > 0 {
		if example := parse(x.Examples[0]); example.kind == document.Object && len(example.members) > 0 {
			return example.members[0].name
		}
	}
	return "name"
}

// node is the value at a place, nil for a parameter that is left out.
func (p *plan) node(s *spec.Shape, name string) *node {
	x := s.Parameter
	if x != nil && !p.wants(x) {
		return nil
	}
	n := &node{name: name, parameter: x}
	switch {
	case s.Item() != nil:
		n.kind = document.Array
		if item := p.node(s.Item(), ""); item != nil {
			n.members = []*node{item}
		}
	case len(s.Names) > 0 || s.IsMap():
		n.kind, n.members = document.Object, p.members(s)
		if x != nil && len(n.members) == 0 && !x.Required && !p.isAdded(x) {
			return nil
		}
	case x != nil:
		n = p.value(x)
		n.name, n.parameter = name, x
	}
	return n
}

func placeOf(x *spec.Parameter) place { return place{x.In, x.Name} }

// wants tells whether a parameter is to be there, if what it stands in is.
func (p *plan) wants(x *spec.Parameter) bool {
	switch at := placeOf(x); {
	case p.isDropped(at):
		return false
	case x.Required || p.isAdded(x):
		return true
	}
	return p.all && !x.Deprecated && !x.Reserved && !isUnset(x)
}

// isUnset tells that an example shows a parameter as not set.
func isUnset(x *spec.Parameter) bool { return len(x.Examples) > 0 && x.Examples[0] == "null" }

// value is the best candidate for a parameter's value that is left.
func (p *plan) value(x *spec.Parameter) *node {
	candidates := p.candidates(x)
	return candidates[min(p.tried[placeOf(x)], len(candidates)-1)]
}

// candidates are the values that a parameter may have, the best first; there is
// always one. A secret has no other than a placeholder, and neither has a token:
// two requests with the same one would be taken for one.
func (p *plan) candidates(x *spec.Parameter) []*node {
	blank := &node{kind: document.String, blank: x.Name}
	switch {
	case strings.Contains(x.Type, "array"):
		blank = &node{kind: document.Array, members: []*node{blank}}
	case strings.Contains(x.Type, "object"):
		blank = &node{kind: document.Object}
	}
	if x.Secret || x.Token {
		return []*node{blank}
	}
	texts := slices.Clone(x.Examples)
	if x.Default != "" {
		texts = append(texts, x.Default)
	}
	for _, value := range p.values[placeOf(x)] {
		if strings.Contains(x.Type, "string") {
			value = quoted(value)
		}
		texts = append(texts, value)
	}
	if x.Type == "boolean" {
		texts = append(texts, "false")
	}
	var list []*node
	for i, text := range texts {
		if text != "null" && !slices.Contains(texts[:i], text) {
			list = append(list, parse(text))
		}
	}
	return append(list, blank)
}

// mend changes the plan so that one of the violations goes away. It returns
// false where it cannot.
func (p *plan) mend(violations []check.Violation) bool {
	for i := range violations {
		if c := violations[i].Constraint; c >= 0 && p.obey(p.op.Constraint(c)) {
			return true
		}
	}
	return false
}

// obey changes what a constraint complains of.
func (p *plan) obey(c *spec.Constraint) bool {
	in, name := c.In, c.Parameter
	if in == "request" { // a condition on several locations names its own
		in, name, _ = strings.Cut(name, ".")
	}
	x := p.parameter(in, name)
	if x == nil {
		return false
	}
	switch at := placeOf(x); c.Rule {
	case "missing-parameter":
		if p.isDropped(at) || p.isAdded(x) || x.Required {
			return false
		}
		p.added = append(p.added, x)
		return true
	case "ineffective-parameter", "conflicting-parameters", "unknown-parameter", "deprecated-parameter", "reserved-parameter":
		return p.drop(x, c.Why)
	default:
		if p.tried[at]+1 < len(p.candidates(x)) {
			p.tried[at]++
			return true
		}
		return p.drop(x, c.Why)
	}
}

// parameter is the one of that name or, for a key or an item, the one around it.
func (p *plan) parameter(in, name string) *spec.Parameter {
	parameters := p.op.Parameters()
	for name != "" {
		for i := range parameters {
			if parameters[i].In == in && parameters[i].Name == name {
				return &parameters[i]
			}
		}
		name = around(name)
	}
	return nil
}

// around is the name of what a parameter stands in, empty for a location.
func around(name string) string {
	if list, ok := strings.CutSuffix(name, spec.AnyItem); ok {
		return list
	}
	return name[:max(0, strings.LastIndexByte(name, '.'))]
}

// isAdded tells whether a condition demands a parameter, or what stands in it.
func (p *plan) isAdded(x *spec.Parameter) bool {
	for _, a := range p.added {
		for name := a.Name; a.In == x.In && name != ""; name = around(name) {
			if name == x.Name {
				return true
			}
		}
	}
	return false
}

// drop leaves a parameter out, unless it must be there.
func (p *plan) drop(x *spec.Parameter, why string) bool {
	at := placeOf(x)
	if x.Required || p.isAdded(x) || p.isDropped(at) {
		return false
	}
	p.dropped[at] = why
	return true
}

func (p *plan) isDropped(at place) bool {
	_, ok := p.dropped[at]
	return ok
}

// parse reads an example, which the spec compiler has verified to be JSON.
func parse(text string) *node {
	var t document.Tree
	if jsondoc.Parse(&t, []byte(text)) != nil {
		return &node{kind: document.Null, text: "null"}
	}
	return nodeOf(&t, t.Roots[0])
}

func nodeOf(t *document.Tree, id document.ID) *node {
	n := &node{kind: t.Kind(id)}
	if t.HasName(id) {
		n.name = string(t.Name(id))
	}
	switch n.kind {
	case document.Object, document.Array:
		for c := t.First(id); c != t.End(id); c = t.Next(c) {
			n.members = append(n.members, nodeOf(t, c))
		}
	case document.String:
		n.text = quoted(string(t.Text(id)))
	default:
		n.text = string(t.Text(id))
	}
	return n
}
