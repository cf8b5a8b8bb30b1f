package source

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name   string
		text   string
		offset int
		want   Position
	}{
		{"empty text", "", 0, Position{1, 1}},
		{"beyond an empty text", "", 7, Position{1, 1}},
		{"before the text", "abc", -1, Position{1, 1}},
		{"first byte", "abc", 0, Position{1, 1}},
		{"end without line ending", "abc", 3, Position{1, 4}},
		{"beyond the end", "abc", 9, Position{1, 4}},
		{"the LF belongs to its line", "ab\ncd", 2, Position{1, 3}},
		{"after LF", "ab\ncd", 3, Position{2, 1}},
		{"end after LF", "ab\n", 3, Position{2, 1}},
		{"the CR of a CRLF belongs to its line", "ab\r\ncd", 2, Position{1, 3}},
		{"the LF of a CRLF too", "ab\r\ncd", 3, Position{1, 4}},
		{"after CRLF", "ab\r\ncd", 4, Position{2, 1}},
		{"after a lone CR", "ab\rcd", 3, Position{2, 1}},
		{"end after a lone CR", "ab\r", 3, Position{2, 1}},
		{"CR CR LF are two line endings", "a\r\r\nb", 4, Position{3, 1}},
		{"LF CR are two line endings", "a\n\rb", 3, Position{3, 1}},
		{"byte order mark", "\ufeffab", 0, Position{1, 1}},
		{"inside the byte order mark", "\ufeffab", 2, Position{1, 1}},
		{"after the byte order mark", "\ufeffab", 3, Position{1, 1}},
		{"second character after the mark", "\ufeffab", 4, Position{1, 2}},
		{"only a byte order mark", "\ufeff", 3, Position{1, 1}},
		{"a later mark is a character", "a\ufeffb", 4, Position{1, 3}},
		{"a tab is one column", "\t\tx", 2, Position{1, 3}},
		{"after a two-byte character", "éx", 2, Position{1, 2}},
		{"inside a character", "xéx", 2, Position{1, 2}},
		{"after a three-byte character", "云x", 3, Position{1, 2}},
		{"after a four-byte character", "😀x", 4, Position{1, 2}},
		{"combining marks count", "e\u0301x", 3, Position{1, 3}},
		{"invalid bytes count one each", "\xff\xfex", 2, Position{1, 3}},
		{"truncated character", "\xe4\xba", 2, Position{1, 3}},
		{"NUL", "\x00x", 1, Position{1, 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := New("f", []byte(test.text)).Position(test.offset); got != test.want {
				t.Errorf("Position(%d) in %q = %v, want %v", test.offset, test.text, got, test.want)
			}
		})
	}
}

func TestOffset(t *testing.T) {
	tests := []struct {
		name string
		text string
		at   Position
		want int
	}{
		{"empty text", "", Position{1, 1}, 0},
		{"beyond an empty text", "", Position{3, 2}, 0},
		{"no place", "abc", Position{}, 0},
		{"first byte", "abc", Position{1, 1}, 0},
		{"the end", "abc", Position{1, 4}, 3},
		{"beyond the line", "ab\ncd", Position{1, 9}, 2},
		{"beyond a line that ends in CRLF", "ab\r\ncd", Position{1, 9}, 3},
		{"beyond the last line", "ab\ncd", Position{3, 1}, 5},
		{"second line", "ab\r\ncd", Position{2, 2}, 5},
		{"after a lone CR", "ab\rcd", Position{2, 1}, 3},
		{"after the last LF", "ab\n", Position{2, 1}, 3},
		{"after a byte order mark", "\ufeffab", Position{1, 1}, 3},
		{"after characters of several bytes", "é云x", Position{1, 3}, 5},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := New("f", []byte(test.text)).Offset(test.at); got != test.want {
				t.Errorf("Offset(%v) in %q = %d, want %d", test.at, test.text, got, test.want)
			}
		})
	}
}

func TestZeroFile(t *testing.T) {
	var f File
	if f.Position(0) != (Position{1, 1}) {
		t.Error("the zero File is not an empty text")
	}
}

// slowPosition is Position by its definition, one text at a time.
func slowPosition(text []byte, offset int) Position {
	p := Position{1, 1}
	i := 0
	if bytes.HasPrefix(text, []byte(bom)) {
		i = len(bom)
	}
	for i < offset {
		_, size := utf8.DecodeRune(text[i:])
		if i+size > offset {
			break
		}
		p.Column++
		if text[i] == '\n' || text[i] == '\r' && !bytes.HasPrefix(text[i+1:], []byte("\n")) {
			p = Position{p.Line + 1, 1}
		}
		i += size
	}
	return p
}

// Long and short lines, and every kind of character on every side of a mark.
func TestPositionAcrossMarks(t *testing.T) {
	for _, piece := range []string{"a", "é", "云", "😀", "\r\n", "\r", "\n", "ab\r\n", "\x80", "\xe4\xba", "云\r\nx\xff", strings.Repeat("x", 700) + "\n"} {
		for shift := range 4 {
			text := []byte(strings.Repeat("-", shift) + strings.Repeat(piece, 3*markEvery/len(piece)))
			f := New("f", text)
			for offset := 0; offset <= len(text); offset += 1 + offset%3 {
				if got, want := f.Position(offset), slowPosition(text, offset); got != want {
					t.Fatalf("%q shifted by %d: Position(%d) = %v, want %v", piece, shift, offset, got, want)
				}
				back := f.Offset(f.Position(offset))
				if back > offset || f.Position(back) != f.Position(offset) {
					t.Fatalf("%q shifted by %d: Offset(Position(%d)) = %d", piece, shift, offset, back)
				}
			}
		}
	}
}

func TestFileIsSafeForConcurrentUse(t *testing.T) {
	f := New("f", []byte(strings.Repeat("ab\n", 2000)))
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got := f.Position(5999); got != (Position{2000, 3}) {
				t.Errorf("Position = %v", got)
			}
		})
	}
	group.Wait()
}

func FuzzFile(f *testing.F) {
	f.Add([]byte("\ufeffa\r\nb\rc\n云\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		file := New("f", text)
		for offset := range len(text) + 1 {
			if got, want := file.Position(offset), slowPosition(text, offset); got != want {
				t.Fatalf("Position(%d) = %v, want %v", offset, got, want)
			}
			if back := file.Offset(file.Position(offset)); offset >= len(bom) && (back > offset || file.Position(back) != file.Position(offset)) {
				t.Fatalf("Offset(Position(%d)) = %d", offset, back)
			}
		}
	})
}

// The time per look-up must not grow with the length of the line.
func BenchmarkPosition(b *testing.B) {
	for _, size := range []int{1 << 10, 1 << 16, 1 << 24} {
		for _, line := range []int{40, size} {
			text := bytes.Repeat([]byte("x"), size)
			for i := line; i < size; i += line {
				text[i] = '\n'
			}
			b.Run(fmt.Sprintf("size=%d/line=%d", size, line), func(b *testing.B) {
				f := New("f", text)
				f.Position(0)
				for i := 0; b.Loop(); i++ {
					f.Position(i * 7919 % size)
				}
			})
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	text := bytes.Repeat([]byte("    \"InstanceName\": \"a value\",\n"), 1<<19)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		New("f", text).Position(0)
	}
}
