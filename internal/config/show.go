package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/payloadlint/payloadlint/internal/document"
)

// hiddenText stands for a secret.
const hiddenText = "***"

// Show says what the effective settings are for.
type Show struct {
	// For is the file that was asked for, Dir the absolute directory that the
	// globs are relative to.
	For, Dir string
	// Name is an absolute path as the user is to see it.
	Name func(abs string) string
}

// YAML writes settings as a configuration file of o.Dir that has the same
// meaning. A comment behind each value tells where it comes from. Secrets among
// the values of variables are not shown.
func (s *Settings) YAML(o Show) string {
	w := &yamlWriter{name: o.Name}
	fmt.Fprintf(&w.out, "# The configuration of %s; globs are relative to %s\n", inWords(o.For), inWords(o.Name(o.Dir)))
	for _, key := range s.effective(o.Dir) {
		w.member(key, "", "")
	}
	return w.out.String()
}

// inWords names a path in a sentence.
func inWords(name string) string {
	if name == "." {
		return "the current directory"
	}
	return comment(name)
}

type yamlWriter struct {
	out  strings.Builder
	name func(string) string
}

// member writes a key with all below it. first stands before the key, indent
// before the lines that follow.
func (w *yamlWriter) member(n node, first, indent string) {
	w.out.WriteString(first + plainOrQuoted(n.name) + ":")
	w.value(n, indent, n.at)
}

// value writes what follows a key, to the end of the line and beyond.
func (w *yamlWriter) value(n node, indent string, at *Origin) {
	switch {
	case n.kind == scalar && n.hidden:
		w.out.WriteString(" " + strconv.Quote(hiddenText) + " # hidden")
	case n.kind == scalar:
		w.out.WriteString(" " + plainOrQuoted(n.text))
	case len(n.children) == 0 && n.kind == list:
		w.out.WriteString(" []")
	case len(n.children) == 0:
		w.out.WriteString(" {}")
	}
	w.origin(n, at)
	for _, c := range n.children {
		if n.kind == list {
			w.item(c, indent+"  ")
		} else {
			w.member(c, indent+"  ", indent+"  ")
		}
	}
}

func (w *yamlWriter) item(n node, indent string) {
	if n.kind == scalar {
		w.out.WriteString(indent + "-")
		w.value(n, indent, n.at)
		return
	}
	for i, c := range n.children {
		first := indent + "  "
		if i == 0 {
			first = indent + "- "
			c.at = n.at
		}
		w.member(c, first, indent+"  ")
	}
}

// origin ends a line with the comment.
func (w *yamlWriter) origin(n node, at *Origin) {
	switch {
	case n.isDefault:
		w.out.WriteString(" # default")
	case at != nil:
		fmt.Fprintf(&w.out, " # %s:%d", comment(w.name(at.File)), at.Line)
	}
	w.out.WriteByte('\n')
}

// comment is a text that does not end the line of a comment.
func comment(s string) string {
	quoted := strconv.Quote(s)
	if quoted != `"`+s+`"` {
		return quoted
	}
	return s
}

// plainOrQuoted is a string as YAML has it: without quotes where every version of
// YAML then reads it as a string.
func plainOrQuoted(s string) string {
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "y", "n":
	default:
		if isPlain(s) {
			return s
		}
	}
	return strconv.Quote(s) // YAML knows all escapes of Go
}

// isPlain tells whether a text begins like a word or a path and holds nothing
// that means something to YAML.
func isPlain(s string) bool {
	for i, c := range s {
		isLetter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '/'
		if !isLetter && (i == 0 || c != '.' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// quotedJSON is a string of JSON.
func quotedJSON(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return strconv.Quote(s)
	}
	return strings.TrimSpace(b.String())
}

// JSON writes settings for programs: the configuration, and by JSON Pointer into
// it the place that each value comes from. What has none is the default.
func (s *Settings) JSON(o Show) (string, error) {
	w := &jsonWriter{name: o.Name, origins: map[string]place{}}
	config := w.object(s.effective(o.Dir), "")
	sources := []string{}
	for level := range s.Levels() {
		sources = append(sources, o.Name(level.Source))
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(struct {
		Version    int              `json:"version"`
		For        string           `json:"for"`
		RelativeTo string           `json:"relativeTo"`
		Sources    []string         `json:"sources"`
		Config     json.RawMessage  `json:"config"`
		Origins    map[string]place `json:"origins"`
	}{1, o.For, o.Name(o.Dir), sources, config, w.origins})
	return b.String(), err
}

type jsonWriter struct {
	name    func(string) string
	origins map[string]place
}

// place is where a value comes from, in JSON.
type place struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func (w *jsonWriter) object(children []node, pointer string) []byte {
	b := []byte{'{'}
	for i, c := range children {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, quotedJSON(c.name)...), ':')
		b = append(b, w.value(c, pointer+"/"+document.EscapePointer(c.name))...)
	}
	return append(b, '}')
}

func (w *jsonWriter) value(n node, pointer string) []byte {
	if n.at != nil {
		w.origins[pointer] = place{w.name(n.at.File), n.at.Line, n.at.Column}
	}
	switch {
	case n.kind == mapping:
		return w.object(n.children, pointer)
	case n.kind == scalar && n.hidden:
		return []byte(quotedJSON(hiddenText))
	case n.kind == scalar:
		return []byte(quotedJSON(n.text))
	}
	b := []byte{'['}
	for i, c := range n.children {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, w.value(c, pointer+"/"+strconv.Itoa(i))...)
	}
	return append(b, ']')
}
