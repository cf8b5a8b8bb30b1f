package speccompile

import (
	"encoding/json"

	"cuelang.org/go/cue"
)

// This file compiles values that may be of several types. The configuration
// file has such values; requests have none, where one is a mistake.

// mix adds alternatives that are each of types of their own. A keyword is about
// one type only, so those of all alternatives stand side by side; only a list of
// values must be limited to the type that it is about.
func (w walker) mix(s *Schema, v cue.Value, values []json.RawMessage, types []string, rest []cue.Value) error {
	if len(s.Type) > 0 || s.If != nil {
		return refusal(v, "a choice between types cannot be combined with anything else")
	}
	if len(values) > 0 {
		s.If, s.Then = &Schema{Type: types}, &Schema{Enum: values}
	}
	conditions := len(s.AllOf) + len(s.AnyOf)
	for _, alternative := range rest {
		s.Type = nil
		if err := w.apply(s, alternative); err != nil {
			return err
		}
		if len(s.Type) == 0 || len(meet(s.Type, types)) > 0 {
			return refusal(v, "each alternative must be of another type")
		}
		if s.Enum != nil || s.Not != nil || len(s.AllOf)+len(s.AnyOf) > conditions {
			return refusal(alternative, "an alternative with conditions or values of its own cannot be compiled")
		}
		types = append(types, s.Type...)
	}
	s.Type = types
	return nil
}
