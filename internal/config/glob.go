package config

import (
	"fmt"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Glob is a pattern of file names below a directory. In it, * and ? stand for
// anything but a slash, ** for any number of directories, [a-z] for a character,
// {a,b} for alternatives, and a backslash takes the next character as it is.
type Glob struct {
	// Dir is an absolute path with forward slashes, the directory of the
	// configuration file.
	Dir string
	// Pattern is as written. One without a slash matches the last part of a path,
	// however deep; one that ends in a slash matches a directory and all that is
	// in it; else it is matched from Dir, with or without a slash before it.
	Pattern string
}

// Match tells whether the pattern matches a path, which is absolute and has
// forward slashes. Nothing outside of Dir matches.
func (g Glob) Match(abs string) bool {
	name, ok := below(g.Dir, abs)
	if !ok {
		return false
	}
	pattern := g.Pattern
	if inside, found := strings.CutSuffix(pattern, "/"); found {
		if !strings.Contains(inside, "/") {
			inside = "**/" + inside
		}
		pattern = inside + "/**"
	} else if !strings.Contains(pattern, "/") {
		name = path.Base(name)
	}
	return doublestar.MatchUnvalidated(strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/"), name)
}

// below is the path of a file relative to a directory that it is in.
func below(dir, abs string) (string, bool) {
	rest, ok := strings.CutPrefix(abs, strings.TrimSuffix(dir, "/"))
	if !ok || len(rest) < len("/x") || rest[0] != '/' {
		return "", false
	}
	return rest[1:], true
}

// maxPattern is how long a pattern may be, in bytes.
const maxPattern = 1000

// maxChoices bounds the texts that the alternatives of a pattern can make
// together: to match takes time for each of them.
const maxChoices = 256

// globFault says why a text is no pattern of file names; it is empty for one.
func globFault(pattern string) string {
	switch {
	case len(pattern) > maxPattern:
		return fmt.Sprintf("it is longer than %d bytes", maxPattern)
	case !doublestar.ValidatePattern(pattern):
		return "a [, { or \\ in it has no end; write \\[ or \\{ for the character itself"
	case strings.HasPrefix(pattern, "!"):
		return "it begins with !, but nothing can be taken back; name what is meant, or write \\! for the character itself"
	case strings.HasPrefix(pattern, "../") || strings.Contains(pattern, "/../") || pattern == "..":
		return "it holds .., but reaches only what is below the directory of the configuration file"
	case choices(pattern) > maxChoices:
		return "its alternatives in { } make more than 256 patterns together; write several globs"
	}
	return ""
}

// choices is at least how many texts the alternatives in braces make together.
func choices(pattern string) int {
	product := 1
	for _, group := range strings.Split(pattern, "{")[1:] {
		if product *= 1 + strings.Count(group, ","); product > maxChoices {
			break
		}
	}
	return product
}
