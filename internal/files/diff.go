package files

import (
	"iter"
	"strings"
)

// side is what a file was or is: its mode and content as git names them.
type side struct{ mode, id string }

// regular tells a file from a symbolic link, another repository and nothing.
func (s side) regular() bool { return strings.HasPrefix(s.mode, "100") }

// change is a difference between two states of a repository.
type change struct {
	before, after side
	path          string // relative to the current directory
}

// diffRaw is the command of a diff that says what changes reads.
func diffRaw() []string {
	return []string{"diff", "--raw", "--no-abbrev", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"}
}

// diff are the paths of the changes that leave a regular file.
func (g *Git) diff(against string) ([]string, error) {
	out, err := g.run(append(diffRaw(), "--diff-filter=d", against, "--")...)
	if err != nil {
		return nil, err
	}
	var list []string
	for c := range g.changes(out) {
		if c.after.regular() {
			list = append(list, c.path)
		}
	}
	return list, nil
}

// changes reads the output of diffRaw: of each file a line of colon, modes, ids
// and a letter, and its path, each closed by NUL.
func (g *Git) changes(out []byte) iter.Seq[change] {
	return func(yield func(change) bool) {
		rest := string(out)
		for rest != "" {
			var line, name string
			line, rest, _ = strings.Cut(rest, "\x00")
			name, rest, _ = strings.Cut(rest, "\x00")
			line, begun := strings.CutPrefix(line, ":")
			f := strings.Fields(line)
			if !begun || len(f) != 5 || name == "" || name[0] == '/' || name[len(name)-1] == '/' {
				return // git writes nothing like that
			}
			if !yield(change{side{f[0], f[2]}, side{f[1], f[3]}, g.path(name)}) {
				return
			}
		}
	}
}
