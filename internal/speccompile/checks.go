package speccompile

// checksFile is all that a request is judged by, and no word of what is said
// about it: the whole request's schema without what only people read, which
// constraint stands at which keyword, and the lint conditions. It is all that a
// run without findings reads of an operation.
func checksFile(op *Operation, inv *inventory) ([]byte, error) {
	keywords, at := map[string]int{}, map[int][]string{}
	for i, c := range op.Constraints {
		for _, keyword := range c.Keywords {
			keywords[keyword] = i
		}
		if len(c.At) > 0 {
			at[i] = c.At
		}
	}
	var o lines
	o.add("format", 1)
	o.add("schema", bare(wholeRequest(op.Source)))
	o.add("keywords", keywords)
	o.add("at", at)
	addList(&o, "lint", inv.lint)
	return o.bytes()
}

// bare is a copy of a schema without the keywords that judge nothing.
func bare(s *Schema) *Schema {
	if s == nil {
		return nil
	}
	b := *s
	b.Title, b.Description, b.Default, b.Examples = "", "", nil, nil
	b.Properties = make([]Property, len(s.Properties))
	for i, p := range s.Properties {
		b.Properties[i] = Property{p.Name, bare(p.Schema)}
	}
	if s.Properties == nil {
		b.Properties = nil
	}
	b.AllOf, b.AnyOf = bareList(s.AllOf), bareList(s.AnyOf)
	for _, sub := range []**Schema{&b.PropertyNames, &b.AdditionalProperties, &b.Items, &b.Not, &b.If, &b.Then} {
		*sub = bare(*sub)
	}
	return &b
}

func bareList(list []*Schema) (copies []*Schema) {
	for _, s := range list {
		copies = append(copies, bare(s))
	}
	return copies
}
