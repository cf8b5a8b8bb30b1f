package cli

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/payloadlint/payloadlint/internal/config"
)

// globs is a flag that takes patterns of paths.
type globs []string

// Set implements pflag.Value.
func (g *globs) Set(s string) error {
	switch {
	case strings.Trim(s, "/.") == "":
		return &valueError{fmt.Sprintf("%q matches no file; write a pattern such as vendor or 'old/**/*.json'", s)}
	case !doublestar.ValidatePattern(s):
		return &valueError{fmt.Sprintf("%q is no pattern: a bracket or a brace has no partner, or a backslash is the last character", s)}
	}
	*g = append(*g, s)
	return nil
}

// String implements pflag.Value.
func (g *globs) String() string { return "" }

// Type implements pflag.Value.
func (g *globs) Type() string { return "GLOB" }

// in are the patterns as they hold in a directory, given by its absolute path.
// Those without a slash hold everywhere; those that begin with the directory
// itself, as scripts write them, are meant from there.
func (g globs) in(dir string) []config.Glob {
	root := filepath.ToSlash(filepath.VolumeName(dir)) + "/"
	list := make([]config.Glob, len(g))
	here := strings.TrimSuffix(filepath.ToSlash(dir), "/")
	for i, pattern := range g {
		if rest, below := strings.CutPrefix(pattern, here+"/"); below || pattern == here {
			if pattern = "/" + rest; strings.Trim(rest, "/") == "" || !below {
				pattern = "/**"
			}
		}
		list[i] = config.Glob{Dir: filepath.ToSlash(dir), Pattern: pattern}
		if !strings.Contains(strings.TrimSuffix(pattern, "/"), "/") {
			list[i].Dir = root
		}
		for strings.HasPrefix(list[i].Pattern, "../") {
			list[i].Dir, list[i].Pattern = path.Dir(list[i].Dir), list[i].Pattern[3:]
		}
	}
	return list
}
