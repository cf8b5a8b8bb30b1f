package scaffold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// width is how wide lines of comments are, in characters.
const width = 100

// writer writes a request in one of the forms.
type writer struct {
	op    *spec.Operation
	parts map[string]*node
	left  []omission
	dst   []byte
}

// omission is a parameter that does not go with the rest.
type omission struct{ name, why string }

// left are the parameters that were left out of a request that should have all.
func (p *plan) left() (list []omission) {
	parameters := p.op.Parameters()
	for i := range parameters {
		x := &parameters[i]
		why, dropped := p.dropped[placeOf(x)]
		switch {
		case !p.all || x.In != request.Body && !p.whole:
			continue
		case x.Deprecated:
			why = "deprecated"
		case x.Reserved:
			why = "reserved"
		case isUnset(x):
			why = "the example leaves it unset"
		case !dropped:
			continue
		}
		list = append(list, omission{x.Name, why})
	}
	return list
}

func (w *writer) write(words ...string) {
	for _, word := range words {
		w.dst = append(w.dst, word...)
	}
}

// head is how the forms with comments begin.
func (w *writer) head(title string) {
	w.comment("", "", title+".")
	w.write("# payloadlint: operation=", w.op.ID, "\n")
}

// leftOut names what the request does not have.
func (w *writer) leftOut() {
	if len(w.left) == 0 {
		return
	}
	w.comment("", "", "Left out:")
	for _, o := range w.left {
		if o.why != "" {
			o.name += ": " + o.why
		}
		w.comment("", "  ", "- "+o.name)
	}
}

// facts says in short what a parameter must be: whether it is required, its
// type and the limits that the page sets.
func facts(op *spec.Operation, x *spec.Parameter) string {
	words := []string{"optional"}
	if x.Required {
		words[0] = "required"
	}
	var limits []string
	constraints := op.Constraints()
	for i := range constraints {
		c := &constraints[i]
		if c.In != x.In || c.Parameter != x.Name || c.OfKey || c.Severity != "error" {
			continue
		}
		switch c.Rule {
		case "missing-parameter":
			if c.Why != "" {
				words[0] = "required if " + c.Why
			}
		case "invalid-value", "out-of-range", "not-multiple-of", "invalid-length", "invalid-pattern", "invalid-size":
			if text := limit(c); text != "" && !strings.Contains(x.Description, text) {
				limits = append(limits, text)
			}
		}
	}
	if word := typeWord(x.Type); word != "" {
		words = append(words, word)
	}
	words = append(words, limits...)
	if x.Default != "" && !strings.Contains(x.Description, x.Default+" when left out") {
		words = append(words, x.Default+" when left out")
	}
	return strings.Join(words, "; ")
}

// limit is what a constraint expects, and when.
func limit(c *spec.Constraint) string {
	switch {
	case len(c.Values) == 1:
		return "only " + c.Values[0]
	case c.Expected != "" && c.Why != "":
		return c.Expected + " if " + c.Why
	}
	return c.Expected
}

// typeWord is the JSON type of a scalar in words; null is only another way to
// leave it out. What is written shows an object or a list.
func typeWord(typ string) string {
	switch typ = strings.TrimSuffix(typ, " or null"); typ {
	case "string", "number", "boolean":
		return "a " + typ
	case "integer":
		return "an " + typ
	}
	return ""
}

// sentence makes a sentence of words.
func sentence(words string) string {
	c, n := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(c)) + words[n:] + "."
}

// comment writes lines of comment behind an indent; later lines of the same text
// stand behind a further hang.
func (w *writer) comment(indent, hang, text string) {
	line := indent + "#"
	room := width - utf8.RuneCountInString(line)
	for _, word := range strings.Fields(text) {
		if n := utf8.RuneCountInString(word) + 1; n > room {
			w.write(line, "\n")
			line = indent + "#" + hang
			room = width - utf8.RuneCountInString(line)
		}
		line += " " + word
		room -= utf8.RuneCountInString(word) + 1
	}
	w.write(line, "\n")
}
