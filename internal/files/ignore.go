package files

import (
	"bytes"
	"strings"
)

// verdict is what a list of patterns says of a path.
type verdict uint8

const (
	silent verdict = iota
	ignored
	kept // a pattern with ! wins
)

// ignoreList holds the patterns of one .gitignore file. Among those that match,
// the last one counts, so each knows its position.
//
// Most patterns are plain names, and these are looked up instead of tried: what
// a file costs does not grow with them.
type ignoreList struct {
	names plainPatterns // matched against the last part of a path
	paths plainPatterns // against a path from the directory of the list
	globs []globPattern // in order
}

// plainPatterns are patterns without wildcards by what they match: for each,
// the position of the last one, for directories and for other files.
type plainPatterns struct{ directory, file map[string]position }

// position tells where a pattern stands in its list, counted from 1, and what it
// says; below 0 for one with !.
type position int

func (p position) verdict() verdict {
	switch {
	case p > 0:
		return ignored
	case p < 0:
		return kept
	}
	return silent
}

// order is the position without what the pattern says.
func (p position) order() int { return max(int(p), -int(p)) }

// globPattern is a pattern with wildcards.
type globPattern struct {
	position
	directories bool // matches nothing else
	name        bool // against the last part of a path
	prefix      string
	suffix      string // where rest is "*": what follows it
	rest        string // as doublestar has it, after the prefix
}

// parseIgnore reads a .gitignore file; nil where it says nothing. Git takes any
// text for one, and a pattern that makes no sense matches nothing.
func parseIgnore(text []byte) *ignoreList {
	l := &ignoreList{}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	n := 0
	for line := range bytes.Lines(text) {
		s := strings.TrimSuffix(string(line), "\n")
		s = trimSpaces(strings.TrimSuffix(s, "\r"))
		if s != "" && s[0] != '#' {
			n++
			l.add(s, position(n))
		}
	}
	if n == 0 {
		return nil
	}
	return l
}

// trimSpaces takes away the spaces at the end that no backslash protects.
func trimSpaces(s string) string {
	end := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ':
			continue
		case '\\':
			if i++; i == len(s) {
				return s
			}
		}
		end = i + 1
	}
	return s[:end]
}

// add adds a pattern.
func (l *ignoreList) add(s string, at position) {
	if s[0] == '!' {
		at, s = -at, s[1:]
	}
	s, directories := strings.CutSuffix(s, "/")
	g := globPattern{position: at, directories: directories, name: !strings.Contains(s, "/")}
	if !g.name {
		s = strings.TrimPrefix(s, "/")
	}
	if s == "" || s[len(s)-1] == '/' {
		return
	}
	wild := strings.IndexAny(s, `*?[\`)
	switch {
	case wild < 0 && g.name:
		l.names.add(s, g)
		return
	case wild < 0:
		l.paths.add(s, g)
		return
	case g.name && s[0] == '*' && !strings.ContainsAny(s[1:], `*?[\`):
		g.suffix, g.rest = s[1:], "*"
	default:
		// Git compares what stands before the first wildcard by itself, so that
		// a ** right behind it is one at the beginning.
		g.prefix = s[:wild]
		rest, ok := translate(s[wild:], g.name)
		if !ok {
			return
		}
		g.rest = rest
	}
	l.globs = append(l.globs, g)
}

func (p *plainPatterns) add(s string, g globPattern) {
	if p.directory == nil {
		p.directory, p.file = map[string]position{}, map[string]position{}
	}
	p.directory[s] = g.position
	if !g.directories {
		p.file[s] = g.position
	}
}

// of is the last pattern that matches; 0 for none.
func (p *plainPatterns) of(s string, directory bool) position {
	if directory {
		return p.directory[s]
	}
	return p.file[s]
}

// judge tells what the list says of a path, which is relative to its directory
// and has forward slashes. It does not look at the directories that the path
// is in.
func (l *ignoreList) judge(path string, directory bool) verdict {
	name := path[strings.LastIndexByte(path, '/')+1:]
	last := l.names.of(name, directory)
	if p := l.paths.of(path, directory); p.order() > last.order() {
		last = p
	}
	for i := len(l.globs) - 1; i >= 0 && l.globs[i].order() > last.order(); i-- {
		g := &l.globs[i]
		s := path
		if g.name {
			s = name
		}
		if (directory || !g.directories) && g.match(s) {
			return g.verdict()
		}
	}
	return last.verdict()
}
