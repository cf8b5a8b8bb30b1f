// Package yamldoc reads YAML 1.2 into a document.Tree. It is the only package
// that imports a YAML library.
//
// The library finds the structure; this package measures where each key and
// value stands, types plain scalars by the core schema, and expands aliases and
// merge keys, because what is judged is the JSON that the file stands for:
//
//   - Plain scalars are typed as the core schema says: yes, no, on, off, dates
//     and 1_000 are strings, 0777 is the number 777, 0o17 and 0x1F are numbers.
//     Numbers get their JSON spelling. .inf and .nan have none and are errors.
//   - !!str, !!int, !!float, !!bool, !!null, !!map and !!seq mean what they say,
//     !!binary and !!timestamp are strings as written. Other tags are errors.
//   - Names are strings as spelled (1, true, null); a list or mapping as a name
//     is an error.
//   - A value that came through an alias or a merge key keeps the span of the
//     anchored text. Merged members stand where the << stands; the object's own
//     members win over them, and earlier sources over later ones. A second << in
//     one object adds its members too. Only a plain << merges.
//   - Documents that hold nothing are left out; a file may have no roots at all.
//   - %YAML 1.1 is accepted, but does not change the types.
//   - The characters U+0085, U+2028 and U+2029 are errors, for YAML 1.1 breaks
//     lines at them and 1.2 does not; so is a byte order mark inside the text.
package yamldoc

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// MaxSize is the longest text that is read, in bytes. The library needs about
// seventy bytes of memory for a byte of usual text, and hundreds at worst.
const MaxSize = 16 << 20

// Parse reads text into t, which it resets and which keeps text. Each document
// that holds something becomes a root. The result is nil or says why text is
// not YAML that stands for JSON; the tree then holds, well-formed, the
// documents and members before that place.
func Parse(t *document.Tree, text []byte) *document.SyntaxError {
	t.Reset(text, document.YAML)
	if fault := checkText(text); fault != nil {
		return fault
	}
	input, head := prepare(text)
	l, err := newLoader(input)
	b := &builder{tree: t, text: text, marks: head.cursor(text)}
	for err == nil {
		var doc yaml.Node
		if err = load(l, &doc); err == nil {
			if fault := b.document(&doc); fault != nil {
				return fault
			}
		}
	}
	if err == io.EOF {
		return nil
	}
	marks := head.cursor(text)
	return explain(err, text, &marks)
}

func newLoader(input io.Reader) (*yaml.Loader, error) {
	limits := loaderlimits.New(loaderlimits.DepthValue(document.MaxDepth), loaderlimits.AliasNone())
	return yaml.NewLoader(input, yaml.WithUniqueKeys(false), yaml.WithPlugin(limits))
}

// errPanic stands for a panic of the library. No input is known to cause one.
var errPanic = errors.New("the YAML library gave up")

func load(l *yaml.Loader, doc *yaml.Node) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return l.Load(doc)
}

// prologue is what prepare did to the head of the text, as far as the
// library's marks show it.
type prologue struct {
	bom    int // bytes of byte order mark before the first line
	marker int // line that a marker was put before, 0 if none
}

const marker = "--- "

var bom = []byte("\ufeff")

// prepare gives the library's input, which differs from text in three ways:
// it has no byte order mark; %YAML 1.2 became 1.1, the only version the library
// knows; and a document marker stands before a text that begins with a bracket.
// Without the marker the library keeps the tokens of the whole text in memory,
// since a ':' could follow the last bracket and make it all a name.
func prepare(text []byte) (io.Reader, prologue) {
	var head prologue
	if bytes.HasPrefix(text, bom) {
		head.bom = len(bom)
	}
	text = lowerVersions(text[head.bom:])
	line, n := 0, 1
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\n':
			line, n = i+1, n+1
		case '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				line, n = i+1, n+1
			}
		case ' ', '\t':
		case '#':
			i = lineEnd(text, i) - 1
		case '[', '{':
			head.marker = n
			return io.MultiReader(bytes.NewReader(text[:line]), strings.NewReader(marker), bytes.NewReader(text[line:])), head
		default:
			return bytes.NewReader(text), head
		}
	}
	return bytes.NewReader(text), head
}

func (h prologue) cursor(text []byte) cursor {
	return cursor{text: text, first: h.bom, marker: h.marker, line: 1, column: 1, offset: h.bom}
}

// failure is a syntax error whose message says what was found and expected.
func failure(span source.Span, found, expected, advice string) *document.SyntaxError {
	return &document.SyntaxError{Span: span, Message: "found " + found + ", expected " + expected, Advice: advice}
}
