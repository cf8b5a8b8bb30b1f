// Package cli is the command line of payloadlint: commands, flags, exit codes,
// the reading of files and the batch that checks them.
//
// It judges nothing and words no finding: see the packages rules and report.
package cli

import (
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
	"github.com/payloadlint/payloadlint/schemas"
)

// The exit codes of every command.
const (
	// ExitOK: nothing was found at or above --fail-on.
	ExitOK = 0
	// ExitFindings: something was.
	ExitFindings = 1
	// ExitFailure: the command line is wrong, or something could not be read,
	// checked or written. It outweighs findings.
	ExitFailure = 2
)

// Main runs the program with its arguments, without the program's name, and
// returns the exit code. Getenv looks up variables of the environment.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	p := &program{
		stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv,
		catalogue:  spec.Open(schemas.FS),
		newChecker: newLinter,
		now:        time.Now,
	}
	return p.main(args)
}

// checker judges the files of one run.
type checker interface {
	// Check judges one file, Identify tells which operations it calls. Several
	// goroutines may call them at once, and they keep nothing of the text.
	Check(name string, text []byte) *rules.FileReport
	Identify(name string, text []byte) ([]rules.Identity, error)
	// Join judges a request together with those before it: in the order of the
	// output, and for one goroutine at a time.
	Join(p *rules.Pending) *rules.FileReport
	// With is a checker of other settings for the same run: what files show
	// together, they show whichever of the two checked them.
	With(c rules.Config) (checker, error)
	// Assuming is one that differs in the operation of requests that do not name
	// theirs, and in the values of variables.
	Assuming(operation string, variables map[string]string) (checker, error)
}

// linter is the checker of the program.
type linter struct {
	*rules.Linter
	together *rules.Together
}

func newLinter(c rules.Config) (checker, error) {
	l, err := rules.New(c)
	if err != nil {
		return nil, err
	}
	return linter{l, l.NewTogether()}, nil
}

// Join implements checker.
func (l linter) Join(p *rules.Pending) *rules.FileReport { return l.together.Add(p) }

// With implements checker.
func (l linter) With(c rules.Config) (checker, error) {
	other, err := l.Linter.With(c)
	return linter{other, l.together}, err
}

// Assuming implements checker.
func (l linter) Assuming(operation string, variables map[string]string) (checker, error) {
	other, err := l.Linter.Assuming(operation, variables)
	return linter{other, l.together}, err
}

// program is one run.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	catalogue      *spec.Catalogue
	newChecker     func(rules.Config) (checker, error)
	now            func() time.Time
}

// main runs and complains.
func (p *program) main(args []string) int {
	if len(args) == 0 {
		io.WriteString(p.stderr, usage())
		return ExitFailure
	}
	code, err := p.run(args)
	if err == nil {
		return code
	}
	// Whoever closed the pipe does not want to hear more.
	if !errors.Is(err, syscall.EPIPE) {
		message := "payloadlint: " + text.Visible(err.Error()+whereToLook(err)) + "\n"
		if u := (*usageError)(nil); errors.As(err, &u) {
			message += "Run '" + u.help() + "' for usage.\n"
		}
		io.WriteString(p.stderr, message)
	}
	return ExitFailure
}

func (p *program) run(args []string) (int, error) {
	name, args := args[0], args[1:]
	switch name {
	case "-h", "--help":
		name = "help"
	case "--version":
		name = "version"
	case completeName:
		return p.complete(args)
	}
	c, err := lookUp(name)
	if err != nil {
		return ExitFailure, err
	}
	flags, act := c.prepare()
	if err := parse(flags, args); err != nil {
		return ExitFailure, err
	}
	if help, _ := flags.GetBool("help"); help {
		return ExitOK, p.print(c.usage())
	}
	return act(p, flags.Args())
}

// whereToLook ends an error about an operation that no other resembles.
func whereToLook(err error) string {
	if u := (*spec.UnknownError)(nil); errors.As(err, &u) && len(u.Candidates) == 0 {
		return "; 'payloadlint operations' lists them"
	}
	return ""
}

// print writes to stdout in one go.
func (p *program) print(s string) error {
	_, err := io.WriteString(p.stdout, s)
	return outputError(err)
}

// outputError says that the output could not be written; nil stays nil.
func outputError(err error) error {
	if err != nil {
		err = fmt.Errorf("cannot write the output: %w", err)
	}
	return err
}

// usageError is a command line that makes no sense to a command, or to none.
type usageError struct{ command, message string }

func (e *usageError) Error() string { return e.message }

// help is the command that shows how it is meant.
func (e *usageError) help() string {
	if e.command == "" {
		return "payloadlint help"
	}
	return "payloadlint help " + e.command
}

// command is an entry of the command table.
type command struct {
	name     string
	operands string // as in the line of usage
	short    string // what it does, in one line
	long     string // the rest of what help says, after an empty line
	// setUp defines the flags; what it returns runs once they are parsed.
	setUp func(*pflag.FlagSet) action
	// complete tells shells what an operand may be; nil where operands says it.
	complete completer
}

type action func(p *program, operands []string) (exit int, err error)

// commands is the command table, in the order of help.
func commands() []command {
	return []command{
		checkCommand(), whichCommand(), newCommand(), explainCommand(), rulesCommand(),
		coverageCommand(), schemaCommand(), operationsCommand(), configCommand(),
		completionCommand(), manCommand(), versionCommand(), helpCommand(),
	}
}

func lookUp(name string) (command, error) {
	table := commands()
	names := make([]string, len(table))
	for i, c := range table {
		if c.name == name {
			return c, nil
		}
		names[i] = c.name
	}
	what := "command"
	if len(name) > 1 && name[0] == '-' {
		what, names = "flag", []string{"--help", "--version"}
	}
	message := fmt.Sprintf("unknown %s %q", what, name)
	if n := closest(name, names); n != "" {
		message += fmt.Sprintf("; did you mean %q?", n)
	} else if what == "command" && looksLikeFile(name) {
		message += fmt.Sprintf("; to check a file: payloadlint check %s", name)
	}
	return command{}, &usageError{"", message}
}
