package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"

	"github.com/hashicorp/go-envparse"
)

// variables is a flag that takes NAME=VALUE, any number of times. Values may be
// secrets: neither errors nor help show them.
type variables struct{ values map[string]string }

// Set implements pflag.Value.
func (v *variables) Set(s string) error {
	name, value, ok := strings.Cut(s, "=")
	switch {
	case !ok:
		return &valueError{"expected NAME=VALUE, found no ="}
	case name == "":
		return &valueError{"expected NAME=VALUE, found no name before the ="}
	case strings.ContainsAny(name, "{}<>()"):
		return &valueError{"expected NAME=VALUE; write the name alone, without the marks that a placeholder has around it"}
	}
	if v.values == nil {
		v.values = map[string]string{}
	}
	v.values[name] = value
	return nil
}

// String implements pflag.Value.
func (v *variables) String() string { return "" }

// Type implements pflag.Value.
func (v *variables) Type() string { return "NAME=VALUE" }

// readEnvFile adds the variables of a file to known, which they replace there.
func readEnvFile(name string, limit int64, known map[string]string) error {
	text, err := readStream(name, limit)
	if err == nil {
		text, err = plainText(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	values, fault := parseEnv(text)
	if fault != nil {
		return fmt.Errorf("%s:%d: %s", name, fault.line, fault.message)
	}
	maps.Copy(known, values)
	return nil
}

// readStream reads a file of any kind: shells give the output of a command as
// the name of a pipe, so that a secret need not be written down.
func readStream(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, explain(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errDirectory
	}
	return readAll(f, limit)
}

// envFault is what is wrong with a line of an env file. It never holds any of
// the line.
type envFault struct {
	line    int // from 1
	message string
}

// parseEnv reads the lines of an env file.
func parseEnv(text []byte) (map[string]string, *envFault) {
	if valid := bytes.ToValidUTF8(text, nil); len(valid) < len(text) {
		n := 0
		for n < len(valid) && valid[n] == text[n] {
			n++
		}
		return nil, &envFault{1 + bytes.Count(text[:n], []byte("\n")), "holds bytes that are no UTF-8; save the file as UTF-8"}
	}
	values, err := envparse.Parse(bytes.NewReader(text))
	if err == nil {
		return values, nil
	}
	fault := &envFault{line: 1}
	if e := (*envparse.ParseError)(nil); errors.As(err, &e) {
		fault.line, err = e.Line, e.Err
	}
	switch err {
	case bufio.ErrTooLong:
		fault.line++ // the library counts the lines before
		fault.message = "the line is too long, expected less than 64 KiB"
	case envparse.ErrMissingSeparator:
		fault.message = "found no =, expected NAME=VALUE"
	case envparse.ErrEmptyKey:
		fault.message = "found no name before the =, expected NAME=VALUE"
	case envparse.ErrUnmatchedDouble, envparse.ErrUnmatchedSingle:
		fault.message = "a quotation mark is not closed; a value ends with its line"
	default:
		// The library's own words quote the line.
		fault.message = "is no line of an env file, expected NAME=VALUE; a name is letters, digits and _ and does not begin " +
			`with a digit, a value holds no tab, and after a \ in double quotes comes one of " \ / b f n r t u`
	}
	return nil, fault
}
