package rules

import (
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/nearest"
)

// notShown is what is said of a secret in place of its value.
const notShown = "a value that is not shown"

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

// closestValue is the legal value that text was probably meant to be.
func closestValue(text []byte, values []string) (string, bool) {
	if len(text) > maxValue {
		return "", false
	}
	value, match := nearest.Of(string(text), values)
	return value, match != nearest.Far
}
