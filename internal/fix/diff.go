package fix

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/payloadlint/payloadlint/rules"
)

// masked stands for what must not be shown.
const masked = "***"

// Diff is what was fixed as a unified diff, as patch and git apply take it, but
// that secrets in the lines around are covered.
func (s *Sheet) Diff() []byte {
	name := strings.TrimLeft(path.Clean(s.Name), "/")
	return diff.Diff(quotePath("a/"+name), cover(s.Before, s.HiddenBefore), quotePath("b/"+name), cover(s.After, s.HiddenAfter))
}

// quotePath writes the name of a file as git does in a diff: in double quotes with
// the escapes of C, where it holds what would end the line or mean something to
// a terminal.
func quotePath(name string) string {
	const escapes, meant = "\a\b\t\n\v\f\r\"\\", `abtnvfr"\`
	var b strings.Builder
	plain := true
	for i, r := range name {
		at := strings.IndexRune(escapes, r)
		size := utf8.RuneLen(r)
		if r == utf8.RuneError && !strings.HasPrefix(name[i:], string(r)) {
			size = 1 // not a character of UTF-8
		} else if at < 0 && unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		plain = false
		if at >= 0 {
			b.WriteByte('\\')
			b.WriteByte(meant[at])
			continue
		}
		for _, c := range []byte(name[i : i+size]) {
			fmt.Fprintf(&b, `\%03o`, c)
		}
	}
	if plain {
		return name
	}
	return `"` + b.String() + `"`
}

// cover puts marks in the place of ranges, one for each line that they reach into.
func cover(text []byte, hidden []rules.Range) []byte {
	if len(hidden) == 0 {
		return text
	}
	out, from := make([]byte, 0, len(text)), 0
	for _, r := range hidden {
		start, end := max(r.Start, from), min(r.End, len(text))
		if start >= end {
			continue
		}
		out = append(out, text[from:start]...)
		for i, line := range bytes.SplitAfter(text[start:end], []byte("\n")) {
			end := bytes.TrimRight(line, "\r\n")
			if len(end) > 0 || i == 0 && len(line) == 0 {
				out = append(out, masked...)
			}
			out = append(out, line[len(end):]...)
		}
		from = end
	}
	return append(out, text[from:]...)
}
