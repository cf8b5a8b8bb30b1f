package speccompile

import (
	"encoding/json"
	"fmt"
	"strings"
)

// singles calls emit with every body that differs from v in one place in a way
// that the schema speaks of: a member gone, a value at or beside a limit,
// another value of the enumeration, another type, an unknown member.
func singles(s *Schema, v any, emit func(any)) {
	for _, other := range aimed(s) {
		emit(other)
	}
	switch t := v.(type) {
	case map[string]any:
		with := func(name string, value any) any {
			c := cloneValue(t).(map[string]any)
			if c[name] = value; value == gone {
				delete(c, name)
			}
			return c
		}
		emit(with("Unknown", "x"))
		for _, p := range s.Properties {
			value, present := t[p.Name]
			if present {
				emit(with(p.Name, gone))
			}
			singles(p.Schema, value, func(other any) { emit(with(p.Name, other)) })
		}
		if s.AdditionalProperties != nil {
			emit(with("", "x"))
			for _, name := range sortedNames(t) {
				emit(with(name, gone))
				singles(s.AdditionalProperties, t[name], func(other any) { emit(with(name, other)) })
			}
		}
	case []any:
		for i := range t {
			if s.Items == nil {
				break
			}
			singles(s.Items, t[i], func(other any) {
				c := cloneValue(t).([]any)
				c[i] = other
				emit(c)
			})
		}
	}
}

// gone stands for a member that is taken away.
const gone = "\x00gone"

// aimed are values at the limits of a schema and just beyond, and of each type.
func aimed(s *Schema) []any {
	values := []any{nil, true, "", "x", json.Number("7"), json.Number("1.5"), []any{}, map[string]any{}}
	for _, raw := range s.Enum {
		var v any
		if decodeNumber(raw, &v) == nil {
			values = append(values, v)
		}
	}
	for _, n := range []json.Number{s.Minimum, s.Maximum, s.MultipleOf} {
		if i, err := n.Int64(); err == nil {
			for d := int64(-1); d <= 1; d++ {
				values = append(values, json.Number(fmt.Sprint(i+d)))
			}
		}
	}
	for _, n := range []*int{s.MinLength, s.MaxLength} {
		if n != nil {
			values = append(values, strings.Repeat("a", max(*n-1, 0)), strings.Repeat("a", *n), strings.Repeat("a", *n+1), strings.Repeat("中", *n))
		}
	}
	for _, n := range []*int{s.MinProperties, s.MaxProperties} {
		if n != nil {
			values = append(values, members(*n, s), members(*n+1, s))
		}
	}
	return values
}

// members is an object of n members that the schema does not name.
func members(n int, s *Schema) any {
	var value any = "x"
	if s.AdditionalProperties != nil && s.AdditionalProperties.has("object") {
		value = map[string]any{}
	}
	m := map[string]any{}
	for i := range n {
		m[fmt.Sprintf("m%d", i)] = value
	}
	return m
}
