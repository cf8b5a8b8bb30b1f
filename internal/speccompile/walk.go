package speccompile

import (
	"encoding/json"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/token"
)

// walker turns CUE values into schemas. Unlike CUE's own generator it refuses
// what JSON Schema cannot say, instead of leaving it out.
type walker struct {
	// pattern tells that the value is a condition's pattern: it must be open,
	// and carries no descriptions.
	pattern bool
	// mixed tells that a value may be of several types.
	mixed bool
	// within are the definitions that are being compiled, by where they stand.
	within []token.Pos
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

// enter is the walker for what v refers to, if anything. A definition that is
// part of itself is refused: it would have no end.
func (w walker) enter(v cue.Value) (walker, error) {
	_, path := v.ReferencePath()
	if len(path.Selectors()) == 0 {
		return w, nil
	}
	pos := cue.Dereference(v).Pos()
	if slices.Contains(w.within, pos) {
		return w, refusal(v, "%v is part of itself", path)
	}
	w.within = append(w.within[:len(w.within):len(w.within)], pos)
	return w, nil
}

// apply adds the constraints of v to s.
func (w walker) apply(s *Schema, v cue.Value) error {
	w, err := w.enter(v)
	if err != nil {
		return err
	}
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
	whole := v
	op, args := whole.Expr()
	for d := cue.Dereference(whole); op == cue.SelectorOp && d != whole; d = cue.Dereference(whole) {
		whole = d
		op, args = whole.Expr()
	}
	if op != cue.AndOp {
		if err := v.Err(); err != nil {
			return err
		}
		return refusal(v, "cannot compile %v", v)
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
			inside, err := w.enter(a)
			if err != nil {
				return err
			}
			if err := inside.validators(s, a); err != nil {
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
		return w.literals(s, v, []json.RawMessage{lit}, []string{typ})
	}
	if _, ok := v.Default(); ok {
		return refusal(v, "a default mark cannot be compiled: use @default")
	}
	switch v.IncompleteKind() {
	case cue.TopKind:
		return nil
	case cue.StringKind:
		return s.narrow(v, "string")
	case cue.IntKind:
		return s.narrow(v, "integer")
	case cue.NumberKind:
		return s.narrow(v, "number")
	case cue.BoolKind:
		return s.narrow(v, "boolean")
	}
	return refusal(v, "cannot compile %v", v)
}

// narrow leaves of the types those that are also among these: an integer is a
// number. v is what says so.
func (s *Schema) narrow(v cue.Value, types ...string) error {
	if len(s.Type) == 0 {
		s.Type = types
		return nil
	}
	both := meet(s.Type, types)
	if len(both) == 0 {
		return refusal(v, "no value is both %s and %s", strings.Join(s.Type, " or "), strings.Join(types, " or "))
	}
	s.Type = both
	return nil
}

// meet are the types that are in both lists.
func meet(a, b []string) (both []string) {
	for _, t := range a {
		switch {
		case slices.Contains(b, t), t == "integer" && slices.Contains(b, "number"):
			both = append(both, t)
		case t == "number" && slices.Contains(b, "integer"):
			both = append(both, "integer")
		}
	}
	return both
}

// literals adds the values of an enumeration and their types.
func (w walker) literals(s *Schema, v cue.Value, values []json.RawMessage, types []string) error {
	same := func(a, b json.RawMessage) bool { return string(a) == string(b) }
	if s.Enum != nil && !slices.EqualFunc(s.Enum, values, same) {
		return refusal(v, "two lists of values on one value")
	}
	s.Enum = values
	return s.narrow(v, types...)
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
	var values, unset []json.RawMessage
	var types []string
	list, err := w.flatten(args)
	if err != nil {
		return err
	}
	for _, a := range list {
		if !a.value.IsConcrete() || a.value.IncompleteKind() == cue.StructKind || a.value.IncompleteKind() == cue.ListKind {
			rest = append(rest, a.value)
			continue
		}
		lit, typ, err := literal(a.value)
		if err != nil {
			return err
		}
		if !slices.Contains(types, typ) {
			types = append(types, typ)
		}
		if a.unset {
			unset = append(unset, lit)
		} else {
			values = append(values, lit)
		}
	}
	if slices.Contains(types, "number") {
		types = slices.DeleteFunc(types, func(t string) bool { return t == "integer" })
	}
	if len(rest) == 0 {
		s.Marks.Unset = len(unset)
		return w.literals(s, v, append(values, unset...), types)
	}
	if w.mixed {
		return w.mix(s, v, values, types, rest)
	}
	if len(rest) > 1 || len(s.Type) > 0 || !slices.Equal(types, []string{"null"}) {
		return refusal(v, "only literals, or one type and null, can be alternatives")
	}
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

// flatten lists the alternatives of a disjunction and of those in it.
func (w walker) flatten(args []cue.Value) ([]alternative, error) {
	var out []alternative
	for _, a := range args {
		inside, err := w.enter(a)
		if err != nil {
			return nil, err
		}
		op, sub := a.Expr()
		unset := false
		if op == cue.SelectorOp {
			_, path := a.ReferencePath()
			unset = path.String() == "#Unset"
			op, sub = cue.Dereference(a).Expr()
		}
		if op != cue.OrOp {
			out = append(out, alternative{a, unset})
			continue
		}
		list, err := inside.flatten(sub)
		if err != nil {
			return nil, err
		}
		for _, f := range list {
			out = append(out, alternative{f.value, f.unset || unset})
		}
	}
	return out, nil
}
