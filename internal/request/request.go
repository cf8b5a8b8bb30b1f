// Package request decides which operation a document is a request for, and
// which part of it is which location: a document is either the bare body or an
// envelope that holds a member per location.
//
// What names the operation decides, in this order: the caller, a comment, the
// envelope, the schema that the document names, the caller for documents that
// name none, the request line. Otherwise it is inferred from the name of the file or the names in the body.
//
// It looks at names only. It does not judge them, and it knows no operation:
// all that it goes by stands in the catalogue.
package request

import (
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// The locations that a document can hold.
const (
	Path     = "path"
	Query    = "query"
	Header   = "header"
	FormData = "formData"
	Cookie   = "cookie"
	Body     = "body"
)

// Outcome is how the operation was decided, or why it was not.
type Outcome uint8

// The outcomes. Those up to Recognised come with an operation.
const (
	// Given: the caller named it.
	Given Outcome = iota
	// Commented: a comment names it.
	Commented
	// Named: the envelope names it.
	Named
	// Linked: the document, or a comment, names its schema.
	Linked
	// Assumed: the caller named it for documents that name none.
	Assumed
	// Routed: the request line is that of this one only.
	Routed
	// Filed: the name of the file tells it.
	Filed
	// Recognised: the shape of the body fits this one best, or what is known of
	// the request line fits this one only.
	Recognised
	// Undecided: the body fits several equally well.
	Undecided
	// Unmatched: the body fits none.
	Unmatched
	// Misnamed: a directive names one that does not exist.
	Misnamed
	// Malformed: a directive is not understood.
	Malformed
	// Foreign: the request line is that of none. Candidates has one that it is
	// nearly that of, if there is one; without it the request is somebody else's.
	Foreign
	// Unclear: the request line leaves it open, and the body does not tell.
	Unclear
	// Shapeless: the body is no object, so there is nothing to go by.
	Shapeless
)

// Part is one location of a request and the value that holds it.
type Part struct {
	In   string
	Node document.ID
}

// Request is one document, taken apart.
type Request struct {
	Root document.ID
	// Envelope tells that Root is an envelope; otherwise it is the body.
	Envelope bool
	// Parts are the locations that the document holds, in its order.
	Parts   []Part
	Outcome Outcome
	// Operation is the id of the operation, empty when it is not decided.
	Operation string
	// Candidates are ids: of Undecided and Unclear those that fit equally well,
	// of Unmatched, Misnamed, Malformed and Foreign the closest one, if there is
	// one; of Misnamed several where the name is short for them or equally near.
	Candidates []string
	// Known of Names names in the body are documented for the operation or the
	// candidates, where the body was looked at.
	Known, Names int
	// Directive is what names the operation, or fails to; zero for none.
	Directive Naming
	// Overruled is what names another operation than the one that was decided
	// for; zero for none.
	Overruled Naming
	// Schema is the member $schema of the body, where it names one of our
	// schemas, else document.None. It is no parameter.
	Schema document.ID
	// Misnamed are the members of an envelope that are written in another way
	// than their name in the tree, which is what they should be called.
	Misnamed []document.ID
	// Extra are the members of an envelope that are no part of a request, and are
	// not looked at.
	Extra []document.ID

	operation document.ID // the member that should name the operation, or document.None
	line      *verdict    // nil without a request line
	veiled    bool        // the body is a placeholder
	counts    []int
}

// Line is where the request line stands, if there is one.
func (q *Request) Line() (span source.Span, ok bool) {
	if q.line == nil {
		return source.Span{}, false
	}
	return q.line.line.Span, true
}

// Decided tells whether the operation is known.
func (q *Request) Decided() bool { return q.Outcome <= Recognised }

// Body is the node of the body, document.None for an envelope without one.
func (q *Request) Body() document.ID {
	for _, p := range q.Parts {
		if p.In == Body {
			return p.Node
		}
	}
	return document.None
}

// Reader takes documents apart. It is immutable and safe for concurrent use.
type Reader struct {
	catalogue *spec.Catalogue
	given     string
	assumed   string
	index     func() (*index, error)
	routes    func() ([]route, error)
}

// Read takes the document at root apart, into q, whose memory it reuses. It
// fails only when the generated files are damaged. Members of an envelope that
// are not called as they should be are renamed in the tree: see Request.Misnamed.
// So is the path of a request line that is not the path of the operation: it is
// no part of the request then.
func (r *Reader) Read(t *document.Tree, root document.ID, h Hint, q *Request) error {
	*q = Request{
		Root: root, Schema: document.None, operation: document.None,
		Parts: q.Parts[:0], Candidates: q.Candidates[:0], Misnamed: q.Misnamed[:0], Extra: q.Extra[:0], counts: q.counts,
	}
	if err := r.open(t, &h, q); err != nil {
		return err
	}
	if err := r.decide(t, &h, q); err != nil {
		return err
	}
	return r.putAside(t, q)
}

// decide finds the operation.
func (r *Reader) decide(t *document.Tree, h *Hint, q *Request) error {
	var room [4]Naming
	named, err := r.namings(t, h, q, room[:0])
	if err != nil {
		return err
	}
	switch {
	case r.given != "":
		q.Operation, q.Outcome = r.given, Given
		q.object(named)
		return nil
	case len(named) > 0:
		q.follow(&named[0])
		q.object(named[1:])
		return nil
	case q.line != nil && len(q.line.fits) == 0:
		q.Outcome = Foreign
		if q.line.slip.kind != noSlip {
			q.Candidates = append(q.Candidates, q.line.otherwise.entry.ID)
		}
		return nil
	}
	return r.infer(t, h, q)
}

// follow goes by what names the operation.
func (q *Request) follow(n *Naming) {
	q.Directive = *n
	switch {
	case n.malformed:
		q.Outcome = Malformed
	case n.Operation == "":
		q.Outcome, q.Candidates = Misnamed, append(q.Candidates, n.candidates...)
	default:
		q.Outcome, q.Operation = n.By, n.Operation
	}
}

// object notes the first that names another operation than was decided for, or
// should name it and does not.
func (q *Request) object(named []Naming) {
	for i := range named {
		if n := &named[i]; q.Decided() && (!n.malformed || n.By == Named) && n.Operation != q.Operation {
			q.Overruled = *n
			return
		}
	}
}

// infer decides where nothing names the operation: by the name of the file,
// then by the shape of the body.
func (r *Reader) infer(t *document.Tree, h *Hint, q *Request) error {
	entries, err := r.catalogue.Entries()
	if err != nil {
		return err
	}
	if e := byName(entries, h.File); e != nil && q.line.allows(e.ID) {
		q.Operation, q.Outcome = e.ID, Filed
		return nil
	}
	if err := r.byShape(t, q); err != nil || q.line == nil || q.Decided() || q.Outcome == Undecided {
		return err
	}
	q.unclear()
	return nil
}

// unclear leaves a request undecided whose line is too vague, or puts it aside
// where neither line nor body speak for an operation. A line that shows much of
// one path, above a body that is not against it, decides.
func (q *Request) unclear() {
	q.Outcome, q.Candidates = Foreign, q.Candidates[:0]
	known := func(r *route) int {
		if q.Names == 0 {
			return 0 // counts are of another request
		}
		return q.counts[r.index]
	}
	var last *route
	for _, route := range q.line.fits {
		if route.resembles(q.line.line) && (q.Names == 0 || known(route) > 0) {
			q.Outcome, q.Candidates = Unclear, append(q.Candidates, route.entry.ID)
			last = route
		}
	}
	if len(q.Candidates) == 1 && last.settles(q.line.line) && 2*known(last) >= q.Names {
		q.Outcome, q.Operation, q.Candidates = Recognised, last.entry.ID, q.Candidates[:0]
		q.Known = known(last)
	}
}
