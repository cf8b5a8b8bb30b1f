package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/filewrite"
	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// The commands below config.
const (
	configInit   = "init"
	configShow   = "show"
	configSchema = "schema"
)

func configCommand() command {
	return command{
		name: "config", operands: "init|show|schema [FILE]", short: "begin, show or describe configuration files",
		long: "init writes a " + config.Name + " with examples to the current directory.\n\n" +
			"show prints the configuration that holds for FILE, or for the files in the current directory: one that\n" +
			"means the same as all that apply, the nearest first, with a comment that tells where each value stands.\n\n" +
			"schema prints the JSON Schema of configuration files, for editors.\n",
		setUp: func(flags *pflag.FlagSet) action {
			format := choice{"yaml", []string{"yaml", "json"}}
			flags.Var(&format, "format", "how show writes the configuration")
			return func(p *program, operands []string) (int, error) {
				return configure(p, operands, format.value, flags.Changed("format"))
			}
		},
	}
}

// configure runs one of the commands below config.
func configure(p *program, operands []string, format string, formatted bool) (int, error) {
	name, rest := "", operands
	if len(operands) > 0 {
		name, rest = operands[0], operands[1:]
	}
	if name != configShow && len(rest) > 0 {
		if known := subcommandFault(name); known != nil {
			return ExitFailure, known
		}
		return ExitFailure, &usageError{"config", fmt.Sprintf("config %s takes no operands, but %q was given", name, rest[0])}
	}
	if formatted && (name == configInit || name == configSchema) {
		return ExitFailure, &usageError{"config", fmt.Sprintf("config %s takes no --format; only config show does", name)}
	}
	switch name {
	case configInit:
		return initConfig(p)
	case configShow:
		return showConfig(p, rest, format)
	case configSchema:
		schema, err := schemas.FS.ReadFile(spec.ConfigID + ".schema.json")
		if err != nil {
			return ExitFailure, err
		}
		return ExitOK, p.print(string(schema))
	}
	return ExitFailure, subcommandFault(name)
}

// subcommandFault says what is wrong with the name of a command below config;
// nil for one that there is.
func subcommandFault(name string) error {
	names := []string{configInit, configShow, configSchema}
	for _, known := range names {
		if name == known {
			return nil
		}
	}
	if name == "" {
		return &usageError{"config", "config takes a command: " + strings.Join(names, ", ")}
	}
	if closest, match := nearest.Of(name, names); match != nearest.Far {
		return &usageError{"config", fmt.Sprintf("unknown command %q of config; did you mean %q?", name, closest)}
	}
	return &usageError{"config", fmt.Sprintf("unknown command %q of config; it takes %s", name, strings.Join(names, ", "))}
}

// initConfig writes a file to begin with, never over one that is there.
func initConfig(p *program) (int, error) {
	start, err := schemas.FS.ReadFile(spec.ConfigID + ".start.yaml")
	if err != nil {
		return ExitFailure, err
	}
	err = filewrite.Create(config.Name, start)
	switch {
	case errors.Is(err, fs.ErrExist):
		return ExitFailure, fmt.Errorf("%s is already there; edit it, or remove it first", config.Name)
	case err != nil:
		return ExitFailure, fmt.Errorf("%s: cannot be written: %w", config.Name, explainWriting(err))
	}
	return ExitOK, p.print("wrote " + config.Name + "\n")
}

// showConfig prints the configuration of a file, or of the current directory.
func showConfig(p *program, operands []string, format string) (int, error) {
	name := "."
	switch len(operands) {
	case 0:
	case 1:
		name = operands[0]
	default:
		return ExitFailure, &usageError{"config", "config show takes one file"}
	}
	here, err := os.Getwd()
	if err != nil {
		return ExitFailure, err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return ExitFailure, err
	}
	dir := abs
	if info, err := os.Stat(abs); err != nil || !info.IsDir() {
		dir = filepath.Dir(abs) // a file, or one that is not there yet
	}
	settings, err := config.NewFinder(config.Options{Catalogue: p.catalogue}).Of(dir)
	relative := func(abs string) string {
		if rel, err := filepath.Rel(here, filepath.FromSlash(abs)); err == nil {
			return filepath.ToSlash(rel)
		}
		return abs
	}
	if wrong := (*config.Error)(nil); errors.As(err, &wrong) {
		for _, m := range wrong.Mistakes() {
			m.File = relative(m.File)
			fmt.Fprintln(p.stderr, "payloadlint: "+text.Visible(m.String()))
		}
		return ExitFailure, nil
	}
	if err != nil {
		return ExitFailure, err
	}
	o := config.Show{For: filepath.ToSlash(name), Dir: settings.Above(filepath.ToSlash(dir)), Name: relative}
	if format == "yaml" {
		return ExitOK, p.print(settings.YAML(o))
	}
	shown, err := settings.JSON(o)
	if err != nil {
		return ExitFailure, err
	}
	return ExitOK, p.print(shown)
}
