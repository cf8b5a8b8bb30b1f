package yamldoc

import (
	"go.yaml.in/yaml/v4"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// isMerge tells whether a key is the merge key. The library gives its tag to
// every plain <<.
func isMerge(key *yaml.Node) bool {
	return key.Kind == yaml.ScalarNode && key.Value == "<<" && key.Tag == "!!merge"
}

// ownNames are the names that stand in a mapping itself; nil if it has no merge key.
func ownNames(n *yaml.Node) map[string]bool {
	merges := false
	for i := 0; i < len(n.Content) && !merges; i += 2 {
		merges = isMerge(n.Content[i])
	}
	if !merges {
		return nil
	}
	own := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		switch key := n.Content[i]; {
		case key.Kind == yaml.AliasNode:
			own[key.Alias.Value] = true
		case !isMerge(key):
			own[key.Value] = true
		}
	}
	return own
}

// merge adds to object the members of the value of a merge key: of a mapping or
// of each mapping of a list, without those in known, to which it adds. It
// returns where the text of the value ends.
func (b *builder) merge(n *yaml.Node, object document.ID, empty int, known map[string]bool) (int, *document.SyntaxError) {
	a, span, fault := b.mergeSource(n, empty)
	if fault != nil {
		return span.End, fault
	}
	if a.tree == nil || a.tree.Kind(a.id) != document.Array {
		return span.End, b.mergeMembers(a, object, known, span)
	}
	for c := a.tree.First(a.id); c != a.tree.End(a.id) && fault == nil; c = a.tree.Next(c) {
		fault = b.mergeMembers(anchored{tree: a.tree, id: c}, object, known, span)
	}
	return span.End, fault
}

// mergeSource is the value of a merge key. A value that is not an alias is read
// into a tree of its own.
func (b *builder) mergeSource(n *yaml.Node, empty int) (anchored, source.Span, *document.SyntaxError) {
	if n.Kind == yaml.AliasNode {
		span := b.aliasSpan(n)
		a, fault := b.target(n, span)
		return a, span, fault
	}
	outer := b.tree
	scratch := new(document.Tree)
	scratch.Reset(b.text, document.YAML)
	b.tree = scratch
	end, fault := b.value(n, document.None, nil, empty)
	b.tree = outer
	if fault != nil {
		return anchored{}, source.Span{Start: end, End: end}, fault
	}
	return anchored{tree: scratch, id: scratch.Roots[0]}, source.Span{Start: scratch.Span(scratch.Roots[0]).Start, End: end}, nil
}

// mergeMembers adds the members of one mapping. Of its duplicates the last
// counts, as everywhere.
func (b *builder) mergeMembers(a anchored, object document.ID, known map[string]bool, blame source.Span) *document.SyntaxError {
	if a.tree == nil || a.tree.Kind(a.id) != document.Object {
		return failure(blame, "a merge key << without a mapping", "an alias or mapping, or a list of them",
			"put the name in quotes if it is not meant to merge")
	}
	from, id := a.tree, a.id
	if fault := b.spend(from.Size(id), blame); fault != nil {
		return fault
	}
	last := make(map[string]document.ID, from.Size(id))
	for c := from.First(id); c != from.End(id); c = from.Next(c) {
		last[string(from.Name(c))] = c
	}
	for c := from.First(id); c != from.End(id); c = from.Next(c) {
		as := nameIn(from, c)
		if known[as.text] || last[as.text] != c {
			continue
		}
		known[as.text] = true
		if fault := b.copy(from, c, object, as, blame); fault != nil {
			return fault
		}
	}
	return nil
}
