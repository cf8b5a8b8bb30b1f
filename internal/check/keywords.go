package check

import (
	"math"

	"github.com/payloadlint/payloadlint/internal/decimal"
	"github.com/payloadlint/payloadlint/internal/document"
)

// dialect is the only value of $schema.
const dialect = "https://json-schema.org/draft/2020-12/schema"

// keyword compiles one keyword into n; the pointer is the keyword's.
func (c *compiler) keyword(n *node, id document.ID, inherited int, ch *choice) error {
	name := c.tree.Name(id)
	switch string(name) {
	case "type":
		return c.types(n, id, inherited)
	case "enum":
		if c.tree.Kind(id) != document.Array {
			return c.refuse("it must be an array")
		}
		n.enums = append(n.enums, c.enum(c.children(id), c.constraint(inherited)))
	case "const":
		n.enums = append(n.enums, c.enum([]document.ID{id}, c.constraint(inherited)))
	case "if":
		ch.when = id
	case "then":
		ch.then = id
	case "else":
		ch.els = id
	case "allOf", "anyOf":
		return c.list(n, id, inherited, string(name) == "allOf")
	case "not":
		constraint := c.constraint(inherited)
		sub, err := c.annotated(id, n.place, constraint)
		n.conditions = append(n.conditions, &condition{kind: notMet, when: sub, constraint: constraint})
		return err
	case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf":
		return c.number(n, string(name), id, inherited)
	case "minLength", "maxLength", "pattern":
		return c.text(n, string(name), id, inherited)
	case "items", "minItems", "maxItems":
		return c.array(n, string(name), id, inherited)
	case "properties", "patternProperties", "additionalProperties", "propertyNames", "required", "minProperties", "maxProperties":
		return c.object(n, string(name), id, inherited)
	default:
		return c.annotation(n, string(name), id, inherited)
	}
	return nil
}

// annotation takes the keywords that judge nothing.
func (c *compiler) annotation(n *node, name string, id document.ID, inherited int) error {
	kind := c.tree.Kind(id)
	switch name {
	case "$schema":
		if kind != document.String || string(c.tree.Text(id)) != dialect {
			return c.refuse("it must be %q", dialect)
		}
	case "$id", "title", "description":
		if kind != document.String {
			return c.refuse("it must be a string")
		}
	case "examples":
		if kind != document.Array {
			return c.refuse("it must be an array")
		}
	case "default":
	case "deprecated", "writeOnly":
		if kind != document.Bool {
			return c.refuse("it must be a boolean")
		}
		m := mark{string(c.tree.Text(id)) == "true", c.constraint(inherited)}
		if name == "deprecated" {
			n.marked().deprecated = m
		} else {
			n.marked().secret = m
		}
	default:
		return c.refuse("the keyword is not one of those that are checked")
	}
	return nil
}

func (n *node) marked() *marks {
	if n.marks == nil {
		n.marks = &marks{}
	}
	return n.marks
}

func (c *compiler) children(id document.ID) []document.ID {
	list := make([]document.ID, 0, c.tree.Size(id))
	for e := c.tree.First(id); e != c.tree.End(id); e = c.tree.Next(e) {
		list = append(list, e)
	}
	return list
}

func (c *compiler) types(n *node, id document.ID, inherited int) error {
	n.types, n.typeConstraint = 0, c.constraint(inherited)
	if c.tree.Kind(id) != document.Array {
		return c.typeName(n, id)
	}
	for e := c.tree.First(id); e != c.tree.End(id); e = c.tree.Next(e) {
		if err := c.typeName(n, e); err != nil {
			return err
		}
	}
	if n.types == 0 {
		return c.refuse("it must name a type")
	}
	return nil
}

func (c *compiler) typeName(n *node, id document.ID) error {
	t, ok := typeNamed(string(c.tree.Text(id)))
	if !ok || c.tree.Kind(id) != document.String {
		return c.refuse("it must be the name of a type or a list of such")
	}
	if n.types&t != 0 {
		return c.refuse("a type is named twice")
	}
	n.types |= t
	return nil
}

func typeNamed(name string) (typeSet, bool) {
	if name == "integer" {
		return integerType, true
	}
	for kind := document.Null; kind <= document.Object; kind++ {
		if kind.String() == name {
			return 1 << kind, true
		}
	}
	return 0, false
}

// names are the names of the types.
func (t typeSet) names() (list []string) {
	for kind := document.Object; ; kind-- {
		if t&(1<<kind) != 0 {
			list = append(list, kind.String())
		}
		if kind == document.Number && t&integerType != 0 {
			list = append(list, "integer")
		}
		if kind == document.Null {
			return list
		}
	}
}

func (c *compiler) number(n *node, name string, id document.ID, inherited int) error {
	limit, ok := decimal.Parse(c.tree.Text(id))
	if !ok || c.tree.Kind(id) != document.Number {
		return c.refuse("it must be a number")
	}
	var op numberOp
	switch name {
	case "minimum":
		op = minimum
	case "maximum":
		op = maximum
	case "exclusiveMinimum":
		op = exclusiveMinimum
	case "exclusiveMaximum":
		op = exclusiveMaximum
	case "multipleOf":
		op = multipleOf
		if limit.Sign() <= 0 {
			return c.refuse("it must be more than 0")
		}
	}
	n.numbers = append(n.numbers, numberCheck{op, limit, c.constraint(inherited)})
	return nil
}

func (c *compiler) text(n *node, name string, id document.ID, inherited int) error {
	if n.text == nil {
		n.text = &textCheck{length: bounds{max: math.MaxInt}}
	}
	if name != "pattern" {
		return c.bound(&n.text.length, name == "minLength", id, inherited)
	}
	if c.tree.Kind(id) != document.String {
		return c.refuse("it must be a string")
	}
	p, err := c.pattern(string(c.tree.Text(id)))
	n.text.pattern, n.text.patternConstraint = p, c.constraint(inherited)
	return err
}

func (c *compiler) pattern(text string) (*pattern, error) {
	if p := c.patterns[text]; p != nil {
		return p, nil
	}
	p := &pattern{text: text}
	if c.unmet != nil {
		if err := p.verify(); err != nil {
			return nil, c.refuse("%s", err)
		}
	}
	c.patterns[text] = p
	return p, nil
}

func (c *compiler) bound(b *bounds, isMin bool, id document.ID, inherited int) error {
	count, ok := decimal.Parse(c.tree.Text(id))
	if !ok || c.tree.Kind(id) != document.Number || count.Sign() < 0 || !count.IsInteger() {
		return c.refuse("it must be a whole number, 0 or more")
	}
	if isMin {
		b.min, b.minConstraint = count.Int(), c.constraint(inherited)
	} else {
		b.max, b.maxConstraint = count.Int(), c.constraint(inherited)
	}
	return nil
}
