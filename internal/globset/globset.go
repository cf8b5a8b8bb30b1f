// Package globset finds which of many globs match a path. Globs without special
// characters, as a list of single files has them, are looked up rather than
// tried: there may be as many of them as there are files.
package globset

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/config"
)

// Set is globs, by their index in the list that it was made of. It may be used
// by several goroutines at once.
type Set struct {
	dirs []dir
	// match tries a glob.
	match func(g config.Glob, abs string) bool
}

// dir is the globs of one directory. The maps lead from a text to the indexes of
// the globs that it matches, in order.
type dir struct {
	path string // with a slash at its end
	// files are by the path of a file from here, names by the last part of it.
	files, names map[string][]int
	// folders are by the path of a directory from here that all is in,
	// folderNames by the last part of it.
	folders, folderNames map[string][]int
	rest                 []numbered // those that must be tried, in order
}

type numbered struct {
	config.Glob
	index int
}

// New makes a set of globs.
func New(globs []config.Glob) *Set {
	s, at := &Set{match: config.Glob.Match}, map[string]int{}
	for i, g := range globs {
		path := strings.TrimSuffix(g.Dir, "/") + "/"
		n, known := at[path]
		if !known {
			n = len(s.dirs)
			at[path] = n
			s.dirs = append(s.dirs, dir{
				path: path, files: map[string][]int{}, names: map[string][]int{},
				folders: map[string][]int{}, folderNames: map[string][]int{},
			})
		}
		s.dirs[n].add(g, i)
	}
	return s
}

func (d *dir) add(g config.Glob, i int) {
	text, isFolder := strings.CutSuffix(g.Pattern, "/")
	anywhere := !strings.Contains(text, "/")
	text = strings.TrimPrefix(strings.TrimPrefix(text, "./"), "/")
	where := d.files
	switch {
	case !isLiteral(text):
		d.rest = append(d.rest, numbered{g, i})
		return
	case isFolder && anywhere:
		where = d.folderNames
	case isFolder:
		where = d.folders
	case anywhere:
		where = d.names
	}
	where[text] = append(where[text], i)
}

// isLiteral tells that a pattern matches itself and nothing else. One with the
// replacement character matches broken names, too.
func isLiteral(text string) bool {
	return text != "" && !strings.ContainsAny(text, `*?[]{}\`) && text[0] != '/' && text[len(text)-1] != '/' &&
		!strings.ContainsRune(text, utf8.RuneError)
}

// All are the indexes of the globs that match a path, in order. The path is
// absolute and has forward slashes.
func (s *Set) All(abs string) []int {
	var all []int
	for i := range s.dirs {
		d := &s.dirs[i]
		name, inside := strings.CutPrefix(abs, d.path)
		if !inside || name == "" {
			continue
		}
		d.known(name, func(list []int) { all = append(all, list...) })
		for j := range d.rest {
			if s.match(d.rest[j].Glob, abs) {
				all = append(all, d.rest[j].index)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// First is the index of the first glob that matches a path, -1 for none. The path
// is absolute and has forward slashes.
func (s *Set) First(abs string) int {
	first := -1
	before := func(i int) bool { return first < 0 || i < first }
	for i := range s.dirs {
		d := &s.dirs[i]
		name, inside := strings.CutPrefix(abs, d.path)
		if !inside || name == "" {
			continue
		}
		d.known(name, func(list []int) {
			if before(list[0]) {
				first = list[0]
			}
		})
		for j := range d.rest {
			if !before(d.rest[j].index) {
				break
			}
			if s.match(d.rest[j].Glob, abs) {
				first = d.rest[j].index
			}
		}
	}
	return first
}

// known finds the globs that need not be tried, by the path of a file from the
// directory. Some may be found more than once.
func (d *dir) known(name string, found func(list []int)) {
	look := func(in map[string][]int, text string) {
		if list := in[text]; len(list) > 0 {
			found(list)
		}
	}
	look(d.files, name)
	look(d.names, path.Base(name))
	if len(d.folders)+len(d.folderNames) == 0 {
		return
	}
	for up := name; ; {
		slash := strings.LastIndexByte(up, '/')
		look(d.folders, up)
		look(d.folderNames, up[slash+1:])
		if slash < 0 {
			return
		}
		up = up[:slash]
	}
}
