package rules

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// This file has what is said about files and documents rather than values.

// broken reports what of a file is not well-formed.
func (l *Linter) broken(in *intake, w *writer) error {
	if len(in.faults) == 0 {
		return nil
	}
	for i := range in.faults {
		w.hideText(in.faults[i].region)
	}
	for _, span := range in.secrets {
		w.hide(span)
	}
	w.sortHidden()
	for i := range in.faults {
		f := &in.faults[i]
		op, err := l.operationOf(in, w.report.Name, w.tree.Source, f)
		if err != nil {
			return err
		}
		w.syntax(op, f)
	}
	return nil
}

// operationOf is the operation of what is not well-formed, as far as something
// else tells it; nil if nothing does.
func (l *Linter) operationOf(in *intake, name string, text []byte, f *fault) (*spec.Operation, error) {
	id := l.operation
	if id == "" {
		hint := request.Hint{File: name}
		switch {
		case f.request != nil:
			hint = hintOf(name, f.request)
		case in.form == plainYAML, in.form == commentedJSON:
			hint.Directive, hint.DirectiveSpan, _ = request.Directive(text[:commentsEnd(text)])
		}
		var err error
		if id, err = l.reader.Ahead(hint); err != nil {
			return nil, err
		}
	}
	if id == "" {
		return nil, nil
	}
	return l.catalogue.Operation(id)
}

// commentsEnd is where the comments at the beginning of a text end, line by line.
func commentsEnd(text []byte) int {
	for end := 0; end < len(text); {
		line, _, _ := bytes.Cut(text[end:], []byte("\n"))
		if word := bytes.TrimLeft(line, " \t\r\ufeff"); len(word) > 0 && commentStart(word) == 0 && word[0] != '#' && !bytes.HasPrefix(word, []byte("---")) {
			return end
		}
		end = min(end+len(line)+1, len(text))
	}
	return len(text)
}

// syntax reports that a text is not well-formed. What the provider documents
// for that is about JSON, which is what it is sent.
func (w *writer) syntax(op *spec.Operation, broken *fault) {
	fault := broken.err
	f := Finding{Severity: Error, Rule: invalidSyntax.ID, Message: fault.Message, Detail: fault.Advice}
	if op != nil {
		f.Operation = op.ID
		inBody := broken.request == nil || broken.body
		if c := op.ByRule(invalidSyntax.ID); c != nil && inBody && w.tree.Format == document.JSON {
			f.documented(op, c)
			if c.Message != "" {
				f.Message, f.Detail = c.Message, clauses(fault.Message, fault.Advice)
			}
		}
	}
	if broken.body {
		f.In = request.Body
	}
	w.add(f, fault.Span)
}

// documented copies what the provider documents.
func (f *Finding) documented(op *spec.Operation, c *spec.Constraint) {
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
		w.request = i - 1
		if d.request.Outcome == request.Foreign {
			continue // nobody asked
		}
		p := w.placeOf(&d.request, twice.Second, "", true)
		if w.form == httpFile && p.in == request.Header {
			continue // a header may have several lines
		}
		first := w.tree.NameSpan(twice.First)
		f := Finding{
			Severity: duplicateKey.Severity, Rule: duplicateKey.ID,
			Message: p.subject() + " is given twice",
			Detail:  fmt.Sprintf("first given on line %d; parsers differ in which one they keep", w.sources.locate(first).start.Line),
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
				f.documented(d.op, c)
			}
		}
		f.Fixes = w.fix(p.span, w.repetition(twice, p.in))
		w.add(f, p.span)
	}
	w.request = noRequest
}
