package rules

import (
	"bytes"
	"sort"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// This file keeps parts of a file from being shown.

// hideValue hides a secret. The mere name of a variable is none.
func (w *writer) hideValue(id document.ID) {
	t := w.tree
	if t.Kind(id) != document.String || !isReference(t.Text(id)) || w.sources.given(t.Span(id)) {
		w.hide(t.Span(id))
	}
}

// isReference tells whether a text is ${NAME} or {{NAME}} and nothing more. Other
// placeholders may be a secret that looks like one, or have one as their default.
func isReference(text []byte) bool {
	inside, ok := bytes.CutPrefix(text, []byte("${"))
	end := []byte("}")
	if !ok {
		inside, ok = bytes.CutPrefix(text, []byte("{{"))
		end = []byte("}}")
	}
	inside, closed := bytes.CutSuffix(inside, end)
	inside = bytes.TrimSpace(inside)
	for i, c := range inside {
		if c != '.' && !isNameByte(c) || i == 0 && '0' <= c && c <= '9' {
			return false
		}
	}
	return ok && closed && len(inside) > 0
}

// hide keeps a part of the file from being shown. In YAML that may be more than
// the value: see hiddenInYAML.
func (w *writer) hide(span source.Span) {
	spans := []source.Span{span}
	if w.tree.Format == document.YAML {
		spans = hiddenInYAML(w.tree.Source, span)
	}
	for _, span := range spans {
		if span.Start < span.End {
			w.hidden = append(w.hidden, Range(span))
		}
	}
}

// hiddenInYAML is what is to be hidden with a value: the rest of its line, where a
// secret without quotes goes on as a comment or an anchor. With quotes it ends
// where they do, and what else is hidden is a comment at the end of the line.
func hiddenInYAML(text []byte, span source.Span) []source.Span {
	if span.Start == span.End { // nothing but an anchor or a comment
		line := bytes.LastIndexByte(text[:span.Start], '\n') + 1
		if n := bytes.Index(text[line:span.Start], []byte(": ")); n >= 0 {
			span.Start = line + n + 1
		}
	}
	rest := text[span.End:]
	if n := bytes.IndexAny(rest, "\r\n"); n >= 0 {
		rest = rest[:n]
	}
	end := span.End + len(rest)
	if span.End-span.Start < 2 || text[span.Start] != '"' && text[span.Start] != '\'' {
		return []source.Span{{Start: span.Start, End: end}}
	}
	spans := []source.Span{span}
	if n := bytes.Index(rest, []byte(" #")); n >= 0 {
		spans = append(spans, source.Span{Start: span.End + n + 1, End: end})
	}
	return spans
}

// sortHidden sorts and joins the hidden parts; hides works only afterwards.
func (w *writer) sortHidden() {
	w.hidden = joined(w.hidden)
	w.hideVariables()
	w.sources.hide(w.hidden)
}

// hideVariables hides the values of variables that fill in a secret somewhere, or
// whose names speak of one, wherever they stand.
func (w *writer) hideVariables() {
	if w.sources.assembly == nil {
		return
	}
	text, secret := w.tree.Source, map[string]bool{}
	for span := range w.sources.assembly.Substituted {
		if w.hides(span) {
			secret[string(text[span.Start:span.End])] = true
		}
	}
	found := false
	for span, reference := range w.sources.assembly.Substituted {
		if secret[string(text[span.Start:span.End])] || looksSecret(reference) {
			w.hidden, found = append(w.hidden, Range(span)), true
		}
	}
	if found {
		w.hidden = joined(w.hidden)
	}
}

// hides tells whether any of the span is hidden.
func (w *writer) hides(span source.Span) bool {
	list := w.hidden
	i := sort.Search(len(list), func(i int) bool { return list[i].End > span.Start })
	return i < len(list) && list[i].Start < span.End
}
