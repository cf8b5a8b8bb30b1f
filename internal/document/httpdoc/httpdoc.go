// Package httpdoc reads .http and .rest files, as the REST Client of VS Code and
// the HTTP Client of JetBrains take them, into one document.Tree that has an
// envelope {path, query, header, body} for each request.
//
// Where the two clients read a file differently, it takes what both would take;
// where nothing is common to them, the reading that finds no fault.
//
// It reads in two steps. The first goes through the lines and puts what they
// say, variables and included files filled in, into an assembly. The second
// takes each part for what it is. All spans are spans of the assembly.
package httpdoc

import (
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/expand"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Options are what a file does not say itself. The zero value is usable.
type Options struct {
	// Lookup finds variables that the file does not define. It may be nil.
	Lookup expand.Lookup
	// Open reads an included file. The path is the file's own folder and what is
	// written, joined, with forward slashes. Where Open is nil, no file can be
	// included. The text of its error is for the user.
	Open func(path string) (*source.File, error)
	// Parameters names the path parameter that each segment of a request line
	// is, "" for a segment that is none. It returns nil for a line that is not
	// known. It may be nil.
	Parameters func(line *Line) []string
	// Foreign tells that a request is surely for somebody else, by its Line and
	// its Directive, which is all that is known of it then. Such a request is not
	// read further: nothing in it is a Fault, its included files are not opened,
	// and its envelope holds nothing. It may be nil.
	Foreign func(q *Request) bool
}

// File is what was read.
type File struct {
	// Assembly begins with the text of the main file, which is its file 0.
	Assembly *source.Assembly
	// Requests are those that could be read, in the order of the file.
	Requests []Request
	// Faults are those that could not, in the order of the file.
	Faults []Fault
	// Failures are the files that could not be included.
	Failures []Failure
	// Secrets are the places of user names and passwords in URLs, and of all that
	// stands beside the URL where a foreign request has more than that.
	Secrets []source.Span
}

// Request is one request of a file.
type Request struct {
	// Root is the envelope: an object with the members query, header and body,
	// and path where Options.Parameters knows the line. A request without a body
	// has an empty one, which stands at the request line. There is no body where
	// OtherBody or Foreign tells so, or where a Failure says why. It is None in a
	// Fault.
	Root document.ID
	Line Line
	// Directive is what follows "payloadlint:" in a comment of the request.
	Directive     string
	DirectiveSpan source.Span
	// OtherBody is the type of a body that is no JSON and was not read, such as
	// "multipart/form-data"; "" for all else.
	OtherBody string
	// Foreign is what Options.Foreign said. Such a request may be a curl command;
	// its Line has no method then.
	Foreign bool
}

// Line is the request line, and the host of the Host header where the line has none.
type Line struct {
	// Method is in capitals; "" where it is not known, as a placeholder stands for it.
	Method string
	// Implied tells that no method is written, though a body follows. Clients take
	// GET then, and so does Method.
	Implied bool
	// Host is in small letters, without port and user; "" where none is written.
	// Where HostKnown is false it is not known: none is written, or Host holds
	// placeholders.
	Host      string
	HostKnown bool
	// Based tells that the target begins with a placeholder, which may stand for
	// the host and for segments before the first.
	Based bool
	// Segments are the decoded parts of the path, without the slashes. A slash at
	// the end makes no segment, nor does a doubled one at the start.
	Segments []string
	// SegmentsKnown tells, for each, whether it is free of placeholders and of
	// escapes that are wrong.
	SegmentsKnown []bool
	// Span is the request line and the lines that go on with it; Target is the
	// URL in it.
	Span, Target source.Span
}

// Fault is a request that could not be read.
type Fault struct {
	Err *document.SyntaxError
	// Request is what is known of it.
	Request Request
	// Body tells that the fault is in the text of the body, and Request else
	// complete. It is false for faults of the head, such as a missing empty line
	// after it.
	Body bool
	// Region is text that may not be shown, as it may hold secrets.
	Region source.Span
}

// Failure is a file that could not be included.
type Failure struct {
	// Path is the file's, as Options.Open was given it.
	Path string
	// Message is one lower-case sentence.
	Message string
	// Span is where the file is named.
	Span source.Span
}
