package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/rules"
)

// sources are the flags of the commands that read request files.
type sources struct {
	operation word
	stdinName string
	variables variables
	envFiles  []string
	maxSize   size
}

func (s *sources) define(flags *pflag.FlagSet) {
	s.maxSize = 256 << 20
	flags.Var(&s.operation, "operation", "the `OPERATION` that all requests call, by id or by the end of it;\nwithout it, each request is recognised by itself")
	flags.Var(&s.variables, "var", "put VALUE in for the placeholders ${NAME}, $NAME, {{NAME}} and <NAME>;\nmay be repeated")
	flags.StringArrayVar(&s.envFiles, "env-file", nil, "read variables from a `FILE` of lines NAME=VALUE; may be repeated: later\nfiles win over earlier ones, and --var over all")
	flags.StringVar(&s.stdinName, "stdin-filename", "", "the `NAME` that standard input goes by; its end tells the form")
	flags.Var(&s.maxSize, "max-size", "refuse files that are larger")
}

// newChecker makes the checker of a run from c, to which it adds what these
// flags say.
func (s *sources) newChecker(p *program, c rules.Config) (checker, error) {
	known, err := s.known()
	if err != nil {
		return nil, err
	}
	limit := int64(s.maxSize)
	c.Operation, c.Variables = string(s.operation), known
	c.Include = func(path string) ([]byte, error) { return readRegular(path, limit) }
	return p.newChecker(c)
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

// input is a file to check.
type input struct {
	path  string // as given; not used for standard input
	name  string // as reports show it
	stdin bool
}

// inputs are the operands and what the lists among them name, each file once
// however often it is named.
func (s *sources) inputs(p *program, command string, operands []string) ([]input, error) {
	if len(operands) == 0 {
		return nil, &usageError{command, command + " needs at least one file"}
	}
	c := collector{stdinName: s.stdinName, seen: make(map[string]struct{}, len(operands))}
	for _, operand := range operands {
		switch {
		case operand == "":
			return nil, &usageError{command, "a file name is empty"}
		case operand == "@":
			return nil, &usageError{command, "@ needs the name of a list of files: @FILE, or @- for standard input"}
		case operand[0] == '@':
			if err := c.addList(p, operand[1:], int64(s.maxSize)); err != nil {
				return nil, err
			}
		default:
			c.add(operand)
		}
	}
	if c.stdin && c.stdinList {
		return nil, &usageError{command, "standard input cannot be both a request (-) and a list of files (@-)"}
	}
	return c.inputs, nil
}

// collector collects the files of a command line.
type collector struct {
	stdinName string
	stdin     bool // standard input is to be checked
	stdinList bool // standard input was read as a list
	inputs    []input
	seen      map[string]struct{} // cleaned paths
}

// add adds a file, if it is not there yet.
func (c *collector) add(path string) {
	if path == "-" {
		c.addStdin()
		return
	}
	key := filepath.Clean(path)
	if filepath.IsAbs(key) {
		if here, err := os.Getwd(); err == nil {
			if rel, err := filepath.Rel(here, key); err == nil {
				key = rel
			}
		}
	}
	if _, ok := c.seen[key]; !ok {
		c.seen[key] = struct{}{}
		c.inputs = append(c.inputs, input{path: path, name: filepath.ToSlash(path)})
	}
}

func (c *collector) addStdin() {
	if c.stdin {
		return
	}
	c.stdin = true
	in := input{name: "<stdin>", stdin: true}
	if c.stdinName != "" {
		in.name = filepath.ToSlash(c.stdinName)
	}
	c.inputs = append(c.inputs, in)
}

// addList adds the files that a list names. A name that begins with @ is that
// of a file there, not of a further list.
func (c *collector) addList(p *program, name string, limit int64) error {
	var text []byte
	var err error
	switch {
	case name != "-":
		text, err = readRegular(name, limit)
	case c.stdinList:
		return nil
	default:
		c.stdinList = true
		text, err = readAll(p.stdin, limit)
	}
	if err == nil {
		text, err = plainText(text)
	}
	if err == errMissing {
		return fmt.Errorf("@%s: %w; @ stands before a list of files, and a file of that name is ./@%[1]s", name, err)
	}
	if err != nil {
		return fmt.Errorf("@%s: %w", name, err)
	}
	for path := range namesIn(string(text)) {
		c.add(path)
	}
	return nil
}

// isListed tells whether only a list can have named this file.
func (in *input) isListed() bool { return strings.HasPrefix(in.path, "@") }
