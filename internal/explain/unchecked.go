package explain

import (
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Unchecked is what the page documents and only the provider can tell: an error
// that no constraint raises, or a statement of what must hold.
type Unchecked struct {
	// Code, Status and Message are those of an error; the first two may be
	// missing. A statement has none of them.
	Code    string `json:"code"`
	Status  int    `json:"status"`
	Message string `json:"message"`
	// Statement says what must hold; empty for an error.
	Statement string `json:"statement"`
	// In and Parameter name the parameter that a statement is about, if one.
	In        string `json:"in"`
	Parameter string `json:"parameter"`
	// Source is the part of the page, or the public source.
	Source string `json:"source"`
}

// uncheckedOf is what only the provider can tell of an operation: errors first.
func uncheckedOf(op *spec.Operation) []Unchecked {
	all := []Unchecked{}
	for _, row := range op.Errors() {
		if row.Class == spec.Server {
			source := row.Source
			if source == "" {
				source = "the page's table of errors"
			}
			all = append(all, Unchecked{Code: row.Code, Status: row.Status, Message: row.Message, Source: source})
		}
	}
	for _, s := range op.Statements() {
		all = append(all, Unchecked{Statement: s.Statement, In: s.In, Parameter: s.Parameter, Source: s.Source})
	}
	return all
}

// name is what a list calls it by.
func (u *Unchecked) name() string {
	switch {
	case u.Code != "":
		return u.Code
	case u.Status != 0:
		return "status " + strconv.Itoa(u.Status)
	case u.Parameter != "":
		return u.Parameter
	}
	return "request"
}

// words say what it is.
func (u *Unchecked) words() string {
	if u.Statement == "" {
		return u.Message
	}
	return u.Statement + " (" + u.Source + ")"
}

// writeUnchecked lists what nothing checks, so that nobody takes a request that
// passes for one that succeeds.
func (t *Topic) writeUnchecked(b *strings.Builder) {
	if len(t.Unchecked) == 0 {
		return
	}
	b.WriteString("\nOnly the server can tell:\n")
	for i := range t.Unchecked {
		u := &t.Unchecked[i]
		about := ""
		if t.Kind != Parameter && (u.Statement == "" || u.Parameter != "") {
			about = u.name() + ": "
		}
		wrap(b, about+u.words(), "  ", "    ")
	}
}
