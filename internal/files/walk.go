package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Options say what a walk leaves out, beside what is never walked: .git, and
// behind symbolic links.
type Options struct {
	// NoIgnore has .gitignore files mean nothing.
	NoIgnore bool
	// Excluded tells whether to leave out a file or a directory; nil is nothing.
	// Its path is absolute, as the directory was named, with forward slashes.
	Excluded func(abs string, directory bool) bool
}

// Walker walks directories, each once. It is for one goroutine.
type Walker struct {
	o      Options
	found  func(path string, err error)
	scopes map[string]*scope   // of the directories with an ignore list
	walked map[string]struct{} // absolute paths
}

// NewWalker returns a walker that passes on to found the path of each file whose
// name ends as a request's may, and the path and error of what cannot be read.
func NewWalker(o Options, found func(path string, err error)) *Walker {
	if o.Excluded == nil {
		o.Excluded = func(string, bool) bool { return false }
	}
	return &Walker{o: o, found: found, scopes: map[string]*scope{}, walked: map[string]struct{}{}}
}

// place is a directory: its path as found, and the absolute one.
type place struct{ path, abs string }

func (p place) join(name string) place {
	return place{filepath.Join(p.path, name), filepath.Join(p.abs, name)}
}

// Walk finds the files in a directory and in those below it, in the order of
// their names. Their paths begin with that of the directory. The directory
// itself is walked even if it is ignored or excluded.
func (w *Walker) Walk(dir string) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		w.found(dir, err)
		return
	}
	var around *scope
	if !w.o.NoIgnore {
		around = w.outer(abs)
	}
	w.walk(place{dir, abs}, around, true)
}

// walk walks a directory that is in a scope.
func (w *Walker) walk(dir place, around *scope, named bool) {
	if _, again := w.walked[dir.abs]; again {
		return
	}
	w.walked[dir.abs] = struct{}{}
	entries, err := os.ReadDir(dir.path)
	// A directory below the one that was named may be gone by now.
	if err != nil && (named || !errors.Is(err, fs.ErrNotExist)) {
		w.found(dir.path, err)
	}
	root, list := false, false
	for _, e := range entries {
		root = root || e.Name() == gitName
		list = list || e.Name() == ignoreName
	}
	in := w.enter(around, dir, root, list)
	for _, e := range entries {
		directory := e.IsDir()
		if e.Name() == gitName || !directory && !(e.Type().IsRegular() && IsRequest(e.Name())) {
			continue
		}
		at := dir.join(e.Name())
		abs := filepath.ToSlash(at.abs)
		switch {
		case in.ignores(abs, directory) || w.o.Excluded(abs, directory):
		case directory:
			w.walk(at, in, false)
		default:
			w.found(at.path, nil)
		}
	}
}
