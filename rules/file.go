package rules

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// This file has what is said about files and documents rather than values.

// syntax reports that the text is not well-formed. What the provider documents
// for that is about JSON, which is what it is sent.
func (w *writer) syntax(op *spec.Operation, fault *document.SyntaxError) {
	w.hideText()
	f := Finding{Severity: Error, Rule: invalidSyntax.ID, Message: fault.Message, Detail: fault.Advice}
	if op != nil {
		f.Operation = op.ID
		if c := op.ByRule(invalidSyntax.ID); c != nil && w.tree.Format == document.JSON {
			w.documented(&f, op, c)
			if c.Message != "" {
				f.Message, f.Detail = c.Message, clauses(fault.Message, fault.Advice)
			}
		}
	}
	w.add(f, fault.Span)
}

// documented copies what the provider documents.
func (w *writer) documented(f *Finding, op *spec.Operation, c *spec.Constraint) {
	f.Severity = Severity(c.Severity)
	f.Code, f.Status, f.Constraint, f.Provenance = c.Code, c.Status, c.ID, string(c.Provenance)
	f.In, f.Doc = c.In, Doc(op.Doc)
}

func clauses(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}

// duplicates reports members that stand twice in an object.
func (w *writer) duplicates(documents []examined) {
	if len(w.tree.Duplicates) == 0 {
		return
	}
	documentedBy := map[*spec.Operation]*spec.Constraint{}
	for _, twice := range w.tree.Duplicates {
		i := sort.Search(len(documents), func(i int) bool { return documents[i].request.Root > twice.Second })
		d := &documents[i-1]
		p := w.placeOf(&d.request, twice.Second, "", true)
		first := w.tree.NameSpan(twice.First)
		f := Finding{
			Severity: duplicateKey.Severity, Rule: duplicateKey.ID,
			Message: p.subject() + " is given twice",
			Detail:  fmt.Sprintf("first given on line %d; parsers differ in which one they keep", w.position(first.Start).Line),
			In:      p.in, Parameter: p.parameter(), Pointer: p.pointer(),
			Related: []Related{w.relatedAt(first, "first given here")},
		}
		if d.op != nil {
			f.Operation = d.op.ID
			c, ok := documentedBy[d.op]
			if !ok {
				c = d.op.ByRule(duplicateKey.ID)
				documentedBy[d.op] = c
			}
			if c != nil {
				w.documented(&f, d.op, c)
			}
		}
		w.add(f, p.span)
	}
}

// unmatched reports a document whose operation is not known.
func (w *writer) unmatched(q *request.Request) {
	f := Finding{Severity: Error, Rule: unmatchedFile.ID}
	span := w.firstByte(w.tree.Span(q.Root).Start)
	switch q.Outcome {
	case request.Misnamed:
		span = w.tree.Span(q.Directive)
		f.Message = "the operation " + quote(w.tree.Text(q.Directive)) + " is not known"
		f.Pointer = "/" + string(w.tree.Name(q.Directive))
		switch {
		case len(q.Candidates) == 1:
			f.Detail = "did you mean " + q.Candidates[0] + "?"
		case len(q.Candidates) > 1:
			f.Message = "the operation " + quote(w.tree.Text(q.Directive)) + " is short for several"
			f.Detail = "write one of " + strings.Join(q.Candidates, ", ")
		}
	case request.Undecided:
		f.Message = "cannot tell which operation this is for: " + alternatives(q.Candidates)
		f.Detail = q.Reason() + "; name one with --operation"
	default:
		f.Message = "no operation fits this file"
		f.Detail = q.Reason() + "; name the operation with --operation"
	}
	w.add(f, span)
}

// hideText hides, in a text that is not well-formed, all that may be a value:
// nobody knows which names the values belong to.
func (w *writer) hideText() {
	if w.tree.Format == document.YAML {
		hideLines(w.report.Text, w.hide)
	} else {
		hideTokens(w.report.Text, w.hide)
	}
	w.sortHidden()
}

// hideTokens hides all of a text but its punctuation and the strings that
// stand where names stand: after { or a comma and before a colon.
func hideTokens(text []byte, hide func(source.Span)) {
	last := byte('{')
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case ' ', '\t', '\r', '\n':
			i++
		case '{', '}', '[', ']', ',', ':':
			last = c
			i++
		default:
			end := tokenEnd(text, i)
			if c != '"' || last != '{' && last != ',' || !colonFollows(text[end:]) {
				hide(source.Span{Start: i, End: end})
			}
			last, i = 0, end
		}
	}
}

// tokenEnd is the end of a string, or of what is written without quotes.
func tokenEnd(text []byte, i int) int {
	if text[i] == '"' {
		for i++; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(text)
	}
	if n := bytes.IndexAny(text[i:], "{}[],:\" \t\r\n"); n >= 0 {
		return i + n
	}
	return len(text)
}

func colonFollows(text []byte) bool {
	text = bytes.TrimLeft(text, " \t\r\n")
	return len(text) > 0 && text[0] == ':'
}

// hideLines hides all of each line but the dashes and the name that it begins
// with. A line without a name is a value as a whole.
func hideLines(text []byte, hide func(source.Span)) {
	for start := 0; start < len(text); {
		end := len(text)
		if n := bytes.IndexAny(text[start:], "\r\n"); n >= 0 {
			end = start + n
		}
		value := start + nameEnd(text[start:end])
		for value < end && (text[value] == ' ' || text[value] == '\t') {
			value++
		}
		hide(source.Span{Start: value, End: end})
		start = end + 1
	}
}

// nameEnd is the offset after the dashes, the name and the colon that a line
// begins with. What has a space in it is no name but something broken.
func nameEnd(line []byte) int {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '-') {
		i++
	}
	colon := i + bytes.IndexByte(line[i:], ':')
	if colon < i || bytes.ContainsAny(line[i:colon], " \t") || colon+1 < len(line) && line[colon+1] != ' ' && line[colon+1] != '\t' {
		return i
	}
	return colon + 1
}
