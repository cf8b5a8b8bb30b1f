package formats

import (
	"bytes"
	"strings"
)

// xmlText is a document while it is put together, a line for each element. What
// is put in is escaped. Characters that XML forbids do not come here: text that
// may hold any has them written out.
//
// encoding/xml would escape as well, but makes every start of the program slower.
type xmlText struct {
	bytes.Buffer
	open int // elements
}

// newXML returns a document that is begun.
func newXML() *xmlText {
	var x xmlText
	x.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	return &x
}

// begin writes the start of an element with its attributes, each name before its
// value.
func (x *xmlText) begin(name string, attributes ...string) {
	x.start(name, attributes)
	x.WriteString(">\n")
	x.open++
}

// end ends the innermost element, which has that name.
func (x *xmlText) end(name string) {
	x.open--
	x.indent()
	x.WriteString("</" + name + ">\n")
}

// empty writes an element that has nothing in it.
func (x *xmlText) empty(name string, attributes ...string) {
	x.start(name, attributes)
	x.WriteString("/>\n")
}

// element writes an element with a text in it.
func (x *xmlText) element(name, text string, attributes ...string) {
	x.start(name, attributes)
	x.WriteByte('>')
	x.escape(text, "\n")
	x.WriteString("</" + name + ">\n")
}

func (x *xmlText) start(name string, attributes []string) {
	x.indent()
	x.WriteString("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		x.WriteString(" " + attributes[i] + `="`)
		x.escape(attributes[i+1], "&#10;")
		x.WriteByte('"')
	}
}

func (x *xmlText) indent() { x.WriteString(strings.Repeat("  ", x.open)) }

// escape writes text; the end of a line is written as given.
func (x *xmlText) escape(text, newline string) {
	for {
		i := strings.IndexAny(text, "&<>\"\n")
		if i < 0 {
			x.WriteString(text)
			return
		}
		x.WriteString(text[:i])
		switch text[i] {
		case '&':
			x.WriteString("&amp;")
		case '<':
			x.WriteString("&lt;")
		case '>':
			x.WriteString("&gt;")
		case '"':
			x.WriteString("&quot;")
		default:
			x.WriteString(newline)
		}
		text = text[i+1:]
	}
}
