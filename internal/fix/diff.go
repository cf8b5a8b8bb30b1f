package fix

import (
	"bytes"
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/payloadlint/payloadlint/rules"
)

// masked stands for what must not be shown.
const masked = "***"

// Diff is what was fixed as a unified diff, as patch and git apply take it, but
// that secrets in the lines around are covered.
func (s *Sheet) Diff() []byte {
	name := strings.TrimLeft(path.Clean(s.Name), "/")
	return diff.Diff("a/"+name, cover(s.Before, s.HiddenBefore), "b/"+name, cover(s.After, s.HiddenAfter))
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
