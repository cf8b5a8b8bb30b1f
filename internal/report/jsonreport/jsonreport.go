// Package jsonreport writes the json format, the machine contract: version 1.
// Members are only ever added to it.
package jsonreport

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

// Reporter writes the json format. The summary stands before the findings, so
// nothing is written before the end; until then findings are kept encoded.
type Reporter struct {
	out     *bufio.Writer
	version string
	chunks  [][]byte
}

var _ report.Reporter = (*Reporter)(nil)

// New returns a reporter that writes to w and names the given tool version.
func New(w io.Writer, version string) *Reporter {
	return &Reporter{out: bufio.NewWriterSize(w, 64<<10), version: version}
}

// separator stands before every finding; End cuts the first one's comma.
const separator = ",\n    "

// Append implements report.Reporter.
func (r *Reporter) Append(dst []byte, ends []int, f *rules.FileReport) ([]byte, []int) {
	if len(f.Findings) == 0 {
		return dst, ends
	}
	buf := bytes.NewBuffer(dst)
	enc := encoder(buf, "    ")
	for i := range f.Findings {
		start := buf.Len()
		buf.WriteString(separator)
		encode(enc, finding{withLists(f.Findings[i]), rules.HelpURL(f.Findings[i].Rule)})
		buf.Truncate(buf.Len() - 1) // the encoder's newline
		if text := buf.Bytes()[start:]; !plain(text) {
			escaped := escape(text)
			buf.Truncate(start)
			buf.Write(escaped)
		}
		ends = append(ends, buf.Len())
	}
	return buf.Bytes(), ends
}

// Add implements report.Reporter.
func (r *Reporter) Add(chunk []byte) error {
	if len(chunk) > 0 {
		r.chunks = append(r.chunks, chunk)
	}
	return nil
}

// tool names the program that wrote the report.
type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// End implements report.Reporter.
func (r *Reporter) End(s report.Summary, failures []report.Failure) error {
	if failures == nil {
		failures = []report.Failure{}
	}
	r.out.WriteString("{\n  \"version\": 1,\n  \"tool\": ")
	r.out.Write(Marshal(tool{"payloadlint", r.version}, "  "))
	r.out.WriteString(",\n  \"summary\": ")
	r.out.Write(Marshal(s, "  "))
	r.out.WriteString(",\n  \"findings\": [")
	for i, c := range r.chunks {
		if i == 0 {
			c = c[1:]
		}
		r.out.Write(c)
	}
	if len(r.chunks) > 0 {
		r.out.WriteString("\n  ")
	}
	r.out.WriteString("],\n  \"errors\": ")
	r.out.Write(Marshal(failures, "  "))
	r.out.WriteString("\n}\n")
	return r.out.Flush()
}

// Marshal encodes plain structs of strings, numbers and lists, indented, each
// line but the first behind a prefix. Strings are written so that a terminal
// that shows them is not harmed.
func Marshal(v any, prefix string) []byte {
	var buf bytes.Buffer
	encode(encoder(&buf, prefix), v)
	return escape(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
}

func encoder(w io.Writer, prefix string) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	return enc
}

// encode encodes plain structs of strings, numbers and lists into memory, at
// which neither the encoder nor the writer can fail.
func encode(enc *json.Encoder, v any) { _ = enc.Encode(v) }

// finding is a finding with what only the output has.
type finding struct {
	rules.Finding
	// Help is the address of the rule's page.
	Help string `json:"help"`
}

// withLists gives absent lists as empty ones: the contract has no null.
func withLists(f rules.Finding) rules.Finding {
	if f.Related == nil {
		f.Related = []rules.Related{}
	}
	if f.Fixes == nil {
		f.Fixes = []rules.Fix{}
		return f
	}
	fixes := make([]rules.Fix, len(f.Fixes))
	for i, fix := range f.Fixes {
		if fix.Edits == nil {
			fix.Edits = []rules.Edit{}
		}
		fixes[i] = fix
	}
	f.Fixes = fixes
	return f
}

// escape writes characters that a terminal might obey or hide as \u escapes:
// DEL, the C1 controls, marks of writing direction. Outside ASCII they can
// only stand in strings, so what is read is the same.
func escape(text []byte) []byte {
	if plain(text) {
		return text
	}
	out := make([]byte, 0, len(text)+16)
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		switch {
		case c < 0x7f || c > 0x7f && unicode.IsPrint(c) || c == utf8.RuneError:
			out = append(out, text[i:i+n]...)
		case c > 0xffff:
			hi, lo := utf16.EncodeRune(c)
			out = appendEscape(appendEscape(out, hi), lo)
		default:
			out = appendEscape(out, c)
		}
		i += n
	}
	return out
}

func appendEscape(dst []byte, c rune) []byte {
	dst = append(dst, `\u`...)
	for limit := rune(0x1000); limit > c && limit > 1; limit >>= 4 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, int64(c), 16)
}

func plain(text []byte) bool {
	for _, c := range text {
		if c >= 0x7f {
			return false
		}
	}
	return true
}
