package explain

import (
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
)

// mark stands for the rule where several are possible.
const mark = "RULE"

// everywhere is where to turn off a rule or constraint.
const everywhere = "everywhere, in .payloadlint.yaml (warning or info: milder, but not silent)"

// silenceRule are the ways to silence a rule.
func silenceRule(r rules.Rule) []Way {
	ways := silenceHere("rule: "+r.ID, r.ID)
	if r.OfFile {
		ways = []Way{{
			Where: "in one file, in .payloadlint.yaml", Format: "yaml",
			Lines: []string{"ignore:", "  - file: path/to/request.json", "    rule: " + r.ID, "    reason: why it is right"},
		}}
	}
	return append(ways, Way{Where: everywhere, Format: "yaml", Lines: []string{"rules:", "  " + r.ID + ": off"}})
}

// silenceConstraint are the ways to silence a constraint.
func silenceConstraint(op *spec.Operation, c *spec.Constraint) []Way {
	if r, _ := ruleOf(c.Rule); r.OfFile {
		return silenceRule(r)
	}
	return append(silenceHere(`constraint: "`+c.ID+`"`, nameOf(op, c)),
		Way{Where: everywhere, Format: "yaml", Lines: []string{"rules:", `  "` + c.ID + `": off`}})
}

// silenceSome are the ways for what several rules may say of an operation.
func silenceSome(operation string) []Way {
	ways := silenceHere("rule: "+mark, mark)
	ways[0].Where += "; " + mark + " is the last word of the finding"
	return append(ways, silenceOperation(operation)...)
}

// silenceOperation is how to turn a rule off for one operation.
func silenceOperation(operation string) []Way {
	return []Way{{
		Where: "a rule for all of one operation, in .payloadlint.yaml (warning or info: milder, but not silent)", Format: "yaml",
		Lines: []string{"rules:", `  "` + operation + `": {` + mark + ": off}"},
	}}
}

// silenceHere are the ways to silence one finding: the member of an entry in the
// configuration, and the name in a comment.
func silenceHere(member, name string) []Way {
	return []Way{{
		Where: "one finding in YAML or .http, on its line or above it (in JSONC with //)", Format: "yaml",
		Lines: []string{"# payloadlint:ignore " + name + " -- why it is right"},
	}, {
		Where: "one finding in any file, in .payloadlint.yaml (without pointer: in the whole file)", Format: "yaml",
		Lines: []string{
			"ignore:",
			"  - file: path/to/request.json",
			"    pointer: /path/to/value",
			"    " + member,
			"    reason: why it is right",
		},
	}}
}
