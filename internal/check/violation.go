// Package check compiles an operation's JSON Schema into a tree of checks and
// walks a document once, collecting every violation: kind and data, no text.
//
// It knows a closed list of keywords and refuses a schema that uses any other.
// It knows nothing of providers, files, wording or documented errors: a
// violation only carries the index of the constraint that its keyword enforces.
package check

import "github.com/payloadlint/payloadlint/internal/document"

// Kind is the kind of a violation.
type Kind uint8

// The kinds of violations. Those from Unknown on do not make a value invalid
// by themselves (Unknown does where the object is closed).
const (
	WrongType      Kind = iota // type
	InvalidValue               // enum, const
	OutOfRange                 // minimum, maximum, exclusiveMinimum, exclusiveMaximum
	NotMultipleOf              // multipleOf
	InvalidLength              // minLength, maxLength
	InvalidPattern             // pattern
	InvalidSize                // minItems, maxItems, minProperties, maxProperties
	Missing                    // required
	Conflict                   // not, anyOf, false
	Unknown                    // a member that the object's schema does not name
	Deprecated                 // deprecated: true, and present
	Reserved                   // marked reserved, and present
	Secret                     // writeOnly: true, and a non-empty literal
	Spelling                   // an integer spelled with a fraction or an exponent
	Unrelated                  // a lint relation that does not hold
)

// String is the name of the kind, for tests and people who look for a fault.
func (k Kind) String() string {
	return [...]string{
		"WrongType", "InvalidValue", "OutOfRange", "NotMultipleOf", "InvalidLength", "InvalidPattern", "InvalidSize", "Missing",
		"Conflict", "Unknown", "Deprecated", "Reserved", "Secret", "Spelling", "Unrelated",
	}[k]
}

// Violation is one thing that is wrong with one value. The lists are shared
// between violations: nobody changes them.
type Violation struct {
	Kind Kind
	// Key tells that the member's name is at fault, not its value.
	Key bool
	// Advisory tells that the schema accepts the value all the same: a lint
	// condition, a mark, or a member that only a sample does not show.
	Advisory bool
	// Node is the offending value; for Missing, the object that lacks Name.
	Node document.ID
	// Name is the absent member of Missing.
	Name string
	// Constraint is the index that Annotations gave for the keyword, -1 for none.
	Constraint int
	// Values are the legal values of InvalidValue, as their texts, or the members
	// that Unknown could have meant, in the order of the schema; the legal types
	// of WrongType, null last; the nearest legal numbers of NotMultipleOf and
	// OutOfRange, as far as they are known; the first character of InvalidPattern that cannot stand there, if there is one.
	Values []string
	// Related are other values that matter: what a condition depends on, what
	// Unrelated was compared with (the first few).
	Related []document.ID
}

// Valid tells whether a value with these violations is one that the schema accepts.
func Valid(violations []Violation) bool {
	for i := range violations {
		if !violations[i].Advisory {
			return false
		}
	}
	return true
}
