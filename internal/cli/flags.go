package cli

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/nearest"
)

// prepare returns the command's flags, not parsed yet, and what runs it then.
func (c command) prepare() (*pflag.FlagSet, action) {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard) // errors are worded here, see explainFlag
	flags.SortFlags = false
	act := c.setUp(flags)
	flags.BoolP("help", "h", false, "show this help")
	return flags, act
}

// parse parses the arguments of the command.
func parse(flags *pflag.FlagSet, args []string) error {
	err := flags.Parse(args)
	if err != nil {
		return &usageError{flags.Name(), explainFlag(flags, args, err)}
	}
	// What looks like a flag of go test the library passes over.
	for i, arg := range args {
		switch {
		case arg == "--":
			return nil
		case strings.HasPrefix(arg, "-test.") && (i == 0 || !takesNext(flags, args[i-1])):
			return &usageError{flags.Name(), fmt.Sprintf("unknown flag %q", arg) + asFile(arg)}
		}
	}
	return nil
}

// takesNext tells whether an argument is a flag whose value is the next one.
func takesNext(flags *pflag.FlagSet, arg string) bool {
	name, long := strings.CutPrefix(arg, "--")
	f := flags.Lookup(name)
	return long && f != nil && f.NoOptDefVal == ""
}

// asFile says how to name a file that begins with a hyphen, where an argument may
// be meant as one.
func asFile(arg string) string {
	if !looksLikeFile(arg) || strings.ContainsAny(arg, "=") {
		return ""
	}
	return fmt.Sprintf("; a file whose name begins with a hyphen is given as ./%s or after --", arg)
}

// explainFlag words an error of the flag library about some arguments.
func explainFlag(flags *pflag.FlagSet, args []string, err error) string {
	var unknown *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		word := unknown.GetSpecifiedShortnames()
		if len(word) > 1 && closest(word, flagWords(flags)) != "" {
			return unknownFlag(flags, "-", word)
		}
		message, whole := fmt.Sprintf("unknown flag %q", "-"+unknown.GetSpecifiedName()), "-"+word
		for _, arg := range args { // what comes before in the argument were flags
			if len(arg) > 1 && arg[0] == '-' && arg[1] != '-' && strings.HasSuffix(arg, word) {
				whole = arg
				break
			}
		}
		return message + asFile(whole)
	case errors.As(err, &unknown):
		return unknownFlag(flags, "--", unknown.GetSpecifiedName())
	case errors.As(err, &valueless):
		return fmt.Sprintf("--%s needs a value", valueless.GetSpecifiedName())
	case errors.As(err, &invalid):
		if cause := new(valueError); errors.As(err, &cause) {
			return fmt.Sprintf("--%s: %s", invalid.GetFlag().Name, cause.message)
		}
		return fmt.Sprintf("--%s: %q is not a value for it%s", invalid.GetFlag().Name, invalid.GetValue(), taken(invalid.GetFlag()))
	}
	return err.Error()
}

func unknownFlag(flags *pflag.FlagSet, dashes, name string) string {
	message := fmt.Sprintf("unknown flag %q", dashes+name)
	if n := closest(name, flagWords(flags)); n != "" {
		return message + fmt.Sprintf("; did you mean %q?", "--"+n)
	}
	return message + asFile(dashes+name)
}

// taken says what a flag takes, where a sentence goes on with it.
func taken(f *pflag.Flag) string {
	switch f.Value.Type() {
	case "bool":
		return "; it takes true or false, or nothing"
	case "uint32":
		return fmt.Sprintf("; it takes a whole number from 0 to %d", uint32(math.MaxUint32))
	}
	return ""
}

func flagWords(flags *pflag.FlagSet) (names []string) {
	flags.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// closest is the name that was probably meant: one that is nearly the same, or
// the only one that begins so. It is empty for none.
func closest(name string, names []string) string {
	if n, match := nearest.Of(name, names); match != nearest.Far {
		return n
	}
	found := ""
	for _, n := range names {
		if len(name) > 1 && strings.HasPrefix(n, name) {
			if found != "" {
				return ""
			}
			found = n
		}
	}
	return found
}

// valueError says in our words why a flag does not take a value.
type valueError struct{ message string }

func (e *valueError) Error() string { return e.message }

// choice is a flag that takes one of a few words.
type choice struct {
	value   string
	allowed []string
}

// Set implements pflag.Value.
func (c *choice) Set(s string) error {
	if slices.Contains(c.allowed, s) {
		c.value = s
		return nil
	}
	if n := closest(s, c.allowed); n != "" {
		return &valueError{fmt.Sprintf("unknown value %q; did you mean %q?", s, n)}
	}
	return &valueError{fmt.Sprintf("unknown value %q; it takes %s", s, strings.Join(c.allowed, ", "))}
}

// String implements pflag.Value.
func (c *choice) String() string { return c.value }

// Type implements pflag.Value; help shows it as the flag's value.
func (c *choice) Type() string { return strings.Join(c.allowed, "|") }

// word is a flag that takes anything but nothing, which a variable of the shell
// gives that is not set.
type word string

// Set implements pflag.Value.
func (w *word) Set(s string) error {
	if s == "" {
		return &valueError{"its value is empty; leave the flag out, or give it one"}
	}
	*w = word(s)
	return nil
}

// String implements pflag.Value.
func (w *word) String() string { return string(*w) }

// Type implements pflag.Value.
func (w *word) Type() string { return "WORD" }

// size is a flag that takes a number of bytes.
type size int64

// maxSize is the largest limit that may be set: offsets within a document are
// 32 bits wide.
const maxSize size = 1 << 30

// unit is a factor that may follow the number of a size.
type unit struct {
	name   string
	factor int64
}

// units are listed so that the first that divides a size is the one to show.
func units() []unit {
	return []unit{
		{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10},
		{"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3},
		{"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}, {"B", 1},
	}
}

// Set implements pflag.Value.
func (z *size) Set(s string) error {
	digits, factor := s, int64(1)
	for _, u := range units() {
		if n := len(s) - len(u.name); n > 0 && strings.EqualFold(s[n:], u.name) {
			digits, factor = s[:n], u.factor
			break
		}
	}
	n, err := strconv.ParseUint(strings.TrimSpace(digits), 10, 63)
	if errors.Is(err, strconv.ErrSyntax) {
		return &valueError{fmt.Sprintf("%q is not a size; write a whole number of bytes, or one with a unit, as in 64MiB", s)}
	}
	if err != nil || n > uint64(maxSize)/uint64(factor) || n == 0 {
		return &valueError{fmt.Sprintf("%s is out of range; it takes 1 to %s", s, maxSize.String())}
	}
	*z = size(int64(n) * factor)
	return nil
}

// String implements pflag.Value.
func (z size) String() string {
	for _, u := range units() {
		if int64(z)%u.factor == 0 && z != 0 {
			return strconv.FormatInt(int64(z)/u.factor, 10) + u.name
		}
	}
	return "0B"
}

// Type implements pflag.Value.
func (z *size) Type() string { return "SIZE" }
