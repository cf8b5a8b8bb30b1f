package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/rules"
)

// sources are the flags of the commands that read request files.
type sources struct {
	operation word
	stdinName string
	variables variables
	envFiles  []string
	maxSize   size

	configFile   word // empty without --config
	noConfig     bool
	exclude      globs
	forceExclude bool
	noIgnore     bool
	staged       bool
	changed      reference // empty without --changed

	// configured tells what the configuration leaves out, by its absolute path with
	// forward slashes; nil for nothing. Set it before inputs is called.
	configured func(abs string, directory bool) bool

	// What inputs finds.
	here     string            // the current directory
	patterns []config.Glob     // of --exclude
	unstaged map[string]string // with --staged, blobs by the paths of files that differ from them
	drafts   *fix.Desk         // while files are being fixed: what was not written yet
	omitted  int               // operands that --force-exclude leaves out
	roots    []string          // absolute paths of the directories that are walked
	configs  []input           // configuration files that are named: they hold no requests
}

func (s *sources) define(flags *pflag.FlagSet) {
	s.maxSize = 256 << 20
	flags.Var(&s.operation, "operation", "the `OPERATION` that all requests call, by id or by the end of it;\nwithout it, each request is recognised by itself")
	flags.Var(&s.variables, "var", "put VALUE in for the placeholders ${NAME}, $NAME, {{NAME}} and <NAME>;\nmay be repeated")
	flags.StringArrayVar(&s.envFiles, "env-file", nil, "read variables from a `FILE` of lines NAME=VALUE; may be repeated: later\nfiles win over earlier ones, and --var over all")
	flags.StringVar(&s.stdinName, "stdin-filename", "", "the `NAME` that standard input goes by; its end tells the form")
	flags.Var(&s.maxSize, "max-size", "refuse files that are larger")
	flags.Var(&s.configFile, "config", "take the configuration from `FILE` only, wherever the requests are")
	flags.BoolVar(&s.noConfig, "no-config", false, "do without configuration files")
	flags.Var(&s.exclude, "exclude", "leave out files and directories that match, where directories are walked;\nmay be repeated")
	flags.BoolVar(&s.forceExclude, "force-exclude", false, "leave out what is excluded even where it is named")
	flags.BoolVar(&s.noIgnore, "no-gitignore", false, "walk also what .gitignore files leave out")
	flags.BoolVar(&s.staged, "staged", false, "take the files that are staged in git, as they will be committed; operands\nlimit them")
	flags.Var(&s.changed, "changed", "take the files that differ from a commit, as in --changed=main, and those\nthat git does not track; operands limit them")
	flags.Lookup("changed").NoOptDefVal = defaultReference
}

// reference is a flag that takes the name of a commit, or no value for the
// default one.
type reference struct{ word }

// Type implements pflag.Value. For this type help shows that the value is
// optional.
func (reference) Type() string { return "bool" }

// defaultReference is the commit that --changed compares with.
const defaultReference = "HEAD"

// complete adds to the settings of a run what these flags say.
func (s *sources) complete(c rules.Config) (rules.Config, error) {
	known, err := s.known()
	if err != nil {
		return c, err
	}
	limit := int64(s.maxSize)
	c.Operation, c.Variables = string(s.operation), known
	c.Include = func(path string) ([]byte, error) {
		if s.drafts != nil {
			if text, ok := s.drafts.Text(path); ok {
				return text, nil
			}
		}
		if blob, ok := s.unstaged[pathKey(s.here, path)]; ok {
			return readBlob(blob, limit)
		}
		return readRegular(path, limit)
	}
	return c, nil
}

// known are the values of all variables that are given.
func (s *sources) known() (map[string]string, error) {
	known := map[string]string{}
	for _, name := range s.envFiles {
		if name == "" {
			return nil, errors.New("--env-file: the file name is empty")
		}
		if err := readEnvFile(name, int64(s.maxSize), known); err != nil {
			return nil, err
		}
	}
	for name, value := range s.variables.values {
		known[name] = value
	}
	return known, nil
}

// excludes tells whether flags or the configuration leave a file or a directory
// out, given by its absolute path with forward slashes. They may also leave out
// a directory that it is in.
func (s *sources) excludes(abs string, directory bool) bool {
	for _, g := range s.patterns {
		if g.Match(abs) {
			return true
		}
	}
	return s.configured != nil && s.configured(abs, directory)
}

// inputs are the operands and what the lists and directories among them hold,
// or what git knows of them: each file once however often it is named. There
// may be none at all: see nothing.
func (s *sources) inputs(p *program, command string, operands []string) ([]input, error) {
	git := s.staged || s.changed.word != ""
	switch {
	case s.staged && s.changed.word != "":
		return nil, &usageError{command, "--staged and --changed select different files; give one of them"}
	case s.noConfig && s.configFile != "":
		return nil, &usageError{command, "--config and --no-config exclude each other; give one of them"}
	case len(operands) == 0 && !git:
		return nil, &usageError{command, command + " needs at least one file or directory"}
	}
	var err error
	if s.here, err = os.Getwd(); err != nil {
		return nil, fmt.Errorf("the current directory: %w", explain(err))
	}
	s.patterns = s.exclude.in(s.here)
	c := newCollector(s, len(operands))
	add := c.add
	var named []string
	if git {
		add = func(path string) { named = append(named, path) }
	}
	if err := c.addAll(p, command, operands, add); err != nil {
		return nil, err
	}
	if git {
		err = c.askGit(command, named)
	}
	return c.inputs, err
}

// nothing says why there was nothing to check in a run that only looks for
// files, where that is no failure; else it is empty.
func (s *sources) nothing(inputs []input) string {
	switch {
	case s.staged && len(inputs) == 0:
		return "nothing to check: no request file is staged"
	case s.changed.word != "" && len(inputs) == 0:
		return "nothing to check: no request file differs from " + string(s.changed.word)
	case s.staged || s.changed.word != "":
		return "nothing to check: no request was found in " + several(len(inputs), "file", "files")
	case len(s.configs) > 0 && len(inputs) == 0:
		return "nothing to check: " + s.configs[0].name + " is configuration, and it is in order"
	case s.omitted > 0 && len(inputs) == 0:
		return "nothing to check: all that is named is excluded"
	}
	return ""
}
