package config

import (
	"fmt"
	"slices"
)

// The limits of what configuration files say together. They are far from what
// anybody writes, and keep many files in each other from taking all memory.
const (
	// maxEntries is how many entries may count for a directory: items of lists,
	// variables, and values of quotas and parameters.
	maxEntries = 50_000
	// maxMerged is how many severities, quotas and known values there may be in the
	// settings of all directories together. Those that add none share them.
	maxMerged = 1_000_000
)

// finish completes the settings that one file holds.
func (s *Settings) finish() {
	s.Severities = inOrder(s.Severities)
	s.judges = len(s.Severities)+len(s.Quotas)+len(s.Known) > 0 || s.Placeholders != ""
	s.entries = len(s.Files) + len(s.Ignores) + len(s.Exclude) + len(s.Quotas)
	for _, e := range s.Files {
		s.entries += len(e.Variables)
	}
	for _, k := range s.Known {
		s.entries += len(k.Values)
	}
}

// within is what a file says together with those further up; what own says wins.
func (own *Settings) within(outer *Settings) *Settings {
	switch {
	case outer.Source == "":
		return own
	case own.Source == "":
		return outer
	}
	s := *own
	s.Outer = outer
	s.entries += outer.entries
	s.Severities = joined(own.Severities, outer.Severities, func(own, outer []Severity) []Severity {
		return inOrder(slices.Concat(outer, own))
	})
	s.Quotas = joined(own.Quotas, outer.Quotas, func(own, outer []Quota) []Quota {
		return withOthers(own, outer, func(q *Quota) member { return member{q.Operation, q.Name} })
	})
	s.Known = joined(own.Known, outer.Known, func(own, outer []Known) []Known {
		return withOthers(own, outer, func(k *Known) member { return member{k.Operation, k.Parameter} })
	})
	if s.Placeholders == "" {
		s.Placeholders, s.PlaceholdersAt = outer.Placeholders, outer.PlaceholdersAt
	}
	if s.FailOn == "" {
		s.FailOn, s.FailOnAt = outer.FailOn, outer.FailOnAt
	}
	return &s
}

// joined are two lists as one; where either is empty it is the other itself.
func joined[T any](own, outer []T, join func(own, outer []T) []T) []T {
	switch {
	case len(own) == 0:
		return outer
	case len(outer) == 0:
		return own
	}
	return join(own, outer)
}

// member is what the nearest file that has it says all of: of an operation a
// quota or a parameter.
type member struct{ operation, name string }

// withOthers adds to own what outer has of members that own has not.
func withOthers[T any](own, outer []T, of func(*T) member) []T {
	has := map[member]bool{}
	for i := range own {
		has[of(&own[i])] = true
	}
	all := slices.Clone(own)
	for i := range outer {
		if !has[of(&outer[i])] {
			all = append(all, outer[i])
		}
	}
	return all
}

// copied is how many settings of lists are in s beside those of outer, in memory.
func (s *Settings) copied(outer *Settings) (n int) {
	if !same(s.Severities, outer.Severities) {
		n += len(s.Severities)
	}
	if !same(s.Quotas, outer.Quotas) {
		n += len(s.Quotas)
	}
	if !same(s.Known, outer.Known) {
		n += len(s.Known)
	}
	return n
}

func same[T any](a, b []T) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// limit says where the settings of a directory are too many. It says so once, not
// of each directory below again.
func (f *Finder) limit(s, outer *Settings) (message string) {
	if s.entries > maxEntries && outer.entries <= maxEntries {
		return fmt.Sprintf("with the files further up, there are %d entries and values, expected at most %d; leave some out, or write globs that match more", s.entries, maxEntries)
	}
	before := f.merged
	f.merged += s.copied(outer)
	if f.merged > maxMerged && before <= maxMerged {
		return fmt.Sprintf("the files of this run have more than %d severities, quotas and known values together with those that they take over; say more in fewer files", maxMerged)
	}
	return ""
}
