package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// Explainer explains what a catalogue knows, and the rules.
type Explainer struct{ catalogue *spec.Catalogue }

// New returns an Explainer for the operations of a catalogue.
func New(c *spec.Catalogue) *Explainer { return &Explainer{c} }

// UnknownError says that nothing goes by a name.
type UnknownError struct {
	Name string
	// Closest is the name that was probably meant, empty for none.
	Closest string
	// Longer are the names that begin so, where none is closest.
	Longer []string
}

func (e *UnknownError) Error() string {
	const maxShown = 6
	switch n := len(e.Longer); {
	case e.Closest != "":
		return fmt.Sprintf("nothing is called %q; did you mean %q?", e.Name, e.Closest)
	case n > maxShown:
		return fmt.Sprintf("nothing is called %q; these begin so: %s and %d more", e.Name, strings.Join(e.Longer[:maxShown], ", "), n-maxShown)
	case n > 0:
		return fmt.Sprintf("nothing is called %q; these begin so: %s", e.Name, strings.Join(e.Longer, ", "))
	}
	return fmt.Sprintf("nothing is called %q: no error code, rule, constraint, operation or parameter", e.Name)
}

// candidate is a thing that can be explained.
type candidate struct {
	kind Kind
	// names are all that it goes by, the documented one first; {key} and the
	// like stand for any text, [] also for [7].
	names []string
	// generic tells of a code that stands for one of each parameter.
	generic bool
	topic   func() (Topic, error)
}

// Explain explains all that goes by a name, in the order of the rules, then of
// the operations: what is called so; else what becomes that once {key} and []
// are filled in; else what ends so; else what alone is called so, or ends so,
// once {key} and [] are left out. Only what belongs to an operation is looked
// at where one is given, by its id or the end of it, and the rules. It fails
// with an *UnknownError where there is nothing.
func (e *Explainer) Explain(name, operation string) ([]Topic, error) {
	all, err := e.candidates(operation)
	if err != nil {
		return nil, err
	}
	found := find(all, name)
	if len(found) == 0 {
		closest := misspelled(all, name)
		if found = generic(all, name); closest != "" || len(found) == 0 {
			if closest == "" {
				closest = containing(all, name)
			}
			unknown := &UnknownError{Name: name, Closest: closest}
			if closest == "" {
				unknown.Longer = beginning(all, name)
			}
			return nil, unknown
		}
	}
	topics := make([]Topic, len(found))
	for i, c := range found {
		if topics[i], err = c.topic(); err != nil {
			return nil, err
		}
	}
	return topics, nil
}

// Names are all names that Explain takes without filling in, for who offers
// them: of rules, operations, codes, constraints and parameters.
func (e *Explainer) Names() ([]string, error) {
	all, err := e.candidates("")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range all {
		names = append(names, c.names...)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// candidates are the rules and all that belongs to the operation, or to all.
func (e *Explainer) candidates(operation string) ([]candidate, error) {
	var all []candidate
	for _, r := range rules.Rules() {
		all = append(all, candidate{kind: Rule, names: []string{r.ID}, topic: func() (Topic, error) { return e.rule(r.ID) }})
	}
	operations, err := operations(e.catalogue, operation)
	for _, op := range operations {
		all = append(all, e.ofOperation(op)...)
	}
	return all, err
}

// operations are all operations of a catalogue, or the one that is named.
func operations(c *spec.Catalogue, name string) ([]*spec.Operation, error) {
	entries, err := c.Entries()
	if err != nil {
		return nil, err
	}
	wanted := ""
	if name != "" {
		if wanted, err = c.Resolve(name); err != nil {
			return nil, err
		}
	}
	var all []*spec.Operation
	for i := range entries {
		if wanted != "" && entries[i].ID != wanted {
			continue
		}
		op, err := c.Operation(entries[i].ID)
		if err == nil {
			err = op.Fault()
		}
		if err != nil {
			return nil, err
		}
		all = append(all, op)
	}
	return all, nil
}

func (e *Explainer) ofOperation(op *spec.Operation) []candidate {
	all := []candidate{{
		kind: Operation, names: []string{op.ID, shortID(op.ID)}, topic: func() (Topic, error) { return e.operation(op) },
	}}
	code := func(code string) {
		all = append(all, candidate{
			kind: Code, names: []string{code}, generic: strings.Contains(code, "{Parameter}"),
			topic: func() (Topic, error) { return e.code(op, code) },
		})
	}
	seen := codes(op)
	for _, c := range seen {
		code(c)
	}
	for i := range op.Constraints() {
		if c := op.Constraint(i).Code; c != "" && !slices.Contains(seen, c) {
			seen = append(seen, c)
			code(c)
		}
	}
	for i := range op.Constraints() {
		c := op.Constraint(i)
		all = append(all, candidate{kind: Constraint, names: []string{nameOf(op, c), c.ID}, topic: func() (Topic, error) { return e.constraint(op, c) }})
	}
	parameters := op.Parameters()
	for i := range parameters {
		all = append(all, candidate{
			kind: Parameter, names: []string{parameters[i].Name},
			topic: func() (Topic, error) { return e.parameter(op, &parameters[i]) },
		})
	}
	return all
}

// find are the candidates that go by a name in the best way that any does. A
// member may have the name of a parameter: then it is both.
func find(all []candidate, name string) []candidate {
	name = withoutNumbers(name)
	found, how := best(all, func(c *candidate, documented string) int { return c.suits(name, documented) })
	if how == exactly {
		return found
	}
	bare, bareHow := findBare(all, bareName(name))
	if len(found) == 0 || how >= filled && bareHow == barely {
		found = append(found, bare...)
	}
	return found
}

// best are the candidates one of whose names suits most, and how much; -1 is
// not at all.
func best(all []candidate, suits func(c *candidate, documented string) int) (found []candidate, most int) {
	most = -1
	for i := range all {
		of := -1
		for _, n := range all[i].names {
			of = max(of, suits(&all[i], n))
		}
		if of > most {
			most, found = of, nil
		}
		if of >= 0 && of == most {
			found = append(found, all[i])
		}
	}
	return found, most
}

// The ways in which a name suits a candidate, better ones above; between the
// first two, the more letters a documented name says itself, the better.
const (
	byEnd   = 0
	filled  = 1
	exactly = 1 << 20
)

// suits says how a name suits a documented one, -1 for not at all.
func (c *candidate) suits(name, documented string) int {
	switch {
	case name == documented:
		return exactly
	case name == "":
		return -1
	case strings.HasSuffix(documented, "/"+name) && c.kind != Code,
		strings.HasSuffix(documented, "."+name) && (c.kind == Parameter || c.kind == Constraint):
		return byEnd
	case !c.generic:
		if letters := fill(documented, name); letters >= 0 {
			return filled + letters
		}
	}
	return -1
}

// fill tells whether a name is a documented one with its {…} filled in, by how
// many bytes the documented one says itself; -1 if not.
func fill(documented, name string) int {
	literals := 0
	for first := true; ; first = false {
		before, after, open := strings.Cut(documented, "{")
		if !open {
			// The last piece must end the name, with something before it.
			if first || len(name) <= len(before) || !strings.HasSuffix(name, before) {
				return -1
			}
			return literals + len(before)
		}
		at := 0
		if !first {
			if name == "" {
				return -1
			}
			at = 1 + strings.Index(name[1:], before)
		}
		if first && !strings.HasPrefix(name, before) || at == 0 && !first {
			return -1
		}
		name = name[at+len(before):]
		literals += len(before)
		_, documented, _ = strings.Cut(after, "}")
	}
}

// withoutNumbers takes the numbers out of [7].
func withoutNumbers(name string) string {
	var b strings.Builder
	for {
		before, after, open := strings.Cut(name, "[")
		b.WriteString(before)
		if !open {
			return b.String()
		}
		b.WriteByte('[')
		name = strings.TrimLeft(after, "0123456789")
		if !strings.HasPrefix(name, "]") {
			name = after
		}
	}
}

// generic are the codes that stand for one of each parameter, if the name is
// such a code.
func generic(all []candidate, name string) []candidate {
	var found []candidate
	for _, c := range all {
		if c.generic && fill(c.names[0], name) >= 0 {
			found = append(found, c)
		}
	}
	return found
}

// misspelled is the name that was probably meant, but for its letter case or a
// typo. It is empty for none.
func misspelled(all []candidate, name string) string {
	var names, last []string
	folded := strings.ToLower(withoutNumbers(name))
	for i := range all {
		c := &all[i]
		names = append(names, c.names...)
		for _, n := range c.names {
			if folded == strings.ToLower(n) || !c.generic && fill(strings.ToLower(n), folded) >= 0 {
				return c.names[0]
			}
		}
		if c.kind == Parameter {
			last = append(last, spec.LastName(c.names[0]))
		}
	}
	if closest, match := nearest.Of(name, names); match != nearest.Far {
		return closest
	}
	if name = spec.LastName(name); slices.Contains(last, name) {
		return name // of another object
	}
	closest, _ := nearest.Of(name, last)
	return closest
}

// containing is the only name of a kind that holds the name, or is held by it;
// empty for none.
func containing(all []candidate, name string) string {
	byKind := map[Kind][]string{}
	for _, c := range all {
		byKind[c.kind] = append(byKind[c.kind], c.names...)
	}
	for _, kind := range []Kind{Rule, Operation, Parameter, Code} {
		if closest := nearest.Part(name, byKind[kind]); closest != "" {
			return closest
		}
	}
	return ""
}

// beginning are the names that begin with a name, but for letter case.
func beginning(all []candidate, name string) (found []string) {
	const minBeginning = 3
	for _, c := range all {
		for _, n := range c.names {
			if len(name) >= minBeginning && len(n) > len(name) && strings.EqualFold(n[:len(name)], name) {
				found = append(found, n)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
