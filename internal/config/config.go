// Package config finds and reads the configuration files of payloadlint: for
// each file that is checked, those in the directories above it, the nearest
// first, merged to one set of settings.
//
// It applies nothing: what the settings do to findings, requests and the choice
// of files is up to those who ask for them.
package config

import (
	"cmp"
	"fmt"
	"iter"
	"strings"

	"github.com/payloadlint/payloadlint/rules"
)

// Name is the name of a configuration file. There is no other.
const Name = ".payloadlint.yaml"

// MaxSize is the usual limit of a configuration file, in bytes.
const MaxSize = 1 << 20

// Settings are what the configuration files say about the files of one
// directory. They are data that nobody changes once a Finder gave them.
//
// The lists Files, Ignores and Exclude are those of the nearest file alone, and
// the entries of Outer follow: see Levels. All else is of all files together.
type Settings struct {
	// Source is the nearest configuration file, an absolute path with forward
	// slashes; empty where there is none.
	Source string
	// Outer is what the files further up say, nil for none.
	Outer *Settings
	// Files say what is in which files; the first that matches counts.
	Files []Entry
	// Severities are in rising order of precedence: the last one that fits counts.
	Severities []Severity
	// Ignores are findings that are not to be reported.
	Ignores []Ignore
	// Exclude are the files and directories that a walk leaves out, a directory
	// with all that is in it.
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

	judges  bool
	entries int // of all levels, as maxEntries counts them
}

// Levels are the settings by the configuration files that they come from,
// nearest first: these, their Outer, and so on. There are none where no file is.
func (s *Settings) Levels() iter.Seq[*Settings] {
	return func(yield func(*Settings) bool) {
		for level := s; level != nil && level.Source != ""; level = level.Outer {
			if !yield(level) {
				return
			}
		}
	}
}

// Judges tells whether the nearest file says anything of how requests are judged:
// severities, quotas, known values or placeholders. Where it does not, Outer says
// the same of that.
func (s *Settings) Judges() bool { return s.judges }

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

// Error is all that is wrong with the configuration files of a directory.
type Error struct {
	own   []Mistake
	outer *Error // of the files further up, nil for nothing
}

// Mistakes are those of the nearest file first, of each in the order of its
// lines. There is at least one.
func (e *Error) Mistakes() (all []Mistake) {
	for ; e != nil; e = e.outer {
		all = append(all, e.own...)
	}
	return all
}

// and adds what is wrong with the files further up. Both may be nil.
func (e *Error) and(outer *Error) *Error {
	if e == nil || outer == nil {
		return cmp.Or(e, outer)
	}
	return &Error{e.own, e.outer.and(outer)}
}

func (e *Error) Error() string {
	var lines []string
	for _, m := range e.Mistakes() {
		lines = append(lines, m.String())
	}
	return strings.Join(lines, "\n")
}
