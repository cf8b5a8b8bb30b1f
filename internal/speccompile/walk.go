package speccompile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue"
)

// walker turns CUE values into schemas. Unlike CUE's own generator it refuses
// what JSON Schema cannot say, instead of leaving it out.
type walker struct {
	// pattern tells that the value is a condition's pattern: it must be open,
	// and carries no descriptions.
	pattern bool
}

// refusal is an error with the CUE value that it is about.
func refusal(v cue.Value, format string, args ...any) error {
	return fmt.Errorf("%v: %v: %s", v.Pos(), v.Path(), fmt.Sprintf(format, args...))
}

// schema compiles one value.
func (w walker) schema(v cue.Value) (*Schema, error) {
	s := &Schema{}
	if err := w.apply(s, v); err != nil {
		return nil, err
	}
	if isEmpty(s) {
		s.Any = true
	}
	return s, nil
}

func isEmpty(s *Schema) bool {
	b, _ := s.MarshalJSON()
	return string(b) == "{}"
}

// apply adds the constraints of v to s.
func (w walker) apply(s *Schema, v cue.Value) error {
	switch v.IncompleteKind() {
	case cue.BottomKind:
		return w.conjuncts(s, v)
	case cue.StructKind:
		if err := w.structure(s, v); err != nil {
			return err
		}
		return w.validators(s, v)
	case cue.ListKind:
		if err := w.list(s, v); err != nil {
			return err
		}
		return w.validators(s, v)
	}
	return w.scalar(s, v)
}

// conjuncts compiles what CUE itself finds in error, conjunct by conjunct: a
// minimum of members or items is not met by a struct or list without any.
func (w walker) conjuncts(s *Schema, v cue.Value) error {
	op, args := v.Expr()
	if d := cue.Dereference(v); op == cue.SelectorOp && d != v {
		return w.conjuncts(s, d)
	}
	if op != cue.AndOp {
		return v.Err()
	}
	for _, a := range args {
		if err := w.apply(s, a); err != nil {
			return err
		}
	}
	return nil
}

// validators adds the calls that are conjuncts of a struct or list.
func (w walker) validators(s *Schema, v cue.Value) error {
	op, args := v.Expr()
	switch op {
	case cue.AndOp:
		for _, a := range args {
			if err := w.validators(s, a); err != nil {
				return err
			}
		}
	case cue.CallOp:
		return w.call(s, v, args)
	case cue.SelectorOp, cue.NoOp:
		if d := cue.Dereference(v); d != v {
			if op, _ := d.Expr(); op == cue.AndOp || op == cue.CallOp {
				return w.validators(s, d)
			}
		}
	case cue.OrOp:
		return refusal(v, "a choice between objects or lists cannot be compiled")
	}
	return nil
}

// scalar adds what is no struct and no list.
func (w walker) scalar(s *Schema, v cue.Value) error {
	op, args := v.Expr()
	switch op {
	case cue.AndOp:
		for _, a := range args {
			if err := w.apply(s, a); err != nil {
				return err
			}
		}
		return nil
	case cue.OrOp:
		return w.choice(s, v, args)
	case cue.CallOp:
		return w.call(s, v, args)
	case cue.SelectorOp:
		return w.apply(s, cue.Dereference(v))
	case cue.RegexMatchOp, cue.GreaterThanEqualOp, cue.LessThanEqualOp, cue.GreaterThanOp, cue.LessThanOp:
		return w.bound(s, v, op, args[0])
	case cue.NoOp:
		if d := cue.Dereference(v); d != v { // a let clause
			return w.apply(s, d)
		}
		return w.basic(s, v)
	}
	return refusal(v, "cannot compile %v", v)
}

// basic adds a literal or a basic type.
func (w walker) basic(s *Schema, v cue.Value) error {
	if v.IsConcrete() {
		lit, typ, err := literal(v)
		if err != nil {
			return err
		}
		s.Enum = []json.RawMessage{lit}
		s.setType(typ)
		return nil
	}
	if _, ok := v.Default(); ok {
		return refusal(v, "a default mark cannot be compiled: use @default")
	}
	switch v.IncompleteKind() {
	case cue.TopKind:
	case cue.StringKind:
		s.setType("string")
	case cue.IntKind:
		s.setType("integer")
	case cue.NumberKind:
		s.setType("number")
	case cue.BoolKind:
		s.setType("boolean")
	default:
		return refusal(v, "cannot compile %v", v)
	}
	return nil
}

// setType narrows the type: an integer is a number.
func (s *Schema) setType(typ string) {
	switch {
	case len(s.Type) == 0, len(s.Type) == 1 && s.Type[0] == "number":
		s.Type = []string{typ}
	case typ == "number" && s.has("integer"), s.has(typ):
	default:
		s.Type = append(s.Type, typ)
	}
}

// literal is a concrete scalar as JSON with its type.
func literal(v cue.Value) (json.RawMessage, string, error) {
	b, err := v.MarshalJSON()
	if err != nil {
		return nil, "", err
	}
	switch v.Kind() {
	case cue.StringKind:
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return nil, "", err
		}
		b, err = encode(text)
		return b, "string", err
	case cue.IntKind:
		return b, "integer", nil
	case cue.FloatKind:
		return b, "number", nil
	case cue.BoolKind:
		return b, "boolean", nil
	case cue.NullKind:
		return b, "null", nil
	}
	return nil, "", refusal(v, "a literal %v cannot be compiled", v.Kind())
}

// choice adds a disjunction: literals become an enum, null joins another
// type, anything else is refused.
func (w walker) choice(s *Schema, v cue.Value, args []cue.Value) error {
	var rest []cue.Value
	var unset []json.RawMessage
	for _, a := range flatten(args) {
		if a.value.IsConcrete() && a.value.IncompleteKind() != cue.StructKind && a.value.IncompleteKind() != cue.ListKind {
			lit, typ, err := literal(a.value)
			if err != nil {
				return err
			}
			if s.setType(typ); a.unset {
				unset = append(unset, lit)
			} else {
				s.Enum = append(s.Enum, lit)
			}
			continue
		}
		rest = append(rest, a.value)
	}
	s.Enum, s.Marks.Unset = append(s.Enum, unset...), len(unset)
	if len(rest) == 0 {
		return nil
	}
	if len(rest) > 1 || !slices.Equal(s.Type, []string{"null"}) {
		return refusal(v, "only literals, or one type and null, can be alternatives")
	}
	s.Type, s.Enum, s.Marks.Unset = nil, nil, 0
	if err := w.apply(s, rest[0]); err != nil {
		return err
	}
	s.Type = append(s.Type, "null")
	return nil
}

type alternative struct {
	value cue.Value
	unset bool // from spec.#Unset
}

func flatten(args []cue.Value) []alternative {
	var out []alternative
	for _, a := range args {
		op, sub := a.Expr()
		unset := false
		if op == cue.SelectorOp {
			_, path := a.ReferencePath()
			unset = path.String() == "#Unset"
			a = cue.Dereference(a)
			op, sub = a.Expr()
		}
		if op != cue.OrOp {
			out = append(out, alternative{a, unset})
			continue
		}
		for _, f := range flatten(sub) {
			out = append(out, alternative{f.value, f.unset || unset})
		}
	}
	return out
}

func (w walker) bound(s *Schema, v cue.Value, op cue.Op, limit cue.Value) error {
	if op == cue.RegexMatchOp {
		text, err := limit.String()
		if err != nil {
			return err
		}
		if s.Pattern != "" {
			return refusal(v, "two patterns on one value")
		}
		s.setType("string")
		s.Pattern = text
		return nil
	}
	b, err := limit.MarshalJSON()
	if err != nil {
		return err
	}
	s.setType("number")
	n := json.Number(b)
	switch op {
	case cue.GreaterThanEqualOp:
		s.Minimum = n
	case cue.LessThanEqualOp:
		s.Maximum = n
	case cue.GreaterThanOp:
		s.ExclusiveMinimum = n
	case cue.LessThanOp:
		s.ExclusiveMaximum = n
	}
	return nil
}

// call adds a validator function.
func (w walker) call(s *Schema, v cue.Value, args []cue.Value) error {
	name := strings.TrimSpace(fmt.Sprint(args[0]))
	if name == "matchN" {
		return w.match(s, v, args[1:])
	}
	if len(args) != 2 {
		return refusal(v, "the validator %s cannot be compiled", name)
	}
	b, err := args[1].MarshalJSON()
	if err != nil {
		return err
	}
	if name == "math.MultipleOf" {
		s.setType("number")
		s.MultipleOf = json.Number(b)
		return nil
	}
	var n int
	if err := json.Unmarshal(b, &n); err != nil {
		return err
	}
	switch name {
	case "strings.MinRunes":
		s.setType("string")
		s.MinLength = &n
	case "strings.MaxRunes":
		s.setType("string")
		s.MaxLength = &n
	case "struct.MinFields":
		s.MinProperties = &n
	case "struct.MaxFields":
		s.MaxProperties = &n
	case "list.MinItems":
		s.MinItems = &n
	case "list.MaxItems":
		s.MaxItems = &n
	default:
		return refusal(v, "the validator %s cannot be compiled", name)
	}
	return nil
}

// match adds matchN(0, [X]) as not, matchN(>=1, [X, …]) as anyOf.
func (w walker) match(s *Schema, v cue.Value, args []cue.Value) error {
	list, err := args[1].List()
	if err != nil {
		return err
	}
	var all []*Schema
	for list.Next() {
		sub, err := w.schema(list.Value())
		if err != nil {
			return err
		}
		all = append(all, sub)
	}
	switch count := fmt.Sprint(args[0]); {
	case count == "0" && len(all) == 1 && s.Not == nil:
		s.Not = all[0]
	case count == "0":
		for _, sub := range all {
			s.AllOf = append(s.AllOf, &Schema{Not: sub})
		}
	case count == ">=1" && s.AnyOf == nil:
		s.AnyOf = all
	default:
		return refusal(v, "matchN with count %s cannot be compiled", count)
	}
	return nil
}
