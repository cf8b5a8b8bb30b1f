package files

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
)

// match tells whether the pattern matches a path or a name.
func (g *globPattern) match(s string) bool {
	if g.rest == "*" && g.prefix == "" && g.name {
		return strings.HasSuffix(s, g.suffix)
	}
	rest, ok := strings.CutPrefix(s, g.prefix)
	return ok && doublestar.MatchUnvalidated(g.rest, runes(rest))
}

// runes writes each byte as a character of its own, as git sees text.
func runes(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

// translate writes a pattern of git for doublestar, whose rules differ in
// brackets, braces and some uses of **. It returns false for one that matches
// nothing.
func translate(s string, name bool) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '*':
			n := i + 1
			for n < len(s) && s[n] == '*' {
				n++
			}
			b.WriteString(stars(s, i, n, name))
			i = n
		case '?':
			b.WriteByte('?')
			i++
		case '[':
			set, n := bracket(s[i:])
			if n == 0 || !writeSet(&b, set) {
				return "", false
			}
			i += n
		case '\\':
			if i++; i == len(s) {
				return "", false
			}
			writeByte(&b, s[i])
			i++
		default:
			writeByte(&b, c)
			i++
		}
	}
	return b.String(), true
}

// stars translates the asterisks from i to n. Two or more are any number of
// directories where they stand alone between slashes, and else like one.
func stars(s string, i, n int, name bool) string {
	alone := (i == 0 || s[i-1] == '/') && (n == len(s) || s[n] == '/')
	switch {
	case n-i == 1 || name || !alone:
		return "*"
	case n == len(s) && i > 0: // what is in a directory, not the directory itself
		return "**/*"
	}
	return "**"
}

// writeByte writes a byte that stands for itself.
func writeByte(b *strings.Builder, c byte) {
	if strings.IndexByte(`*?[]{}\,^!-`, c) >= 0 {
		b.WriteByte('\\')
	}
	b.WriteRune(rune(c))
}

// byteSet is a set of bytes.
type byteSet [256]bool

func (z *byteSet) add(from, to byte) {
	for c := int(from); c <= int(to); c++ {
		z[c] = true
	}
}

// writeSet writes a set as a class of doublestar; false where it is empty. A
// slash is never matched by a class.
func writeSet(b *strings.Builder, set byteSet) bool {
	set['/'] = false
	if !slices.Contains(set[:], true) {
		return false
	}
	b.WriteByte('[')
	for from := 0; from < len(set); from++ {
		if !set[from] {
			continue
		}
		to := from
		for to+1 < len(set) && set[to+1] {
			to++
		}
		b.WriteByte('\\')
		b.WriteRune(rune(from))
		b.WriteString(`-\`)
		b.WriteRune(rune(to))
		from = to
	}
	b.WriteByte(']')
	return true
}

// bracket reads the bracket expression that a pattern begins with, and returns
// the bytes that it matches and its length; 0 where it has no end or names an
// unknown class.
func bracket(s string) (set byteSet, n int) {
	i := 1
	negated := i < len(s) && (s[i] == '!' || s[i] == '^')
	if negated {
		i++
	}
	before := -1 // the byte that a range may begin with
	for first := true; first || i < len(s) && s[i] != ']'; first = false {
		if i >= len(s) {
			return set, 0
		}
		switch {
		case s[i] == '-' && before >= 0 && i+1 < len(s) && s[i+1] != ']':
			to, length := literal(s[i+1:])
			if length == 0 {
				return set, 0
			}
			set.add(byte(before), to)
			i, before = i+1+length, -1
		case strings.HasPrefix(s[i:], "[:") && className(s[i:]) != "":
			name := className(s[i:])
			if !addClass(&set, name[2:len(name)-2]) {
				return set, 0
			}
			i, before = i+len(name), -1
		default:
			c, length := literal(s[i:])
			if length == 0 {
				return set, 0
			}
			set[c] = true
			i, before = i+length, int(c)
		}
	}
	if i >= len(s) {
		return set, 0
	}
	if negated {
		for c := range set {
			set[c] = !set[c]
		}
	}
	return set, i + 1
}

// literal reads a byte that may stand behind a backslash.
func literal(s string) (c byte, length int) {
	if s[0] != '\\' {
		return s[0], 1
	}
	if len(s) == 1 {
		return 0, 0
	}
	return s[1], 2
}

// className is the [:name:] that s begins with; empty where it is none.
func className(s string) string {
	end := strings.IndexByte(s[2:], ']')
	if end < 1 || s[2+end-1] != ':' {
		return ""
	}
	return s[:2+end+1]
}

// addClass adds the bytes of a class as the C locale has them; false where
// there is no such class.
func addClass(set *byteSet, name string) bool {
	ranges := map[string]string{
		"alnum": "09AZaz", "alpha": "AZaz", "blank": "\t\t  ", "cntrl": "\x00\x1f\x7f\x7f", "digit": "09", "graph": "!~",
		"lower": "az", "print": " ~", "punct": "!/:@[`{~", "space": "\t\n\r\r  ", "upper": "AZ", "xdigit": "09AFaf",
	}[name]
	for i := 0; i < len(ranges); i += 2 {
		set.add(ranges[i], ranges[i+1])
	}
	return ranges != ""
}
