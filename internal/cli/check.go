package cli

import (
	"fmt"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// checkFlags are the flags of check.
type checkFlags struct {
	sources
	placeholders           choice
	quotas                 quotas
	format, failOn, colour choice
}

func checkCommand() command {
	return command{
		name: "check", operands: "FILE…", short: "check request files against what the provider documents",
		long: readForms +
			"\nFindings are written to standard output, everything else to standard error; exit code 2, for a file\n" +
			"that cannot be read, outweighs 1.\n",
		setUp: func(flags *pflag.FlagSet) action {
			o := &checkFlags{
				placeholders: choice{"allow", []string{"allow", "deny"}},
				format:       choice{"text", formatNames()},
				failOn:       choice{"error", []string{"error", "warning", "info", "never"}},
				colour:       choice{"auto", []string{"auto", "always", "never"}},
			}
			o.define(flags)
			flags.Var(&o.placeholders, "placeholders", "deny: report placeholders that no value was given for")
			flags.Var(&o.quotas, "quota", "state a quota of your account, to check requests against; may be repeated")
			flags.Var(&o.format, "format", "how to write the findings")
			flags.Var(&o.failOn, "fail-on", "exit with code 1 when something as severe was found")
			flags.Var(&o.colour, "color", "colour the text; auto: on a terminal, or as NO_COLOR and FORCE_COLOR say")
			return o.run
		},
	}
}

// run implements action.
func (o *checkFlags) run(p *program, operands []string) (int, error) {
	inputs, err := o.inputs(p, "check", operands)
	if err != nil {
		return ExitFailure, err
	}
	check, err := o.newChecker(p, rules.Config{DenyPlaceholders: o.placeholders.value == "deny", Quotas: o.quotas})
	if err != nil {
		return ExitFailure, err
	}
	b := newBatch(inputs, reader{stdin: p.stdin, limit: int64(o.maxSize)}, check, o.reporter(p))
	if err := b.run(); err != nil {
		return ExitFailure, outputError(err)
	}
	nothing := b.summary.Requests == 0 && b.summary.Findings() == 0
	if nothing && len(b.failures) == 0 {
		b.fail(report.Failure{Message: "nothing was checked: no request was found"})
	}
	if err := b.reporter.End(b.summary, b.failures); err != nil {
		return ExitFailure, outputError(err)
	}
	if len(b.failures) > 0 {
		return ExitFailure, nil
	}
	return o.verdict(b.summary), nil
}

// verdict is the exit code that findings alone make.
func (o *checkFlags) verdict(s report.Summary) int {
	n := 0
	switch o.failOn.value {
	case "info":
		n = s.Findings()
	case "warning":
		n = s.Errors + s.Warnings
	case "error":
		n = s.Errors
	}
	if n > 0 {
		return ExitFindings
	}
	return ExitOK
}

// format is an entry of the table of output formats.
type format struct {
	name string
	new  func(o *checkFlags, p *program) report.Reporter
}

func formats() []format {
	return []format{
		{"text", func(o *checkFlags, p *program) report.Reporter {
			return text.New(p.stdout, p.stderr, p.coloured(o.colour.value))
		}},
		{"json", func(_ *checkFlags, p *program) report.Reporter {
			return jsonreport.New(p.stdout, version())
		}},
	}
}

func formatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// reporter is that of the chosen format; the flag takes no name but these.
func (o *checkFlags) reporter(p *program) report.Reporter {
	for _, f := range formats() {
		if f.name == o.format.value {
			return f.new(o, p)
		}
	}
	panic(fmt.Sprintf("cli: no format %q", o.format.value))
}

// coloured decides whether to colour standard output. The flag wins; NO_COLOR
// wins over FORCE_COLOR, and both count only when they are not empty. Some
// programs take FORCE_COLOR=0 for no colours, so nobody can mean the opposite.
func (p *program) coloured(mode string) bool {
	force := p.getenv("FORCE_COLOR")
	switch {
	case mode == "always":
		return true
	case mode == "never" || p.getenv("NO_COLOR") != "" || force == "0" || force == "false":
		return false
	case force != "":
		return true
	}
	f, ok := p.stdout.(interface{ Fd() uintptr })
	return ok && p.getenv("TERM") != "dumb" && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// looksLikeFile tells that a word is more likely a file than a command.
func looksLikeFile(word string) bool { return strings.ContainsAny(word, "./\\") }
