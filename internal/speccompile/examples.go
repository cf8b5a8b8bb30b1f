package speccompile

import (
	"fmt"
	"strings"
)

// Find is the operation of that id, or of that last part of an id.
func Find(all []*Operation, name string) (*Operation, error) {
	var found *Operation
	var ids []string
	for _, op := range all {
		ids = append(ids, op.Source.ID)
		if op.Source.ID == name {
			return op, nil
		}
		if strings.HasSuffix(op.Source.ID, "/"+name) {
			if found != nil {
				return nil, fmt.Errorf("operation %q is both %s and %s", name, found.Source.ID, op.Source.ID)
			}
			found = op
		}
	}
	if found == nil {
		return nil, fmt.Errorf("unknown operation %q; there are %s", name, strings.Join(ids, ", "))
	}
	return found, nil
}

// JudgeExamples refuses an operation whose schemas the JSON Schema library does
// not accept, or one of whose examples and defaults is not legal.
func JudgeExamples(op *Operation) error {
	if _, err := NewJudges(op); err != nil {
		return fmt.Errorf("%s: %w", op.Source.ID, err)
	}
	for location, part := range op.Source.Parts {
		if err := judgeExamples(part, location); err != nil {
			return positioned(fmt.Errorf("%s: %w", op.Source.ID, err))
		}
	}
	return nil
}

// judgeExamples judges the examples of a schema by that schema, and so on below.
func judgeExamples(s *Schema, name string) error {
	values := s.Examples
	if s.Default != nil {
		values = append(values[:len(values):len(values)], s.Default)
	}
	if len(values) > 0 {
		j, err := parameterJudges(s)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, example := range values {
			v, err := j.Judge(example)
			if err != nil {
				return fmt.Errorf("%s: example %s: %w", name, example, err)
			}
			if !v.CUE || !v.Agree() {
				return misplaced(s.value.Pos(), "%s: the example %s is not legal: CUE %v %s, JSON Schema %v %s, engine %v",
					name, example, v.CUE, v.CUEText, v.Schema, v.SchemaText, v.Engine)
			}
		}
	}
	for _, m := range s.Properties {
		if err := judgeExamples(m.Schema, name+"."+m.Name); err != nil {
			return err
		}
	}
	for step, sub := range map[string]*Schema{".{key}": s.AdditionalProperties, "[]": s.Items} {
		if sub != nil {
			if err := judgeExamples(sub, name+step); err != nil {
				return err
			}
		}
	}
	return nil
}
