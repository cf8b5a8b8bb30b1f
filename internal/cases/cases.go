// Package cases reads testdata/constraints: for each constraint of an
// operation, requests that break it and requests that just do not. Tests run
// them, and the spec compiler takes the examples of explanations from them.
//
// A file is a txtar archive. Its section base.json is a request of the form
// {path, query, header, body} that breaks nothing; its section cases lists, by
// constraint, edits of that request:
//
//	Name/length
//	- {"Name": ""}
//	- {"Name": "$repeat:65:a"}
//	+ {"Name": "$repeat:64:a"}
//
// A line with "-" must give one finding, of that constraint; a line with "+"
// none of it. The edit is merged into the body, or into the location that is
// named before it:
//
//   - query {"Token": "a b"}
//
// Objects merge; any other value replaces. "$delete" removes a member, {"$set":
// V} replaces an object by V, "$repeat:N:TEXT" stands for TEXT N times, as a
// value or a name, and "$members:N:V" for an object of N members of value V.
// With "-=" or "+=" the rest of the line is the text of the file itself.
//
// What the user must state of a quota stands on a line of its own below the
// constraint, once or more, before the cases that it is for:
//
//	Groups/quota-MaxGroups
//	quota MaxGroups=2
package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
)

// File is the cases of one operation.
type File struct {
	// Operation is the id; Path is the archive's path.
	Operation, Path string
	Base            map[string]any
	// BaseText is the base as it is written.
	BaseText string
	Cases    []Case
	// Want is the golden section, empty when there is none.
	Want    string
	archive *txtar.Archive
}

// Case is one edited request.
type Case struct {
	// Constraint is the id without the operation.
	Constraint string
	// Bad tells whether the request breaks the constraint.
	Bad bool
	// Quotas are what the user states, as NAME=VALUE.
	Quotas []string
	// Line is the line in the archive's section, as written.
	Line string
	// Text is the file to check: a bare body, or a request with locations.
	Text []byte
	// Body is the body alone as JSON; nil when the case is about another location.
	Body []byte
	// Request is the edited request by location; nil when the line is the text itself.
	Request map[string]any
}

// New is the case that a line makes of a request.
func New(base map[string]any, line string) (*Case, error) {
	c := &Case{Bad: strings.HasPrefix(line, "-"), Line: line}
	return c, c.fill(base)
}

// Read reads every archive below dir.
func Read(dir string) ([]*File, error) {
	var files []*File
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".txtar" {
			return err
		}
		f, err := ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		f.Operation = strings.TrimSuffix(filepath.ToSlash(rel), ".txtar")
		files = append(files, f)
		return err
	})
	return files, err
}

// ReadFile reads one archive. Only Read knows the operation that it is of.
func ReadFile(path string) (*File, error) {
	f, err := readFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func readFile(path string) (*File, error) {
	a, err := txtar.ParseFile(path)
	if err != nil {
		return nil, err
	}
	f := &File{Path: path, archive: a}
	var list []byte
	for _, s := range a.Files {
		switch s.Name {
		case "base.json":
			f.BaseText = string(s.Data)
			if err := decode(s.Data, &f.Base); err != nil {
				return nil, fmt.Errorf("base.json: %w", err)
			}
		case "cases":
			list = s.Data
		case "want":
			f.Want = string(s.Data)
		default:
			return nil, fmt.Errorf("unknown section %s", s.Name)
		}
	}
	return f, f.parse(string(list))
}

// Request is the text of the base, with all its locations.
func (f *File) Request() ([]byte, error) { return encode(f.Base) }

// Update writes the golden section.
func (f *File) Update(want string) error {
	for i := range f.archive.Files {
		if f.archive.Files[i].Name == "want" {
			f.archive.Files[i].Data = []byte(want)
			return os.WriteFile(f.Path, txtar.Format(f.archive), 0o644)
		}
	}
	f.archive.Files = append(f.archive.Files, txtar.File{Name: "want", Data: []byte(want)})
	return os.WriteFile(f.Path, txtar.Format(f.archive), 0o644)
}

func (f *File) parse(list string) error {
	constraint := ""
	var quotas []string
	for _, line := range strings.Split(list, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if quota, ok := strings.CutPrefix(line, "quota "); ok {
			quotas = append(slices.Clone(quotas), quota)
			continue
		}
		if line[0] != '-' && line[0] != '+' {
			constraint, quotas = line, nil
			continue
		}
		c, err := New(f.Base, line)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", constraint, line, err)
		}
		c.Constraint, c.Quotas = constraint, quotas
		f.Cases = append(f.Cases, *c)
	}
	return nil
}

// whole stands for all locations together.
const whole = "request"

func (c *Case) fill(base map[string]any) error {
	rest := strings.TrimSpace(c.Line[1:])
	if raw, ok := strings.CutPrefix(c.Line[1:], "="); ok {
		c.Text = []byte(strings.TrimSpace(raw))
		if json.Valid(c.Text) {
			c.Body = c.Text
		}
		return nil
	}
	location := "body"
	if i := strings.IndexByte(rest, ' '); i > 0 && rest[0] != '{' {
		location, rest = rest[:i], rest[i+1:]
	}
	var edit any
	if err := decode([]byte(rest), &edit); err != nil {
		return err
	}
	if location != whole {
		edit = map[string]any{location: edit}
	}
	request, ok := merge(clone(base), edit).(map[string]any)
	if !ok {
		return fmt.Errorf("a request is an object of locations")
	}
	c.Request = request
	body, err := encode(request["body"])
	if err != nil {
		return err
	}
	if location == "body" {
		c.Text, c.Body = body, body
		return nil
	}
	c.Text, err = encode(request)
	return err
}

// encode is json.Marshal without escaping <, > and &.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func decode(text []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(to); err != nil {
		return err
	}
	if d.More() {
		return fmt.Errorf("text after the value")
	}
	return nil
}

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, e := range v {
			m[k] = clone(e)
		}
		return m
	case []any:
		l := make([]any, len(v))
		for i, e := range v {
			l[i] = clone(e)
		}
		return l
	}
	return v
}

// merge applies an edit to a value and expands the words that begin with $.
func merge(base, edit any) any {
	e, ok := edit.(map[string]any)
	if !ok {
		return expand(edit)
	}
	if set, ok := e["$set"]; ok {
		return expand(set)
	}
	b, ok := base.(map[string]any)
	if !ok {
		b = map[string]any{}
	}
	for name, v := range e {
		name = expandText(name)
		if v == "$delete" {
			delete(b, name)
			continue
		}
		b[name] = merge(b[name], v)
	}
	return b
}

func expand(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return merge(nil, v)
	case []any:
		for i := range v {
			v[i] = expand(v[i])
		}
		return v
	case string:
		if rest, ok := strings.CutPrefix(v, "$members:"); ok {
			n, value, _ := strings.Cut(rest, ":")
			count, _ := strconv.Atoi(n)
			m := map[string]any{}
			for i := range count {
				m["member"+strconv.Itoa(i)] = value
			}
			return m
		}
		return expandText(v)
	}
	return v
}

func expandText(s string) string {
	rest, ok := strings.CutPrefix(s, "$repeat:")
	if !ok {
		return s
	}
	n, text, _ := strings.Cut(rest, ":")
	count, _ := strconv.Atoi(n)
	return strings.Repeat(text, count)
}
