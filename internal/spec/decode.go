package spec

import (
	"fmt"
	"io/fs"
	"strconv"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
)

// file is one parsed file of the spec compiler.
type file struct {
	tree document.Tree
	text string // the same bytes as the tree's source, to cut strings from
}

func read(fsys fs.FS, name string) (*file, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	f := &file{text: string(text)}
	if err := jsondoc.Parse(&f.tree, text); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// value is a node of a file. What a file does not hold reads as the zero
// value: empty fields are not written.
type value struct {
	file *file
	id   document.ID
}

func (f *file) root() value { return value{f, f.tree.Roots[0]} }

func (v value) member(name string) value {
	if v.id == document.None {
		return v
	}
	return value{v.file, v.file.tree.Member(v.id, name)}
}

// name is the name of a member.
func (v value) name() string { return string(v.file.tree.Name(v.id)) }

// each calls f for every member or item.
func (v value) each(f func(i int, v value)) {
	if v.id == document.None {
		return
	}
	t := &v.file.tree
	for c := t.First(v.id); c != t.End(v.id); c = t.Next(c) {
		f(t.Index(c), value{v.file, c})
	}
}

func (v value) size() int {
	if v.id == document.None {
		return 0
	}
	return v.file.tree.Size(v.id)
}

// str is the text of a scalar. It shares the file's memory where it can.
func (v value) str() string {
	if v.id == document.None {
		return ""
	}
	text, span := v.file.tree.Text(v.id), v.file.tree.Span(v.id)
	if v.file.tree.Kind(v.id) == document.String {
		span.Start, span.End = span.Start+1, span.End-1
	}
	if len(text) == span.End-span.Start {
		return v.file.text[span.Start:span.End] // no escapes: they always shorten
	}
	return string(text)
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
	v.each(func(_ int, item value) { list = append(list, item.str()) })
	return list
}

// schema is a schema within the file, none where the file has none.
func (v value) schema() check.Subschema {
	if v.id == document.None {
		return check.Subschema{}
	}
	return check.Subschema{Tree: &v.file.tree, Root: v.id}
}
