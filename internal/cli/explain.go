package cli

import (
	"strings"

	"github.com/spf13/pflag"

	explaining "github.com/payloadlint/payloadlint/internal/explain"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/rules"
)

func explainCommand() command {
	return command{
		name: "explain", operands: "NAME", short: "explain an error code, rule, constraint, operation or parameter",
		complete: explainable,
		long: "NAME is as a finding has it: a provider's error code, also with the names of members in it; a rule such\n" +
			"as out-of-range; a constraint or the end of its id; an operation; or a parameter, also by the end of its\n" +
			"name, with or without [] and {key}. What several operations have by one name is explained for\n" +
			"each.\n",
		setUp: func(flags *pflag.FlagSet) action {
			var operation word
			format := textOrJSON()
			flags.Var(&operation, "operation", "look only at the `OPERATION`, by its id or the end of it, and at the rules")
			flags.Var(&format, "format", "how to write the explanation")
			return func(p *program, operands []string) (int, error) {
				return explainName(p, operands, string(operation), format.value)
			}
		},
	}
}

// textOrJSON is the flag for the format of a list.
func textOrJSON() choice { return choice{value: "text", allowed: []string{"text", "json"}} }

func explainName(p *program, operands []string, operation, format string) (int, error) {
	if len(operands) != 1 {
		return ExitFailure, &usageError{"explain", "explain takes one name, as a finding has it"}
	}
	topics, err := explaining.New(p.catalogue).Explain(operands[0], operation)
	if err != nil {
		return ExitFailure, err
	}
	if format == "json" {
		return ExitOK, p.printJSON(struct {
			Version int                `json:"version"`
			Topics  []explaining.Topic `json:"topics"`
		}{1, topics})
	}
	return ExitOK, p.print(explaining.Text(topics))
}

// printJSON prints a plain struct as JSON.
func (p *program) printJSON(v any) error { return p.print(string(jsonreport.Marshal(v, "")) + "\n") }

func rulesCommand() command {
	return command{
		name: "rules", short: "list the rules",
		long: "A rule is a kind of mistake; 'payloadlint explain RULE' says more of one. The severity is what a rule\n" +
			"has by default: a constraint may be milder, and .payloadlint.yaml can say otherwise.\n",
		setUp: func(flags *pflag.FlagSet) action {
			format := textOrJSON()
			flags.Var(&format, "format", "how to write the list")
			return func(p *program, operands []string) (int, error) { return listRules(p, operands, format.value) }
		},
	}
}

// listedRule is a rule in the JSON form of the list.
type listedRule struct {
	ID       string         `json:"id"`
	Severity rules.Severity `json:"severity"`
	Title    string         `json:"title"`
	Help     string         `json:"help"`
}

func listRules(p *program, operands []string, format string) (int, error) {
	if len(operands) > 0 {
		return ExitFailure, &usageError{"rules", "rules takes no operands; 'payloadlint explain RULE' explains one"}
	}
	var list []listedRule
	ids, severities := 0, 0
	for _, r := range rules.Rules() {
		list = append(list, listedRule{r.ID, r.Severity, r.Title, rules.HelpURL(r.ID)})
		ids, severities = max(ids, len(r.ID)), max(severities, len(r.Severity))
	}
	if format == "json" {
		return ExitOK, p.printJSON(struct {
			Version int          `json:"version"`
			Rules   []listedRule `json:"rules"`
		}{1, list})
	}
	var b strings.Builder
	for _, r := range list {
		pad := strings.Repeat(" ", ids-len(r.ID)+2)
		b.WriteString(r.ID + pad + string(r.Severity) + strings.Repeat(" ", severities-len(r.Severity)+2) + r.Title + "\n")
	}
	return ExitOK, p.print(b.String())
}

func coverageCommand() command {
	return command{
		name: "coverage", operands: "[OPERATION]", short: "count which documented constraints are checked",
		long: "Without OPERATION there is a line for each operation, with it one for each constraint. A constraint is\n" +
			"checked offline, or needs several requests in one run, or a quota that you state; some errors only the\n" +
			"server can tell. Constraints of other public sources and inferred ones are counted apart.\n",
		setUp: func(flags *pflag.FlagSet) action {
			format := textOrJSON()
			flags.Var(&format, "format", "how to write the count")
			return func(p *program, operands []string) (int, error) { return countCoverage(p, operands, format.value) }
		},
	}
}

func countCoverage(p *program, operands []string, format string) (int, error) {
	operation := ""
	switch len(operands) {
	case 0:
	case 1:
		// An empty name is no operation, and not all of them.
		id, err := p.catalogue.Resolve(operands[0])
		if err != nil {
			return ExitFailure, err
		}
		operation = id
	default:
		return ExitFailure, &usageError{"coverage", "coverage takes one operation; 'payloadlint operations' lists them"}
	}
	all, err := explaining.New(p.catalogue).Cover(operation)
	if err != nil {
		return ExitFailure, err
	}
	if format == "json" {
		return ExitOK, p.printJSON(struct {
			Version    int                   `json:"version"`
			Operations []explaining.Coverage `json:"operations"`
			Total      explaining.Count      `json:"total"`
		}{1, all, explaining.Total(all)})
	}
	return ExitOK, p.print(explaining.CoverageText(all))
}
