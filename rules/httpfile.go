package rules

import (
	"errors"
	"fmt"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/httpdoc"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
)

// readHTTP reads a file of HTTP requests.
func (l *Linter) readHTTP(t *document.Tree, in *intake, main *source.File) {
	f := httpdoc.Parse(t, main, httpdoc.Options{
		Lookup: l.lookup,
		Open:   l.open,
		Parameters: func(method string, line httpdoc.Line) []string {
			return l.reader.Parameters(requestLine(method, &line))
		},
	})
	in.assembly = f.Assembly
	if in.isTooLarge() {
		t.Reset(nil, document.JSON)
		return
	}
	in.requests, in.secrets, in.failures = f.Requests, f.Secrets, f.Failures
	for i := range f.Faults {
		in.faults = append(in.faults, fault{f.Faults[i].Err, &f.Faults[i].Request, f.Faults[i].Region})
	}
}

var errNoInclude = errors.New("files are not included here")

func (l *Linter) open(path string) (*source.File, error) {
	if l.include == nil {
		return nil, errNoInclude
	}
	text, err := l.include(path)
	if err != nil {
		return nil, err
	}
	return source.New(path, text), nil
}

// hintOf is what the request's head tells of its operation.
func hintOf(file string, q *httpdoc.Request) request.Hint {
	return request.Hint{
		File: file, Directive: q.Directive, DirectiveSpan: q.DirectiveSpan,
		Line: requestLine(q.Line.Method, &q.Line),
	}
}

func requestLine(method string, line *httpdoc.Line) *request.Line {
	return &request.Line{
		Method: method, Host: line.Host, HostKnown: line.HostKnown, Based: line.Based,
		Segments: line.Segments, SegmentsKnown: line.SegmentsKnown,
		Span: line.Span,
	}
}

// ofFile reports what is wrong with a .http file as a whole, and the files that
// it could not include.
func (w *writer) ofFile(in *intake, documents []examined) {
	if w.form != httpFile {
		return
	}
	for _, f := range in.failures {
		at := w.sources.locate(f.Span)
		w.report.Failures = append(w.report.Failures, Failure{
			File: f.Path, Message: fmt.Sprintf("%s (it is the body on line %d of %s)", f.Message, at.start.Line, at.report.Name),
		})
	}
	if w.report.Requests > 0 || len(in.faults) > 0 || len(w.report.Findings) > 0 {
		return
	}
	f := Finding{Severity: Error, Rule: unmatchedFile.ID, Message: "there is no request in this file"}
	span := w.firstByte(0)
	if len(documents) > 0 {
		f.Message = "no request in this file is for a known operation"
		f.Detail = clauses(documents[0].request.Reason(), "name the operation with --operation or a comment: # payloadlint: operation=ID")
		span = w.tree.Span(documents[0].request.Root)
		span.End = min(span.End, span.Start+1)
	}
	w.add(f, span)
}
