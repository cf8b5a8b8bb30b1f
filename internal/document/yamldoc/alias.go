package yamldoc

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// anchored is what an alias stands for: a finished collection in a tree, or,
// when tree is nil, the scalar at span.
type anchored struct {
	tree *document.Tree
	id   document.ID
	span source.Span
}

// What aliases and merge keys may add is bounded, so that a small file cannot
// become a huge tree: a unit is a value added, a member looked at, or
// bytesPerUnit bytes of decoded text.
const (
	freeUnits    = 100_000
	bytesPerUnit = 32
)

func (b *builder) spend(units int, blame source.Span) *document.SyntaxError {
	b.spent += units
	if limit := freeUnits + len(b.text)/4; b.spent > limit {
		return failure(blame, fmt.Sprintf("aliases and merge keys that add more than %d values", limit), "fewer",
			"write the values out, or make several files")
	}
	return nil
}

func (b *builder) anchor(n *yaml.Node, a anchored) {
	if n.Anchor == "" {
		return
	}
	if b.anchors == nil {
		b.anchors = map[*yaml.Node]anchored{}
	}
	b.anchors[n] = a
}

func (b *builder) aliasSpan(n *yaml.Node) source.Span {
	at := b.marks.seek(n.Line, n.Column)
	return source.Span{Start: at, End: min(at+1+len(n.Value), len(b.text))}
}

// target is what the alias n at span stands for. An anchor always stands above
// its alias; if it is not known yet, the alias is inside its value.
func (b *builder) target(n *yaml.Node, span source.Span) (anchored, *document.SyntaxError) {
	a, ok := b.anchors[n.Alias]
	if !ok {
		return a, failure(span, "an alias inside the value that it stands for", "a value that ends", "")
	}
	return a, nil
}

// alias adds what the alias n stands for. Spans stay those of the anchored text.
func (b *builder) alias(n *yaml.Node, parent document.ID, as *name) (int, *document.SyntaxError) {
	span := b.aliasSpan(n)
	a, fault := b.target(n, span)
	if fault != nil {
		return span.End, fault
	}
	if a.tree != nil {
		return span.End, b.copy(a.tree, a.id, parent, as, span)
	}
	kind, text, p := scalarType(n.Alias)
	if p != (problem{}) { // a name may be what a value may not
		return span.End, failure(span, p.found, p.expected, p.advice)
	}
	if fault := b.spend(1+len(text)/bytesPerUnit, span); fault != nil {
		return span.End, fault
	}
	b.addScalar(kind, parent, as, a.span, text)
	return span.End, nil
}

// copy adds the subtree of a finished node below parent.
func (b *builder) copy(from *document.Tree, id, parent document.ID, as *name, blame source.Span) *document.SyntaxError {
	kind, span := from.Kind(id), from.Span(id)
	if kind != document.Array && kind != document.Object {
		text := string(from.Text(id))
		if fault := b.spend(1+len(text)/bytesPerUnit, blame); fault != nil {
			return fault
		}
		b.addScalar(kind, parent, as, span, text)
		return nil
	}
	if fault := b.spend(1, blame); fault != nil {
		return fault
	}
	if b.depth == document.MaxDepth {
		return tooDeep(blame)
	}
	b.depth++
	added := b.add(kind, parent, as, span)
	var fault *document.SyntaxError
	for c := from.First(id); c != from.End(id) && fault == nil; c = from.Next(c) {
		fault = b.copy(from, c, added, nameIn(from, c), blame)
	}
	// The anchored text has its duplicates already; one mistake is one finding.
	known := len(b.tree.Duplicates)
	b.tree.Close(added, span.End)
	b.tree.Duplicates = b.tree.Duplicates[:known]
	b.depth--
	return fault
}

func nameIn(t *document.Tree, id document.ID) *name {
	if !t.HasName(id) {
		return nil
	}
	return &name{t.NameSpan(id), string(t.Name(id))}
}
