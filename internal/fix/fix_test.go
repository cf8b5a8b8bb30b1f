package fix_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/rules"
)

func edits(list ...rules.Edit) rules.Fix { return rules.Fix{Edits: list} }

func edit(start, end int, text string) rules.Edit {
	return rules.Edit{Start: start, End: end, Text: text}
}

func TestApply(t *testing.T) {
	tests := []struct {
		reason string
		fixes  []rules.Fix
		want   string
		made   int
	}{
		{"none", nil, "0123456789", 0},
		{"without edits", []rules.Fix{edits()}, "0123456789", 0},
		{"in any order", []rules.Fix{edits(edit(6, 8, "x")), edits(edit(1, 2, ""))}, "02345x89", 2},
		{"one beside the other", []rules.Fix{edits(edit(2, 4, "a")), edits(edit(4, 6, "b")), edits(edit(0, 2, "c"))}, "cab6789", 3},
		{"the first of two that overlap", []rules.Fix{edits(edit(2, 5, "a")), edits(edit(4, 6, "b"))}, "01a56789", 1},
		{"one within another", []rules.Fix{edits(edit(2, 8, "a")), edits(edit(4, 6, "b")), edits(edit(8, 9, "c"))}, "01ac9", 2},
		{"one around another", []rules.Fix{edits(edit(4, 6, "b")), edits(edit(2, 8, "a"))}, "0123b6789", 1},
		{"two in one place", []rules.Fix{edits(edit(4, 4, "a")), edits(edit(4, 4, "b"))}, "0123a456789", 1},
		{"at the end of another", []rules.Fix{edits(edit(2, 4, "")), edits(edit(4, 4, "b"))}, "01456789", 1},
		{"at the start of another", []rules.Fix{edits(edit(4, 4, "b")), edits(edit(4, 6, ""))}, "0123b456789", 1},
		{"the same twice", []rules.Fix{edits(edit(4, 5, "b")), edits(edit(4, 5, "b"))}, "0123b56789", 2},
		{"all edits of a fix or none", []rules.Fix{edits(edit(4, 5, "b")), edits(edit(1, 2, "x"), edit(4, 6, "")), edits(edit(1, 2, "y"))}, "0y23b56789", 2},
		{"partly the same", []rules.Fix{edits(edit(4, 5, "b")), edits(edit(1, 2, "x"), edit(4, 5, "b"))}, "0123b56789", 1},
		{"edits of one fix that overlap", []rules.Fix{edits(edit(4, 6, "b"), edit(5, 7, "x"))}, "0123456789", 0},
		{"beyond the end", []rules.Fix{edits(edit(9, 11, "")), edits(edit(-1, 0, "")), edits(edit(5, 4, "")), edits(edit(10, 10, "z"))}, "0123456789z", 1},
	}
	for _, tt := range tests {
		out, made := fix.Apply([]byte("0123456789"), tt.fixes)
		if string(out) != tt.want || made != tt.made {
			t.Errorf("%s: %q, %d made; want %q, %d", tt.reason, out, made, tt.want, tt.made)
		}
	}
}

// FuzzApply asserts that what is not edited stays: in order, with the texts of
// the edits between.
func FuzzApply(f *testing.F) {
	f.Add("0123456789", []byte{1, 2, 0, 4, 0, 1, 0, 9, 3})
	f.Add("", []byte{0, 0, 1})
	f.Fuzz(func(t *testing.T, text string, numbers []byte) {
		text = strings.Map(func(r rune) rune {
			if r == 'x' || r == '\ufffd' {
				return -1
			}
			return r
		}, text)
		var fixes []rules.Fix
		for c := range slices.Chunk(numbers, 3) {
			if len(c) < 3 {
				break
			}
			e := rules.Edit{Start: int(c[0]), End: int(c[0]) + int(c[1])%8, Text: strings.Repeat("x", int(c[2])%4)}
			if c[2] > 200 && len(fixes) > 0 {
				last := &fixes[len(fixes)-1]
				last.Edits = append(last.Edits, e)
				continue
			}
			fixes = append(fixes, edits(e))
		}
		out, made := fix.Apply([]byte(text), fixes)
		if made > len(fixes) || made == 0 && string(out) != text {
			t.Fatalf("%d of %d made: %q", made, len(fixes), out)
		}
		rest := text
		for _, c := range []byte(strings.ReplaceAll(string(out), "x", "")) {
			i := strings.IndexByte(rest, c)
			if i < 0 {
				t.Fatalf("%q is not from %q", out, text)
			}
			rest = rest[i+1:]
		}
	})
}
