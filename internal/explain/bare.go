package explain

import (
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// barely and barelyByEnd are the ways in which a bare name suits a documented
// one: as the whole, or as the end of it.
const (
	barelyByEnd = iota
	barely
)

// findBare are the parameters and constraints that go by a bare name, and how.
// Where it could be this or that, it is none.
func findBare(all []candidate, name string) (found []candidate, how int) {
	found, how = best(all, func(c *candidate, documented string) int {
		bare := bareName(documented)
		switch {
		case name == "" || c.kind != Parameter && c.kind != Constraint:
		case name == bare:
			return barely
		case strings.HasSuffix(bare, "."+name):
			return barelyByEnd
		}
		return -1
	})
	if slices.ContainsFunc(found, func(c candidate) bool { return c.names[0] != found[0].names[0] }) {
		return nil, -1
	}
	return found, how
}

// bareName is a dotted name without what stands for members and items.
func bareName(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "."+spec.AnyKey, ""), "[]", "")
}
