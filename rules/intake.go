package rules

import (
	"bytes"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/httpdoc"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/document/yamldoc"
	"github.com/payloadlint/payloadlint/internal/expand"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
)

// form is how a file holds its requests.
type form uint8

const (
	plainJSON form = iota
	commentedJSON
	jsonLines
	plainYAML
	httpFile
)

// formOf goes by the end of the file's name.
func formOf(name string) form {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return plainJSON
	}
	switch strings.ToLower(name[dot:]) {
	case ".yaml", ".yml":
		return plainYAML
	case ".jsonc":
		return commentedJSON
	case ".ndjson", ".jsonl":
		return jsonLines
	case ".http", ".rest":
		return httpFile
	}
	return plainJSON
}

// intake is a file as it was read. What of it is well-formed stands in a tree.
type intake struct {
	form     form
	assembly *source.Assembly // nil where the tree's text is the file's
	faults   []fault
	// requests are what a .http file says of its requests, by document.
	requests []httpdoc.Request
	secrets  []source.Span
	failures []httpdoc.Failure
	// release lets the next large file in; nil for a file that is not large.
	release func()
}

// large is how many bytes that are put into a file make it large. Of such files
// one is judged at a time: they are much larger than who reads files can know.
const large = 1 << 20

func (l *Linter) enlarge(in *intake, added int) {
	if added > large && in.release == nil {
		l.heavy.Lock()
		in.release = l.heavy.Unlock
	}
}

// fault is a part of a file that is not well-formed.
type fault struct {
	err *document.SyntaxError
	// request is nil in files that hold nothing but documents.
	request *httpdoc.Request
	// body tells that it is in the body of the request.
	body bool
	// region is what must not be shown as it is: it may hold secrets.
	region source.Span
}

// read reads a file into a tree, and what else it says into in.
func (l *Linter) read(t *document.Tree, in *intake, name string, text []byte) {
	*in = intake{form: formOf(name)}
	if in.form == httpFile {
		l.readHTTP(t, in, source.New(name, text))
		return
	}
	size := len(text)
	if l.lookup != nil {
		text = in.expand(name, text, l.lookup)
	}
	if in.isTooLarge() {
		t.Reset(nil, document.JSON)
		return
	}
	l.enlarge(in, len(text)-size)
	whole := source.Span{End: len(text)}
	switch in.form {
	case plainYAML:
		in.fault(parseYAML(t, text), whole)
	case jsonLines:
		for _, err := range jsondoc.ParseLines(t, text) {
			in.fault(err, lineOf(text, err.Span.Start))
		}
		if len(t.Roots) == 0 && len(in.faults) == 0 {
			in.fault(&document.SyntaxError{Message: "found no document, expected one a line"}, whole)
		}
	case commentedJSON:
		in.fault(jsondoc.ParseComments(t, text), whole)
	default:
		in.fault(jsondoc.Parse(t, text), whole)
	}
}

// request is what a .http file says of the request of a document, nil for any
// other file.
func (in *intake) request(document int) *httpdoc.Request {
	if in.form != httpFile {
		return nil
	}
	return &in.requests[document]
}

// hint is what the operation of a document may be known by, besides its text.
func (in *intake) hint(file string, document int) request.Hint {
	if q := in.request(document); q != nil {
		return hintOf(file, q)
	}
	return request.Hint{File: file}
}

// veil takes the text that names an operation out where a variable gives it,
// which may be a secret.
func (in *intake) veil(q *request.Request) {
	if in.assembly == nil {
		return
	}
	for _, n := range []*request.Naming{&q.Directive, &q.Overruled} {
		if n.Span.Start < n.Span.End && in.assembly.FromOutside(n.Span) {
			n.Text = masked
		}
	}
}

// expand puts the values of variables in and returns the text that is then to
// be read.
func (in *intake) expand(name string, text []byte, lookup expand.Lookup) []byte {
	a := source.Blank(source.New(name, text))
	if _, ok := expand.Span(a, 0, source.Span{End: len(text)}, lookup); !ok {
		return text
	}
	in.assembly = a
	return a.Text
}

func (in *intake) fault(err *document.SyntaxError, region source.Span) {
	if err != nil {
		in.faults = append(in.faults, fault{err: err, region: region})
	}
}

// isTooLarge tells, and reports, that values of variables or included files do
// not fit.
func (in *intake) isTooLarge() bool {
	if in.assembly == nil || !in.assembly.Full {
		return false
	}
	in.faults = nil
	in.fault(&document.SyntaxError{
		Message: "found values of variables and included files that are too large, expected at most 64 MiB together",
	}, source.Span{})
	return true
}

func parseYAML(t *document.Tree, text []byte) *document.SyntaxError {
	if err := yamldoc.Parse(t, text); err != nil {
		return err
	}
	if len(t.Roots) == 0 {
		return &document.SyntaxError{Message: "found no document, expected an object"}
	}
	return nil
}

// lineOf is the line of a text that an offset is on.
func lineOf(text []byte, offset int) source.Span {
	offset = min(offset, len(text))
	line := source.Span{Start: bytes.LastIndexByte(text[:offset], '\n') + 1, End: len(text)}
	if n := bytes.IndexByte(text[offset:], '\n'); n >= 0 {
		line.End = offset + n
	}
	return line
}

// isOne tells that a fault anywhere leaves nothing of the file to be judged.
func (f form) isOne() bool { return f != jsonLines && f != httpFile }
