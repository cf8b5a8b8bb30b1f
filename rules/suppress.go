package rules

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Suppressed is a finding that somebody silenced, and why.
type Suppressed struct {
	Finding Finding
	Reason  string
	// InFile tells that a comment in the file itself says so, and not the
	// configuration or a baseline.
	InFile bool
}

// remark is a comment that silences findings:
//
//	# payloadlint:ignore RULE-OR-CONSTRAINT, … -- reason
type remark struct {
	// at is where it stands in the tree's text.
	at source.Span
	// line is the line of the file that it is about. A comment above a request
	// line is about all of the request, whose index request then is.
	line, request int
	// target is the offset of the line in the tree's text.
	target int
	words  []silencer
	reason string
	// complaint says what is wrong with it, advice what to do; empty for nothing.
	complaint, advice string
}

// silencer is a rule or constraint that a remark names.
type silencer struct {
	name string
	used bool
}

// suppress takes out the findings that comments silence, and reports comments
// that silence nothing.
func (w *writer) suppress(s *scratch, in *intake) {
	if !mentionsIgnore(w.report.Text) || len(in.faults) > 0 && in.form.isOne() || w.report.Requests == 0 {
		return
	}
	all := &remarks{byLine: map[int][]*remark{}, byRequest: map[int][]*remark{}}
	w.readRemarks(in, all)
	for _, m := range all.list {
		w.examineRemark(m, s)
	}
	reports := []*FileReport{w.report}
	if len(w.sources.reports) > 1 {
		reports = append(reports, w.sources.reports[1:]...)
	}
	for _, r := range reports {
		r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return all.silence(r, &f, r == w.report) })
	}
	// Whether a comment is of use to what only several files together show,
	// nobody can tell before.
	for _, p := range w.report.Together {
		f := p.Prospect()
		p.silenced = all.about(&f, p.File == w.report.Name)
	}
	for _, m := range all.list {
		w.complain(m, w.isJudged(m, in, s.documents))
	}
}

// isJudged tells whether what a remark is about was checked, so that it can be
// said to be of no use.
func (w *writer) isJudged(m *remark, in *intake, documents []examined) bool {
	if w.form == httpFile {
		return w.isJudgedRequest(m, in, documents)
	}
	i := sort.Search(len(documents), func(i int) bool { return w.tree.Span(documents[i].request.Root).End > m.target })
	return i < len(documents) && documents[i].op != nil
}

// isJudgedRequest does so in a .http file: of the requests and the broken ones, the
// last that begins before what the remark is about.
func (w *writer) isJudgedRequest(m *remark, in *intake, documents []examined) bool {
	heads := w.heads(in)
	i := sort.Search(len(heads), func(i int) bool { return heads[i].Start > m.target }) - 1
	begin, judged := -1, false
	if i >= 0 && i < len(documents) {
		begin, judged = heads[i].Start, documents[i].op != nil
	}
	for k := range in.faults {
		if q := in.faults[k].request; q != nil {
			if at := w.sources.locate(q.Line.Span).span.Start; begin < at && at <= m.target {
				begin, judged = at, false
			}
		}
	}
	return judged
}

// remarks are those of a file, by what they are about.
type remarks struct {
	list              []*remark
	byLine, byRequest map[int][]*remark
}

func (all *remarks) add(m *remark) {
	all.list = append(all.list, m)
	if m.request != noRequest {
		all.byRequest[m.request] = append(all.byRequest[m.request], m)
	} else {
		all.byLine[m.line] = append(all.byLine[m.line], m)
	}
}

// about are the remarks that are about a finding.
func (all *remarks) about(f *Finding, inMain bool) (found []*remark) {
	lines := []int{f.Line, f.NameLine}
	if f.NameLine == f.Line || f.NameLine == 0 {
		lines = lines[:1]
	}
	for _, line := range lines {
		for _, m := range all.byLine[line] {
			if inMain && m.names(f) {
				found = append(found, m)
			}
		}
	}
	for _, m := range all.byRequest[f.Request] {
		if m.names(f) {
			found = append(found, m)
		}
	}
	return found
}

// silence puts a finding aside that a remark is about.
func (all *remarks) silence(r *FileReport, f *Finding, inMain bool) bool {
	found := all.about(f, inMain)
	if len(found) > 0 {
		r.Suppressed = append(r.Suppressed, Suppressed{*f, found[0].reason, true})
	}
	return len(found) > 0
}

// names tells whether a remark is about the rule or the constraint of a finding,
// and notes that it was of use.
func (m *remark) names(f *Finding) bool {
	if m.complaint != "" && m.reason == "" {
		return false // without a reason it counts for nothing
	}
	named := false
	for i := range m.words {
		if s := &m.words[i]; s.name == f.Rule || isConstraint(f.Constraint, s.name) {
			s.used, named = true, true
		}
	}
	return named
}

// isConstraint tells whether a name is the id of a constraint, or the end of it
// from the parameter or before on.
func isConstraint(id, name string) bool {
	end, ok := strings.CutSuffix(id, name)
	return ok && id != "" && (end == "" || end[len(end)-1] == '/' && strings.Contains(name, "/"))
}

// examineRemark notes what is wrong with a remark.
func (w *writer) examineRemark(m *remark, s *scratch) {
	if m.complaint != "" {
		return
	}
	var ids []string
	for _, r := range Rules() {
		ids = append(ids, r.ID)
	}
	for _, word := range m.words {
		switch {
		case slices.Contains(ids, word.name):
		case !strings.Contains(word.name, "/"):
			m.unknown(word.name, "rule", ids, "payloadlint rules lists them")
		default:
			names, known := constraintNames(s.documents, word.name)
			if !known && len(names) > 0 {
				m.unknown(word.name, "constraint", names, "payloadlint coverage OPERATION lists them")
			}
		}
	}
}

func (m *remark) unknown(word, what string, names []string, advice string) {
	m.complaint, m.advice = "the "+what+" "+quote([]byte(word))+" is not known", advice
	if closest, match := nearest.Of(word, names); match != nearest.Far {
		m.advice = "did you mean " + closest + "?"
	}
}

// constraintNames are the constraints of the operations of some documents,
// without the operation; known tells that the name is one.
func constraintNames(documents []examined, name string) (names []string, known bool) {
	var done []*spec.Operation
	for i := range documents {
		op := documents[i].op
		if op == nil || slices.Contains(done, op) {
			continue
		}
		done = append(done, op)
		for _, c := range op.Constraints() {
			if known = known || isConstraint(c.ID, name); known {
				return nil, true
			}
			names = append(names, strings.TrimPrefix(c.ID, op.ID+"/"))
		}
	}
	return names, false
}

// complain reports what is wrong with a remark, or that it is of no use.
func (w *writer) complain(m *remark, judged bool) {
	w.request = m.request
	if m.complaint != "" {
		w.add(Finding{Severity: invalidSuppression.Severity, Rule: invalidSuppression.ID, Message: m.complaint, Detail: m.advice}, m.at)
	}
	var idle []string
	for _, s := range m.words {
		if !s.used {
			idle = append(idle, s.name)
		}
	}
	if len(idle) > 0 && m.complaint == "" && judged {
		where := "here"
		if m.request == noRequest {
			where = "on line " + strconv.Itoa(m.line)
		}
		say := "remove the comment"
		if len(idle) < len(m.words) {
			say = "remove it from the comment"
		}
		w.add(Finding{
			Severity: unusedSuppression.Severity, Rule: unusedSuppression.ID,
			Message: "there is no finding of " + strings.Join(idle, ", ") + " " + where + " to ignore", Detail: say,
		}, m.at)
	}
	w.request = noRequest
}

// mentionsIgnore tells whether there is any need to look for remarks.
func mentionsIgnore(text []byte) bool {
	for {
		n := bytes.Index(text, []byte(tool))
		if n < 0 {
			return false
		}
		text = text[n+len(tool):]
		if rest := bytes.TrimLeft(text, " \t"); bytes.HasPrefix(rest, []byte(ignore)) {
			return true
		}
	}
}
