package request

import (
	"fmt"

	"github.com/payloadlint/payloadlint/internal/document"
)

// Names says that something is what the operation is known by. What is the
// operation, or another one.
func (o Outcome) Names(what string) string {
	switch o {
	case Given:
		return what + " was given"
	case Commented:
		return "a comment names " + what
	case Named:
		return "the envelope names " + what
	case Linked:
		return "$schema names " + what
	case Assumed:
		return "the configuration names " + what
	case Routed:
		return "the request line is that of " + what
	case Filed:
		return "the name of the file names " + what
	}
	return "the body is that of " + what
}

// Reason says in a few words how the operation was decided, or why not. It is
// empty where Directive is all there is to say: for Misnamed and Malformed.
func (q *Request) Reason() string {
	switch q.Outcome {
	case Given, Commented, Named, Linked, Assumed, Filed:
		return q.Outcome.Names("the operation")
	case Misnamed, Malformed:
		return ""
	case Routed:
		return "the request line is " + q.Directive.Text
	case Recognised:
		switch {
		case q.line != nil && q.Names == 0:
			return "the request line fits it as far as it is known"
		case q.line != nil:
			return "the request line fits it as far as it is known, and it documents " + q.share()
		}
		return "it documents " + q.share() + ", more than any other operation"
	case Undecided:
		if q.line != nil {
			return "the request line fits each as far as it is known, and each documents " + q.share()
		}
		return "each documents " + q.share()
	case Foreign:
		return q.line.mismatch()
	case Unclear:
		return q.open()
	case Shapeless:
		return "the body is not an object"
	}
	return q.mismatch()
}

// mismatch says why the line is that of no operation.
func (v *verdict) mismatch() string {
	switch {
	case len(v.fits) > 0:
		return "the request line leaves it open, and the body is not that of an operation it fits"
	case v.slip.kind != noSlip:
		return v.misspelling()
	case v.how == otherHost:
		return fmt.Sprintf("%s has this method and path, but on another host", v.otherwise.entry.ID)
	case v.how == otherMethod:
		return fmt.Sprintf("%s has this path, but its method is %s", v.otherwise.entry.ID, v.otherwise.entry.Method)
	}
	return "no operation has this method and path"
}

// misspelling says by which mistake the line is not that of an operation.
func (v *verdict) misspelling() string {
	entry := v.otherwise.entry
	switch v.slip.kind {
	case inHost:
		return fmt.Sprintf("%s has this method and path; the host has %s where %s is expected", entry.ID, plain(v.slip.written), v.slip.meant)
	case inMethod:
		method := "what stands for the method"
		if v.slip.written != "" {
			method = plain(v.slip.written)
		}
		return fmt.Sprintf("%s is no HTTP method; %s has this path, and its method is %s", method, entry.ID, entry.Method)
	case unsaid:
		return fmt.Sprintf("no method is written, which stands for %s; %s has this path, and its method is %s", v.line.Method, entry.ID, entry.Method)
	}
	if len(v.line.segments()) < len(v.otherwise.segments) {
		return fmt.Sprintf("the path lacks a parameter of %s", v.otherwise)
	}
	return fmt.Sprintf("no operation has %s; the closest is %s", v.otherwise.as(v.line), v.otherwise)
}

// open says why the line does not decide.
func (q *Request) open() string {
	body := ", and the body's names do not tell"
	switch {
	case q.veiled:
		body = ", and the body is a placeholder"
	case q.Names == 0:
		body = ", and there are no names in the body to tell it by"
	}
	first := q.line.fits[0]
	if len(q.Candidates) == 1 && len(q.line.fits) == 1 && first.fitPath(q.line.line) == sure && q.line.line.Method != "" {
		return "the request line is " + first.String() + ", but the host is not known" + body
	}
	return "the request line fits as far as it is known" + body
}

// mismatch says why the body fits no operation.
func (q *Request) mismatch() string {
	who := "several operations document "
	if len(q.Candidates) == 1 {
		who = "the closest, " + q.Candidates[0] + ", documents "
	}
	switch {
	case q.veiled:
		return "the body is a placeholder"
	case q.Body() == document.None:
		return "there is no body to tell it by"
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
