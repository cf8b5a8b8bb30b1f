// Package config finds and reads the configuration files of payloadlint: for
// each file that is checked, those in the directories above it, the nearest
// first, merged to one set of settings.
//
// It applies nothing: what the settings do to findings, requests and the choice
// of files is up to those who ask for them.
package config

import (
	"fmt"
	"strings"

	"github.com/payloadlint/payloadlint/rules"
)

// Name is the name of a configuration file. There is no other.
const Name = ".payloadlint.yaml"

// MaxSize is the usual limit of a configuration file, in bytes.
const MaxSize = 1 << 20

// Settings are what the configuration files say about the files of one
// directory. They are data that nobody changes once a Finder gave them.
type Settings struct {
	// Files say what is in which files; the first that matches counts.
	Files []Entry
	// Severities are in rising order of precedence: the last one that fits counts.
	Severities []Severity
	// Ignores are findings that are not to be reported.
	Ignores []Ignore
	// Exclude are the files and directories that a walk leaves out: see Excluded.
	Exclude []Glob
	// ExcludeAt tells of each where it stands.
	ExcludeAt []Origin
	// Quotas are what the user states of quotas.
	Quotas []Quota
	// Placeholders is allow or deny, FailOn error, warning, info or never; both
	// are empty where no file says so.
	Placeholders, FailOn string
	// PlaceholdersAt and FailOnAt tell where that stands.
	PlaceholdersAt, FailOnAt Origin
	// Known are values that are legal although the provider's page lacks them.
	Known []Known
	// Sources are the configuration files, nearest first: absolute paths with
	// forward slashes.
	Sources []string
}

// Origin is where a setting stands: a place of a configuration file, whose path
// is absolute and has forward slashes. Lines and columns count from 1, columns
// in Unicode code points; the end is just after the last character.
type Origin struct {
	File                             string
	Line, Column, EndLine, EndColumn int
}

// Entry says what requests are in some files.
type Entry struct {
	Glob Glob
	// Operation is the id of the operation that they are for; empty for none.
	Operation string
	// Variables are values of placeholders, by name.
	Variables map[string]string
	At        Origin
}

// Severity says how bad some findings are. A finding must fit all that is given.
type Severity struct {
	// Operation is the id of an operation, Rule that of a rule, Constraint that
	// of a constraint; empty for all.
	Operation, Rule, Constraint string
	// Severity is off, info, warning or error.
	Severity string
	At       Origin

	patterned bool // the constraint was named within operations
}

// Ignore is findings that are not to be reported, for a reason.
type Ignore struct {
	File Glob
	// Pointer is an RFC 6901 pointer: findings on the value there and on all
	// below it. Empty for all of the file.
	Pointer string
	// Rule or Constraint is the id of what is not to be reported, the other empty.
	Rule, Constraint string
	Reason           string
	// Expires is the last day that it holds for, as in 2027-01-31; empty for ever.
	Expires string
	// At is the first line of the entry.
	At Origin
}

// Quota is a quota that the user states.
type Quota struct {
	rules.Quota // with the full id of the operation
	At          Origin
}

// Known is additional legal values of a parameter.
type Known struct {
	// Operation is the full id, Parameter the documented dotted name with {key}
	// and [] for members and items.
	Operation, Parameter string
	Values               []string
	At                   Origin
}

// Mistake is one thing that is wrong with a configuration file. Line and Column
// are 0 where it is the whole file.
type Mistake struct {
	// File is the absolute path of the configuration file, with forward slashes.
	File         string
	Line, Column int
	// Message says what was found, what is expected and what to do, in one
	// lower-case sentence without the place.
	Message string
}

func (m Mistake) String() string {
	if m.Line == 0 {
		return m.File + ": " + m.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", m.File, m.Line, m.Column, m.Message)
}

// Error is all that is wrong with the configuration files of a directory,
// nearest first, each in the order of its lines. There is at least one mistake.
type Error struct{ Mistakes []Mistake }

func (e *Error) Error() string {
	lines := make([]string, len(e.Mistakes))
	for i, m := range e.Mistakes {
		lines[i] = m.String()
	}
	return strings.Join(lines, "\n")
}
