package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/payloadlint/payloadlint/internal/config"
	"github.com/payloadlint/payloadlint/internal/files"
)

// input is a file to check.
type input struct {
	path   string // as given or found; not used for standard input
	name   string // as reports show it
	stdin  bool
	walked bool   // found in a directory or by git, not named: it need not be a request
	staged string // the blob to check in the file's place, which differs from it; empty for the file
	err    error  // why there is nothing to read
	text   []byte // what was read from standard input already

	abs     string   // the absolute path with forward slashes; empty where no configuration counts
	profile *profile // see profiles.assign
}

// isListed tells whether only a list can have named this file.
func (in *input) isListed() bool { return in.path != "" && in.path[0] == '@' }

// collector collects the files of a command line, each once however often it is
// named and found.
type collector struct {
	s         *sources
	stdin     bool // standard input is to be checked
	stdinList bool // standard input was read as a list
	inputs    []input
	seen      map[string]int // index in inputs by path, as pathKey writes it
	walker    *files.Walker
	left      map[string]bool // which directories are left out
}

func newCollector(s *sources, expected int) *collector {
	c := &collector{s: s, seen: make(map[string]int, expected), left: map[string]bool{}}
	c.walker = files.NewWalker(files.Options{NoIgnore: s.noIgnore, Excluded: s.excludes}, c.found)
	return c
}

// pathKey writes a path so that the same file has the same, relative to the
// current directory.
func pathKey(here, path string) string {
	path = filepath.Clean(path)
	if filepath.IsAbs(path) {
		if rel, err := filepath.Rel(here, path); err == nil {
			return rel
		}
	}
	return path
}

// add adds a named file, or what is found in a named directory.
func (c *collector) add(path string) {
	if path == "-" {
		c.addStdin()
		return
	}
	directory := isDirectory(path)
	switch {
	case c.s.forceExclude && c.leavesOut(path, directory):
		c.s.omitted++
	case directory:
		c.s.roots = append(c.s.roots, filepath.Join(c.s.here, pathKey(c.s.here, path)))
		c.walker.Walk(path)
	default:
		c.put(input{path: path, name: filepath.ToSlash(path)})
	}
}

// isDirectory tells whether a directory is named. A name that ends as those of
// requests do is that of a file, so that many of them are named at no cost.
func isDirectory(path string) bool {
	if files.IsRequest(path) {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// found adds what a walk found.
func (c *collector) found(path string, err error) {
	c.put(input{path: path, name: filepath.ToSlash(path), walked: true, err: explain(err)})
}

// put adds a file if it is not there yet. One that was found and is named, too,
// counts as named.
func (c *collector) put(in input) {
	if filepath.Base(in.path) == config.Name {
		if !in.walked {
			c.s.configs = append(c.s.configs, in)
		}
		return
	}
	key := pathKey(c.s.here, in.path)
	i, again := c.seen[key]
	switch {
	case !again:
		c.seen[key] = len(c.inputs)
		c.inputs = append(c.inputs, in)
	case c.inputs[i].walked && !in.walked:
		c.inputs[i] = in
	}
}

func (c *collector) addStdin() {
	if c.stdin {
		return
	}
	c.stdin = true
	in := input{name: "<stdin>", stdin: true}
	if c.s.stdinName != "" {
		in.name = filepath.ToSlash(c.s.stdinName)
	}
	c.inputs = append(c.inputs, in)
}

// leavesOut tells whether a file or a directory that no walk came to is to be
// left out: it, or a directory that it is in.
func (c *collector) leavesOut(path string, directory bool) bool {
	if !filepath.IsAbs(path) {
		path = filepath.Join(c.s.here, path)
	}
	return c.isLeftOut(filepath.Clean(path), directory)
}

func (c *collector) isLeftOut(abs string, directory bool) bool {
	left, known := c.left[abs]
	if known {
		return left
	}
	up := filepath.Dir(abs)
	left = up != abs && c.isLeftOut(up, true) || c.s.excludes(filepath.ToSlash(abs), directory)
	if directory {
		c.left[abs] = left
	}
	return left
}

// addAll passes on the operands and the names in the lists among them.
func (c *collector) addAll(p *program, command string, operands []string, add func(path string)) error {
	for _, operand := range operands {
		switch {
		case operand == "":
			return &usageError{command, "a file name is empty"}
		case operand == "@":
			return &usageError{command, "@ needs the name of a list of files: @FILE, or @- for standard input"}
		case operand[0] == '@':
			if err := c.addList(p, operand[1:], add); err != nil {
				return err
			}
		default:
			add(operand)
		}
	}
	if c.stdin && c.stdinList {
		return &usageError{command, "standard input cannot be both a request (-) and a list of files (@-)"}
	}
	return nil
}

// addList passes on the names in a list. A name that begins with @ is that of a
// file there, not of a further list.
func (c *collector) addList(p *program, name string, add func(path string)) error {
	limit := int64(c.s.maxSize)
	var text []byte
	var err error
	switch {
	case name != "-":
		text, err = readRegular(name, limit)
	case c.stdinList:
		return nil
	default:
		c.stdinList = true
		text, err = readAll(p.stdin, limit)
	}
	if err == nil {
		text, err = plainText(text)
	}
	if err == errMissing {
		return fmt.Errorf("@%s: %w; @ stands before a list of files, and a file of that name is ./@%[1]s", name, err)
	}
	if err != nil {
		return fmt.Errorf("@%s: %w", name, err)
	}
	for path := range namesIn(string(text)) {
		add(path)
	}
	return nil
}
