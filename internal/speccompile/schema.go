package speccompile

import (
	"bytes"
	"encoding/json"
	"slices"

	"cuelang.org/go/cue"
)

// Schema is a JSON Schema (draft 2020-12) of the closed keyword list that the
// engine knows, with the marks that JSON Schema has no keyword for.
type Schema struct {
	Any         bool // the schema `true`: every value
	Title       string
	Description string
	Default     json.RawMessage
	Examples    []json.RawMessage
	Deprecated  bool
	WriteOnly   bool

	Type []string // several only where null is one of them
	Enum []json.RawMessage

	Minimum, Maximum                   json.Number
	ExclusiveMinimum, ExclusiveMaximum json.Number
	MultipleOf                         json.Number
	MinLength, MaxLength               *int
	Pattern                            string

	Properties           []Property
	Required             []string
	PropertyNames        *Schema
	AdditionalProperties *Schema // members that are not properties: of any name
	Closed               bool    // additionalProperties: false
	MinProperties        *int
	MaxProperties        *int

	Items              *Schema
	MinItems, MaxItems *int

	AllOf, AnyOf  []*Schema
	Not, If, Then *Schema

	Marks Marks
	value cue.Value // what the parameter was compiled from
}

// Property is a named member of an object schema.
type Property struct {
	Name   string
	Schema *Schema
}

// Marks are what the specification says of a parameter beyond JSON Schema.
type Marks struct {
	Reserved bool   // the page marks it reserved
	Token    bool   // the idempotency token
	Sample   bool   // an object that the page shows only in a sample
	Form     string // what the pattern asks for, in words
	Unset    int    // how many of the last Enum values mean "not set"
}

// has tells whether the schema allows the JSON type.
func (s *Schema) has(typ string) bool { return slices.Contains(s.Type, typ) }

// object collects the members of a JSON object in the order of the calls.
type object struct {
	buf bytes.Buffer
	err error
}

func (o *object) add(name string, v any) {
	b, err := encode(v)
	if err != nil && o.err == nil {
		o.err = err
	}
	if o.buf.Len() == 0 {
		o.buf.WriteByte('{')
	} else {
		o.buf.WriteByte(',')
	}
	n, _ := encode(name)
	o.buf.Write(n)
	o.buf.WriteByte(':')
	o.buf.Write(b)
}

func (o *object) bytes() ([]byte, error) {
	if o.buf.Len() == 0 {
		o.buf.WriteByte('{')
	}
	o.buf.WriteByte('}')
	return o.buf.Bytes(), o.err
}

// encode is json.Marshal without escaping <, > and &.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// MarshalJSON writes the keywords in one fixed order: what a reader wants to
// see first comes first.
func (s *Schema) MarshalJSON() ([]byte, error) {
	if s.Any {
		return []byte("true"), nil
	}
	var o object
	s.addAnnotations(&o)
	s.addScalar(&o)
	s.addContainer(&o)
	s.addApplicators(&o)
	return o.bytes()
}

func (s *Schema) addAnnotations(o *object) {
	if s.Title != "" {
		o.add("title", s.Title)
	}
	if s.Description != "" {
		o.add("description", s.Description)
	}
	if s.Deprecated {
		o.add("deprecated", true)
	}
	if s.WriteOnly {
		o.add("writeOnly", true)
	}
}

func (s *Schema) addScalar(o *object) {
	switch len(s.Type) {
	case 0:
	case 1:
		o.add("type", s.Type[0])
	default:
		o.add("type", s.Type)
	}
	if len(s.Enum) == 1 {
		o.add("const", s.Enum[0])
	} else if s.Enum != nil {
		o.add("enum", s.Enum)
	}
	for _, n := range []struct {
		name  string
		value json.Number
	}{
		{"minimum", s.Minimum}, {"maximum", s.Maximum},
		{"exclusiveMinimum", s.ExclusiveMinimum}, {"exclusiveMaximum", s.ExclusiveMaximum},
		{"multipleOf", s.MultipleOf},
	} {
		if n.value != "" {
			o.add(n.name, n.value)
		}
	}
	addInt(o, "minLength", s.MinLength)
	addInt(o, "maxLength", s.MaxLength)
	if s.Pattern != "" {
		o.add("pattern", s.Pattern)
	}
	if s.Default != nil {
		o.add("default", s.Default)
	}
	if s.Examples != nil {
		o.add("examples", s.Examples)
	}
}

func (s *Schema) addContainer(o *object) {
	if s.Required != nil {
		o.add("required", s.Required)
	}
	if s.Properties != nil {
		var p object
		for _, m := range s.Properties {
			p.add(m.Name, m.Schema)
		}
		b, err := p.bytes()
		if err != nil && o.err == nil {
			o.err = err
		}
		o.add("properties", json.RawMessage(b))
	}
	if s.PropertyNames != nil {
		o.add("propertyNames", s.PropertyNames)
	}
	if s.Closed {
		o.add("additionalProperties", false)
	} else if s.AdditionalProperties != nil {
		o.add("additionalProperties", s.AdditionalProperties)
	}
	addInt(o, "minProperties", s.MinProperties)
	addInt(o, "maxProperties", s.MaxProperties)
	if s.Items != nil {
		o.add("items", s.Items)
	}
	addInt(o, "minItems", s.MinItems)
	addInt(o, "maxItems", s.MaxItems)
}

func (s *Schema) addApplicators(o *object) {
	if s.AllOf != nil {
		o.add("allOf", s.AllOf)
	}
	if s.AnyOf != nil {
		o.add("anyOf", s.AnyOf)
	}
	if s.Not != nil {
		o.add("not", s.Not)
	}
	if s.If != nil {
		o.add("if", s.If)
	}
	if s.Then != nil {
		o.add("then", s.Then)
	}
}

func addInt(o *object, name string, n *int) {
	if n != nil {
		o.add(name, *n)
	}
}
