package rules

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
)

// This file has what is said about which operation a document is for.

// unmatched reports a document whose operation is not known. A request of
// another service is no mistake.
func (w *writer) unmatched(q *request.Request) {
	f := Finding{Severity: Error, Rule: unmatchedFile.ID}
	span := w.firstByte(w.tree.Span(q.Root).Start)
	if line, ok := q.Line(); ok {
		span = line
	}
	switch q.Outcome {
	case request.Misnamed:
		w.misnamed(&f, q)
		span = q.Directive.Span
	case request.Malformed:
		f.Message = "the directive " + quote([]byte(q.Directive.Text)) + " is not understood"
		f.Detail = "write payloadlint: operation=ID; payloadlint operations lists those that are known"
		span = q.Directive.Span
	case request.Undecided, request.Unclear:
		f.Message = "cannot tell which operation this is for: " + alternatives(q.Candidates)
		if len(q.Candidates) == 1 {
			f.Message = "cannot tell whether this is for " + q.Candidates[0]
		}
		f.Detail = clauses(q.Reason(), w.howToName())
	case request.Foreign:
		if len(q.Candidates) == 0 {
			return
		}
		f.Message = "no operation fits this request"
		f.Detail = clauses(q.Reason(), w.howToName())
	default:
		f.Message = "no operation fits this file"
		if len(w.tree.Roots) > 1 {
			f.Message = "no operation fits this request"
		}
		f.Detail = clauses(q.Reason(), w.howToName())
	}
	w.add(f, span)
}

// misnamed says that a directive names an operation that is not known.
func (w *writer) misnamed(f *Finding, q *request.Request) {
	named := quote([]byte(q.Directive.Text))
	f.Message = "the operation " + named + " is not known"
	f.Pointer = w.pointerOf(q, &q.Directive)
	switch len(q.Candidates) {
	case 0:
		f.Detail = "payloadlint operations lists those that are"
	case 1:
		f.Detail = "did you mean " + q.Candidates[0] + "?"
	default:
		f.Message = "the operation " + named + " is short for several"
		f.Detail = "write one of " + strings.Join(q.Candidates, ", ")
	}
}

// pointerOf is the pointer to the member that names an operation, empty where
// it is none.
func (w *writer) pointerOf(q *request.Request, n *request.Naming) string {
	if n.Node == document.None {
		return ""
	}
	p := w.placeOf(q, n.Node, "", false)
	return p.pointer()
}

// howToName says how to settle which operation a document is for.
func (w *writer) howToName() string {
	switch w.form {
	case commentedJSON:
		return "name one with --operation or in a comment above: // payloadlint: operation=ID"
	case plainYAML, httpFile:
		return "name one with --operation or in a comment above: # payloadlint: operation=ID"
	}
	return `name one with --operation, with "operation" in an envelope, or in the file's name, as in NAME.OPERATION.json`
}

// remarks reports what is odd about how the request is written, where its
// operation is known.
func (w *writer) remarks(d *examined) {
	q := &d.request
	for _, id := range q.Misnamed {
		p := w.placeOf(q, id, "", true)
		w.add(Finding{
			Severity: unknownParameter.Severity, Rule: unknownParameter.ID,
			Message:   name(string(w.tree.Written(id))) + " is not a part of a request",
			Detail:    "did you mean " + string(w.tree.Name(id)) + "?",
			Operation: d.op.ID, Pointer: p.pointer(),
		}, p.span)
	}
	if n := &q.Overruled; n.Operation != q.Operation && n.By != request.Given {
		w.add(Finding{
			Severity: Warning, Rule: unmatchedFile.ID,
			Message:   otherOperation(n) + ", but " + decidedBy(q),
			Detail:    "it is checked as " + q.Operation + "; name the same in both places, or in one only",
			Operation: d.op.ID, Pointer: w.pointerOf(q, n),
		}, n.Span)
	}
}

// otherOperation says what names an operation that the request is not checked as.
func otherOperation(n *request.Naming) string {
	switch n.By {
	case request.Commented:
		return "a comment names the operation " + quote([]byte(n.Text))
	case request.Named:
		return "the envelope names the operation " + quote([]byte(n.Text))
	case request.Linked:
		return "the schema is that of the operation " + n.Operation
	}
	return "the request line is that of the operation " + n.Operation
}

// decidedBy says what the request is checked by instead.
func decidedBy(q *request.Request) string {
	switch q.Outcome {
	case request.Commented:
		return "a comment names another one"
	case request.Named:
		return "the envelope names another one"
	case request.Linked:
		return "the schema is that of another one"
	}
	return "another one was given"
}
