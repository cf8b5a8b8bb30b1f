package rules

import (
	"bytes"
	"errors"
	"fmt"
	"path"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/httpdoc"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// readHTTP reads a file of HTTP requests.
func (l *Linter) readHTTP(t *document.Tree, in *intake, main *source.File) {
	included := 0
	f := httpdoc.Parse(t, main, httpdoc.Options{
		Lookup: l.lookup,
		Open: func(path string) (*source.File, error) {
			f, err := l.open(path)
			if err == nil {
				included += len(f.Text)
				l.enlarge(in, included)
			}
			return f, err
		},
		Parameters: func(line *httpdoc.Line) []string {
			return l.reader.Parameters((*request.Line)(line))
		},
		Foreign: func(q *httpdoc.Request) bool {
			foreign, err := l.reader.IsForeign(hintOf(main.Name, q))
			return foreign && err == nil // an error shows again when the request is judged
		},
	})
	in.assembly = f.Assembly
	if in.isTooLarge() {
		t.Reset(nil, document.JSON)
		return
	}
	in.requests, in.secrets, in.failures = f.Requests, f.Secrets, f.Failures
	for i := range f.Faults {
		broken := &f.Faults[i]
		in.faults = append(in.faults, fault{err: broken.Err, request: &broken.Request, body: broken.Body, region: broken.Region})
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
		Line: (*request.Line)(&q.Line),
	}
}

// otherBody reports that a body was not checked because it is no JSON.
func (w *writer) otherBody(q *httpdoc.Request, d *examined) {
	w.add(Finding{
		Severity: Warning, Rule: invalidBody.ID, Operation: d.op.ID, In: request.Body, Provenance: string(spec.Inferred),
		Message: "the body is " + name(d.otherBody) + ", expected JSON",
		Detail:  "it was not checked",
	}, w.firstByte(q.Line.Span.Start))
}

// ofFile reports what is wrong with a .http file as a whole, and the files that
// it could not include.
func (w *writer) ofFile(in *intake, documents []examined) {
	if w.form != httpFile {
		return
	}
	for _, f := range in.failures {
		at := w.sources.locate(f.Span)
		if as := at.report.Text[at.span.Start:at.span.End]; placeholder.In(as) {
			f.Path = path.Join(path.Dir(w.report.Name), string(as)) // a variable may be a secret
		}
		w.report.Failures = append(w.report.Failures, Failure{
			File: f.Path, Message: fmt.Sprintf("%s (it is the body on line %d of %s)", f.Message, at.start.Line, at.report.Name),
		})
	}
	if w.report.Requests > 0 || len(in.faults) > 0 || len(w.report.Findings) > 0 {
		return
	}
	f := Finding{Severity: Error, Rule: unmatchedFile.ID, Message: "there is no request in this file"}
	span := w.firstByte(0)
	if len(documents) == 0 {
		w.hide(source.Span{End: len(w.tree.Source)}) // what it is, nobody knows
	}
	for i := range in.requests { // what was not read may hold secrets
		line := in.requests[i].Line.Span
		if n := bytes.IndexByte(w.tree.Source[line.Start:line.End], '?'); n >= 0 {
			w.hide(source.Span{Start: line.Start + n + 1, End: line.End})
		}
	}
	w.sortHidden()
	if len(documents) > 0 {
		f.Message = "no request in this file is for a known operation"
		f.Detail = clauses(documents[0].request.Reason(), w.howToName())
		span = w.tree.Span(documents[0].request.Root)
		span.End = min(span.End, span.Start+1)
	}
	w.add(f, span)
}
