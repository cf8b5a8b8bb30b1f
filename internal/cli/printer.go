package cli

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// output is all that one file gives rise to in a report, in order. Of the text
// of the file it holds no more than is shown.
type output struct {
	steps    []step
	failures []rules.Failure
}

// weight is about how many bytes of memory it takes.
func (r *result) weight() int {
	n := len(r.head)
	if r.output == nil {
		return n
	}
	for i := range r.output.steps {
		s := &r.output.steps[i]
		n += len(s.text) + perStep + perFinding*len(s.findings)
	}
	return n
}

// What is kept beside the text: of a step a request, of a finding its identity.
const (
	perStep    = 2 << 10
	perFinding = 48
)

// step is some findings, and a request that may make one more after them.
type step struct {
	text     []byte // of the findings, as the format has it
	findings []rendered
	next     *rules.Pending // nil for none
}

// rendered is what is kept of a finding beside its text.
type rendered struct {
	identity identity
	severity rules.Severity
	size     int // of its text in bytes
	fails    bool
	fix      mending
}

// mending is by which fixes a finding can be mended.
type mending uint8

const (
	byNone mending = iota
	byUnsafe
	bySafe
)

func mendingOf(f *rules.Finding) mending {
	by := byNone
	for i := range f.Fixes {
		if f.Fixes[i].Safe {
			return bySafe
		}
		by = byUnsafe
	}
	return by
}

// isReached tells whether a severity is as bad as a run is to fail on: error,
// warning, info or never.
func isReached(failOn string, severity rules.Severity) bool {
	switch failOn {
	case "info":
		return true
	case "warning":
		return severity != rules.Info
	case "error":
		return severity == rules.Error
	}
	return false
}

// identity is a hash of what makes a finding the same as another, whichever
// file it was found through.
type identity uint64

// printer renders findings, for one goroutine.
type printer struct {
	reporter report.Reporter
	failOn   string // of the file that is rendered
	seed     maphash.Seed
	text     []byte // buffers
	ends     []int
}

func newPrinter(r report.Reporter) printer { return printer{reporter: r, seed: maphash.MakeSeed()} }

// another returns a printer for another goroutine, with the same identities.
func (p *printer) another() printer { return printer{reporter: p.reporter, seed: p.seed} }

// atOnce is how many findings are rendered at a time: a large file may have a
// million.
const atOnce = 4096

// output renders a report with all that belongs to it; nil if that is nothing.
func (p *printer) output(f *rules.FileReport, failOn string) *output {
	p.failOn = failOn
	if len(f.Findings)+len(f.Included)+len(f.Together)+len(f.Failures) == 0 {
		return nil
	}
	o := &output{failures: f.Failures}
	pending := sorted(f)
	own, pending := inFile(pending, f.Name)
	p.part(o, f, own)
	for included := f.Included; len(included)+len(pending) > 0; {
		var r *rules.FileReport
		if len(pending) == 0 || len(included) > 0 && included[0].Name <= pending[0].File {
			r, included = included[0], included[1:]
		} else { // nothing else is found there
			r = &rules.FileReport{Name: pending[0].File}
		}
		own, pending = inFile(pending, r.Name)
		p.part(o, r, own)
	}
	return o
}

// sorted are the pending requests of a report in the order of the output: those
// in the file itself come before those in included ones.
func sorted(f *rules.FileReport) []*rules.Pending {
	order := func(a, b *rules.Pending) int {
		if a.File != b.File {
			switch f.Name {
			case a.File:
				return -1
			case b.File:
				return 1
			}
			return strings.Compare(a.File, b.File)
		}
		return compare(a, b.Line, b.Column, b.Rule)
	}
	list := f.Together
	if !slices.IsSortedFunc(list, order) {
		list = slices.Clone(list)
		slices.SortStableFunc(list, order)
	}
	return list
}

// inFile splits off those at the beginning that stand in one file.
func inFile(pending []*rules.Pending, name string) (own, rest []*rules.Pending) {
	n := 0
	for n < len(pending) && pending[n].File == name {
		n++
	}
	return pending[:n], pending[n:]
}

// compare tells where a pending request stands in the order of findings.
func compare(p *rules.Pending, line, column int, rule string) int {
	return cmp.Or(cmp.Compare(p.Line, line), cmp.Compare(p.Column, column), strings.Compare(p.Rule, rule))
}

// part renders one report. Each pending request ends a step at its place.
func (p *printer) part(o *output, r *rules.FileReport, pending []*rules.Pending) {
	part := *r
	for list := range slices.Chunk(r.Findings, atOnce) {
		part.Findings = list
		text, findings := p.print(&part)
		for len(pending) > 0 {
			before := sort.Search(len(list), func(i int) bool {
				return compare(pending[0], list[i].Line, list[i].Column, list[i].Rule) < 0
			})
			if before == len(list) {
				break // it stands in a later chunk, or at the end
			}
			size := 0
			for _, f := range findings[:before] {
				size += f.size
			}
			o.steps = append(o.steps, step{text[:size], findings[:before], pending[0]})
			text, findings, list, pending = text[size:], findings[before:], list[before:], pending[1:]
		}
		o.steps = append(o.steps, step{text: text, findings: findings})
	}
	for _, next := range pending {
		o.steps = append(o.steps, step{next: next})
	}
}

// print renders findings of one file.
func (p *printer) print(r *rules.FileReport) ([]byte, []rendered) {
	p.text, p.ends = p.reporter.Append(p.text[:0], p.ends[:0], r)
	findings := make([]rendered, len(r.Findings))
	file, start := path.Clean(r.Name), 0
	for i := range r.Findings {
		f := &r.Findings[i]
		findings[i] = rendered{p.identify(file, f), f.Severity, p.ends[i] - start, isReached(p.failOn, f.Severity), mendingOf(f)}
		start = p.ends[i]
	}
	return bytes.Clone(p.text), findings
}

// identify leaves out what depends on how the file was come by.
func (p *printer) identify(file string, f *rules.Finding) identity {
	var h maphash.Hash
	h.SetSeed(p.seed)
	var room [8]byte
	for _, n := range []int{f.Line, f.Column, f.EndLine, f.EndColumn} {
		h.Write(binary.LittleEndian.AppendUint64(room[:0], uint64(n)))
	}
	for _, s := range []string{file, f.Rule, f.Constraint, f.Pointer, f.Message, f.Detail} {
		h.WriteString(s)
		h.WriteByte(0)
	}
	return identity(h.Sum64())
}
