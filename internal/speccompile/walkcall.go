package speccompile

import (
	"encoding/json"
	"fmt"
	"strings"

	"cuelang.org/go/cue"
)

// This file compiles bounds and the calls of validator functions.

func (w walker) bound(s *Schema, v cue.Value, op cue.Op, limit cue.Value) error {
	if op == cue.RegexMatchOp {
		text, err := limit.String()
		if err != nil {
			return err
		}
		if s.Pattern != "" {
			return refusal(v, "two patterns on one value")
		}
		s.Pattern = text
		return s.narrow(v, "string")
	}
	n, err := numberOf(limit)
	if err != nil {
		return err
	}
	to := map[cue.Op]*json.Number{
		cue.GreaterThanEqualOp: &s.Minimum, cue.LessThanEqualOp: &s.Maximum,
		cue.GreaterThanOp: &s.ExclusiveMinimum, cue.LessThanOp: &s.ExclusiveMaximum,
	}[op]
	if *to != "" {
		return refusal(v, "two bounds %v on one value", op)
	}
	*to = n
	return s.narrow(v, "number")
}

func numberOf(v cue.Value) (json.Number, error) {
	b, err := v.MarshalJSON()
	return json.Number(b), err
}

// call adds a validator function.
func (w walker) call(s *Schema, v cue.Value, args []cue.Value) error {
	name := strings.TrimSpace(fmt.Sprint(args[0]))
	if name == "matchN" {
		return w.match(s, v, args[1:])
	}
	if name == "math.MultipleOf" && len(args) == 2 {
		n, err := numberOf(args[1])
		if err != nil {
			return err
		}
		if s.MultipleOf != "" {
			return refusal(v, "two steps on one value")
		}
		s.MultipleOf = n
		return s.narrow(v, "number")
	}
	to, typ := s.counted(name)
	if to == nil || len(args) != 2 {
		return refusal(v, "the validator %s cannot be compiled", name)
	}
	n, err := args[1].Int64()
	if err != nil {
		return err
	}
	if *to != nil {
		return refusal(v, "%s stands twice on one value", name)
	}
	count := int(n)
	*to = &count
	return s.narrow(v, typ)
}

// counted is the keyword that a function stands for, and the type that has it.
func (s *Schema) counted(function string) (keyword **int, typ string) {
	switch function {
	case "strings.MinRunes":
		return &s.MinLength, "string"
	case "strings.MaxRunes":
		return &s.MaxLength, "string"
	case "struct.MinFields":
		return &s.MinProperties, "object"
	case "struct.MaxFields":
		return &s.MaxProperties, "object"
	case "list.MinItems":
		return &s.MinItems, "array"
	case "list.MaxItems":
		return &s.MaxItems, "array"
	}
	return nil, ""
}

// match adds matchN(0, [X]) as not, matchN(>=1, [X, …]) as anyOf;
// of the configuration file also matchN(1, [X, Y]), as anyOf and not allOf.
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
	case w.mixed && count == "1" && len(all) == 2 && s.AnyOf == nil && s.Not == nil:
		s.AnyOf, s.Not = all, &Schema{AllOf: all}
	default:
		return refusal(v, "matchN with count %s cannot be compiled", count)
	}
	return nil
}
