package rules

import (
	"bytes"
	"sort"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/placeholder"
	"github.com/payloadlint/payloadlint/internal/request"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// This file collects what the requests of a file may show together with others.

// awaits tells whether a document must be held against others, so that some of
// it may be shown.
func (l *Linter) awaits(t *document.Tree, d *examined) bool {
	if d.op == nil {
		return false
	}
	_, _, counted := l.requestQuota(d.op)
	return counted || len(d.tokens(t)) > 0
}

// pending collects what the documents of a file may show.
func (l *Linter) pending(w *writer, documents []examined) {
	cut := cutter{whole: map[*FileReport][]byte{}}
	for i := range documents {
		if documents[i].awaits {
			cut.expected++
		}
	}
	for i := range documents {
		d := &documents[i]
		if !d.awaits {
			continue
		}
		w.request = i
		print, tokens := w.fingerprint(d), d.tokens(w.tree)
		if limit, c, counted := l.requestQuota(d.op); counted {
			p := w.pend(d, &place{in: request.Body, span: w.head(d)}, &cut)
			p.Rule, p.quota, p.limit, p.print = quotaExceeded.ID, c, limit, print
			p.group = groupOf(d.op, d.repeats(w.tree))
			w.report.Together = append(w.report.Together, p)
		}
		for _, token := range tokens {
			at := w.placeOf(&d.request, token.node, "", false)
			p := w.pend(d, &at, &cut)
			p.Rule, p.token, p.print = tokenMismatch.ID, token.Token, print
			p.group = groupOf(d.op, w.tree.Text(token.node))
			w.report.Together = append(w.report.Together, p)
		}
	}
	w.request = noRequest
}

// token is an idempotency token that is written out.
type token struct {
	spec.Token
	node document.ID
}

// tokens are those of a document.
func (d *examined) tokens(t *document.Tree) (found []token) {
	for _, want := range d.op.Tokens {
		for _, part := range d.request.Parts {
			if part.In != want.In {
				continue
			}
			id := t.Member(part.Node, want.Name)
			if id != document.None && t.Kind(id) == document.String && len(t.Text(id)) > 0 && !placeholder.In(t.Text(id)) {
				found = append(found, token{want, id})
			}
		}
	}
	return found
}

// repeats is the text of the token that makes a request the repetition of
// another. A placeholder is one too, but for what a client makes anew each time.
func (d *examined) repeats(t *document.Tree) []byte {
	for _, want := range d.op.Tokens {
		for _, part := range d.request.Parts {
			if id := t.Member(part.Node, want.Name); part.In == want.In && id != document.None && !bytes.Contains(t.Text(id), []byte("{{$")) {
				return t.Text(id)
			}
		}
	}
	return nil
}

// isToken tells whether a value is an idempotency token of the document.
func (d *examined) isToken(t *document.Tree, id document.ID) bool {
	for _, want := range d.op.Tokens {
		for _, part := range d.request.Parts {
			if part.In == want.In && t.Parent(id) == part.Node && t.HasName(id) && string(t.Name(id)) == want.Name {
				return true
			}
		}
	}
	return false
}

func groupOf(op *spec.Operation, token []byte) group {
	return group{op.ID[:strings.LastIndexByte(op.ID, '/')], string(token)}
}

// head is where a finding about a whole request stands.
func (w *writer) head(d *examined) source.Span {
	return w.firstByte(w.tree.Span(d.request.Root).Start)
}

// pend keeps where something may be reported. What is said of it is not read
// before there is something to say.
func (w *writer) pend(d *examined, at *place, cut *cutter) *Pending {
	loc := w.sources.locate(at.span)
	p := &Pending{
		File: loc.report.Name, Line: loc.start.Line, Column: loc.start.Column,
		end: loc.end, op: d.op, in: at.in, parameter: at.parameter(), pointer: at.pointer(),
		request: w.request, severities: w.linter.severities,
	}
	p.excerpt, p.span = cut.excerpt(loc.report, loc.span)
	return p
}

// excerptReach is how many bytes around a place are kept: more than is shown.
const excerptReach = 512

// cutter cuts excerpts out of the files of one report. Where many would hold
// more than the file does, they share a copy of it.
type cutter struct {
	expected int
	whole    map[*FileReport][]byte
}

// excerpt is a report without findings on what stands around a span.
func (c *cutter) excerpt(r *FileReport, span source.Span) (part FileReport, at source.Span) {
	if c.expected > 1 && len(r.Text) < c.expected*excerptReach {
		if c.whole[r] == nil {
			c.whole[r] = bytes.Clone(r.Text)
		}
		return FileReport{Name: r.Name, Text: c.whole[r], Hidden: r.Hidden}, span
	}
	from, to := max(span.Start-excerptReach, 0), min(span.Start+excerptReach, len(r.Text))
	part = FileReport{Name: r.Name, Text: append([]byte(nil), r.Text[from:to]...)}
	first := sort.Search(len(r.Hidden), func(i int) bool { return r.Hidden[i].End > from })
	for _, h := range r.Hidden[first:] {
		if h.Start >= to {
			break
		}
		part.Hidden = append(part.Hidden, Range{max(h.Start, from) - from, min(h.End, to) - from})
	}
	return part, source.Span{Start: span.Start - from, End: min(span.End, to) - from}
}
