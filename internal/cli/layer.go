package cli

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/globset"
	"github.com/payloadlint/payloadlint/internal/suppress"
)

// layer is what it takes to apply a configuration file with those further up. It
// shares with the layers of those: there may be many in one another.
type layer struct {
	settings *config.Settings
	outer    *layer // nil for none
	// files and exclude are the globs of the nearest file alone.
	files, exclude *globset.Set
	top            string // the directory of the outermost file, with a slash at its end

	// check and ignores are of all files; there is no check before judging.
	check   checker
	ignores suppress.List
}

// layer makes the layer of settings, once; those without a file have one, too.
func (ps *profiles) layer(settings *config.Settings) *layer {
	if l := ps.layers[settings]; l != nil {
		return l
	}
	globs := make([]config.Glob, len(settings.Files))
	for i := range settings.Files {
		globs[i] = settings.Files[i].Glob
	}
	l := &layer{
		settings: settings, files: globset.New(globs), exclude: globset.New(settings.Exclude),
		top: strings.TrimSuffix(path.Dir(settings.Source), "/") + "/",
	}
	if settings.Outer != nil {
		l.outer = ps.layer(settings.Outer)
		l.top = l.outer.top
	}
	ps.layers[settings] = l
	return l
}

// judging prepares a layer for files that are checked.
func (ps *profiles) judging(l *layer) (err error) {
	if l.check != nil {
		return nil
	}
	check, ignores := ps.root, ps.entries.List(l.settings)
	if l.outer != nil {
		if err := ps.judging(l.outer); err != nil {
			return err
		}
		check, ignores = l.outer.check, slices.Concat(ignores, l.outer.ignores)
	}
	if l.settings.Judges() {
		if check, err = ps.root.With(ps.config(l.settings)); err != nil {
			return err
		}
	}
	l.check, l.ignores = check, ignores
	return nil
}

// entry is the first entry of files for a path; nil for none.
func (l *layer) entry(abs string) *config.Entry {
	for ; l != nil; l = l.outer {
		if i := l.files.First(abs); i >= 0 {
			return &l.settings.Files[i]
		}
	}
	return nil
}

// excludes tells whether the configuration names a path as one to leave out.
func (l *layer) excludes(abs string) bool {
	for ; l != nil; l = l.outer {
		if l.exclude.First(abs) >= 0 {
			return true
		}
	}
	return false
}

// excluded tells whether the configuration leaves out a path, or a directory that
// it is in. Of directories it remembers that. The path is absolute.
func (ps *profiles) excluded(abs string, directory bool) bool {
	up := filepath.ToSlash(filepath.Dir(filepath.FromSlash(abs)))
	dir := up
	if directory {
		dir = abs
	}
	settings, _ := ps.settings(filepath.FromSlash(dir)) // mistakes are reported with the files
	if settings.Source == "" {
		return false
	}
	l := ps.layer(settings)
	switch {
	case l.excludes(abs):
		return true
	case !strings.HasPrefix(up, l.top) || len(up) == len(l.top):
		return false // no file speaks of the directory itself
	}
	out, known := ps.omitted[up]
	if !known {
		out = ps.excluded(up, true)
		ps.omitted[up] = out
	}
	return out
}
