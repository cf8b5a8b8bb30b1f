package reply

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Reply is what the service would answer to one request.
type Reply struct {
	// File, Line and Column are where the request begins.
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// Operation is the id, empty where it is not known.
	Operation string `json:"operation"`
	// Status and Code are 0 and empty where the page documents none, Message is
	// empty where there is no error.
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message"`
	// Body is the answer's body in the provider's shape, null where its page shows
	// none.
	Body json.RawMessage `json:"body"`
	// Note says what the page leaves open.
	Note string `json:"note"`
	// Finding is the mistake that is answered, null for none.
	Finding *Finding `json:"finding"`
}

// Finding is where a mistake stands and what it is.
type Finding struct {
	File       string `json:"file"`
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	Rule       string `json:"rule"`
	Constraint string `json:"constraint"`
}

// predict words the reply to one request. An error means that a specification
// which is built in is damaged.
func (r *Reporter) predict(a answer) (Reply, error) {
	reply := Reply{File: a.call.File, Line: a.call.Line, Column: a.call.Column, Operation: a.call.Operation, Body: json.RawMessage("null")}
	if f := a.error; f != nil {
		reply.Finding = &Finding{f.File, f.Line, f.Column, f.Rule, f.Constraint}
		reply.Status, reply.Code, reply.Message = f.Status, f.Code, f.Message
	}
	switch {
	case a.call.Operation == "" && a.call.Foreign:
		reply.Note = "it is a request for another service"
		return reply, nil
	case a.call.Operation == "":
		reply.Note = "its operation is not known: " + a.call.Reason
		return reply, nil
	case a.error == nil:
		reply.Note = "no error that is documented was found in it"
		return reply, nil
	}
	op, err := r.catalogue.Operation(a.call.Operation)
	if err != nil {
		return reply, err
	}
	c := constraintOf(op, a.error.Constraint)
	switch shape := op.Reply(); {
	case c == nil:
		reply.Note = "the page does not say what the service answers to such a mistake"
	case shape == nil && reply.Code == "":
		reply.Note = "the page documents neither a code for this error nor the body of an error" + ownWords(c)
	case shape == nil:
		reply.Note = source(op, c) + " has the code, the status and the message of this error; the page shows no body" + ownWords(c)
	default:
		reply.Body = fill(shape.Body, a.error)
		reply.Note = "the body is as the page has it under " + shape.Source + open(shape.Body, a.error) + ownWords(c)
	}
	return reply, op.Fault()
}

// source is where the row of the error stands that a constraint raises.
func source(op *spec.Operation, c *spec.Constraint) string {
	rows := op.Errors()
	for i := range rows {
		if rows[i].Source != "" && slices.Contains(rows[i].Constraints, c.ID) {
			return "the provider's list of " + rows[i].Source
		}
	}
	return "the page"
}

// constraintOf is the constraint of that id, nil for none.
func constraintOf(op *spec.Operation, id string) *spec.Constraint {
	constraints := op.Constraints()
	for i := range constraints {
		if constraints[i].ID == id {
			return &constraints[i]
		}
	}
	return nil
}

// What stands for a code and a status that the page does not tell.
const (
	noCode   = "<error code>"
	noStatus = "<HTTP status>"
)

// fill fills in the body of a reply, all blanks at once: what is filled in is
// not looked at again.
func fill(body string, f *found) json.RawMessage {
	code, status := f.Code, strconv.Itoa(f.Status)
	number := status
	if code == "" {
		code = noCode
	}
	if f.Status == 0 {
		status, number = noStatus, `"`+noStatus+`"`
	}
	return json.RawMessage(strings.NewReplacer(
		`"{status}"`, number, "{status}", status, "{code}", inside(code), "{message}", inside(f.Message),
	).Replace(body))
}

// inside is a text as it stands within the quotes of a JSON string.
func inside(text string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string can be encoded
	quoted := strings.TrimSuffix(b.String(), "\n")
	return quoted[1 : len(quoted)-1]
}

// open says what in a body the page leaves open.
func open(body string, f *found) string {
	if strings.Contains(body, "<") || f.Code == "" && strings.Contains(body, "{code}") ||
		f.Status == 0 && strings.Contains(body, "{status}") {
		return "; <...> stands for what it does not tell"
	}
	return ""
}

// ownWords says what of a message is not the page's.
func ownWords(c *spec.Constraint) string {
	switch {
	case c.Message == "":
		return "; the message is in our words, since it gives none"
	case strings.Contains(c.Message, "{text}"):
		return "; it gives the form of the message, the details are in our words"
	}
	return ""
}
