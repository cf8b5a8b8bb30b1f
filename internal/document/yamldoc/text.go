package yamldoc

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// Limits on what the library is slow with or needs much memory for. It keeps
// half a kilobyte for each token of a flow collection that could still become a
// name, goes through all comments at each end of a block, and compares every
// %TAG directive with all others.
const (
	maxPieces = 4_000_000 // words, plus heavy for each bracket, comma and #
	heavy     = 5
	maxTags   = 100
)

// checkText refuses what the library must not see or says too little about.
func checkText(text []byte) *document.SyntaxError {
	const advice = "write large files as JSON"
	if len(text) > MaxSize {
		return failure(source.Span{}, fmt.Sprintf("more than %d MiB of YAML", MaxSize>>20), "a smaller file", advice)
	}
	if fault := checkEncoding(text); fault != nil {
		return fault
	}
	if fault := checkCharacters(text); fault != nil {
		return fault
	}
	if len(text) > maxPieces/(heavy+1) && pieces(text) > maxPieces {
		return failure(source.Span{}, fmt.Sprintf("more than %d million words of YAML", maxPieces/1_000_000), "a smaller file", advice)
	}
	return checkTagDirectives(text)
}

// pieces is how much work the text is for the library at worst.
func pieces(text []byte) int {
	n := 0
	before := byte(' ')
	for _, c := range text {
		switch {
		case isFlow(c) || c == '#':
			n += heavy
		case !isSpace(c) && isSpace(before):
			n++
		}
		before = c
	}
	return n
}

// checkEncoding recognises UTF-16 and UTF-32, with byte order mark or without.
func checkEncoding(text []byte) *document.SyntaxError {
	const expected, advice = "text in UTF-8", "save the file as UTF-8"
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return failure(source.Span{Start: 0, End: 2}, "the byte order mark of UTF-16", expected, advice)
	case len(text) >= 2 && (text[0] == 0) != (text[1] == 0):
		return failure(source.Span{Start: 0, End: 2}, "text in UTF-16 or UTF-32", expected, advice)
	}
	return nil
}

func checkCharacters(text []byte) *document.SyntaxError {
	for i := 0; i < len(text); {
		if c := text[i]; c >= ' ' && c < utf8.RuneSelf || isSpace(c) {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if fault := checkRune(text, i, r, size); fault != nil {
			return fault
		}
		i += size
	}
	return nil
}

func checkRune(text []byte, i int, r rune, size int) *document.SyntaxError {
	span := source.Span{Start: i, End: i + size}
	name := fmt.Sprintf("U+%04X", r)
	switch {
	case r == utf8.RuneError && size == 1:
		return badUTF8(text, i)
	case r < ' ':
		return failure(span, "the control character "+name, "text",
			fmt.Sprintf(`remove it, or write \x%02x in double quotes`, r))
	case r == '\ufeff' && i > 0:
		return failure(span, "a byte order mark inside the text", "it at the start only", "remove it")
	case r == '\u0085' || r == '\u2028' || r == '\u2029':
		return failure(span, "the line separator "+name, "a plain line break",
			fmt.Sprintf(`YAML 1.1 and 1.2 differ about it: remove it, or write \u%04x in double quotes`, r))
	case r == '\ufffe' || r == '\uffff':
		return failure(span, "the character "+name+", which YAML does not allow", "text",
			fmt.Sprintf(`remove it, or write \u%04x in double quotes`, r))
	}
	return nil
}

func badUTF8(text []byte, i int) *document.SyntaxError {
	if !utf8.FullRune(text[i:]) {
		return failure(source.Span{Start: i, End: len(text)}, "a character cut off by the end of the file", "text in UTF-8", "the file may be incomplete")
	}
	return failure(source.Span{Start: i, End: i + 1}, fmt.Sprintf("the byte 0x%02X, which is no UTF-8 here", text[i]), "text in UTF-8", "save the file as UTF-8")
}

// directives calls f with each line that may be a directive: before the first
// document and after a line with '...', which ends any document.
func directives(text []byte, f func(start, end int)) {
	prologue := true
	first := len(text) - len(bytes.TrimPrefix(text, bom))
	for i, more := first, true; more; i, more = nextLine(text, i) {
		line := text[i:lineEnd(text, i)]
		rest := bytes.TrimLeft(line, " \t")
		switch {
		case bytes.HasPrefix(line, []byte("...")) && (len(line) == 3 || isBlank(line[3])):
			prologue = true
		case !prologue || len(rest) == 0 || rest[0] == '#':
		case line[0] == '%':
			f(i, i+len(line))
		default:
			prologue = false
		}
	}
}

func checkTagDirectives(text []byte) (fault *document.SyntaxError) {
	tag, n := []byte("%TAG"), 0
	if bytes.Count(text, tag) <= maxTags {
		return nil
	}
	directives(text, func(start, end int) {
		if bytes.HasPrefix(text[start:], tag) {
			if n++; n == maxTags+1 {
				fault = failure(source.Span{Start: start, End: end}, fmt.Sprintf("more than %d %%TAG directives", maxTags), "fewer", "")
			}
		}
	})
	return fault
}

// lowerVersions is text with %YAML 1.1 in place of %YAML 1.2; text itself stays
// as it is.
func lowerVersions(text []byte) []byte {
	name := []byte("%YAML")
	if !bytes.Contains(text, name) {
		return text
	}
	lowered := bytes.Clone(text)
	directives(text, func(start, end int) {
		line, ok := bytes.CutPrefix(text[start:end], name)
		version := bytes.TrimLeft(line, " \t")
		if ok && len(version) < len(line) && bytes.HasPrefix(version, []byte("1.2")) && (len(version) == 3 || isBlank(version[3])) {
			lowered[end-len(version)+2] = '1'
		}
	})
	return lowered
}
