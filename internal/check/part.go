package check

import "github.com/payloadlint/payloadlint/internal/document"

// Check appends what is wrong with the value at root, which stands in this
// location. It takes time linear in the document. Conditions that span several
// locations are not evaluated: see Schema.CheckRequest.
func (p *Part) Check(t *document.Tree, root document.ID, out []Violation) []Violation {
	s := p.schema.begin(t, root, p.name, out)
	s.visit(p.sub, subject{id: root})
	s.relations()
	return s.end()
}

// Valid tells whether the schema accepts the value. A placeholder is accepted
// wherever some value could be.
func (p *Part) Valid(t *document.Tree, root document.ID) bool {
	return Valid(p.Check(t, root, nil))
}

// CheckRequest appends what is wrong with an envelope: an object with a member
// for each location that it shows. Each of them is checked, then the conditions
// that span several. Nothing is said of members that are no location, nor of
// locations that are absent.
func (s *Schema) CheckRequest(t *document.Tree, root document.ID, out []Violation) []Violation {
	if t.Kind(root) != document.Object {
		return out
	}
	sc := s.begin(t, root, "", out)
	n, x := s.request.sub.node(), subject{id: root}
	at := sc.enter(n, x)
	for _, p := range s.locations {
		if c := t.Member(root, p.name); c != document.None {
			sc.visit(p.sub, subject{id: c})
		}
	}
	start := len(sc.out)
	sc.conditions(n.conditions, x, at, 0)
	sc.lint(n.lints, x, at, 0)
	kept := sc.out[:start]
	for _, v := range sc.out[start:] {
		if v.Kind != Missing || v.Node != root {
			kept = append(kept, v)
		}
	}
	sc.out = kept
	sc.relations()
	return sc.end()
}

// Secrets appends the values below root that a writeOnly subschema describes,
// right or wrong, without duplicates and in document order. Each stands for its
// whole subtree. It is a walk of its own, for those who show values.
func (p *Part) Secrets(t *document.Tree, root document.ID, out []document.ID) []document.ID {
	first := len(out)
	out = secrets(p.sub.node(), t, root, out)
	kept := out[:first]
	end := document.ID(-1)
	for _, id := range sorted(out[first:]) {
		if id >= end { // otherwise within the one before
			kept, end = append(kept, id), t.Next(id)
		}
	}
	return kept
}
