package rules

import "github.com/payloadlint/payloadlint/internal/source"

// Severity is how bad a finding is.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one mistake in one file, as the user sees it. Its JSON form is
// the machine contract of the json format.
type Finding struct {
	// File is the path as given, with forward slashes.
	File string `json:"file"`
	// Line and Column are where the finding starts, EndLine and EndColumn the
	// place just after its end: 1-based, columns in Unicode code points.
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`

	Severity Severity `json:"severity"`
	// Rule is the id of the kind of mistake.
	Rule string `json:"rule"`
	// Code and Status are what the provider documents for exactly this; empty
	// and 0 where its page documents none.
	Code   string `json:"code"`
	Status int    `json:"status"`
	// Message is the provider's where it documents one, else ours. Detail adds
	// what was found, what is expected and what to do.
	Message string `json:"message"`
	Detail  string `json:"detail"`

	// Operation and Constraint are ids; empty where none applies.
	Operation  string `json:"operation"`
	Constraint string `json:"constraint"`
	// In is the location: path, query, header, body, or empty.
	In string `json:"in"`
	// Parameter is the documented dotted name, Pointer the RFC 6901 pointer in the file.
	Parameter string `json:"parameter"`
	Pointer   string `json:"pointer"`
	// Provenance is documented, public or inferred.
	Provenance string `json:"provenance"`
	// Doc is the page behind the constraint.
	Doc Doc `json:"doc"`
	// Related are other places that matter; Fixes are edits that mend it.
	Related []Related `json:"related"`
	Fixes   []Fix     `json:"fixes"`

	// Span is the finding's place in bytes.
	Span source.Span `json:"-"`
	// Request is the index of the request in the file, -1 for none.
	Request int `json:"-"`
	// NameLine is the line of the member's name where a comment may speak of the
	// finding although it is about the value, 0 where nobody needs to know.
	NameLine int `json:"-"`
}

// Doc names a page of the provider and its 'last updated' date.
type Doc struct {
	Title   string `json:"title"`
	Updated string `json:"updated"`
}

// Related is another place that matters to a finding.
type Related struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Message   string `json:"message"`
}

// Fix is a set of edits that mends a finding.
type Fix struct {
	Title string `json:"title"`
	Safe  bool   `json:"safe"`
	Edits []Edit `json:"edits"`
}

// Edit replaces the bytes [Start, End) of the file.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}
