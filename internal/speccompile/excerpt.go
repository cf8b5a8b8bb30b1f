package speccompile

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// mask says which parts of a value an excerpt shows.
type mask struct {
	whole   bool // all of it
	outline bool // the plain values in it, where nothing else is shown
	members map[string]*mask
}

// at is the mask of a member or, by its number, of an item.
func (m *mask) at(name string) *mask {
	if m.members == nil {
		m.members = map[string]*mask{}
	}
	if m.members[name] == nil {
		m.members[name] = &mask{}
	}
	return m.members[name]
}

// mark shows what steps lead to in v: of a plain value all, of others that
// they are there, or all if whole.
func (m *mask) mark(v any, steps []string, whole bool) {
	if len(steps) == 0 {
		m.whole = m.whole || whole || !isContainer(v)
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			if name == steps[0] || steps[0] == spec.AnyKey {
				m.at(name).mark(member, steps[1:], whole)
			}
		}
	case []any:
		for i, item := range v {
			if steps[0] == spec.AnyItem {
				m.at(strconv.Itoa(i)).mark(item, steps[1:], whole)
			}
		}
	}
}

func isContainer(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// diff shows what differs between two values, and returns the dotted names of
// what only the old one has.
func (m *mask) diff(before, now any, name string) (without []string) {
	switch now := now.(type) {
	case map[string]any:
		before, ok := before.(map[string]any)
		if !ok {
			break
		}
		for _, key := range sortedKeys(before, now) {
			v, has := now[key]
			old, had := before[key]
			switch {
			case !has:
				m.outline = true
				without = append(without, joinName(name, key))
			case !had:
				m.at(key).whole = true
			case !reflect.DeepEqual(old, v):
				without = append(without, m.at(key).diff(old, v, joinName(name, key))...)
			}
		}
		return without
	case []any:
		before, ok := before.([]any)
		if !ok || len(before) != len(now) {
			break
		}
		for i := range now {
			if !reflect.DeepEqual(before[i], now[i]) {
				without = append(without, m.at(strconv.Itoa(i)).diff(before[i], now[i], name+spec.AnyItem)...)
			}
		}
		return without
	}
	m.whole = true
	return nil
}

func joinName(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

func sortedKeys(maps ...map[string]any) []string {
	var keys []string
	for _, m := range maps {
		for key := range m {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// excerpt cuts out of an edited request what the constraint is about: what the
// edit changes and what a condition reads; if that is nothing, its parameter.
func (op *Operation) excerpt(base map[string]any, c *spec.Constraint, edited *cases.Case) spec.Excerpt {
	e := spec.Excerpt{Edit: edited.Line}
	if edited.Request == nil {
		e.Text = short(string(edited.Text), 200)
		return e
	}
	shown := &mask{}
	for _, in := range locations {
		before, had := base[in]
		now, has := edited.Request[in]
		switch {
		case had && !has:
			e.Without = append(e.Without, in)
		case has && !reflect.DeepEqual(before, now):
			e.Without = append(e.Without, shown.at(in).diff(before, now, "")...)
		}
	}
	if len(shown.members) == 0 {
		shown.mark(edited.Request, op.steps(c.In, c.Parameter), true)
	}
	for _, steps := range op.reads(c) {
		shown.mark(edited.Request, steps, false)
	}
	if edited.Body != nil {
		if shown.members["body"] == nil {
			shown.at("body").outline = true
		}
		e.Text = clip(edited.Request["body"], shown.members["body"], op.Source.Parts["body"]).print()
	} else {
		if len(shown.members) == 0 { // a location is left out, and the others are there
			for in := range edited.Request {
				shown.at(in)
			}
		}
		whole := &Schema{}
		for _, in := range locations {
			whole.Properties = append(whole.Properties, Property{in, op.Source.Parts[in]})
		}
		e.Text = clip(edited.Request, shown, whole).print()
	}
	// What else is left out makes room for what it is about, and says nothing.
	about := spec.Steps(c.Parameter)
	e.Without = slices.DeleteFunc(e.Without, func(name string) bool {
		return !slices.EqualFunc(spec.Steps(name), about, func(name, step string) bool { return step == name || step == spec.AnyKey })
	})
	return e
}

// steps lead from the request to a parameter.
func (op *Operation) steps(in, parameter string) []string {
	steps := spec.Steps(parameter)
	if in == "request" {
		return steps // its name begins with the location
	}
	if parameter == in {
		steps = nil
	}
	return append([]string{in}, steps...)
}

// reads leads to what decides whether a constraint holds, where that is a condition.
func (op *Operation) reads(c *spec.Constraint) [][]string {
	var all [][]string
	for _, condition := range op.Source.Conditions {
		if op.Source.ID+"/"+condition.Label != c.ID {
			continue
		}
		scope := op.steps(condition.In, condition.Scope)
		for _, pattern := range []*Schema{condition.When, condition.Then} {
			if pattern != nil {
				all = append(all, leaves(pattern, scope)...)
			}
		}
		if condition.Relation != nil {
			all = append(all, scope, op.steps(condition.In, condition.Relation.To))
		}
	}
	return all
}

// leaves are the paths to what a pattern speaks of.
func leaves(s *Schema, path []string) [][]string {
	var all [][]string
	step := func(name string, sub *Schema) {
		if sub != nil {
			all = append(all, leaves(sub, append(slices.Clone(path), name))...)
		}
	}
	for _, p := range s.Properties {
		step(p.Name, p.Schema)
	}
	step(spec.AnyKey, s.AdditionalProperties)
	step(spec.AnyItem, s.Items)
	for _, sub := range slices.Concat(s.AllOf, s.AnyOf, []*Schema{s.Not}) {
		if sub != nil {
			all = append(all, leaves(sub, path)...)
		}
	}
	if len(all) == 0 {
		return [][]string{path}
	}
	return all
}

// scalar is the JSON text of a plain value, long strings cut.
func scalar(v any) string {
	if s, ok := v.(string); ok {
		v = short(s, 48)
	}
	text, err := encode(v)
	if err != nil {
		return "null"
	}
	return string(text)
}

// short cuts a text of more than most characters.
func short(s string, most int) string {
	letters := []rune(s)
	if len(letters) <= most {
		return s
	}
	return string(letters[:16]) + "… (" + strconv.Itoa(len(letters)) + " characters)"
}
