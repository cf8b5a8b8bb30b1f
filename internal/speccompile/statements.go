package speccompile

import (
	"slices"

	"cuelang.org/go/cue"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// statements reads what only the provider can tell.
func statements(op *Source, v cue.Value) error {
	list, err := v.List()
	if err != nil {
		return err
	}
	for list.Next() {
		s := Statement{pos: own(list.Value())}
		for path, to := range map[string]*string{"statement": &s.Statement, "source": &s.Source, "in": &s.In, "parameter": &s.Parameter} {
			if err := decode(list.Value(), path, to); err != nil {
				return err
			}
		}
		op.Statements = append(op.Statements, s)
	}
	return nil
}

// statements are those of the operation. Each is about a parameter that the
// page has, or about none.
func (inv *inventory) statements() ([]spec.Statement, error) {
	all := make([]spec.Statement, len(inv.op.Statements))
	for i, s := range inv.op.Statements {
		out := spec.Statement{Statement: s.Statement, Source: s.Source}
		if s.Parameter != "" {
			out.In, out.Parameter = s.In, s.Parameter
			exists := func(p spec.Parameter) bool { return p.In == s.In && p.Name == s.Parameter }
			if !slices.ContainsFunc(inv.parameters, exists) {
				return nil, misplaced(s.pos, "a statement is about the parameter %q in %s, which does not exist", s.Parameter, s.In)
			}
		}
		all[i] = out
	}
	return all, nil
}
