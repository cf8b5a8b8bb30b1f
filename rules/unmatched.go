package rules

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
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
	case request.Misnamed, request.Malformed:
		f.Message, f.Detail = complaint(q)
		f.Pointer = w.pointerOf(q, &q.Directive)
		span = w.spanOf(&q.Directive)
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

// complaint says what is wrong with what names the operation of a request, and
// what to do.
func complaint(q *request.Request) (message, advice string) {
	named := quote([]byte(q.Directive.Text))
	message = "the operation " + named + " is not known"
	switch {
	case isNoName(&q.Directive):
		return noName(&q.Directive), listThem
	case q.Outcome == request.Malformed:
		return "the directive " + named + " is not understood", "write payloadlint: operation=ID; " + listThem
	case q.Directive.Short:
		return "the operation " + named + " is short for several", "write one of " + strings.Join(q.Candidates, ", ")
	case len(q.Candidates) == 0:
		return message, "payloadlint operations lists those that are"
	}
	return message, "did you mean " + alternatives(q.Candidates) + "?"
}

const listThem = "payloadlint operations lists those that are known"

// isNoName tells that the member for the operation holds something else than a
// name.
func isNoName(n *request.Naming) bool {
	return n.By == request.Named && n.Kind != document.String
}

func noName(n *request.Naming) string {
	return "operation is " + bare(n.Kind) + ", expected a string with the id of an operation"
}

// reason says how the operation of a request is known, or why it is not.
func reason(q *request.Request) string {
	if q.Outcome == request.Misnamed || q.Outcome == request.Malformed {
		return clauses(complaint(q))
	}
	return q.Reason()
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

// spanOf is where what names an operation is shown.
func (w *writer) spanOf(n *request.Naming) source.Span {
	if n.Kind >= document.Array {
		return w.firstByte(n.Span.Start)
	}
	return n.Span
}

// howToName says how to settle which operation a document is for.
func (w *writer) howToName() string {
	const flag, envelope = "name one with --operation", `, with "operation" in an envelope`
	switch w.form {
	case httpFile:
		return flag + " or in a comment above: # payloadlint: operation=ID"
	case plainYAML:
		return flag + envelope + ", in the file's name, as in NAME.OPERATION.yaml, or in a comment above: # payloadlint: operation=ID"
	case commentedJSON:
		return flag + envelope + ", in the file's name, as in NAME.OPERATION.jsonc, or in a comment above: // payloadlint: operation=ID"
	case jsonLines:
		return flag + envelope + ", or in the file's name, as in NAME.OPERATION.ndjson"
	}
	return flag + envelope + ", or in the file's name, as in NAME.OPERATION.json"
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
	for _, id := range q.Extra {
		p := w.placeOf(q, id, "", true)
		w.add(Finding{
			Severity: unknownParameter.Severity, Rule: unknownParameter.ID,
			Message:   p.subject() + " is not a part of a request",
			Detail:    "the parts are " + strings.Join(request.Locations(), ", "),
			Operation: d.op.ID, Pointer: p.pointer(),
		}, p.span)
	}
	w.contradiction(d)
}

// contradiction reports what names another operation than the request is checked
// as, or should name it and does not.
func (w *writer) contradiction(d *examined) {
	q := &d.request
	n := &q.Overruled
	switch {
	case n.By == request.Given, n.Operation == q.Operation:
	case isNoName(n):
		w.add(Finding{
			Severity: Warning, Rule: unmatchedFile.ID,
			Message:   noName(n),
			Detail:    "the request is checked as " + q.Operation + "; name that, or leave the member out",
			Operation: d.op.ID, Pointer: w.pointerOf(q, n),
		}, w.spanOf(n))
	default:
		w.add(Finding{
			Severity: Warning, Rule: unmatchedFile.ID,
			Message:   otherOperation(n) + ", but " + q.Outcome.Names("another one"),
			Detail:    "it is checked as " + q.Operation + "; name the same in both places, or in one only",
			Operation: d.op.ID, Pointer: w.pointerOf(q, n),
		}, n.Span)
	}
}

// otherOperation says what names an operation that the request is not checked as.
func otherOperation(n *request.Naming) string {
	if n.By == request.Commented || n.By == request.Named {
		return n.By.Names("the operation " + quote([]byte(n.Text)))
	}
	return n.By.Names("the operation " + n.Operation)
}
