package cli

import (
	"errors"
	"fmt"
	"io"
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

// explainFlag words an error of the flag library.
func explainFlag(flags *pflag.FlagSet, err error) string {
	var unknown *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		if word := unknown.GetSpecifiedShortnames(); len(word) > 1 && closest(word, flagWords(flags)) != "" {
			return unknownFlag(flags, "-", word)
		}
		return fmt.Sprintf("unknown flag %q", "-"+unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		return unknownFlag(flags, "--", unknown.GetSpecifiedName())
	case errors.As(err, &valueless):
		return fmt.Sprintf("--%s needs a value", valueless.GetSpecifiedName())
	case errors.As(err, &invalid):
		if cause := new(valueError); errors.As(err, &cause) {
			return fmt.Sprintf("--%s: %s", invalid.GetFlag().Name, cause.message)
		}
		return fmt.Sprintf("--%s: %q is not a value for it", invalid.GetFlag().Name, invalid.GetValue())
	}
	return err.Error()
}

func unknownFlag(flags *pflag.FlagSet, dashes, name string) string {
	message := fmt.Sprintf("unknown flag %q", dashes+name)
	if n := closest(name, flagWords(flags)); n != "" {
		message += fmt.Sprintf("; did you mean %q?", "--"+n)
	}
	return message
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
