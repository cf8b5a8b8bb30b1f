package config

import "slices"

// merge is what two files say together; what own says wins.
func merge(own, outer *Settings) *Settings {
	s := &Settings{
		Files:        slices.Concat(own.Files, outer.Files),
		Severities:   inOrder(slices.Concat(outer.Severities, own.Severities)),
		Ignores:      slices.Concat(own.Ignores, outer.Ignores),
		Exclude:      slices.Concat(own.Exclude, outer.Exclude),
		ExcludeAt:    slices.Concat(own.ExcludeAt, outer.ExcludeAt),
		Quotas:       slices.Clone(own.Quotas),
		Known:        slices.Clone(own.Known),
		Placeholders: own.Placeholders, PlaceholdersAt: own.PlaceholdersAt,
		FailOn: own.FailOn, FailOnAt: own.FailOnAt,
		Sources: slices.Concat(own.Sources, outer.Sources),
	}
	if s.Placeholders == "" {
		s.Placeholders, s.PlaceholdersAt = outer.Placeholders, outer.PlaceholdersAt
	}
	if s.FailOn == "" {
		s.FailOn, s.FailOnAt = outer.FailOn, outer.FailOnAt
	}
	type key struct{ operation, name string }
	has := map[key]bool{}
	for _, q := range own.Quotas {
		has[key{q.Operation, q.Name}] = true
	}
	for _, q := range outer.Quotas {
		if !has[key{q.Operation, q.Name}] {
			s.Quotas = append(s.Quotas, q)
		}
	}
	clear(has)
	for _, k := range own.Known {
		has[key{k.Operation, k.Parameter}] = true
	}
	for _, k := range outer.Known {
		if !has[key{k.Operation, k.Parameter}] {
			s.Known = append(s.Known, k)
		}
	}
	return s
}
