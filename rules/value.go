package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
)

// notShown is what is said of a secret in place of its value.
const notShown = "a value that is not shown"

const emptyString = "an empty string"

// typed shows a value with its type, for a mistake about the type.
func (w *writer) typed(id document.ID) string {
	hidden := w.hides(w.tree.Span(id))
	switch kind := w.tree.Kind(id); kind {
	case document.Number:
		if hidden {
			return "a number"
		}
		return "number " + number(w.tree.Text(id))
	case document.String:
		if hidden {
			return "a string"
		}
		if len(w.tree.Text(id)) == 0 {
			return emptyString
		}
		return "string " + quote(w.tree.Text(id))
	case document.Bool:
		if hidden {
			return "a boolean"
		}
		return "boolean " + string(w.tree.Text(id))
	default:
		return bare(kind)
	}
}

// value shows a value, for a mistake about the value.
func (w *writer) value(id document.ID) string {
	switch kind := w.tree.Kind(id); {
	case kind != document.Null && kind < document.Array && w.hides(w.tree.Span(id)):
		return notShown
	case kind == document.Number:
		return number(w.tree.Text(id))
	case kind == document.String && len(w.tree.Text(id)) == 0:
		return emptyString
	case kind == document.String:
		return quote(w.tree.Text(id))
	case kind == document.Bool:
		return string(w.tree.Text(id))
	default:
		return bare(kind)
	}
}

// bare names a kind of which there is nothing to show.
func bare(kind document.Kind) string {
	switch kind {
	case document.Array:
		return "a list"
	case document.Object:
		return "an object"
	case document.Null:
		return "null"
	}
	return "a " + kind.String()
}

// typeWords are the names of JSON Schema types as messages have them.
func typeWords(names []string) string {
	words := make([]string, len(names))
	for i, name := range names {
		switch name {
		case document.Array.String():
			words[i] = "a list"
		case document.Object.String(), "integer":
			words[i] = "an " + name
		case document.Null.String():
			words[i] = name
		default:
			words[i] = "a " + name
		}
	}
	return alternatives(words)
}

// closestValue is the legal value that text was probably meant to be. Values
// are often codes, in which another letter is another thing: a typo must leave
// their beginning as it is.
func closestValue(text []byte, values []string) (string, bool) {
	if len(text) == 0 || len(text) > maxValue {
		return "", false
	}
	value, match := nearest.Of(string(text), values)
	if match == nearest.Typo && !sameBeginning(string(text), value) {
		return "", false
	}
	return value, match != nearest.Far
}

// sameBeginning tells whether two values agree in their first character, and
// in all before the first hyphen when both have one: eu-west-1 is no us-west-1.
func sameBeginning(a, b string) bool {
	head, _, cut := strings.Cut(a, "-")
	other, _, too := strings.Cut(b, "-")
	if cut && too {
		return strings.EqualFold(head, other)
	}
	first, size := utf8.DecodeRuneInString(a)
	return strings.EqualFold(string(first), b[:min(size, len(b))])
}
