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
	made      map[profileKey]*profile
}

// profileKey is what a profile depends on besides the flags: the configuration
// and the index of its entry for the file, -1 for none.
type profileKey struct {
	settings *config.Settings
	entry    int
}

// newProfiles returns profiles for a run whose flags c has.
func (s *sources) newProfiles(p *program, c rules.Config) (*profiles, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	ps := &profiles{
		s: s, here: here, made: map[profileKey]*profile{},
		catalogue: p.catalogue,
		finder:    config.NewFinder(config.Options{Catalogue: p.catalogue, ReadFile: s.readConfig}),
		entries:   suppress.NewEntries(p.now().UTC().Format("2006-01-02")),
	}
	s.configured = func(abs string, directory bool) bool {
		dir := abs
		if !directory {
			dir = filepath.Dir(abs)
		}
		settings, _ := ps.settings(filepath.FromSlash(dir)) // mistakes are reported with the files
		return settings.Excluded(abs)
	}
	if ps.flags, err = s.complete(c); err != nil {
		return nil, err
	}
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
		return new(config.Settings), nil
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
		key := profileKey{settings, -1}
		if len(settings.Sources) > 0 {
			in.abs = ps.abs(in.location())
			key.entry = slices.IndexFunc(settings.Files, func(e config.Entry) bool { return e.Glob.Match(in.abs) })
		}
		var err error
		if in.profile, err = ps.of(key); err != nil {
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

// of is the profile of some files.
func (ps *profiles) of(key profileKey) (*profile, error) {
	if made := ps.made[key]; made != nil {
		return made, nil
	}
	settings := key.settings
	made := &profile{
		check: ps.root, settings: settings, ignores: ps.entries.List(settings),
		failOn: ps.failOnOf(settings),
	}
	ps.made[key] = made
	if len(settings.Sources) == 0 {
		return made, nil
	}
	c := ps.flags
	c.Severities = severities(settings)
	for _, k := range settings.Known {
		c.Known = append(c.Known, rules.KnownValues{Operation: k.Operation, Parameter: k.Parameter, Values: k.Values})
	}
	if !ps.allow && settings.Placeholders == "deny" {
		c.DenyPlaceholders = true
	}
	if key.entry >= 0 {
		e := &settings.Files[key.entry]
		c.Assume = e.Operation
		c.Variables = maps.Clone(e.Variables)
		if c.Variables == nil {
			c.Variables = map[string]string{}
		}
		maps.Copy(c.Variables, ps.flags.Variables)
	}
	c.Quotas = slices.Clone(c.Quotas)
	for _, q := range settings.Quotas {
		if !ps.states(q.Quota) {
			c.Quotas = append(c.Quotas, q.Quota)
		}
	}
	var err error
	made.check, err = ps.root.With(c)
	return made, err
}

// severities are those of a configuration, as the linter takes them.
func severities(settings *config.Settings) rules.Severities {
	list := make(rules.Severities, len(settings.Severities))
	for i, s := range settings.Severities {
		list[i] = rules.Override{Operation: s.Operation, Rule: s.Rule, Constraint: s.Constraint, Severity: rules.Severity(s.Severity)}
	}
	return list
}

// states tells whether a flag states a quota, which then counts.
func (ps *profiles) states(q rules.Quota) bool {
	return slices.ContainsFunc(ps.flags.Quotas, func(stated rules.Quota) bool {
		id, err := ps.catalogue.Resolve(stated.Operation)
		return err == nil && id == q.Operation && stated.Name == q.Name
	})
}

// failOnOf is the least severity that makes a run fail over files of a
// configuration.
func (ps *profiles) failOnOf(settings *config.Settings) string {
	return cmp.Or(ps.failOn, settings.FailOn, string(rules.Error))
}
