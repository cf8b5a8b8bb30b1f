// Package suppress takes findings out of reports that the user does not want:
// those that an entry of the configuration ignores, and those that a baseline
// knows. Comments in the files are not its concern: see package rules.
//
// Nothing is thrown away: what is taken out stands in FileReport.Suppressed.
package suppress

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/rules"
)

// Entries are the ignore entries of all configuration files of a run. They may
// be asked by several goroutines at once.
type Entries struct {
	today string
	mu    sync.Mutex
	known map[config.Origin]*entry
}

// entry is one that was met, and what came of it.
type entry struct {
	config.Ignore
	matched atomic.Bool // some file is one that it speaks of
	used    atomic.Bool
}

// NewEntries returns an empty set for a run on a day, such as 2027-01-31.
func NewEntries(today string) *Entries {
	return &Entries{today: today, known: map[config.Origin]*entry{}}
}

// List are the entries of some settings, to apply to many files.
func (e *Entries) List(settings *config.Settings) List {
	e.mu.Lock()
	defer e.mu.Unlock()
	list := make(List, len(settings.Ignores))
	for i, ignore := range settings.Ignores {
		if e.known[ignore.At] == nil {
			e.known[ignore.At] = &entry{Ignore: ignore}
		}
		list[i] = e.known[ignore.At]
	}
	return list
}

// isOver tells that the date of an entry has passed.
func (e *Entries) isOver(x *entry) bool { return x.Expires != "" && x.Expires < e.today }

// List is the entries that count for some files, in order.
type List []*entry

// Note notes that a file was checked, by its absolute path with forward slashes.
func (l List) Note(abs string) {
	for _, x := range l {
		if !x.matched.Load() && x.File.Match(abs) {
			x.matched.Store(true)
		}
	}
}

// Apply takes the findings out of a report on a file that the entries ignore.
func (e *Entries) Apply(l List, r *rules.FileReport, abs string) {
	if len(r.Findings) == 0 {
		return
	}
	var here List
	for _, x := range l {
		if !e.isOver(x) && x.File.Match(abs) {
			here = append(here, x)
		}
	}
	if len(here) == 0 {
		return
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f rules.Finding) bool {
		i := slices.IndexFunc(here, func(x *entry) bool { return x.covers(&f) })
		if i < 0 {
			return false
		}
		here[i].used.Store(true)
		r.Suppressed = append(r.Suppressed, rules.Suppressed{Finding: f, Reason: here[i].Reason})
		return true
	})
}

// covers tells whether the entry is about a finding of a file that it matches.
func (x *entry) covers(f *rules.Finding) bool {
	if x.Rule != "" && x.Rule != f.Rule || x.Constraint != "" && x.Constraint != f.Constraint {
		return false
	}
	rest, below := strings.CutPrefix(f.Pointer, x.Pointer)
	return below && (rest == "" || rest[0] == '/')
}

// Leftovers are reports on the configuration files: entries whose date has
// passed, and entries of no use. An entry for a pattern of files is of no use
// only where all of them were looked at: walked tells that of a directory.
func (e *Entries) Leftovers(walked func(dir string) bool) []Leftover {
	var found []Leftover
	for _, x := range e.known {
		switch what := x.what(); {
		case !x.matched.Load() && !walked(x.File.Dir):
		case e.isOver(x):
			found = append(found, Leftover{x.At,
				"the entry that ignores " + what + " has expired on " + x.Expires,
				"mend the findings, or give it a later date; its reason was: " + x.Reason})
		case x.used.Load():
		case x.isOne() || walked(x.File.Dir):
			found = append(found, Leftover{x.At,
				fmt.Sprintf("there is no finding of %s in %s to ignore", what, x.File.Pattern), "remove the entry"})
		}
	}
	slices.SortFunc(found, func(a, b Leftover) int {
		if a.At.File != b.At.File {
			return strings.Compare(a.At.File, b.At.File)
		}
		return a.At.Line - b.At.Line
	})
	return found
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
