package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// maxCandidates is how many of the names that may be meant are shown.
const maxCandidates = 4

// operationOf cuts the name of a constraint after that of its operation; there
// may be none. It fails where the operation has no clear name.
func (n *names) operationOf(name string) (op *spec.Operation, rest string, err error) {
	const operationParts = 3 // provider, service and operation
	parts := strings.SplitN(name, "/", operationParts+1)
	for i := 1; i < len(parts); i++ {
		prefix := strings.Join(parts[:i], "/")
		id, fault := n.resolve(prefix)
		if fault == nil {
			op, err = n.operation(id)
			return op, name[len(prefix)+1:], err
		}
		// The name is said to be short for several, or near to one.
		if hasCandidates(fault) {
			err = fault
		}
	}
	return nil, "", err
}

// constraint finds a constraint by its id, in which the operation may be short,
// or by the end of it that no other constraint has. Both are nil where nothing
// is known of a name like that.
func (n *names) constraint(name string) (*spec.Constraint, error) {
	op, rest, unclear := n.operationOf(name)
	if op != nil {
		if c := constraintOf(op, rest); c != nil || unclear != nil {
			return c, unclear
		}
		return nil, fmt.Errorf("%s has no constraint %s%s", op.ID, quote(rest), n.meant(rest, restsOf(op)))
	}
	if !strings.Contains(name, "/") {
		return nil, unclear
	}
	all, err := n.constraints()
	if err != nil {
		return nil, err
	}
	var found []named
	for _, c := range all {
		if c.rest == name {
			found = append(found, c)
		}
	}
	switch {
	case len(found) == 1:
		return found[0].Constraint, nil
	case len(found) > 1:
		return nil, fmt.Errorf("%s is short for several constraints: %s; write one of them", quote(name), n.list(found))
	}
	if near := n.nameless(name, all); near != nil {
		return nil, near
	}
	return nil, unclear
}

// named is a constraint and its name without that of its operation.
type named struct {
	*spec.Constraint
	operation, rest string
}

// constraints are those of all operations.
func (n *names) constraints() (all []named, err error) {
	if n.all != nil {
		return n.all, nil
	}
	entries, err := n.catalogue.Entries()
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		op, err := n.operation(e.ID)
		if err != nil {
			return nil, err
		}
		for i, rest := range restsOf(op) {
			all = append(all, named{op.Constraint(i), op.ID, rest})
		}
	}
	n.all = all
	return all, nil
}

// nameless says of a name that begins with no operation which constraints are
// near to it; it is nil where there are none.
func (n *names) nameless(name string, all []named) error {
	if n.offers++; n.offers > maxOffers {
		return nil
	}
	rests := make([]string, len(all))
	for i, c := range all {
		rests[i] = c.rest
	}
	near, match := nearest.Of(name, rests)
	if match == nearest.Far {
		near = filled(name, rests)
	}
	if near == "" {
		return nil
	}
	all = slices.DeleteFunc(slices.Clone(all), func(c named) bool { return c.rest != near })
	return fmt.Errorf("%s is no constraint, and the operation is missing in front; did you mean %s?", quote(name), n.list(all))
}

// list shows constraints by their shortest clear names.
func (n *names) list(found []named) string {
	var shown []string
	for _, c := range found {
		operation := c.operation[strings.LastIndexByte(c.operation, '/')+1:]
		if id, err := n.resolve(operation); err != nil || id != c.operation {
			operation = c.operation
		}
		shown = append(shown, operation+"/"+c.rest)
	}
	if more := len(shown) - maxCandidates; more > 0 {
		return strings.Join(shown[:maxCandidates], ", ") + fmt.Sprintf(" and %d more", more)
	}
	if last := len(shown) - 1; last > 0 {
		return strings.Join(shown[:last], ", ") + " or " + shown[last]
	}
	return shown[0]
}

func constraintOf(op *spec.Operation, rest string) *spec.Constraint {
	id := op.ID + "/" + rest
	for i := range op.Constraints() {
		if c := op.Constraint(i); c.ID == id {
			return c
		}
	}
	return nil
}

// restsOf are the names of the constraints of an operation, without its own.
func restsOf(op *spec.Operation) (rests []string) {
	for _, c := range op.Constraints() {
		rests = append(rests, strings.TrimPrefix(c.ID, op.ID+"/"))
	}
	return rests
}

// inside finds the constraints of that name of some operations.
func (n *names) inside(name string, operations []string) (found []*spec.Constraint, err error) {
	known := n.ruleIDs()
	for _, id := range operations {
		op, err := n.operation(id)
		if err != nil {
			return nil, err
		}
		if c := constraintOf(op, name); c != nil {
			found = append(found, c)
		}
		known = append(known, restsOf(op)...)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s is neither a rule nor a constraint of %s%s", quote(name), strings.Join(operations, ", "), n.meant(name, known))
	}
	return found, nil
}

// filled is the documented name of which a name is an instance: it has the names
// of members and the numbers of items where the documented one has {key} and [].
// The name of a constraint has its limit as a last step. It is empty for none.
func filled(name string, known []string) string {
	steps := stepsOf(name)
	for _, documented := range known {
		if strings.ContainsAny(documented, "{[") && slices.EqualFunc(steps, stepsOf(documented), isInstance) {
			return documented
		}
	}
	return ""
}

// stepsOf cuts a name before dots, slashes and brackets.
func stepsOf(name string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(name, "[", ".["), func(r rune) bool { return r == '.' || r == '/' })
}

func isInstance(step, documented string) bool {
	switch documented {
	case spec.AnyKey:
		return !strings.HasPrefix(step, "[")
	case spec.AnyItem:
		return strings.HasPrefix(step, "[") && strings.Trim(step, "[0123456789]") == ""
	}
	return step == documented
}
