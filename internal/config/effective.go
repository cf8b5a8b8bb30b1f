package config

import (
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/rules"
)

// What holds where no configuration file says anything.
const (
	DefaultPlaceholders = "allow"
	DefaultFailOn       = string(rules.Error)
)

// node is a part of a configuration that is written out: a scalar, a list or a
// map, with the place that it comes from.
type node struct {
	name      string // of a member; empty for an item
	text      string // of a scalar
	kind      kind
	children  []node
	at        *Origin // nil where its children have places of their own, or for a default
	isDefault bool
	hidden    bool // the text is a secret
}

type kind uint8

const (
	scalar kind = iota
	list
	mapping
)

func text(name, text string, at *Origin) node { return node{name: name, text: text, at: at} }

// effective is the settings as the keys of one configuration file in a
// directory, which must be above all files that they come from.
func (s *Settings) effective(dir string) []node {
	return []node{
		s.files(dir), s.rules(), s.ignore(dir), s.exclude(dir), s.quotas(),
		orDefault("placeholders", s.Placeholders, DefaultPlaceholders, &s.PlaceholdersAt),
		orDefault("fail-on", s.FailOn, DefaultFailOn, &s.FailOnAt),
		s.known(),
	}
}

func orDefault(name, value, otherwise string, at *Origin) node {
	if value == "" {
		return node{name: name, text: otherwise, isDefault: true}
	}
	return text(name, value, at)
}

// container is a key that has children, or the default: none.
func container(name string, kind kind, children []node) node {
	return node{name: name, kind: kind, children: children, isDefault: len(children) == 0}
}

// entriesOf are the items of a list of all files, nearest first.
func entriesOf[T any](s *Settings, of func(level *Settings) []T) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for level := range s.Levels() {
			list := of(level)
			for i := range list {
				if !yield(&list[i]) {
					return
				}
			}
		}
	}
}

func (s *Settings) files(dir string) node {
	var entries []node
	for e := range entriesOf(s, func(level *Settings) []Entry { return level.Files }) {
		entry := node{kind: mapping, at: &e.At, children: []node{text("glob", e.Glob.from(dir), nil)}}
		if e.Operation != "" {
			entry.children = append(entry.children, text("operation", e.Operation, nil))
		}
		if len(e.Variables) > 0 {
			variables := node{name: "variables", kind: mapping}
			for _, name := range slices.Sorted(maps.Keys(e.Variables)) {
				variables.children = append(variables.children, node{name: name, text: e.Variables[name], hidden: rules.LooksSecret(name)})
			}
			entry.children = append(entry.children, variables)
		}
		entries = append(entries, entry)
	}
	return container("files", list, entries)
}

func (s *Settings) rules() node {
	var keys []node
	operations := map[string]int{} // the index of the key of each
	for i := range s.Severities {
		v := &s.Severities[i]
		if v.Operation == "" {
			keys = append(keys, text(v.Constraint+v.Rule, v.Severity, &v.At))
			continue
		}
		at, ok := operations[v.Operation]
		if !ok {
			at = len(keys)
			operations[v.Operation] = at
			keys = append(keys, node{name: v.Operation, kind: mapping})
		}
		name := v.Rule
		if name == "" {
			name = allRules
		}
		keys[at].children = append(keys[at].children, text(name, v.Severity, &v.At))
	}
	return container("rules", mapping, keys)
}

func (s *Settings) ignore(dir string) node {
	var entries []node
	for g := range entriesOf(s, func(level *Settings) []Ignore { return level.Ignores }) {
		entry := node{kind: mapping, at: &g.At, children: []node{text("file", g.File.from(dir), nil)}}
		for _, key := range []node{
			text("pointer", g.Pointer, nil), text("rule", g.Rule, nil), text("constraint", g.Constraint, nil),
			text("reason", g.Reason, nil), text("expires", g.Expires, nil),
		} {
			if key.text != "" {
				entry.children = append(entry.children, key)
			}
		}
		entries = append(entries, entry)
	}
	return container("ignore", list, entries)
}

func (s *Settings) exclude(dir string) node {
	var items []node
	for level := range s.Levels() {
		for i, g := range level.Exclude {
			items = append(items, text("", g.from(dir), &level.ExcludeAt[i]))
		}
	}
	return container("exclude", list, items)
}

func (s *Settings) quotas() node {
	var p perOperation
	for i := range s.Quotas {
		q := &s.Quotas[i]
		p.add(q.Operation, q.Name, []string{q.Value}, &q.At)
	}
	return container("quotas", mapping, p.keys())
}

func (s *Settings) known() node {
	var p perOperation
	for i := range s.Known {
		k := &s.Known[i]
		p.add(k.Operation, k.Parameter, k.Values, &k.At)
	}
	return container("known-values", mapping, p.keys())
}

// perOperation collects lists of values by operation and name.
type perOperation struct {
	operations []node
	index      map[string]int
	names      map[[2]string]int
}

func (p *perOperation) add(operation, name string, values []string, at *Origin) {
	if p.index == nil {
		p.index, p.names = map[string]int{}, map[[2]string]int{}
	}
	i, ok := p.index[operation]
	if !ok {
		i = len(p.operations)
		p.index[operation] = i
		p.operations = append(p.operations, node{name: operation, kind: mapping})
	}
	op := &p.operations[i]
	j, ok := p.names[[2]string{operation, name}]
	if !ok {
		j = len(op.children)
		p.names[[2]string{operation, name}] = j
		op.children = append(op.children, node{name: name, kind: list, at: at})
	}
	for _, value := range values {
		op.children[j].children = append(op.children[j].children, text("", value, nil))
	}
}

// keys are the operations. A list of one value is the value.
func (p *perOperation) keys() []node {
	for i := range p.operations {
		for j := range p.operations[i].children {
			if n := &p.operations[i].children[j]; len(n.children) == 1 {
				n.kind, n.text, n.children = scalar, n.children[0].text, nil
			}
		}
	}
	return p.operations
}

// from is the pattern as it is to be written in a directory above its own.
func (g Glob) from(dir string) string {
	rel, deeper := below(dir, g.Dir)
	if !deeper {
		return g.Pattern
	}
	pattern := strings.TrimPrefix(strings.TrimPrefix(g.Pattern, "./"), "/")
	if !strings.Contains(strings.TrimSuffix(g.Pattern, "/"), "/") {
		pattern = "**/" + pattern
	}
	return escape.Replace(rel) + "/" + pattern
}

// escape takes the meaning from the characters that have one in a pattern.
var escape = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`)

// Above is the directory of the outermost configuration file, which the globs
// of all of them can be written in; of none where there are none.
func (s *Settings) Above(none string) string {
	for level := range s.Levels() {
		none = path.Dir(level.Source)
	}
	return none
}
