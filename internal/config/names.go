package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// names knows what the names in a configuration file may stand for.
type names struct {
	catalogue *spec.Catalogue
	rules     []rules.Rule
	offers    int // how many closest names were looked for
}

// target is what a key of rules names.
type target struct {
	rule       string
	constraint *spec.Constraint
	operations []string
}

// maxOffers bounds the work that a file full of unknown names causes.
const maxOffers = 200

// meant ends a sentence about an unknown name with the closest of those that
// there are, if one is close.
func (n *names) meant(name string, known []string) string {
	if n.offers++; n.offers > maxOffers {
		return ""
	}
	closest, match := nearest.Of(name, known)
	if match == nearest.Far {
		closest = nearest.Part(name, known)
	}
	if closest == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", closest)
}

func (n *names) ruleIDs() []string {
	ids := make([]string, len(n.rules))
	for i := range n.rules {
		ids[i] = n.rules[i].ID
	}
	return ids
}

func (n *names) isRule(id string) bool { return slices.Contains(n.ruleIDs(), id) }

// rule fails where there is no such rule.
func (n *names) rule(id string) error {
	if n.isRule(id) {
		return nil
	}
	if closest := n.meant(id, n.ruleIDs()); closest != "" {
		return fmt.Errorf("unknown rule %q%s", id, closest)
	}
	return fmt.Errorf("unknown rule %q; 'payloadlint rules' lists them", id)
}

// operationOf cuts the name of a constraint after that of its operation. It
// fails where the operation has no or no clear name.
func (n *names) operationOf(name string) (op *spec.Operation, rest string, err error) {
	const parts = 3 // of an operation's id
	end := 0
	for range parts {
		i := strings.IndexByte(name[end:], '/')
		if i < 0 {
			break
		}
		end += i
		id, fault := n.catalogue.Resolve(name[:end])
		if fault == nil {
			op, err = n.operation(id)
			return op, name[end+1:], err
		}
		if err = fault; strings.Count(name, "/") > parts {
			continue // the whole id is meant: its end says what is wrong
		}
		break
	}
	if err == nil {
		err = fmt.Errorf("unknown constraint %q, expected the operation, the parameter and the limit with slashes between, as findings name them", name)
	}
	return nil, "", err
}

// operation reads an operation with what is said of it.
func (n *names) operation(id string) (*spec.Operation, error) {
	op, err := n.catalogue.Operation(id)
	if err == nil {
		err = op.Fault()
	}
	return op, err
}

// constraint finds a constraint by its id, in which the operation may be short.
func (n *names) constraint(name string) (*spec.Constraint, error) {
	op, rest, err := n.operationOf(name)
	if err != nil {
		return nil, err
	}
	if c := constraintOf(op, rest); c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("%s has no constraint %q%s", op.ID, rest, n.meant(rest, restsOf(op)))
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
		return nil, fmt.Errorf("%q is neither a rule nor a constraint of %s%s", name, strings.Join(operations, ", "), n.meant(name, known))
	}
	return found, nil
}

// target finds what a key of rules names.
func (n *names) target(name string) (target, error) {
	if n.isRule(name) {
		return target{rule: name}, nil
	}
	id, err := n.catalogue.Resolve(name)
	if err == nil {
		return target{operations: []string{id}}, nil
	}
	if c, fault := n.constraint(name); fault == nil {
		return target{constraint: c}, nil
	} else if op, _, _ := n.operationOf(name); op != nil {
		return target{}, fault
	}
	if strings.ContainsAny(name, "*?[{") {
		ids, err := n.matching(name)
		return target{operations: ids}, err
	}
	if closest := n.meant(name, n.ruleIDs()); closest != "" {
		return target{}, fmt.Errorf("unknown rule %q%s", name, closest)
	}
	if u, ok := err.(*spec.UnknownError); ok && len(u.Candidates) > 0 {
		return target{}, err
	}
	return target{}, fmt.Errorf("%q is neither a rule nor an operation nor a constraint; "+
		"'payloadlint rules' and 'payloadlint operations' list them", name)
}

// matching are the operations whose ids match a glob.
func (n *names) matching(glob string) ([]string, error) {
	if fault := globFault(glob); fault != "" {
		return nil, fmt.Errorf("%q is no glob: %s", glob, fault)
	}
	entries, err := n.catalogue.Entries()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range entries {
		if doublestar.MatchUnvalidated(glob, e.ID) {
			ids = append(ids, e.ID)
		}
	}
	if ids == nil {
		return nil, fmt.Errorf("%q matches no operation; * stands for anything but a slash, ** for any number of parts, as in provider/service/*", glob)
	}
	return ids, nil
}

// quota fails where an operation has no quota of that name.
func (n *names) quota(id, name string) error {
	op, err := n.operation(id)
	if err != nil {
		return err
	}
	var known []string
	for _, c := range op.Constraints() {
		if c.Quota != nil {
			known = append(known, c.Quota.Name)
		}
	}
	switch {
	case slices.Contains(known, name):
		return nil
	case len(known) == 0:
		return fmt.Errorf("%s has no quotas", id)
	}
	if closest := n.meant(name, known); closest != "" {
		return fmt.Errorf("%s has no quota %q%s", id, name, closest)
	}
	return fmt.Errorf("%s has no quota %q; it has %s", id, name, strings.Join(known, ", "))
}

// parameter fails where an operation has no parameter of that name.
func (n *names) parameter(id, name string) error {
	op, err := n.operation(id)
	if err != nil {
		return err
	}
	var known []string
	for _, p := range op.Parameters() {
		if p.Name == name {
			return nil
		}
		known = append(known, p.Name)
	}
	return fmt.Errorf("%s has no parameter %q%s", id, name, n.meant(name, known))
}
