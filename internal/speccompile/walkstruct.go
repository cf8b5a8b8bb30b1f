package speccompile

import (
	"encoding/json"
	"strings"

	"cuelang.org/go/cue"
)

// structure adds the members of a struct.
func (w walker) structure(s *Schema, v cue.Value) error {
	if err := s.narrow(v, "object"); err != nil {
		return err
	}
	fields, err := v.Fields(cue.Optional(true), cue.Patterns(true))
	if err != nil {
		return err
	}
	for fields.Next() {
		if fields.Selector().ConstraintType() == cue.PatternConstraint {
			if err := w.members(s, fields.Selector().Pattern(), fields.Value()); err != nil {
				return err
			}
			continue
		}
		if err := w.field(s, fields); err != nil {
			return err
		}
	}
	open := v.Allows(cue.AnyString)
	switch {
	case s.AdditionalProperties != nil:
	case w.pattern && !open:
		return refusal(v, "a pattern must be open: add ...")
	case !w.pattern && !open:
		s.Closed = true
	case !w.pattern && len(s.Properties) > 0:
		s.Marks.Sample = true
	}
	return nil
}

// members adds a pattern field: what every member's name and value must be.
func (w walker) members(s *Schema, name, value cue.Value) error {
	if s.AdditionalProperties != nil {
		return refusal(value, "two pattern fields in one struct")
	}
	names, err := w.schema(name)
	if err != nil {
		return err
	}
	names.Type = nil // names are strings
	if !isEmpty(names) {
		s.PropertyNames = names
	}
	sub, err := w.schema(value)
	if err != nil {
		return err
	}
	if err := w.annotate(sub, value); err != nil {
		return err
	}
	s.AdditionalProperties = sub
	return nil
}

func (w walker) field(s *Schema, f *cue.Iterator) error {
	name := f.Selector().Unquoted()
	sub, err := w.schema(f.Value())
	if err != nil {
		return err
	}
	switch f.Selector().ConstraintType() {
	case cue.RequiredConstraint:
		s.Required = append(s.Required, name)
	case cue.OptionalConstraint:
	default:
		return refusal(f.Value(), "a parameter is either name! or name?")
	}
	if err := w.annotate(sub, f.Value()); err != nil {
		return err
	}
	s.Properties = append(s.Properties, Property{name, sub})
	return nil
}

// annotate adds a field's comment and attributes.
func (w walker) annotate(s *Schema, v cue.Value) error {
	if w.pattern {
		return nil
	}
	s.value = v
	if docs := v.Doc(); len(docs) > 0 {
		s.Description = sentence(docs[0].Text())
		s.Any = false
	}
	for _, a := range v.Attributes(cue.FieldAttr) {
		text := strings.TrimSpace(a.Contents())
		switch a.Name() {
		case "default":
			s.Default = jsonOf(text)
		case "example":
			s.Examples = append(s.Examples, jsonOf(text))
		case "form":
			s.Marks.Form = strings.Trim(text, `"`)
		default:
			mark := s.mark(a.Name())
			if mark == nil {
				return refusal(v, "unknown attribute @%s", a.Name())
			}
			if text != "" {
				return refusal(v, "@%s() takes nothing in its brackets", a.Name())
			}
			*mark = true
		}
	}
	if s.Pattern != "" && s.Marks.Form == "" {
		return refusal(v, "a pattern needs @form: what it asks for, in words")
	}
	return nil
}

// mark is what an attribute without content sets.
func (s *Schema) mark(attribute string) *bool {
	switch attribute {
	case "secret":
		return &s.WriteOnly
	case "deprecated":
		return &s.Deprecated
	case "reserved":
		return &s.Marks.Reserved
	case "token":
		return &s.Marks.Token
	}
	return nil
}

// jsonOf is the attribute's content as JSON: as it stands where it is JSON,
// else a string.
func jsonOf(text string) json.RawMessage {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	b, _ := encode(text)
	return b
}

// sentence joins the lines of a comment.
func sentence(doc string) string { return strings.Join(strings.Fields(doc), " ") }

// list adds the items of a list.
func (w walker) list(s *Schema, v cue.Value) error {
	if err := s.narrow(v, "array"); err != nil {
		return err
	}
	if v.LookupPath(cue.MakePath(cue.Index(0))).Exists() || !v.Allows(cue.AnyIndex) {
		return refusal(v, "a list of fixed length cannot be compiled: write [...T] with list.MinItems and list.MaxItems")
	}
	any := v.LookupPath(cue.MakePath(cue.AnyIndex))
	if !any.Exists() {
		return nil
	}
	items, err := w.schema(any)
	if err != nil {
		return err
	}
	if err := w.annotate(items, any); err != nil {
		return err
	}
	if !items.Any && !isEmpty(items) {
		s.Items = items
	}
	return nil
}
