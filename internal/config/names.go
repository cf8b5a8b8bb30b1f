package config

import (
	"cmp"
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
	all       []named // the constraints of all operations, once one is looked for among them
	offers    int     // how many closest names were looked for
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
		closest = cmp.Or(filled(name, known), nearest.Part(name, known))
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

// operation reads an operation with what is said of it.
func (n *names) operation(id string) (*spec.Operation, error) {
	op, err := n.catalogue.Operation(id)
	if err == nil {
		err = op.Fault()
	}
	return op, err
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
	if c, err := n.constraint(name); c != nil || err != nil {
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

// valued fails where an operation has no parameter of that name, or where nothing
// says which values of it are legal or usual: then none can be added.
func (n *names) valued(id, name string) error {
	op, err := n.operation(id)
	if err != nil {
		return err
	}
	var valued, known []string
	for _, c := range op.Constraints() {
		of, judged := rules.JudgedValue(&c)
		if judged && of == name {
			return nil
		}
		if judged {
			valued = append(valued, of)
		}
	}
	documented := false
	for _, p := range op.Parameters() {
		documented = documented || p.Name == name
		known = append(known, p.Name)
	}
	if !documented {
		return fmt.Errorf("%s has no parameter %s%s", id, quote(name), n.meant(name, slices.Concat(known, valued)))
	}
	if item := name + spec.AnyItem; slices.Contains(valued, item) {
		return fmt.Errorf("the values of %s are those of its items; write %q", name, item)
	}
	return fmt.Errorf("%s has no list of values for %s that could be added to; remove the key", id, name)
}
