package cli

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/payloadlint/payloadlint/internal/files"
)

// askGit adds the files that git lists for --staged or --changed, if they are
// named or in a named directory, or if nothing is named. Those that are named
// need not look like requests.
func (c *collector) askGit(command string, named []string) error {
	flag := "--staged"
	if !c.s.staged {
		flag = "--changed"
	}
	if slices.Contains(named, "-") {
		return &usageError{command, flag + " looks at the files of a repository; standard input (-) is none of them"}
	}
	list, err := c.listed()
	if err != nil {
		return fmt.Errorf("%s: %w", flag, err)
	}
	slices.Sort(list)
	only := limitTo(c.s.here, named)
	for _, path := range list {
		in := input{path: path, name: filepath.ToSlash(path), staged: c.s.unstaged[path], walked: true}
		name, covered := only.cover(path)
		switch {
		case !covered:
			continue
		case name != "":
			delete(only.missing, name)
			in.name, in.walked = filepath.ToSlash(name), false
			if c.s.forceExclude && c.leavesOut(path, false) {
				c.s.omitted++
				continue
			}
		case !files.IsRequest(path) || c.leavesOut(path, false):
			continue
		}
		c.put(in)
	}
	return c.missing(named, only, flag)
}

// missing complains of names that mean nothing.
func (c *collector) missing(named []string, only *limits, flag string) error {
	for _, name := range named {
		if !only.missing[name] {
			continue
		}
		hint := ""
		if flag == "--changed" && c.s.changed.word == defaultReference {
			hint = "; to name a commit, write --changed=" + name
		}
		return fmt.Errorf("%s: no such file or directory%s", name, hint)
	}
	return nil
}

// listed are the files that git lists. For --staged it also finds out which
// files are not as they are staged.
func (c *collector) listed() ([]string, error) {
	git, err := files.OpenGit()
	if err != nil {
		return nil, err
	}
	defer git.Close()
	if !c.s.staged {
		return git.Changed(string(c.s.changed.word), c.s.noIgnore)
	}
	list, err := git.Staged()
	if err == nil {
		c.s.unstaged, err = git.Unstaged()
	}
	return list, err
}

// limits are the files and directories that a selection is limited to.
type limits struct {
	here    string            // the current directory
	names   map[string]string // by absolute paths without symbolic links
	missing map[string]bool   // the names of what does not exist
}

// limitTo reads operands; none of them are no limit.
func limitTo(here string, named []string) *limits {
	l := &limits{here: here, names: map[string]string{}, missing: map[string]bool{}}
	if real, err := filepath.EvalSymlinks(here); err == nil {
		l.here = real
	}
	for _, name := range named {
		real, err := filepath.EvalSymlinks(name)
		if err != nil {
			l.missing[name] = true
			real = name
			if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
				real = filepath.Join(dir, filepath.Base(name))
			}
		}
		l.names[l.abs(real)] = name
	}
	return l
}

func (l *limits) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(l.here, path)
}

// cover tells whether a file is within the limits, and the name that it has
// there itself.
func (l *limits) cover(path string) (name string, covered bool) {
	if len(l.names) == 0 {
		return "", true
	}
	abs := l.abs(path)
	if name, ok := l.names[abs]; ok {
		return name, true
	}
	for up := filepath.Dir(abs); up != abs; abs, up = up, filepath.Dir(up) {
		if _, ok := l.names[up]; ok {
			return "", true
		}
	}
	return "", false
}

// several says a number of things.
func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
