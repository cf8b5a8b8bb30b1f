package request

import "github.com/payloadlint/payloadlint/internal/source"

// Hint is what is known of a document besides its own text. The zero value is
// nothing.
type Hint struct {
	// File is the name of the file; only its last part counts.
	File string
	// Line is the request line that stands above the document, nil where the
	// format has none.
	Line *Line
	// Directive is what a comment says after "payloadlint:", such as
	// operation=ID, for formats whose reader finds it; DirectiveSpan is where.
	// In all others Read looks for it above the document.
	Directive     string
	DirectiveSpan source.Span
}

// Line is a request line, taken apart.
type Line struct {
	Method string
	// Host is empty where none is written. Where HostKnown is false, it may
	// hold placeholders.
	Host      string
	HostKnown bool
	// Based tells that the target begins with a placeholder, which may stand
	// for the host and for segments before the first.
	Based bool
	// Segments are the decoded parts of the path, without the slashes.
	// SegmentsKnown tells, for each, whether it is free of placeholders; where
	// it is shorter, the others are.
	Segments      []string
	SegmentsKnown []bool
}
