package speccompile

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// Paths are the files' names, sorted.
func (f Files) Paths() []string {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Write writes the files below dir that differ from what stands there, each
// atomically, and removes those of operations and rules that are no longer there.
func (f Files) Write(dir string) error {
	for _, name := range f.Paths() {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, f[name]) {
			continue
		}
		if err := WriteFile(to, f[name]); err != nil {
			return err
		}
	}
	stale, err := f.stale(dir)
	if err != nil {
		return err
	}
	for _, name := range stale {
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}

// Differences are the files below dir that are missing, differ, or should not be there.
func (f Files) Differences(dir string) ([]string, error) {
	var names []string
	for _, name := range f.Paths() {
		old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		if err != nil || !bytes.Equal(old, f[name]) {
			names = append(names, name)
		}
	}
	stale, err := f.stale(dir)
	return append(names, stale...), err
}

// generated are the names that the files of an operation and the pages of rules
// have, and nobody else's.
var generated = regexp.MustCompile(`^[a-z0-9]+/[a-z0-9]+/[A-Za-z0-9]+\.(schema|request\.schema|checks|spec|examples)\.json$|^rules/[a-z-]+\.md$`)

// stale lists the files of former operations and rules below dir.
func (f Files) stale(dir string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, p)
		if name = filepath.ToSlash(name); generated.MatchString(name) && f[name] == nil {
			names = append(names, name)
		}
		return err
	})
	if os.IsNotExist(err) {
		return nil, nil
	}
	return names, err
}

// WriteFile writes a file atomically and makes the folders above it.
func WriteFile(to string, text []byte) error {
	if info, err := os.Lstat(to); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file", to)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(to), ".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(text)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), to)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", to, err)
	}
	return nil
}
