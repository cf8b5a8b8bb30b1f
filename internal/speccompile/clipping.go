package speccompile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// clipping is a value as an excerpt shows it.
type clipping struct {
	text        string // of a plain value, or of a container whose inside is not shown
	open, close string // the brackets of a container
	names       []string
	entries     []*clipping
	rest        string // what stands for the entries that are left out
}

const (
	// mostPlain is how many plain members an outline shows. A container of more
	// than mostEntries to be shown shows fewEntries and their number.
	mostPlain   = 4
	mostEntries = 10
	fewEntries  = 3
	// width is the length up to which an excerpt stands on one line.
	width = 72
)

// clip applies a mask to a value. The schema gives the order of members.
func clip(v any, m *mask, s *Schema) *clipping {
	switch v := v.(type) {
	case map[string]any:
		return clipObject(v, m, s)
	case []any:
		return clipList(v, m, s)
	}
	return &clipping{text: scalar(v)}
}

func clipObject(v map[string]any, m *mask, s *Schema) *clipping {
	c := &clipping{open: "{", close: "}"}
	names := inOrder(v, s)
	masks := make([]*mask, len(names))
	plain := 0
	for i, name := range names {
		masks[i] = m.of(name)
		if m != nil && m.outline && len(m.members) == 0 && !isContainer(v[name]) && plain < mostPlain {
			masks[i] = &mask{}
			plain++
		}
	}
	c.fill(masks, func(i int) (string, *clipping) {
		return scalar(names[i]) + ": ", clip(v[names[i]], masks[i], member(s, names[i]))
	})
	return c
}

func clipList(v []any, m *mask, s *Schema) *clipping {
	c := &clipping{open: "[", close: "]"}
	var items *Schema
	if s != nil {
		items = s.Items
	}
	masks := make([]*mask, len(v))
	for i := range v {
		masks[i] = m.of(strconv.Itoa(i))
	}
	c.fill(masks, func(i int) (string, *clipping) { return "", clip(v[i], masks[i], items) })
	return c
}

// of is the mask of a member or item, nil for one that is not shown.
func (m *mask) of(name string) *mask {
	switch {
	case m == nil:
		return nil
	case m.whole:
		return m
	}
	return m.members[name]
}

// fill takes the entries in that have a mask, or the first few of too many.
func (c *clipping) fill(masks []*mask, entry func(i int) (string, *clipping)) {
	shown := 0
	for _, m := range masks {
		if m != nil {
			shown++
		}
	}
	most := shown
	if shown > mostEntries {
		most = fewEntries
	}
	for i, m := range masks {
		if m != nil && len(c.entries) < most {
			name, e := entry(i)
			c.names, c.entries = append(c.names, name), append(c.entries, e)
		}
	}
	switch {
	case most < shown:
		c.rest = fmt.Sprintf("… (%d in all)", len(masks))
	case shown < len(masks):
		c.rest = "…"
	}
}

func member(s *Schema, name string) *Schema {
	if s == nil {
		return nil
	}
	for _, p := range s.Properties {
		if p.Name == name {
			return p.Schema
		}
	}
	return s.AdditionalProperties
}

// inOrder are the names of the members as the page has them, then the others.
func inOrder(v map[string]any, s *Schema) []string {
	var names []string
	if s != nil {
		for _, p := range s.Properties {
			if _, ok := v[p.Name]; ok {
				names = append(names, p.Name)
			}
		}
	}
	for _, name := range sortedKeys(v) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// print writes a clipping on one line, or on several where that is too long.
func (c *clipping) print() string {
	var b strings.Builder
	c.write(&b, 0)
	return b.String()
}

func (c *clipping) write(b *strings.Builder, depth int) {
	if line := c.line(); c.open == "" || utf8.RuneCountInString(line)+2*depth <= width {
		b.WriteString(line)
		return
	}
	indent := "\n" + strings.Repeat("  ", depth+1)
	b.WriteString(c.open)
	for i, e := range c.entries {
		b.WriteString(indent + c.names[i])
		e.write(b, depth+1)
		if i < len(c.entries)-1 || c.rest != "" {
			b.WriteByte(',')
		}
	}
	if c.rest != "" {
		b.WriteString(indent + c.rest)
	}
	b.WriteString(indent[:1+2*depth] + c.close)
}

// line is the clipping on one line.
func (c *clipping) line() string {
	if c.open == "" {
		return c.text
	}
	var parts []string
	for i, e := range c.entries {
		parts = append(parts, c.names[i]+e.line())
	}
	if c.rest != "" {
		parts = append(parts, c.rest)
	}
	return c.open + strings.Join(parts, ", ") + c.close
}
