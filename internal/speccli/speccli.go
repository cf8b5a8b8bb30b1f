// Package speccli is the command line of payloadlint-spec.
package speccli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/speccompile"
)

// The exit codes of payloadlint-spec.
const (
	exitOK       = 0 // done, and nothing to complain about
	exitDiffers  = 1 // the judges differ, or generated files are out of step
	exitFailures = 2 // usage or I/O failure, or a specification that does not compile
)

const usage = `usage: payloadlint-spec COMMAND [flags]

  compile              compile the CUE module to schemas, specs and docs
      --cue DIR        the CUE module (default "cue")
      --out DIR        where the schemas go (default "schemas")
      --docs DIR       where the pages of constraints and rules go (default "docs")
      --testdata DIR   where the examples come from (default "testdata")
      --check          write nothing; exit 1 when a file is out of step
  verify FILE…         show what the CUE definition, the JSON Schema and the rule
                       engine say of JSON bodies; exit 1 when they differ
      --operation ID   the operation; its last part is enough where that is clear
      --cue DIR        the CUE module (default "cue")
`

// command is one subcommand with its parsed flags.
type command struct {
	stdout, stderr io.Writer
	flags          *pflag.FlagSet
	cue            *string
}

// Main runs payloadlint-spec and returns its exit code.
func Main(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return exitFailures
	}
	c := &command{stdout: stdout, stderr: stderr, flags: pflag.NewFlagSet(args[0], pflag.ContinueOnError)}
	c.flags.SetOutput(io.Discard)
	c.cue = c.flags.String("cue", "cue", "")
	run, ok := map[string]func([]string) (int, error){"compile": c.compile, "verify": c.verify}[args[0]]
	if !ok {
		if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
			fmt.Fprint(stdout, usage)
			return exitOK
		}
		fmt.Fprintf(stderr, "payloadlint-spec: unknown command %q\n%s", args[0], usage)
		return exitFailures
	}
	code, err := run(args[1:])
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprint(stdout, usage)
		return exitOK
	}
	if err != nil {
		fmt.Fprintf(stderr, "payloadlint-spec: %v\n", err)
		return exitFailures
	}
	return code
}

func (c *command) compile(args []string) (int, error) {
	out := c.flags.String("out", "schemas", "")
	docs := c.flags.String("docs", "docs", "")
	testdata := c.flags.String("testdata", "testdata", "")
	check := c.flags.Bool("check", false, "")
	if err := c.flags.Parse(args); err != nil {
		return 0, err
	}
	if c.flags.NArg() > 0 {
		return 0, fmt.Errorf("compile takes no arguments, found %q", c.flags.Arg(0))
	}
	schemas, pages, err := generate(*c.cue, *testdata)
	if err != nil {
		return 0, err
	}
	if *check {
		return c.compare(map[string]speccompile.Files{*out: schemas, *docs: pages})
	}
	return exitOK, cmp.Or(schemas.Write(*out), pages.Write(*docs))
}

// generate compiles the CUE module in dir to the files of the schemas folder
// and of the docs folder.
func generate(dir, testdata string) (schemas, pages speccompile.Files, err error) {
	all, err := speccompile.Compile(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, op := range all {
		if err := speccompile.JudgeExamples(op); err != nil {
			return nil, nil, err
		}
	}
	if schemas, err = speccompile.Schemas(all); err != nil {
		return nil, nil, err
	}
	examples, err := speccompile.Examples(all, testdata)
	if err != nil {
		return nil, nil, err
	}
	maps.Copy(schemas, examples)
	if err := addConfig(schemas, dir); err != nil {
		return nil, nil, err
	}
	pages, err = speccompile.Docs(all, testdata)
	return schemas, pages, err
}

// addConfig adds the files about the configuration file.
func addConfig(files speccompile.Files, dir string) error {
	config, err := speccompile.CompileConfig(dir)
	if err != nil || config == nil {
		return err
	}
	maps.Copy(files, config.Files())
	return speccompile.JudgeExamples(config.Operation)
}

// compare tells which generated files are out of step, by their folders.
func (c *command) compare(folders map[string]speccompile.Files) (int, error) {
	code := exitOK
	for _, dir := range slices.Sorted(maps.Keys(folders)) {
		names, err := folders[dir].Differences(dir)
		if err != nil {
			return 0, err
		}
		for _, name := range names {
			fmt.Fprintf(c.stderr, "payloadlint-spec: %s is out of step with %s or the testdata; run go generate ./...\n", filepath.Join(dir, name), *c.cue)
			code = exitDiffers
		}
	}
	return code, nil
}

func (c *command) verify(args []string) (int, error) {
	operation := c.flags.String("operation", "", "")
	if err := c.flags.Parse(args); err != nil {
		return 0, err
	}
	if *operation == "" {
		return 0, errors.New("verify needs --operation")
	}
	if c.flags.NArg() == 0 {
		return 0, errors.New("verify needs at least one file with a JSON body")
	}
	all, err := speccompile.Compile(*c.cue)
	if err != nil {
		return 0, err
	}
	op, err := speccompile.Find(all, *operation)
	if err != nil {
		return 0, err
	}
	judges, err := speccompile.NewJudges(op)
	if err != nil {
		return 0, err
	}
	code := exitOK
	for _, name := range c.flags.Args() {
		agree, err := c.show(judges, name)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		if !agree {
			code = exitDiffers
		}
	}
	return code, nil
}

// show prints the verdicts on one file and tells whether they agree.
func (c *command) show(judges *speccompile.Judges, name string) (bool, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return false, err
	}
	v, err := judges.Judge(text)
	if err != nil {
		return false, err
	}
	word := map[bool]string{true: "accepted", false: "refused"}
	fmt.Fprintf(c.stdout, "%s: CUE %s, JSON Schema %s, engine %s", name, word[v.CUE], word[v.Schema], word[v.Engine])
	if !v.Agree() {
		fmt.Fprint(c.stdout, ": THEY DIFFER")
	}
	fmt.Fprintln(c.stdout)
	if !v.Agree() {
		for judge, text := range map[string]string{"CUE": v.CUEText, "JSON Schema": v.SchemaText} {
			if text != "" {
				fmt.Fprintf(c.stdout, "  %s: %s\n", judge, text)
			}
		}
	}
	return v.Agree(), nil
}
