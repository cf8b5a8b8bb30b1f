package scaffold

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// style is how a form writes a placeholder.
type style bool

const (
	dollars style = false // ${NAME}, as shells have it
	braces  style = true  // {{NAME}}, as HTTP clients of editors have it
)

// placeholder is one of that name.
func (s style) placeholder(name string) string {
	if s == braces {
		return "{{" + name + "}}"
	}
	return "${" + name + "}"
}

// quoted is a text as a JSON string.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // writing a string to memory cannot fail
	return strings.TrimSuffix(b.String(), "\n")
}

// name gives the placeholders of a request their names: the parameter's own
// name, or the whole dotted name where two would be called the same.
func name(parts map[string]*node) {
	var blanks []*node
	for _, in := range locations() {
		if parts[in] != nil {
			blanks = append(blanks, parts[in].blanks()...)
		}
	}
	count := map[string]int{}
	for _, n := range blanks {
		count[shortName(n.blank)]++
	}
	for _, n := range blanks {
		if short := shortName(n.blank); count[short] == 1 {
			n.blank = short
		} else {
			n.blank = variable(n.blank)
		}
	}
}

// shortName is the name of a variable for a parameter: its own name or, for the
// member of a map, that of the map.
func shortName(dotted string) string {
	for dotted != "" {
		if own := variable(spec.LastName(dotted)); own != "" {
			return own
		}
		dotted = around(dotted)
	}
	return "value"
}

// blanks are the placeholders at and below a node.
func (n *node) blanks() []*node {
	if n.blank != "" {
		return []*node{n}
	}
	var list []*node
	for _, m := range n.members {
		list = append(list, m.blanks()...)
	}
	return list
}

// variable is a parameter's name as that of a variable: of letters, digits and
// underscores.
func variable(name string) string {
	return strings.Trim(strings.Map(func(c rune) rune {
		if c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			return c
		}
		return '_'
	}, strings.NewReplacer(spec.AnyItem, "", spec.AnyKey, "").Replace(name)), "_")
}

// plain is a scalar without quotes.
func (n *node) plain(s style) string {
	if n.blank != "" {
		return s.placeholder(n.blank)
	}
	var text string
	if n.kind != document.String || json.Unmarshal([]byte(n.text), &text) != nil {
		return n.text
	}
	return text
}

// jsonText appends a value as JSON, each line but the first behind an indent.
func jsonText(dst []byte, n *node, indent string, s style) []byte {
	switch n.kind {
	case document.Object:
		return jsonList(dst, n, '{', '}', indent, s)
	case document.Array:
		return jsonList(dst, n, '[', ']', indent, s)
	}
	if n.blank != "" {
		return append(dst, quoted(s.placeholder(n.blank))...)
	}
	return append(dst, n.text...)
}

func jsonList(dst []byte, n *node, open, end byte, indent string, s style) []byte {
	dst = append(dst, open)
	for i, m := range n.members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(append(append(dst, '\n'), indent...), "  "...)
		if n.kind == document.Object {
			dst = append(append(dst, quoted(m.name)...), ": "...)
		}
		dst = jsonText(dst, m, indent+"  ", s)
	}
	if len(n.members) > 0 {
		dst = append(append(dst, '\n'), indent...)
	}
	return append(dst, end)
}
