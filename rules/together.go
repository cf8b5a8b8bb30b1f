package rules

import (
	"fmt"
	"hash/maphash"
)

// Together judges what only several requests together show: one idempotency
// token on requests that differ, and more requests than a stated quota allows.
// It is for one run, and not for several goroutines at once.
type Together struct {
	groups map[group][]*Pending
	counts map[string]int64 // requests, by operation
}

// NewTogether returns a Together for a new run.
func (l *Linter) NewTogether() *Together {
	return &Together{groups: map[group][]*Pending{}, counts: map[string]int64{}}
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

	finding Finding
	excerpt FileReport
	token   group // its name is empty without a token
	print   *fingerprint
	limit   int64  // of requests; none where the finding is about the token
	stated  string // how the user stated it
	about   aspect
}

type aspect uint8

const (
	aboutToken aspect = iota
	aboutCount
)

// group is who may not use a token twice, and the token.
type group struct{ service, token string }

// tokenSeed hashes tokens and values, which are only compared within a process.
var tokenSeed = maphash.MakeSeed()

// Add takes the next request of the run, in the order of the output. What it
// shows together with those before it comes as a report on its file with one
// finding, whose Text is an excerpt that Span and Hidden point into; nil if
// that is nothing.
func (t *Together) Add(p *Pending) *FileReport {
	if p.about == aboutCount {
		return t.count(p)
	}
	for _, earlier := range t.groups[p.token] {
		switch in, verdict := p.print.compare(earlier.print); verdict {
		case differs:
			return p.mismatch(earlier, in)
		case same:
			return nil // the very request again, which is what a token is for
		}
	}
	if group := t.groups[p.token]; len(group) < maxGroup {
		t.groups[p.token] = append(group, p.kept())
	}
	return nil
}

// maxGroup is how many requests with one token are kept that nobody can tell
// apart from each other.
const maxGroup = 8

// kept is what later requests are compared with.
func (p *Pending) kept() *Pending {
	return &Pending{finding: p.finding, token: p.token, print: p.print}
}

// count counts a request, unless it repeats one before it.
func (t *Together) count(p *Pending) *FileReport {
	for _, earlier := range t.groups[p.token] {
		if _, verdict := p.print.compare(earlier.print); verdict == same {
			return nil
		}
	}
	t.counts[p.finding.Operation]++
	n := t.counts[p.finding.Operation]
	if n <= p.limit {
		return nil
	}
	p.finding.Detail = fmt.Sprintf("found request %d of this run; %s", n, p.stated)
	return p.report()
}

// mismatch reports a token that an earlier request has too.
func (p *Pending) mismatch(earlier *Pending, in string) *FileReport {
	e := &earlier.finding
	where := "line " + fmt.Sprint(e.Line)
	if e.File != p.finding.File {
		where = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	p.finding.Detail = clauses(
		fmt.Sprintf("%s has the same token, and the requests differ in the %s", where, in),
		"give each request a token of its own")
	p.finding.Related = []Related{{
		File: e.File, Line: e.Line, Column: e.Column, EndLine: e.EndLine, EndColumn: e.EndColumn,
		Message: "first used here",
	}}
	return p.report()
}

func (p *Pending) report() *FileReport {
	r := p.excerpt
	r.Findings = []Finding{p.finding}
	return &r
}
