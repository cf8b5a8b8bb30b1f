package speccompile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// inventory collects the constraints and parameters of one operation.
type inventory struct {
	op          *Source
	constraints []spec.Constraint
	parameters  []spec.Parameter
	lint        []lintJSON
}

// place is where a schema stands: how the page names it, and its pointer in
// the request schema.
type place struct {
	in        string
	parameter string // empty for the body itself
	pointer   string
	sample    bool // known from a sample only
}

func (p place) member(name string) place {
	sep := "."
	if p.parameter == "" {
		sep = ""
	}
	return place{p.in, p.parameter + sep + name, p.pointer + "/properties/" + document.EscapePointer(name), p.sample}
}

func (p place) members() place {
	return place{p.in, strings.TrimPrefix(p.parameter+".{key}", "."), p.pointer + "/additionalProperties", p.sample}
}

func (p place) items() place {
	return place{p.in, p.parameter + "[]", p.pointer + "/items", p.sample}
}

// name is the parameter as ids and messages have it.
func (p place) name() string {
	if p.parameter == "" {
		return p.in
	}
	return p.parameter
}

// add appends a documented constraint. keywords are relative to the place.
func (inv *inventory) add(p place, kind, rule, expected string, keywords ...string) *spec.Constraint {
	for i := range keywords {
		keywords[i] = p.pointer + keywords[i]
	}
	source := inv.op.Page.Tables[p.in]
	if p.sample {
		source = "sample request"
	}
	severity := "error"
	if slices.Contains(warningRules, rule) {
		severity = "warning"
	}
	inv.constraints = append(inv.constraints, spec.Constraint{
		ID: inv.op.ID + "/" + p.name() + "/" + kind, In: p.in, Parameter: p.name(),
		Rule: rule, Severity: severity, Provenance: spec.Documented,
		Expected: expected, Source: source, Keywords: keywords,
	})
	return &inv.constraints[len(inv.constraints)-1]
}

// warningRules are the rules that mark a parameter rather than refuse a value.
var warningRules = []string{"unknown-parameter", "deprecated-parameter", "reserved-parameter", "literal-secret", "suspicious-value"}

// walk lists the constraints of a schema and of all below it.
func (inv *inventory) walk(s *Schema, p place) {
	inv.marks(s, p)
	inv.types(s, p)
	inv.scalars(s, p)
	inv.sizes(s, p)
	if s.PropertyNames != nil {
		inv.names(s.PropertyNames, p)
	}
	inside := p
	inside.sample = p.sample || s.Marks.Sample
	for _, m := range s.Properties {
		child := inside.member(m.Name)
		if slices.Contains(s.Required, m.Name) {
			c := inv.add(child, "required", "missing-parameter", "")
			c.Keywords = []string{p.pointer + "/required/" + document.EscapePointer(m.Name)}
		}
		inv.parameter(m.Schema, child, slices.Contains(s.Required, m.Name))
		inv.walk(m.Schema, child)
	}
	if s.AdditionalProperties != nil {
		inv.walk(s.AdditionalProperties, inside.members())
	}
	if s.Items != nil {
		inv.walk(s.Items, inside.items())
	}
}

func (inv *inventory) marks(s *Schema, p place) {
	switch {
	case s.Closed:
		inv.add(p, "unknown", "unknown-parameter", "", "/additionalProperties")
	case s.Marks.Sample:
		inv.add(p, "unknown", "unknown-parameter", "", "#sample").Advice = "the page shows this object only in a sample, so it may have more members"
	}
	if s.Deprecated {
		inv.add(p, "deprecated", "deprecated-parameter", "", "/deprecated")
	}
	if s.Marks.Reserved {
		inv.add(p, "reserved", "reserved-parameter", "", "#reserved")
	}
	if s.WriteOnly {
		c := inv.add(p, "secret", "literal-secret", "", "/writeOnly")
		c.Provenance, c.Source = spec.Inferred, "a secret in a file is read by whoever reads the file"
	}
}

func (inv *inventory) types(s *Schema, p place) {
	if len(s.Type) == 0 {
		return
	}
	rule := "wrong-type"
	if p.parameter == "" {
		rule = "invalid-body"
	}
	if p.parameter != "" || p.in == "body" {
		inv.add(p, "type", rule, expectType(s), "/type")
	}
	if s.has("integer") {
		c := inv.add(p, "integer", "suspicious-value", "an integer without a fraction or exponent", "#integer")
		c.Provenance, c.Source = spec.Inferred, "a service that reads integers may refuse another spelling"
	}
}

func (inv *inventory) scalars(s *Schema, p place) {
	if s.Enum != nil {
		keyword := "/enum"
		if len(s.Enum) == 1 {
			keyword = "/const"
		}
		values := documentedValues(s)
		inv.add(p, "values", "invalid-value", expectValues(values), keyword).Values = values
	}
	if s.Minimum != "" || s.Maximum != "" || s.ExclusiveMinimum != "" || s.ExclusiveMaximum != "" {
		inv.add(p, "range", "out-of-range", expectRange(s), present(
			s.Minimum != "", "/minimum", s.Maximum != "", "/maximum",
			s.ExclusiveMinimum != "", "/exclusiveMinimum", s.ExclusiveMaximum != "", "/exclusiveMaximum")...)
	}
	if s.MultipleOf != "" {
		inv.add(p, "step", "not-multiple-of", fmt.Sprintf("a multiple of %s", s.MultipleOf), "/multipleOf")
	}
	if s.MinLength != nil || s.MaxLength != nil {
		inv.add(p, "length", "invalid-length", expectCount(s.MinLength, s.MaxLength, "character"),
			present(s.MinLength != nil, "/minLength", s.MaxLength != nil, "/maxLength")...)
	}
	if s.Pattern != "" {
		inv.add(p, "pattern", "invalid-pattern", s.Marks.Form, "/pattern")
	}
}

func (inv *inventory) sizes(s *Schema, p place) {
	if s.MinProperties != nil || s.MaxProperties != nil {
		inv.add(p, "size", "invalid-size", expectCount(s.MinProperties, s.MaxProperties, "member"),
			present(s.MinProperties != nil, "/minProperties", s.MaxProperties != nil, "/maxProperties")...)
	}
	if s.MinItems != nil || s.MaxItems != nil {
		inv.add(p, "size", "invalid-size", expectCount(s.MinItems, s.MaxItems, "item"),
			present(s.MinItems != nil, "/minItems", s.MaxItems != nil, "/maxItems")...)
	}
}

// names lists the constraints on the names of a map's members.
func (inv *inventory) names(s *Schema, p place) {
	key := p.members()
	key.pointer = p.pointer + "/propertyNames"
	if s.MinLength != nil || s.MaxLength != nil {
		inv.add(key, "key-length", "invalid-length", "a name of "+expectCount(s.MinLength, s.MaxLength, "character"),
			present(s.MinLength != nil, "/minLength", s.MaxLength != nil, "/maxLength")...).OfKey = true
	}
	if s.Pattern != "" {
		inv.add(key, "key-pattern", "invalid-pattern", "a name of "+s.Marks.Form, "/pattern").OfKey = true
	}
}

func (inv *inventory) parameter(s *Schema, p place, required bool) {
	var examples []string
	for _, example := range s.Examples {
		examples = append(examples, string(example))
	}
	inv.parameters = append(inv.parameters, spec.Parameter{
		In: p.in, Name: p.parameter, Type: strings.Join(s.Type, " or "), Required: required,
		Secret: s.WriteOnly, Token: s.Marks.Token, Deprecated: s.Deprecated, Reserved: s.Marks.Reserved,
		Description: s.Description, Default: string(s.Default), Examples: examples,
	})
}

// present keeps the names whose flag is true, of a list of flag, name, ….
func present(pairs ...any) []string {
	var names []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i].(bool) {
			names = append(names, pairs[i+1].(string))
		}
	}
	return names
}
