package rules

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
)

// hideInside hides what of a string is a secret by its form: the user and the
// password of a URL, and all of it where it gives a secret a value, as
// password=x does.
func (w *writer) hideInside(id document.ID) {
	span := w.tree.Span(id)
	text := w.tree.Source[span.Start:span.End]
	if givesSecret(text) {
		w.hide(span)
		return
	}
	scheme := bytes.Index(text, []byte("://"))
	if scheme < 0 {
		return
	}
	from := scheme + len("://")
	authority := text[from:]
	if n := bytes.IndexAny(authority, "/?# \t\r\n"); n >= 0 {
		authority = authority[:n]
	}
	if at := bytes.LastIndexByte(authority, '@'); at > 0 {
		w.hidden = append(w.hidden, Range{span.Start + from, span.Start + from + at})
	}
}

// shortestTwin is from how many bytes on a secret is looked for elsewhere as a
// whole value or name, shortestPart from how many on within others.
const (
	shortestTwin = 6
	shortestPart = 8
	// maxParts is for how many secrets of a file that is done.
	maxParts = 64
)

// hideTwins hides what is written as a secret is, wherever it stands.
func (w *writer) hideTwins() {
	t, secret := w.tree, map[string]bool{}
	for id := range document.ID(t.Len()) {
		if t.Kind(id) == document.String && len(t.Text(id)) >= shortestTwin && w.hides(t.Span(id)) {
			secret[string(t.Text(id))] = true
		}
	}
	if len(secret) == 0 {
		return
	}
	for id := range document.ID(t.Len()) {
		if t.Kind(id) == document.String && secret[string(t.Text(id))] {
			w.hide(t.Span(id))
		}
		if t.HasName(id) && secret[string(t.Name(id))] {
			w.hidden = append(w.hidden, Range(t.NameSpan(id)))
		}
	}
	w.hideParts(secret)
	w.sortHidden()
}

// hideParts hides secrets that are part of something else.
func (w *writer) hideParts(secret map[string]bool) {
	if len(secret) > maxParts {
		return // the file is about secrets; to look for each takes too long
	}
	for text := range secret {
		if len(text) < shortestPart {
			continue
		}
		for at := 0; ; {
			n := bytes.Index(w.tree.Source[at:], []byte(text))
			if n < 0 {
				break
			}
			w.hidden = append(w.hidden, Range{at + n, at + n + len(text)})
			at += n + len(text)
		}
	}
}

// givesSecret tells whether a name that speaks of a secret stands before an
// equals sign or a colon.
func givesSecret(text []byte) bool {
	for i, c := range text {
		if c != '=' && c != ':' {
			continue
		}
		name := bytes.TrimRight(text[max(i-longestName, 0):i], "\"'\\ ")
		start := len(name)
		for start > 0 && isNameByte(name[start-1]) {
			start--
		}
		if start < len(name) && looksSecret(name[start:]) {
			return true
		}
	}
	return false
}

func isNameByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
