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
	words  []string // the rules and constraints that it names
	reason string
	// complaint says what is wrong with it, advice what to do; empty for nothing.
	complaint, advice string
}

// suppress takes out the findings that comments silence, and reports comments
// that silence nothing.
func (w *writer) suppress(s *scratch, in *intake) {
	if !mentionsIgnore(w.report.Text) || len(in.faults) > 0 && in.form.isOne() || w.report.Requests == 0 {
		return
	}
	all := &remarks{byLine: map[int]*about{}, byRequest: map[int]*about{}}
	w.readRemarks(in, all)
	names := knownNames{documents: s.documents}
	for _, m := range all.list {
		names.examine(m)
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
		p.silenced = all.find(&f, p.File == w.report.Name)
	}
	broken := w.brokenHeads(in)
	for _, m := range all.list {
		w.complain(m, all.of(m), w.isJudged(m, in, broken, s.documents))
	}
}

// isJudged tells whether what a remark is about was checked, so that it can be
// said to be of no use. Of the requests of a .http file, and the broken ones, that
// is the last that begins before what the remark is about.
func (w *writer) isJudged(m *remark, in *intake, broken []int, documents []examined) bool {
	if w.form != httpFile {
		i := sort.Search(len(documents), func(i int) bool { return w.tree.Span(documents[i].request.Root).End > m.target })
		return i < len(documents) && documents[i].op != nil
	}
	heads := w.heads(in)
	i := sort.Search(len(heads), func(i int) bool { return heads[i].Start > m.target }) - 1
	if i < 0 || i >= len(documents) || documents[i].op == nil {
		return false
	}
	k := sort.SearchInts(broken, m.target+1) - 1
	return k < 0 || broken[k] < heads[i].Start
}

// brokenHeads are where the broken requests of a .http file begin, sorted.
func (w *writer) brokenHeads(in *intake) (starts []int) {
	for k := range in.faults {
		if q := in.faults[k].request; q != nil {
			starts = append(starts, w.sources.locate(q.Line.Span).span.Start)
		}
	}
	slices.Sort(starts)
	return starts
}

// remarks are those of a file, by what they are about.
type remarks struct {
	list              []*remark
	byLine, byRequest map[int]*about
}

// about is what remarks say of one line or request.
type about struct {
	first map[string]*remark  // by the rule or constraint that it names
	used  map[string]struct{} // names that silenced something
}

func (all *remarks) add(m *remark) {
	all.list = append(all.list, m)
	if m.complaint != "" {
		return // it counts for nothing
	}
	a := all.of(m)
	if a == nil {
		a = &about{map[string]*remark{}, map[string]struct{}{}}
		if m.request != noRequest {
			all.byRequest[m.request] = a
		} else {
			all.byLine[m.line] = a
		}
	}
	for _, name := range m.words {
		if a.first[name] == nil {
			a.first[name] = m
		}
	}
}

// of is what is said of the line or request of a remark, nil for nothing.
func (all *remarks) of(m *remark) *about {
	if m.request != noRequest {
		return all.byRequest[m.request]
	}
	return all.byLine[m.line]
}

// find is a remark that silences a finding, nil for none.
func (all *remarks) find(f *Finding, inMain bool) *remark {
	found := all.byRequest[f.Request].find(f)
	if !inMain {
		return found
	}
	if m := all.byLine[f.Line].find(f); m != nil {
		found = m
	}
	if f.NameLine != 0 && f.NameLine != f.Line {
		if m := all.byLine[f.NameLine].find(f); m != nil {
			found = m
		}
	}
	return found
}

// find is a remark that names the rule of a finding, its constraint or an end of
// that, nil for none. All such names are of use then.
func (a *about) find(f *Finding) (found *remark) {
	if a == nil {
		return nil
	}
	use := func(name string) {
		if m := a.first[name]; m != nil {
			a.used[name] = struct{}{}
			found = m
		}
	}
	use(f.Rule)
	for name := f.Constraint; strings.Contains(name, "/"); {
		use(name)
		_, name, _ = strings.Cut(name, "/")
	}
	return found
}

// silence puts a finding aside that a remark is about.
func (all *remarks) silence(r *FileReport, f *Finding, inMain bool) bool {
	m := all.find(f, inMain)
	if m != nil {
		r.Suppressed = append(r.Suppressed, Suppressed{*f, m.reason, true})
	}
	return m != nil
}

// isConstraint tells whether a name is the id of a constraint, or the end of it
// from the parameter or before on.
func isConstraint(id, name string) bool {
	end, ok := strings.CutSuffix(id, name)
	return ok && id != "" && (end == "" || end[len(end)-1] == '/' && strings.Contains(name, "/"))
}

// knownNames are the rules, and the constraints of the operations of a file.
type knownNames struct {
	documents   []examined
	rules       []string
	ids, short  []string // of constraints, with and without the operation
	asked       map[string]string
	constrained bool
}

// examine notes what is wrong with a remark.
func (k *knownNames) examine(m *remark) {
	for _, name := range m.words {
		if m.complaint != "" {
			return
		}
		m.complaint, m.advice = k.complaint(name)
	}
}

// complaint says that a name is not known, and what to do; it is empty for one
// that is.
func (k *knownNames) complaint(name string) (complaint, advice string) {
	k.read()
	what, names, advice := "rule", k.rules, "payloadlint rules lists them"
	switch isEnd := func(id string) bool { return isConstraint(id, name) }; {
	case slices.Contains(k.rules, name):
		return "", ""
	case strings.Contains(name, "/") && (!k.constrained || slices.ContainsFunc(k.ids, isEnd)):
		return "", ""
	case strings.Contains(name, "/"):
		what, names, advice = "constraint", k.short, "payloadlint coverage OPERATION lists them"
	}
	complaint = "the " + what + " " + quote([]byte(name)) + " is not known"
	closest, asked := k.asked[name]
	if !asked {
		var match nearest.Match
		if closest, match = nearest.Of(name, names); match == nearest.Far {
			closest = ""
		}
		k.asked[name] = closest
	}
	if closest != "" {
		advice = "did you mean " + closest + "?"
	}
	return complaint, advice
}

// read collects the names, once.
func (k *knownNames) read() {
	if k.asked != nil {
		return
	}
	k.asked = map[string]string{}
	for _, r := range Rules() {
		k.rules = append(k.rules, r.ID)
	}
	done := map[*spec.Operation]bool{nil: true}
	for i := range k.documents {
		op := k.documents[i].op
		if done[op] {
			continue
		}
		done[op], k.constrained = true, true
		for _, c := range op.Constraints() {
			k.ids, k.short = append(k.ids, c.ID), append(k.short, strings.TrimPrefix(c.ID, op.ID+"/"))
		}
	}
}

// complain reports what is wrong with a remark, or that it is of no use.
func (w *writer) complain(m *remark, a *about, judged bool) {
	w.request = m.request
	if m.complaint != "" {
		w.add(Finding{Severity: invalidSuppression.Severity, Rule: invalidSuppression.ID, Message: m.complaint, Detail: m.advice}, m.at)
	}
	var idle []string
	if m.complaint == "" && judged {
		for _, name := range m.words {
			if _, used := a.used[name]; !used {
				idle = append(idle, name)
			}
		}
	}
	if len(idle) > 0 {
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
