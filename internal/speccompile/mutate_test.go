package speccompile

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// mutator makes bodies that are nearly legal: legal ones with a few edits that
// aim at the limits which the schema states.
type mutator struct {
	rnd *rand.Rand
	// scalars are the values that the schema speaks of, and their neighbours.
	scalars []any
	// names are all documented member names.
	names []string
}

func newMutator(seed uint64, op *Operation) *mutator {
	m := &mutator{rnd: rand.New(rand.NewPCG(seed, 1))}
	m.collect(op.Source.Parts["body"])
	for _, c := range op.Source.Conditions {
		for _, s := range []*Schema{c.When, c.Then} {
			if s != nil {
				m.collect(s)
			}
		}
	}
	m.scalars = append(m.scalars, "", "x", "é中𐐀", "a b", "-1", "null", strings.Repeat("a", 65), strings.Repeat("b", 2000), "10.0.0.0/8", "1.2.3.4/33",
		nil, true, false, json.Number("0"), json.Number("-1"), json.Number("1"), json.Number("1.5"), json.Number("3.0"), json.Number("1e2"),
		json.Number("123456789012345678901234567890"), []any{}, map[string]any{}, []any{"x"}, map[string]any{"x": "y"})
	return m
}

// collect gathers literals, limits and names from a schema.
func (m *mutator) collect(s *Schema) {
	for _, raw := range slices.Concat(s.Enum, s.Examples) {
		var v any
		if decodeNumber(raw, &v) == nil {
			m.scalars = append(m.scalars, v)
			if text, ok := v.(string); ok {
				m.scalars = append(m.scalars, strings.ToUpper(text), text+"x")
			}
		}
	}
	for _, n := range []json.Number{s.Minimum, s.Maximum, s.MultipleOf} {
		if i, err := n.Int64(); err == nil {
			for d := int64(-1); d <= 1; d++ {
				m.scalars = append(m.scalars, json.Number(fmt.Sprint(i+d)))
			}
		}
	}
	for _, n := range []*int{s.MinLength, s.MaxLength} {
		if n != nil {
			for d := -1; d <= 1; d++ {
				m.scalars = append(m.scalars, strings.Repeat("a", max(*n+d, 0)))
			}
		}
	}
	for _, p := range s.Properties {
		m.names = append(m.names, p.Name)
		m.collect(p.Schema)
	}
	for _, sub := range slices.Concat([]*Schema{s.PropertyNames, s.AdditionalProperties, s.Items, s.Not}, s.AnyOf, s.AllOf) {
		if sub != nil {
			m.collect(sub)
		}
	}
}

// mutate returns an edited copy: one to four edits at random places.
func (m *mutator) mutate(v any) any {
	v = cloneValue(v)
	for range 1 + m.rnd.IntN(4) {
		v = m.edit(v)
	}
	return v
}

// edit changes one place, which it finds by walking down at random.
func (m *mutator) edit(v any) any {
	switch t := v.(type) {
	case map[string]any:
		names := sortedNames(t)
		if len(names) > 0 && m.rnd.IntN(4) > 0 {
			name := names[m.rnd.IntN(len(names))]
			t[name] = m.edit(t[name])
			return t
		}
		return m.editObject(t, names)
	case []any:
		if len(t) > 0 && m.rnd.IntN(3) > 0 {
			i := m.rnd.IntN(len(t))
			t[i] = m.edit(t[i])
			return t
		}
		if m.rnd.IntN(2) == 0 {
			return append(t, m.scalar())
		}
	case json.Number:
		if n, err := t.Int64(); err == nil && m.rnd.IntN(2) == 0 {
			return json.Number(fmt.Sprint(n + int64(m.rnd.IntN(21)) - 10))
		}
	case string:
		if m.rnd.IntN(3) == 0 {
			return m.editText(t)
		}
	}
	return m.scalar()
}

func (m *mutator) editObject(t map[string]any, names []string) any {
	switch k := m.rnd.IntN(8); {
	case k < 3 && len(names) > 0:
		delete(t, names[m.rnd.IntN(len(names))])
	case k == 3 && len(names) > 0:
		name := names[m.rnd.IntN(len(names))]
		v := t[name]
		delete(t, name)
		t[m.editText(name)] = v
	case k == 4:
		for i := range 1 + m.rnd.IntN(70) {
			t[fmt.Sprintf("m%d", i)] = "v"
		}
	default:
		t[m.names[m.rnd.IntN(len(m.names))]] = m.scalar()
	}
	return t
}

func (m *mutator) editText(s string) string {
	switch m.rnd.IntN(5) {
	case 0:
		return ""
	case 1:
		return strings.ToLower(s)
	case 2:
		return s + string([]rune("é_ -.0中")[m.rnd.IntN(7)])
	case 3:
		return strings.Repeat(s+"a", 1+m.rnd.IntN(70))
	}
	if s == "" {
		return "a"
	}
	r := []rune(s)
	return string(r[1:])
}

func (m *mutator) scalar() any { return cloneValue(m.scalars[m.rnd.IntN(len(m.scalars))]) }

func sortedNames(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func cloneValue(v any) any {
	switch t := v.(type) {
	case map[string]any:
		c := make(map[string]any, len(t))
		for name, e := range t {
			c[name] = cloneValue(e)
		}
		return c
	case []any:
		c := make([]any, len(t))
		for i, e := range t {
			c[i] = cloneValue(e)
		}
		return c
	}
	return v
}

func decodeNumber(text []byte, to any) error {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	return d.Decode(to)
}
