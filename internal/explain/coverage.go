package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Coverage is how much of what is known of an operation is checked, and what
// that takes.
type Coverage struct {
	Operation string   `json:"operation"`
	Doc       spec.Doc `json:"doc"`
	Count
	Checks []Check `json:"checks"`
	// Unchecked is what the page documents and only the provider can tell.
	Unchecked []Unchecked `json:"unchecked"`
}

// Count counts constraints by what it takes to judge them: first those that the
// page documents, then those of other sources, which are warnings at most.
type Count struct {
	Documented int `json:"documented"`
	// Offline need the request alone, Several other requests of the same run,
	// Quota a quota that the user states: together all documented ones.
	Offline int `json:"offline"`
	Several int `json:"severalRequests"`
	Quota   int `json:"quota"`
	// Types are the documented constraints that only ask for a type, Names those
	// that only refuse names that the page does not have: the cheap ones.
	Types int `json:"types"`
	Names int `json:"unknownNames"`
	// Server are the documented errors and statements that no file can show;
	// they are no constraints.
	Server   int `json:"server"`
	Public   int `json:"public"`
	Inferred int `json:"inferred"`
}

// Check is a constraint and what it takes to judge it.
type Check struct {
	Limit
	Needs spec.Class `json:"needs"`
}

// Cover counts what is checked of the operation, or of each if none is named.
func (e *Explainer) Cover(operation string) ([]Coverage, error) {
	operations, err := operations(e.catalogue, operation)
	all := make([]Coverage, len(operations))
	for i, op := range operations {
		all[i] = cover(op)
	}
	return all, err
}

func cover(op *spec.Operation) Coverage {
	c := Coverage{Operation: op.ID, Doc: op.Doc, Checks: []Check{}, Unchecked: uncheckedOf(op)}
	c.Server = len(c.Unchecked)
	several := tokens(op)
	for i := range op.Constraints() {
		k := op.Constraint(i)
		needs := spec.Payload
		switch {
		case k.Quota != nil:
			needs = spec.Quota
		case slices.Contains(several, k):
			needs = spec.Files
		}
		c.Checks = append(c.Checks, Check{limitOf(op, k), needs})
		c.count(k, needs)
	}
	return c
}

// tokens are the constraints that only several requests together show.
func tokens(op *spec.Operation) (all []*spec.Constraint) {
	for _, t := range op.Tokens {
		all = append(all, op.TokenConstraint(t))
	}
	return all
}

func (c *Count) count(k *spec.Constraint, needs spec.Class) {
	switch k.Provenance {
	case spec.Public:
		c.Public++
		return
	case spec.Inferred:
		c.Inferred++
		return
	}
	c.Documented++
	switch k.Rule {
	case "wrong-type", "invalid-body":
		c.Types++
	case "unknown-parameter":
		c.Names++
	}
	switch needs {
	case spec.Quota:
		c.Quota++
	case spec.Files:
		c.Several++
	default:
		c.Offline++
	}
}

// Total is the sum of some counts.
func Total(all []Coverage) Count {
	var sum Count
	for i := range all {
		c := &all[i].Count
		sum.Documented += c.Documented
		sum.Offline += c.Offline
		sum.Several += c.Several
		sum.Quota += c.Quota
		sum.Types += c.Types
		sum.Names += c.Names
		sum.Server += c.Server
		sum.Public += c.Public
		sum.Inferred += c.Inferred
	}
	return sum
}

// CoverageText writes the coverage of one operation as a list of checks, that
// of several as a table, and the total.
func CoverageText(all []Coverage) string {
	var b strings.Builder
	if len(all) == 1 {
		all[0].list(&b)
	} else {
		table(&b, all)
	}
	b.WriteByte('\n')
	Total(all).text(&b)
	return b.String()
}

func table(b *strings.Builder, all []Coverage) {
	longest := len("total")
	for i := range all {
		longest = max(longest, len(all[i].Operation))
	}
	fmt.Fprintf(b, "%-*s  documented  offline  several requests  quota  server  public  inferred\n", longest, "operation")
	line := func(name string, c Count) {
		fmt.Fprintf(b, "%-*s  %10d  %7d  %16d  %5d  %6d  %6d  %8d\n",
			longest, name, c.Documented, c.Offline, c.Several, c.Quota, c.Server, c.Public, c.Inferred)
	}
	for i := range all {
		line(all[i].Operation, all[i].Count)
	}
	line("total", Total(all))
}

// list writes a line for each check.
func (c *Coverage) list(b *strings.Builder) {
	fmt.Fprintf(b, "%s, page %s\n\n", c.Operation, page(c.Doc))
	longest := 0
	for i := range c.Checks {
		longest = max(longest, len(c.Checks[i].Name))
	}
	for i := range c.Checks {
		k := &c.Checks[i]
		fmt.Fprintf(b, "%-7s  %-16s  %-*s  %s\n", k.Severity, needs(k), longest, k.Name, k.Expected)
	}
	for i := range c.Unchecked {
		u := &c.Unchecked[i]
		fmt.Fprintf(b, "%-7s  %-16s  %-*s  %s\n", "never", "server", longest, u.name(), u.words())
	}
}

// needs says in a word what a check takes, or where it is from.
func needs(k *Check) string {
	switch {
	case k.Provenance != string(spec.Documented):
		return k.Provenance
	case k.Needs == spec.Quota:
		return "quota"
	case k.Needs == spec.Files:
		return "several requests"
	}
	return "offline"
}

// text says what the numbers mean.
func (c Count) text(b *strings.Builder) {
	prose(b, fmt.Sprintf("Documented constraints: %d. Of these, %d are checked offline from the request alone, %d need several requests in one run, "+
		"and %d need a quota that you state with --quota or in .payloadlint.yaml.", c.Documented, c.Offline, c.Several, c.Quota), "")
	prose(b, fmt.Sprintf("%d of them only ask for a type, and %d only for names that the page has; the other %d say more of a value, "+
		"or what must be there.", c.Types, c.Names, c.Documented-c.Types-c.Names), "")
	prose(b, fmt.Sprintf("Documented errors and conditions that only the server can tell, and payloadlint never reports: %d.", c.Server), "")
	prose(b, fmt.Sprintf("Checks from other public sources: %d, and inferred: %d; these are warnings at most.", c.Public, c.Inferred), "")
	prose(b, "Whether what a request names exists, and what an account may do, stands in no file: only the provider can tell.", "")
}
