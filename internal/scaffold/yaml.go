package scaffold

import (
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// yaml writes the body as YAML, with what is known of each parameter above it.
func (w *writer) yaml() {
	body := w.parts[request.Body]
	w.head(w.op.Title + ": the body of " + w.op.Method + " " + w.op.Path)
	if len(body.blanks()) > 0 {
		w.comment("", "", "${NAME} is a value to fill in, here or by check --var NAME=VALUE.")
	}
	w.leftOut()
	if len(body.members) == 0 {
		w.write("{}\n")
	}
	for _, m := range body.members {
		w.write("\n")
		w.member(m, "", "")
	}
}

// member writes a member of an object. Lead is what stands in front of its name
// in place of the indent: the dash of an item whose first member it is.
func (w *writer) member(n *node, indent, lead string) {
	if x := n.parameter; x != nil {
		if x.Description != "" {
			w.comment(indent, "", x.Description)
		}
		w.comment(indent, "", sentence(facts(w.op, x)))
	}
	w.write(lead, plainKey(n.name), ":")
	w.value(n, indent)
}

// value writes what follows a name, up to the end of the line or lines.
func (w *writer) value(n *node, indent string) {
	if len(n.members) == 0 {
		w.write(" ", scalar(n), "\n")
		return
	}
	w.write("\n")
	indent += "  "
	for _, m := range n.members {
		if n.kind == document.Array {
			w.item(m, indent)
		} else {
			w.member(m, indent, indent)
		}
	}
}

// item writes an item of a list.
func (w *writer) item(n *node, indent string) {
	switch {
	case len(n.members) == 0:
		w.write(indent, "- ", scalar(n), "\n")
	case n.kind == document.Array:
		w.write(indent, "-")
		w.value(n, indent)
	default:
		lead := indent + "- "
		for _, m := range n.members {
			w.member(m, indent+"  ", lead)
			lead = indent + "  "
		}
	}
}

// scalar is a value on one line. Strings are written as in JSON, which YAML
// reads the same; a placeholder for anything else has no quotes, so that what
// takes its place has none either.
func scalar(n *node) string {
	text := string(jsonText(nil, n, "", dollars))
	if n.blank != "" && n.parameter != nil && !holdsText(n.parameter) {
		text = strings.Trim(text, `"`)
	}
	return text
}

// holdsText tells whether a value of the parameter may be a string.
func holdsText(x *spec.Parameter) bool { return x.Type == "" || strings.Contains(x.Type, "string") }

// plainKey is the name of a member, in quotes where YAML could read it as
// anything else.
func plainKey(name string) string {
	for i, c := range name {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return quoted(name)
		}
	}
	switch strings.ToLower(name) {
	case "", "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		return quoted(name)
	}
	return name
}
