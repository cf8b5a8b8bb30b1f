package cli

import (
	"cmp"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/files"
	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/internal/suppress"
	"github.com/payloadlint/payloadlint/rules"
)

// profile is how a file is judged: what flags and configuration say of it.
// Files of the same configuration share one.
type profile struct {
	check    checker
	settings *config.Settings
	ignores  suppress.List
	failOn   string // error, warning, info or never
}

// profiles makes the profiles of a run. It is for one goroutine.
type profiles struct {
	s      *sources
	flags  rules.Config // what the flags say, for all files
	allow  bool         // --placeholders=allow was given
	failOn string       // as the flag has it; empty where it was not given
	root   checker      // the checker of the flags alone, of which all others are made
	finder *config.Finder
	// catalogue resolves the names of operations.
	catalogue *spec.Catalogue
	here      string
	entries   *suppress.Entries
	stated    map[quotaKey]bool // by flags
	layers    map[*config.Settings]*layer
	omitted   map[string]bool // directories that the configuration leaves out
	none      config.Settings // for --no-config
	made      map[profileKey]*profile
}

// quotaKey is a quota of an operation, by its id.
type quotaKey struct{ operation, name string }

// profileKey is what a profile depends on besides the flags: the configuration
// and its entry for the file, nil for none.
type profileKey struct {
	settings *config.Settings
	entry    *config.Entry
}

// newProfiles returns profiles for a run whose flags c has.
func (s *sources) newProfiles(p *program, c rules.Config) (*profiles, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	ps := &profiles{
		s: s, here: here, made: map[profileKey]*profile{}, layers: map[*config.Settings]*layer{}, omitted: map[string]bool{}, stated: map[quotaKey]bool{},
		catalogue: p.catalogue,
		finder:    config.NewFinder(config.Options{Catalogue: p.catalogue, ReadFile: s.readConfig}),
		entries:   suppress.NewEntries(p.now().UTC().Format("2006-01-02")),
	}
	s.configured = ps.excluded
	if ps.flags, err = s.complete(c); err != nil {
		return nil, err
	}
	ps.state()
	ps.root, err = p.newChecker(ps.flags)
	return ps, err
}

// readConfig reads a configuration file: as it is staged, where that counts.
func (s *sources) readConfig(path string) ([]byte, error) {
	id, differs := s.unstaged[pathKey(s.here, path)]
	if !differs {
		return config.ReadFile(path, config.MaxSize)
	}
	blob, err := files.OpenBlob(id)
	if err != nil {
		return nil, err
	}
	defer blob.Close()
	return io.ReadAll(io.LimitReader(blob, config.MaxSize+1))
}

// settings is the configuration of the files in a directory.
func (ps *profiles) settings(dir string) (*config.Settings, error) {
	switch {
	case ps.s.noConfig:
		return &ps.none, nil
	case ps.s.configFile != "":
		return ps.finder.File(string(ps.s.configFile))
	}
	return ps.finder.Of(dir)
}

// assign gives each input its profile. What is wrong with configuration files
// comes as failures, and then nothing can be checked.
func (ps *profiles) assign(inputs []input) ([]report.Failure, error) {
	wrong, dirs := false, map[string]*config.Settings{}
	for i := range ps.s.configs {
		_, err := ps.settings(filepath.FromSlash(ps.abs(dirOf(&ps.s.configs[i]))))
		wrong = wrong || err != nil
	}
	for i := range inputs {
		in := &inputs[i]
		dir := dirOf(in)
		settings := dirs[dir]
		if settings == nil {
			var err error
			settings, err = ps.settings(filepath.FromSlash(ps.abs(dir)))
			wrong = wrong || err != nil
			dirs[dir] = settings
		}
		if wrong {
			continue // only to find all that is wrong
		}
		key, l := profileKey{settings: settings}, ps.layer(settings)
		if settings.Source != "" {
			in.abs = ps.abs(in.location())
			key.entry = l.entry(in.abs)
		}
		var err error
		if in.profile, err = ps.of(key, l); err != nil {
			return nil, err
		}
		in.profile.ignores.Note(in.abs)
	}
	return ps.mistakes(), nil
}

// location is the path of an input; standard input without a name counts as a
// file in the current directory.
func (in *input) location() string { return cmp.Or(in.path, filepath.FromSlash(in.name)) }

// dirOf is the directory of an input, as its path has it.
func dirOf(in *input) string {
	path := in.location()
	for i := len(path) - 1; i >= 0; i-- {
		if os.IsPathSeparator(path[i]) {
			return path[:i+1]
		}
	}
	return "."
}

// mistakes are those of all configuration files that were looked at.
func (ps *profiles) mistakes() []report.Failure {
	var failures []report.Failure
	for _, m := range ps.finder.Mistakes() {
		failures = append(failures, report.Failure{File: ps.relative(m.File), Line: m.Line, Column: m.Column, Message: m.Message})
	}
	return failures
}

// abs is a path made absolute, with forward slashes.
func (ps *profiles) abs(path string) string { return absolute(ps.here, path) }

func absolute(here, path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(here, path)
	}
	return filepath.ToSlash(filepath.Clean(path))
}

// relative is a path as reports show it.
func (ps *profiles) relative(abs string) string {
	if rel, err := filepath.Rel(ps.here, filepath.FromSlash(abs)); err == nil {
		return filepath.ToSlash(rel)
	}
	return abs
}

// of is the profile of some files, by the layer of their configuration.
func (ps *profiles) of(key profileKey, l *layer) (*profile, error) {
	if made := ps.made[key]; made != nil {
		return made, nil
	}
	err := ps.judging(l)
	if err != nil {
		return nil, err
	}
	made := &profile{check: l.check, settings: l.settings, ignores: l.ignores, failOn: ps.failOnOf(l.settings)}
	ps.made[key] = made
	if e := key.entry; e != nil {
		variables := maps.Clone(e.Variables)
		if variables == nil {
			variables = map[string]string{}
		}
		maps.Copy(variables, ps.flags.Variables)
		made.check, err = l.check.Assuming(e.Operation, variables)
	}
	return made, err
}

// config is what the flags and a configuration say together.
func (ps *profiles) config(settings *config.Settings) rules.Config {
	c := ps.flags
	c.Severities = severities(settings)
	c.Known = slices.Clone(c.Known)
	for _, k := range settings.Known {
		c.Known = append(c.Known, rules.KnownValues{Operation: k.Operation, Parameter: k.Parameter, Values: k.Values})
	}
	if !ps.allow && settings.Placeholders == "deny" {
		c.DenyPlaceholders = true
	}
	c.Quotas = slices.Clone(c.Quotas)
	for _, q := range settings.Quotas {
		if !ps.stated[quotaKey{q.Operation, q.Name}] {
			c.Quotas = append(c.Quotas, q.Quota)
		}
	}
	return c
}

// severities are those of a configuration, as the linter takes them. Of those for
// the same findings the last counts, so that there are never more than there are
// rules and constraints.
func severities(settings *config.Settings) rules.Severities {
	var list rules.Severities
	known := map[rules.Override]bool{}
	for _, s := range slices.Backward(settings.Severities) {
		o := rules.Override{Operation: s.Operation, Rule: s.Rule, Constraint: s.Constraint}
		if !known[o] {
			known[o] = true
			o.Severity = rules.Severity(s.Severity)
			list = append(list, o)
		}
	}
	slices.Reverse(list)
	return list
}

// state notes which quotas the flags state, which then count.
func (ps *profiles) state() {
	for _, q := range ps.flags.Quotas {
		if id, err := ps.catalogue.Resolve(q.Operation); err == nil {
			ps.stated[quotaKey{id, q.Name}] = true
		}
	}
}

// failOnOf is the least severity that makes a run fail over files of a
// configuration.
func (ps *profiles) failOnOf(settings *config.Settings) string {
	return cmp.Or(ps.failOn, settings.FailOn, string(rules.Error))
}
