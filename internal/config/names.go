package config

import (
	"errors"
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

// resolve is the id of an operation, of which the name may be the end.
func (n *names) resolve(name string) (string, error) {
	if len(name) > maxQuoted {
		return "", fmt.Errorf("unknown operation %s", quote(name))
	}
	return n.catalogue.Resolve(name)
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
		return fmt.Errorf("unknown rule %s%s", quote(id), closest)
	}
	return fmt.Errorf("unknown rule %s; 'payloadlint rules' lists them", quote(id))
}

// operationOf cuts the name of a constraint after that of its operation. It
// fails where the operation has no or no clear name.
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
	if err == nil {
		err = fmt.Errorf("unknown constraint %s, expected operation, parameter and limit with slashes between, as findings have it", quote(name))
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
	return nil, fmt.Errorf("%s has no constraint %s%s", op.ID, quote(rest), n.meant(rest, restsOf(op)))
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

// target finds what a key of rules names.
func (n *names) target(name string) (target, error) {
	if n.isRule(name) {
		return target{rule: name}, nil
	}
	id, unknown := n.resolve(name)
	if unknown == nil {
		return target{operations: []string{id}}, nil
	}
	op, _, err := n.operationOf(name)
	if op != nil || hasCandidates(err) {
		c, err := n.constraint(name)
		return target{constraint: c}, err
	}
	if strings.ContainsAny(name, "*?[{") {
		ids, err := n.matching(name)
		return target{operations: ids}, err
	}
	if closest := n.meant(name, n.ruleIDs()); closest != "" {
		return target{}, fmt.Errorf("unknown rule %s%s", quote(name), closest)
	}
	if hasCandidates(unknown) {
		return target{}, unknown
	}
	return target{}, fmt.Errorf("%s is neither a rule nor an operation nor a constraint; "+
		"'payloadlint rules' and 'payloadlint operations' list them", quote(name))
}

// hasCandidates tells of an error whether it says which operations may be meant.
func hasCandidates(err error) bool {
	u := (*spec.UnknownError)(nil)
	return errors.As(err, &u) && len(u.Candidates) > 0
}

// matching are the operations whose ids match a glob.
func (n *names) matching(glob string) ([]string, error) {
	if fault := globFault(glob); fault != "" {
		return nil, fmt.Errorf("%s is no glob: %s", quote(glob), fault)
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
		return nil, fmt.Errorf("%s matches no operation; * stands for anything but a slash, ** for any number of parts, as in provider/service/*", quote(glob))
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
		return fmt.Errorf("%s has no quota %s%s", id, quote(name), closest)
	}
	return fmt.Errorf("%s has no quota %s; it has %s", id, quote(name), strings.Join(known, ", "))
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
	return fmt.Errorf("%s has no parameter %s%s", id, quote(name), n.meant(name, known))
}
