package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/report/text"
)

// checkFlags are the flags of check.
type checkFlags struct {
	operation, stdinName string
	format, failOn       choice
	colour               choice
	maxSize              size
}

func checkCommand() command {
	return command{
		name: "check", operands: "FILE…", short: "check request files against what the provider documents",
		long: "A file is JSON, or YAML where its name ends in .yaml or .yml; - is standard input. A file that is\n" +
			"named twice is checked once. Directories are not walked. Findings are written to standard output,\n" +
			"everything else to standard error; exit code 2, for a file that cannot be read, outweighs 1.\n",
		setUp: func(flags *pflag.FlagSet) action {
			o := &checkFlags{
				format:  choice{"text", formatNames()},
				failOn:  choice{"error", []string{"error", "warning", "info", "never"}},
				colour:  choice{"auto", []string{"auto", "always", "never"}},
				maxSize: 256 << 20,
			}
			flags.StringVar(&o.operation, "operation", "", "the `OPERATION` that all files call, by id or by the end of it;\nwithout it, each body is recognised by its shape")
			flags.Var(&o.format, "format", "how to write the findings")
			flags.Var(&o.failOn, "fail-on", "exit with code 1 when something as severe was found")
			flags.Var(&o.colour, "color", "colour the text; auto: on a terminal, or as NO_COLOR and FORCE_COLOR say")
			flags.Var(&o.maxSize, "max-size", "refuse files that are larger")
			flags.StringVar(&o.stdinName, "stdin-filename", "", "the `NAME` that standard input goes by; it tells JSON from YAML")
			return o.run
		},
	}
}

// run implements action.
func (o *checkFlags) run(p *program, operands []string) (int, error) {
	inputs, err := o.inputs(operands)
	if err != nil {
		return ExitFailure, err
	}
	check, err := p.newChecker(o.operation)
	if err != nil {
		return ExitFailure, err
	}
	b := &batch{
		inputs: inputs, stdin: p.stdin, limit: int64(o.maxSize),
		check: check, reporter: o.reporter(p),
	}
	if err := b.run(); err != nil {
		return ExitFailure, outputError(err)
	}
	nothing := b.summary.Requests == 0 && b.summary.Findings() == 0
	if nothing && len(b.failures) == 0 {
		b.failures = append(b.failures, report.Failure{Message: "nothing was checked: no request was found"})
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

// input is a file to check.
type input struct {
	path  string // as given; not used for standard input
	name  string // as reports show it
	stdin bool
}

// inputs are the operands, each file once however often it is named.
func (o *checkFlags) inputs(operands []string) ([]input, error) {
	if len(operands) == 0 {
		return nil, &usageError{"check", "check needs at least one file"}
	}
	seen := make(map[string]bool, len(operands))
	inputs := make([]input, 0, len(operands))
	for _, path := range operands {
		if path == "" {
			return nil, &usageError{"check", "a file name is empty"}
		}
		key := path
		if path != "-" {
			key = filepath.Clean(path)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		in := input{path: path, name: filepath.ToSlash(path)}
		if path == "-" {
			in = input{name: "<stdin>", stdin: true}
			if o.stdinName != "" {
				in.name = filepath.ToSlash(o.stdinName)
			}
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
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
