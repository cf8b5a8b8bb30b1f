package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Names that git gives a meaning.
const (
	gitName    = ".git"
	ignoreName = ".gitignore"
)

// maxIgnore bounds the bytes of a .gitignore file.
const maxIgnore = 16 << 20

// scope is an ignore list that holds in a directory, and those around it.
type scope struct {
	list *ignoreList
	base int // length of the list's directory, with the slash behind it
	up   *scope
}

// ignores tells whether a path is ignored, which is absolute, has forward
// slashes and is in the directory of the scope.
func (s *scope) ignores(abs string, directory bool) bool {
	for ; s != nil; s = s.up {
		if v := s.list.judge(abs[s.base:], directory); v != silent {
			return v == ignored
		}
	}
	return false
}

// outer is the scope around a directory: what the directories above it say, up
// to the root of the repository. Outside of repositories there is none.
func (w *Walker) outer(dir string) *scope {
	var above []string
	for d := dir; !exists(filepath.Join(d, gitName)); {
		up := filepath.Dir(d)
		if up == d {
			return nil
		}
		d = up
		above = append(above, d)
	}
	var s *scope
	for i := len(above) - 1; i >= 0; i-- {
		d := above[i]
		s = w.enter(s, place{d, d}, exists(filepath.Join(d, gitName)), exists(filepath.Join(d, ignoreName)))
	}
	return s
}

// enter is the scope in a directory, which is in another scope unless it is the
// root of a repository. It is asked for the files there that git gives a
// meaning.
func (w *Walker) enter(s *scope, dir place, root, list bool) *scope {
	if !root && !list || w.o.NoIgnore {
		return s
	}
	if known, ok := w.scopes[dir.abs]; ok {
		return known
	}
	if root {
		s = w.within(nil, dir.abs, excludeFile(dir.path))
	}
	if list {
		s = w.within(s, dir.abs, filepath.Join(dir.path, ignoreName))
	}
	w.scopes[dir.abs] = s
	return s
}

// within adds an ignore file of a directory to a scope. One that cannot be read
// is a failure, because nobody knows what it leaves out.
func (w *Walker) within(s *scope, dir, file string) *scope {
	text, err := readIgnore(file)
	if err != nil {
		w.found(file, err)
	}
	list := parseIgnore(text)
	if list == nil {
		return s
	}
	return &scope{list, len(strings.TrimSuffix(filepath.ToSlash(dir), "/")) + 1, s}
}

// readIgnore returns the text of an ignore file. Git follows no symbolic link
// there, and takes what is no file for nothing.
func readIgnore(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxIgnore+1))
	if len(text) > maxIgnore {
		return nil, fmt.Errorf("is larger than %dMiB, too large for a list of what to ignore", maxIgnore>>20)
	}
	return text, err
}

// excludeFile is the list that a repository keeps beside the files it tracks.
func excludeFile(root string) string {
	git := filepath.Join(root, gitName)
	// A worktree or a submodule has a file there that tells where.
	if link, ok := strings.CutPrefix(firstLine(git), "gitdir: "); ok {
		git = from(root, link)
	}
	if common := firstLine(filepath.Join(git, "commondir")); common != "" {
		git = from(git, common)
	}
	return filepath.Join(git, "info", "exclude")
}

// firstLine is the first line of a small file, empty where there is none.
func firstLine(name string) string {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64<<10))
	line, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSuffix(line, "\r")
}

// from is a path that may be relative to a directory.
func from(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
