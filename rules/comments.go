package rules

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// hideComments hides the words of comments that speak of a secret: a parameter
// that was commented out stands in the file all the same.
func (w *writer) hideComments() {
	var marks []string
	switch {
	case w.tree.Format == document.YAML:
		marks = []string{"#"}
	case w.form == commentedJSON:
		marks = []string{"//", "/*"}
	default:
		return
	}
	text, inString := w.tree.Source, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			inString = !inString
		case c == '\\' && inString:
			i++
		case c == '\n':
			inString = false
		case !inString && isComment(text[i:], marks):
			end, next := commentEnd(text, i)
			if speaksOfSecret(text[i:end]) {
				w.hide(source.Span{Start: i, End: end})
			}
			i = next - 1
		}
	}
}

func isComment(text []byte, marks []string) bool {
	for _, mark := range marks {
		if bytes.HasPrefix(text, []byte(mark)) {
			return true
		}
	}
	return false
}

// speaksOfSecret tells whether a secret word stands anywhere in a text.
func speaksOfSecret(text []byte) bool {
	folded := fold(make([]byte, 0, len(text)), text)
	for _, word := range secretWords {
		if bytes.Contains(folded, []byte(word)) {
			return true
		}
	}
	return false
}
