package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/statistics"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// checkFlags are the flags of check.
type checkFlags struct {
	sources
	placeholders           choice
	quotas                 quotas
	baselines              baselines
	fixes                  fixFlags
	format, failOn, colour choice
	outputs                outputs
	statistics, quiet      bool
	exitZero               bool
	maxFindings            uint32
	given                  func(flag string) bool // tells whether a flag was given
}

func checkCommand() command {
	return command{
		name: "check", operands: "FILE|DIRECTORY…", short: "check request files against what the provider documents",
		long: readForms +
			"\nFindings are written to standard output, everything else to standard error; exit code 2, for a file\n" +
			"that cannot be read, outweighs 1. What flags leave open, .payloadlint.yaml may say: see 'payloadlint help config'.\n",
		setUp: func(flags *pflag.FlagSet) action {
			o := &checkFlags{
				placeholders: choice{"allow", []string{"allow", "deny"}},
				format:       choice{"text", formatNames()},
				failOn:       choice{"error", []string{"error", "warning", "info", "never"}},
				colour:       choice{"auto", []string{"auto", "always", "never"}},
				given:        flags.Changed,
			}
			o.define(flags)
			o.fixes.define(flags)
			flags.Var(&o.placeholders, "placeholders", "deny: report placeholders that no value was given for")
			flags.Var(&o.quotas, "quota", "state a quota of your account, to check requests against; may be repeated")
			flags.Var(&o.baselines.read, "baseline", "leave out the findings that the baseline in `FILE` knows")
			flags.Var(&o.baselines.write, "write-baseline", "write all findings to the baseline in `FILE`, in place of showing them")
			flags.Var(&o.format, "format", "how to write the findings: a `FORMAT` of "+wrapped(formatNames()))
			flags.Var(&o.outputs, "output", "write a report into a file as well, as in sarif=out.sarif; may be repeated")
			flags.Var(&o.failOn, "fail-on", "exit with code 1 when something as severe was found")
			flags.BoolVar(&o.exitZero, "exit-zero", false, "exit with code 0 whatever was found")
			flags.Uint32Var(&o.maxFindings, "max-findings", 0, "show the first `N` findings only, and count the rest; 0 is all")
			flags.BoolVar(&o.statistics, "statistics", false, "count the findings by rule, in place of showing them")
			flags.BoolVar(&o.quiet, "quiet", false, "write nothing but findings and failures")
			flags.Var(&o.colour, "color", "colour the text; auto: on a terminal, or as NO_COLOR and FORCE_COLOR say")
			return o.run
		},
	}
}

// run implements action.
func (o *checkFlags) run(p *program, operands []string) (int, error) {
	if o.statistics && o.format.value != "text" && o.format.value != "json" {
		return ExitFailure, &usageError{"check", "--statistics writes text or json, not " + o.format.value}
	}
	profiles, err := o.newProfiles(p, rules.Config{DenyPlaceholders: o.placeholders.value == "deny", Quotas: o.quotas})
	if err != nil {
		return ExitFailure, err
	}
	profiles.allow = o.given("placeholders")
	if o.given("fail-on") {
		profiles.failOn = o.failOn.value
	}
	inputs, err := o.inputs(p, "check", operands)
	if err != nil {
		return ExitFailure, err
	}
	if err := o.spare(inputs); err != nil {
		return ExitFailure, err
	}
	wrong, err := profiles.assign(inputs)
	if err != nil {
		return ExitFailure, err
	}
	reports := o.newReports(p, o.reporter(o.fixes.output(p, inputs)))
	b := newBatch(inputs, reader{stdin: p.stdin, limit: int64(o.maxSize)}, reports.all)
	if !o.statistics {
		b.limit = int(o.maxFindings)
	}
	b.filter = filter{here: profiles.here, entries: profiles.entries}
	if err := o.baselines.set(&b.filter, int64(o.maxSize)); err != nil {
		return ExitFailure, err
	}
	if len(wrong) > 0 {
		return ExitFailure, outputError(reports.end(report.Summary{}, wrong))
	}
	if done, exit, err := o.fixFirst(p, b, profiles.here); done || err != nil {
		return exit, err
	}
	if !o.quiet {
		b.progress = p.progress(len(inputs))
	}
	if err := b.run(); err != nil {
		return ExitFailure, outputError(err)
	}
	if err := b.writeLeftovers(profiles); err != nil {
		return ExitFailure, outputError(err)
	}
	b.progress.clear()
	return o.end(p, b, &reports)
}

// end writes the end of the report and returns the exit code.
func (o *checkFlags) end(p *program, b *batch, reports *reports) (int, error) {
	if b.summary.IsNothing() && len(b.failures) == 0 {
		why := o.nothing(b.inputs)
		if why == "" {
			b.fail(report.Failure{Message: "nothing was checked: no request was found"})
		} else if !o.quiet {
			fmt.Fprintln(p.stderr, "payloadlint: "+text.Visible(why))
		}
	}
	if err := reports.end(b.summary, b.failures); err != nil {
		return ExitFailure, outputError(err)
	}
	if known := b.filter.baseline; known != nil && known.gone > 0 && !o.quiet {
		fmt.Fprintf(p.stderr, "%s gone: write it anew with --write-baseline\n", several(known.gone, "finding of the baseline is", "findings of the baseline are"))
	}
	switch {
	case b.filter.record != nil:
		return o.baselines.save(b.filter.record, b.failures, p.stderr)
	case len(b.failures) > 0:
		return ExitFailure, nil
	case b.summary.Failing > 0 && !o.exitZero:
		return ExitFindings, nil
	}
	return ExitOK, nil
}

// reporter is that of the chosen format, or of what is written in its place; the
// flag takes no name but these.
func (o *checkFlags) reporter(p *program) report.Reporter {
	switch {
	case o.baselines.write != "":
		return silent{p.stderr}
	case o.statistics:
		return statistics.New(p.stdout, p.stderr, o.format.value == "json", o.quiet)
	}
	return formatOf(o.format.value).new(o, p, p.stdout, p.stderr)
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
	return p.getenv("TERM") != "dumb" && isTerminal(p.stdout)
}

// looksLikeFile tells that a word is more likely a file than a command.
func looksLikeFile(word string) bool { return strings.ContainsAny(word, "./\\") }

// wrapped lists words over lines that are short enough for help.
func wrapped(words []string) string {
	var b strings.Builder
	for i, line := 0, 0; i < len(words); i++ {
		if line += len(words[i]) + 2; line > 50 {
			b.WriteString("\n")
			line = 0
		}
		b.WriteString(words[i])
		if i < len(words)-1 {
			b.WriteString(", ")
		}
	}
	return b.String()
}
