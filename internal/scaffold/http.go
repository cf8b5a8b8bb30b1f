package scaffold

import (
	"net/url"
	"strings"

	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// http writes the whole request as the HTTP clients of editors send it. A body
// cannot hold comments, so those on its parameters stand above the request.
func (w *writer) http() {
	w.head(w.op.Title)
	w.comment("", "", "{{host}} is the address of the service, another {{NAME}} a value to fill in: in the environment of your client, or here in a line @NAME = VALUE.")
	w.leftOut()
	w.write("\n")
	for _, in := range locations() {
		if part := w.parts[in]; len(part.members) > 0 {
			w.comment("", "", "In the "+in+":")
			w.parameters(part)
		}
	}
	w.write(w.op.Method, " https://{{host}}", target(w.op, w.parts), "\n")
	for _, m := range w.parts[request.Header].members {
		w.write(m.name, ": ", m.plain(braces), "\n")
	}
	if w.op.Shape(request.Body) != nil {
		w.write("Content-Type: application/json\n\n")
		w.dst = append(jsonText(w.dst, w.parts[request.Body], "", braces), '\n')
	}
}

// parameters tells of each parameter, by its dotted name.
func (w *writer) parameters(n *node) {
	for _, m := range n.members {
		if x := m.parameter; x != nil {
			text := "- " + x.Name + " (" + facts(w.op, x) + ")"
			if x.Description != "" {
				text += ": " + x.Description
			}
			w.comment("", "  ", text)
		}
		w.parameters(m)
	}
}

// target is the path of the request line, with the query.
func target(op *spec.Operation, parts map[string]*node) string {
	target := op.Path
	for _, m := range parts[request.Path].members {
		value := m.plain(braces)
		if m.blank == "" {
			value = url.PathEscape(value)
		}
		target = strings.Replace(target, "{"+m.name+"}", value, 1)
	}
	separator := "?"
	for _, m := range parts[request.Query].members {
		value := m.plain(braces)
		if m.blank == "" {
			value = url.QueryEscape(value)
		}
		target += separator + url.QueryEscape(m.name) + "=" + value
		separator = "&"
	}
	return target
}
