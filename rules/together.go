package rules

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Together judges what only several requests together show: one idempotency
// token on requests that differ, and more requests than a stated quota allows.
// It is for one run, and not for several goroutines at once.
type Together struct {
	groups map[group]*earlier
	// counted are requests with a token that is written out or yet to come.
	counted map[group]*earlier
	counts  map[string]int64 // requests, by operation
	leaves  int              // that are kept
}

// NewTogether returns a Together for a new run.
func (l *Linter) NewTogether() *Together {
	return &Together{groups: map[group]*earlier{}, counted: map[group]*earlier{}, counts: map[string]int64{}}
}

// Pending is a request that may show something together with others. It does
// not hold on to its file: only to a few lines around its place.
type Pending struct {
	// File, Line and Column are where it stands, and Rule is that of what comes
	// of it, which belongs there between the findings before and after. The file
	// may be an included one.
	File         string
	Line, Column int
	Rule         string

	end                    source.Position
	span                   source.Span // in the excerpt
	excerpt                FileReport
	op                     *spec.Operation
	in, parameter, pointer string
	group                  group // its token is empty where the request has none
	print                  *fingerprint
	// quota is of requests, limit what the user stated; nil for what is about
	// the token.
	quota *spec.Constraint
	limit int64
	token spec.Token

	request    int
	severities Severities
	// silenced is the comment that silences what comes of it, nil for none.
	silenced *remark
}

// group is who may not use a token twice, and the token.
type group struct{ service, token string }

// tokenSeed hashes tokens and values, which are only compared within a process.
var tokenSeed = maphash.MakeSeed()

// Add takes the next request of the run, in the order of the output. What it
// shows together with those before it comes as a report on its file with one
// finding, whose Text is an excerpt that Span and Hidden point into; nil if
// that is nothing.
func (t *Together) Add(p *Pending) *FileReport {
	if p.quota != nil {
		return t.count(p)
	}
	var first *earlier
	where, n := "", 0
	for e := t.groups[p.group]; e != nil; e = e.before {
		switch in, verdict := p.print.compare(&e.print); verdict {
		case same:
			return nil // the very request again, which is what a token is for
		case differs:
			first, where = e, in
		}
		n++
	}
	if n < maxGroup {
		t.groups[p.group] = t.keep(p, t.groups[p.group])
	}
	if first == nil {
		return nil
	}
	return p.mismatch(first, where)
}

// maxGroup is how many requests with one token are kept.
const maxGroup = 8

// maxKept is how many values of requests are kept one by one. Beyond that,
// requests are compared as a whole, which says nothing where values are unknown.
const maxKept = 1 << 21

// earlier is what is kept of a request to compare later ones with.
type earlier struct {
	file       string
	start, end source.Position
	print      fingerprint
	before     *earlier // another one with the same token
}

func (t *Together) keep(p *Pending, before *earlier) *earlier {
	e := &earlier{file: p.File, start: source.Position{Line: p.Line, Column: p.Column}, end: p.end, print: *p.print, before: before}
	if t.leaves += len(p.print.leaves); t.leaves > maxKept {
		e.print.leaves = nil
	} else {
		e.print.leaves = slices.Clone(e.print.leaves)
	}
	return e
}

// count counts a request, unless it may repeat one before it.
func (t *Together) count(p *Pending) *FileReport {
	n := int64(0)
	for e := t.counted[p.group]; e != nil; e = e.before {
		if _, verdict := p.print.compare(&e.print); verdict != differs {
			return nil
		}
		n++
	}
	if p.group.token != "" && n < maxGroup {
		t.counted[p.group] = t.keep(p, t.counted[p.group])
	}
	t.counts[p.op.ID]++
	n = t.counts[p.op.ID]
	if n <= p.limit {
		return nil
	}
	limit := strconv.FormatInt(p.limit, 10)
	f := p.Prospect()
	f.Message = strings.ReplaceAll(f.Message, valueMark, limit)
	f.Detail = fmt.Sprintf("found request %d of this run; %s", n, statement(p.quota.Quota, limit))
	return p.report(f)
}

// mismatch reports a token that an earlier request has too.
func (p *Pending) mismatch(e *earlier, in string) *FileReport {
	where := "line " + strconv.Itoa(e.start.Line)
	if e.file != p.File {
		where = e.file + ":" + strconv.Itoa(e.start.Line)
	}
	f := p.Prospect()
	if f.Message == "" {
		f.Message = p.parameter + " is the same as that of another request, which differs"
	}
	f.Detail = clauses(
		where+" has the same token, and the requests differ in the "+in,
		"give each request a token of its own")
	f.Related = []Related{{
		File: e.file, Line: e.start.Line, Column: e.start.Column, EndLine: e.end.Line, EndColumn: e.end.Column,
		Message: "first used here",
	}}
	return p.report(f)
}

// Prospect is the finding that may come of the request, so far.
func (p *Pending) Prospect() Finding {
	c := p.constraint()
	f := Finding{
		File: p.File, Line: p.Line, Column: p.Column, EndLine: p.end.Line, EndColumn: p.end.Column, Span: p.span,
		Rule: p.Rule, Operation: p.op.ID, Message: c.Message,
		Related: []Related{}, Fixes: []Fix{}, Request: p.request,
	}
	f.documented(p.op, c)
	f.In, f.Parameter, f.Pointer = p.in, p.parameter, p.pointer
	return f
}

// constraint is what may be broken here.
func (p *Pending) constraint() *spec.Constraint {
	if p.quota != nil {
		return p.quota
	}
	return p.op.TokenConstraint(p.token)
}

func (p *Pending) report(f Finding) *FileReport {
	r := p.excerpt
	r.Err = p.op.Fault()
	var on bool
	if f.Severity, on = p.severities.Of(&f); !on {
		return nil
	}
	if p.silenced != nil {
		r.Suppressed = []Suppressed{{f, p.silenced.reason, true}}
		return &r
	}
	r.Findings = []Finding{f}
	return &r
}
