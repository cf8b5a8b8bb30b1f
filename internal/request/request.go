// Package request decides which operation a document is a request for, and
// which part of it is which location: a document is either the bare body or an
// envelope that holds a member per location.
//
// It looks at names only. It does not judge them, and it knows no operation:
// all that it goes by stands in the catalogue.
package request

import (
	"fmt"

	"github.com/payloadlint/payloadlint/internal/document"
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

// directive is the member of an envelope that names the operation.
const directive = "operation"

// Outcome is how the operation was decided, or why it was not.
type Outcome uint8

// The outcomes. The first three come with an operation.
const (
	// Given: the caller named it.
	Given Outcome = iota
	// Named: the envelope names it.
	Named
	// Recognised: the shape of the body fits this one best.
	Recognised
	// Undecided: the body fits several equally well.
	Undecided
	// Unmatched: the body fits none.
	Unmatched
	// Misnamed: the envelope names one that does not exist.
	Misnamed
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
	// Candidates are ids: of Undecided those that fit equally well, of
	// Unmatched and Misnamed the closest one, if there is one.
	Candidates []string
	// Known of Names names in the body are documented for the operation or the candidates.
	Known, Names int
	// Directive is the node that names the operation, document.None without one.
	Directive document.ID

	directive string
	counts    []int
}

// Decided tells whether the operation is known.
func (q *Request) Decided() bool { return q.Outcome <= Recognised }

// Body is the node of the body.
func (q *Request) Body() document.ID {
	for _, p := range q.Parts {
		if p.In == Body {
			return p.Node
		}
	}
	return q.Root
}

// Reason says in a few words how the operation was decided, or why not.
func (q *Request) Reason() string {
	switch q.Outcome {
	case Given:
		return "the operation was given"
	case Named:
		return "the envelope names the operation"
	case Recognised:
		return "it documents " + q.share() + ", more than any other operation"
	case Undecided:
		return "each documents " + q.share()
	case Misnamed:
		if len(q.Candidates) > 0 {
			return fmt.Sprintf("the envelope names the operation %q; did you mean %s?", q.directive, q.Candidates[0])
		}
		return fmt.Sprintf("the envelope names the operation %q, which is not known", q.directive)
	case Shapeless:
		return "the body is not an object"
	}
	return q.mismatch()
}

// mismatch says why the body fits no operation.
func (q *Request) mismatch() string {
	who := "several operations document "
	if len(q.Candidates) == 1 {
		who = "the closest, " + q.Candidates[0] + ", documents "
	}
	switch {
	case q.Names == 0:
		return "the body has no names to tell it by"
	case q.Known == 0 && q.Names == 1:
		return "none documents the body's one name"
	case q.Known == 0:
		return fmt.Sprintf("none documents any of the body's %d names", q.Names)
	case q.Names == 1:
		return who + "the body's one name, which is too little to tell"
	}
	return who + "only " + q.share()
}

// share says how many of the body's names are documented.
func (q *Request) share() string {
	switch {
	case q.Names == 1:
		return "the body's one name"
	case q.Known == q.Names && q.Names == 2:
		return "both of the body's names"
	case q.Known == q.Names:
		return fmt.Sprintf("all %d of the body's names", q.Names)
	}
	return fmt.Sprintf("%d of the body's %d names", q.Known, q.Names)
}

// Reader takes documents apart. It is immutable and safe for concurrent use.
type Reader struct {
	catalogue *spec.Catalogue
	given     string
	index     func() (*index, error)
}

// Read takes the document at root apart, into q, whose memory it reuses. It
// fails only when the generated files are damaged.
func (r *Reader) Read(t *document.Tree, root document.ID, h Hint, q *Request) error {
	*q = Request{
		Root: root, Directive: document.None,
		Parts: q.Parts[:0], Candidates: q.Candidates[:0], counts: q.counts,
	}
	q.Envelope = isEnvelope(t, root)
	if q.Envelope {
		q.open(t)
	} else {
		q.Parts = append(q.Parts, Part{Body, root})
	}
	switch {
	case r.given != "":
		q.Operation, q.Outcome = r.given, Given
		return nil
	case q.directive != "":
		return r.named(q)
	case t.Kind(q.Body()) != document.Object:
		q.Outcome = Shapeless
		return nil
	}
	return r.recognise(t, q)
}

func (r *Reader) named(q *Request) error {
	id, err := r.catalogue.Resolve(q.directive)
	if unknown, ok := err.(*spec.UnknownError); ok {
		q.Outcome, q.Candidates = Misnamed, append(q.Candidates, unknown.Candidates...)
		return nil
	}
	q.Operation, q.Outcome = id, Named
	return err
}

// members are the names that an envelope may have.
var members = [...]string{Path, Query, Header, FormData, Cookie, Body, directive}

func member(name []byte) int {
	for i := range members {
		if string(name) == members[i] {
			return i
		}
	}
	return -1
}

// isEnvelope: every member is a location or the directive, and there is an
// object for a body. No documented body has only such names.
func isEnvelope(t *document.Tree, root document.ID) bool {
	if t.Kind(root) != document.Object {
		return false
	}
	body := false
	for c := t.First(root); c != t.End(root); c = t.Next(c) {
		i := member(t.Name(c))
		if i < 0 {
			return false
		}
		if members[i] == Body {
			body = t.Kind(c) == document.Object
		}
	}
	return body
}

// open lists the locations of an envelope; of duplicates, the last, as most
// parsers read it.
func (q *Request) open(t *document.Tree) {
	var last [len(members)]document.ID
	for c := t.First(q.Root); c != t.End(q.Root); c = t.Next(c) {
		last[member(t.Name(c))] = c
	}
	for c := t.First(q.Root); c != t.End(q.Root); c = t.Next(c) {
		i := member(t.Name(c))
		switch {
		case last[i] != c:
		case members[i] != directive:
			q.Parts = append(q.Parts, Part{members[i], c})
		case t.Kind(c) == document.String && len(t.Text(c)) > 0:
			q.Directive, q.directive = c, string(t.Text(c))
		}
	}
}
