package spec

import (
	"bytes"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
)

// sheet is a file of the spec compiler. Such a file is JSON, and more: each
// member of the root is on a line of its own, and so is each entry of a list.
// So a reader takes the lists that it needs and leaves the rest unparsed.
type sheet struct {
	name  string
	head  value // the members that are no lists
	lists map[string]list
}

// list is a JSON list and its entries, each on a line of its own. The zero
// value is an empty list.
type list struct {
	text  []byte
	lines [][]byte
}

func readSheet(fsys fs.FS, name string) (*sheet, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	s := &sheet{name: name, lists: map[string]list{}}
	head := make([]byte, 0, 512)
	for rest := text; len(rest) > 0; {
		line := bytes.TrimRight(rest[:lineEnd(rest)], "\r\n")
		member, ok := bytes.CutSuffix(line, []byte(": ["))
		if !ok {
			head = append(head, line...)
			rest = rest[lineEnd(rest):]
			continue
		}
		start := len(text) - len(rest) + len(line) - len("[")
		length := bytes.Index(text[start:], []byte("\n]"))
		if length < 0 {
			return nil, fmt.Errorf("%s: the list %s has no end", name, member)
		}
		end := start + length + len("\n]")
		l, ok := listOf(text[start:end])
		if !ok {
			return nil, fmt.Errorf("%s: the list %s has not one entry a line", name, member)
		}
		s.lists[string(bytes.Trim(member, `"`))] = l
		rest = bytes.TrimPrefix(text[end:], []byte(","))
	}
	head = bytes.TrimRight(bytes.TrimSuffix(bytes.TrimSpace(head), []byte("}")), " \t\r\n,")
	s.head, err = parse(append(head, '}'))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// lineEnd is the length of the first line, its line feed included.
func lineEnd(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// listOf cuts a list into its entries. It tells whether each line is an object
// of its own.
func listOf(text []byte) (list, bool) {
	l := list{text: text, lines: make([][]byte, 0, bytes.Count(text, []byte("\n")))}
	for rest := text; len(rest) > 0; rest = rest[lineEnd(rest):] {
		line := bytes.Trim(rest[:lineEnd(rest)], " \t\r\n,")
		if string(line) == "[" || string(line) == "]" {
			continue
		}
		if len(line) < 2 || line[0] != '{' || line[len(line)-1] != '}' {
			return l, false
		}
		l.lines = append(l.lines, line)
	}
	return l, true
}

// parse parses a text as JSON.
func parse(text []byte) (value, error) {
	t := new(document.Tree)
	if fault := jsondoc.Parse(t, text); fault != nil {
		return value{}, fault
	}
	return value{t, t.Roots[0]}, nil
}

// value is a node of a parsed text, the zero value none. What a text does not
// hold reads as the zero value: empty fields are not written.
type value struct {
	tree *document.Tree
	id   document.ID
}

func (v value) member(name string) value {
	if v.tree == nil {
		return v
	}
	id := v.tree.Member(v.id, name)
	if id == document.None {
		return value{}
	}
	return value{v.tree, id}
}

// name is the name of a member.
func (v value) name() string { return string(v.tree.Name(v.id)) }

// each calls f for every member or item.
func (v value) each(f func(v value)) {
	if v.size() == 0 {
		return
	}
	t := v.tree
	for c := t.First(v.id); c != t.End(v.id); c = t.Next(c) {
		f(value{t, c})
	}
}

func (v value) size() int {
	if v.tree == nil {
		return 0
	}
	return v.tree.Size(v.id)
}

// str is the text of a scalar.
func (v value) str() string {
	if v.tree == nil {
		return ""
	}
	return string(v.tree.Text(v.id))
}

func (v value) integer() int {
	n, err := strconv.Atoi(v.str())
	if err != nil {
		return 0
	}
	return n
}

func (v value) boolean() bool { return v.str() == "true" }

func (v value) strings() []string {
	if v.size() == 0 {
		return nil
	}
	list := make([]string, 0, v.size())
	v.each(func(item value) { list = append(list, item.str()) })
	return list
}

// schema is a schema within the text, none where the text has none.
func (v value) schema() check.Subschema { return check.Subschema{Tree: v.tree, Root: v.id} }

// entries decodes a list. The spec compiler wrote it, and a test reads all of
// the lists there are; what is no JSON all the same has no entries.
func entries[T any](l list, decode func(value) T) []T {
	v, err := parse(l.text)
	if err != nil {
		return nil
	}
	out := make([]T, 0, v.size())
	v.each(func(entry value) { out = append(out, decode(entry)) })
	return out
}
