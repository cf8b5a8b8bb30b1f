// Package suppress takes findings out of reports that the user does not want:
// those that an entry of the configuration ignores, and those that a baseline
// knows. Comments in the files are not its concern: see package rules.
//
// Nothing is thrown away: what is taken out stands in FileReport.Suppressed.
package suppress

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/globset"
	"github.com/payloadlint/payloadlint/rules"
)

// Entries are the ignore entries of all configuration files of a run. They may
// be asked by several goroutines at once.
//
// There may be as many entries as files, and as many for a file as it has
// findings: globs without special characters and the entries of a glob are
// looked up, not tried one after the other.
type Entries struct {
	today string
	mu    sync.Mutex
	files map[string]*group // by configuration file
}

// group is the entries of one configuration file.
type group struct {
	globs    *globset.Set
	patterns []*pattern // by the index of their glob
	entries  []*entry
}

// pattern is the entries with the same glob.
type pattern struct {
	matched atomic.Bool // some file is one that they speak of
	// live are those whose date has not passed; of equal ones it is the first.
	live map[about]*entry
	// longest is the length of the longest pointer.
	longest int
}

// about is which findings an entry is about. One of rule and constraint is empty.
type about struct{ rule, constraint, pointer string }

// entry is one entry, and what came of it.
type entry struct {
	config.Ignore
	index   int // in the group
	pattern *pattern
	used    atomic.Bool
}

// NewEntries returns an empty set for a run on a day, such as 2027-01-31.
func NewEntries(today string) *Entries {
	return &Entries{today: today, files: map[string]*group{}}
}

// List are the entries of some settings, to apply to many files.
func (e *Entries) List(settings *config.Settings) List {
	e.mu.Lock()
	defer e.mu.Unlock()
	var list List
	for rest := settings.Ignores; len(rest) > 0; {
		file, n := rest[0].At.File, 1
		for n < len(rest) && rest[n].At.File == file {
			n++
		}
		if e.files[file] == nil {
			e.files[file] = e.group(rest[:n])
		}
		list, rest = append(list, e.files[file]), rest[n:]
	}
	return list
}

func (e *Entries) group(ignores []config.Ignore) *group {
	g, at := &group{}, map[config.Glob]*pattern{}
	var globs []config.Glob
	for i, ignore := range ignores {
		p := at[ignore.File]
		if p == nil {
			p = &pattern{live: map[about]*entry{}}
			at[ignore.File] = p
			globs, g.patterns = append(globs, ignore.File), append(g.patterns, p)
		}
		x := &entry{Ignore: ignore, index: i, pattern: p}
		g.entries = append(g.entries, x)
		if key := (about{x.Rule, x.Constraint, x.Pointer}); !e.isOver(x) && p.live[key] == nil {
			p.live[key] = x
			p.longest = max(p.longest, len(x.Pointer))
		}
	}
	g.globs = globset.New(globs)
	return g
}

// isOver tells that the date of an entry has passed.
func (e *Entries) isOver(x *entry) bool { return x.Expires != "" && x.Expires < e.today }

// List is the entries that count for some files, in order: those of a
// configuration file together.
type List []*group

// Note notes that a file was checked, by its absolute path with forward slashes.
func (l List) Note(abs string) {
	for _, patterns := range l.of(abs) {
		for _, p := range patterns {
			p.matched.Store(true)
		}
	}
}

// of are the patterns that match a file, by group.
func (l List) of(abs string) [][]*pattern {
	var found [][]*pattern
	for _, g := range l {
		var here []*pattern
		for _, i := range g.globs.All(abs) {
			here = append(here, g.patterns[i])
		}
		if len(here) > 0 {
			found = append(found, here)
		}
	}
	return found
}

// Apply takes the findings out of a report on a file that the entries ignore.
func (e *Entries) Apply(l List, r *rules.FileReport, abs string) {
	if len(r.Findings) == 0 {
		return
	}
	here := l.of(abs)
	if len(here) == 0 {
		return
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f rules.Finding) bool {
		x := first(here, &f)
		if x == nil {
			return false
		}
		x.used.Store(true)
		r.Suppressed = append(r.Suppressed, rules.Suppressed{Finding: f, Reason: x.Reason})
		return true
	})
}

// first is the first entry that is about a finding, nil for none.
func first(here [][]*pattern, f *rules.Finding) *entry {
	for _, patterns := range here {
		var found *entry
		for _, p := range patterns {
			if x := p.first(f); x != nil && (found == nil || x.index < found.index) {
				found = x
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// first looks for an entry about the value of the finding and for one about each
// that it is in.
func (p *pattern) first(f *rules.Finding) (found *entry) {
	for i := range len(f.Pointer) + 1 {
		if i > p.longest {
			break
		}
		if i < len(f.Pointer) && f.Pointer[i] != '/' {
			continue
		}
		for _, key := range [...]about{{f.Rule, "", f.Pointer[:i]}, {"", f.Constraint, f.Pointer[:i]}} {
			if x := p.live[key]; x != nil && (found == nil || x.index < found.index) {
				found = x
			}
		}
	}
	return found
}

// Leftovers are reports on the configuration files: entries whose date has
// passed, and entries of no use. An entry for a pattern of files is of no use
// only where all of them were looked at: walked tells that of a directory.
func (e *Entries) Leftovers(walked func(dir string) bool) []Leftover {
	var found []Leftover
	dirs := map[string]bool{}
	for _, g := range e.files {
		for _, x := range g.entries {
			dir := x.File.Dir
			all, known := dirs[dir]
			if !known {
				all = walked(dir)
				dirs[dir] = all
			}
			if left, is := e.leftover(x, all); is {
				found = append(found, left)
			}
		}
	}
	slices.SortFunc(found, func(a, b Leftover) int {
		return cmp.Or(strings.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Column, b.At.Column))
	})
	return found
}

// leftover is what is to be said of an entry, if anything; all tells that all files
// of its directory were looked for.
func (e *Entries) leftover(x *entry, all bool) (left Leftover, is bool) {
	switch what := x.what(); {
	case !x.pattern.matched.Load() && !all:
	case e.isOver(x):
		return Leftover{x.At,
			"the entry that ignores " + what + " has expired on " + x.Expires,
			"mend the findings, or give it a later date; its reason was: " + x.Reason}, true
	case x.used.Load():
	case x.isOne() || all:
		return Leftover{x.At,
			fmt.Sprintf("there is no finding of %s in %s to ignore", what, x.File.Pattern), "remove the entry"}, true
	}
	return Leftover{}, false
}

// Leftover is an entry that does nothing, or no longer.
type Leftover struct {
	At              config.Origin
	Message, Detail string
}

// what is the rule or the constraint that an entry is about.
func (x *entry) what() string { return x.Rule + x.Constraint }

// isOne tells that an entry is about one file rather than a pattern of them.
func (x *entry) isOne() bool {
	return strings.Contains(x.File.Pattern, "/") && !strings.ContainsAny(x.File.Pattern, `*?[{\`) && !strings.HasSuffix(x.File.Pattern, "/")
}
