package yamldoc

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v4"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// builder puts the library's nodes into the tree, in text order and once each.
type builder struct {
	tree    *document.Tree // a scratch tree while a merge value is read
	text    []byte
	marks   cursor
	anchors map[*yaml.Node]anchored // of the document so far
	depth   int                     // number of open containers
	spent   int                     // on aliases and merge keys, see spend
}

// name is a member's name; a nil name is that of an item or root.
type name struct {
	span source.Span
	text string
}

func (b *builder) document(doc *yaml.Node) *document.SyntaxError {
	root := doc.Content[0]
	if isEmpty(root) && explicitTag(root) == "" && root.Anchor == "" {
		return nil
	}
	clear(b.anchors)
	_, fault := b.value(root, document.None, nil, atMark)
	return fault
}

// atMark says that an empty value stands at its mark.
const atMark = -1

// value adds a node below parent and returns where its text ends. An empty
// value stands at offset empty.
func (b *builder) value(n *yaml.Node, parent document.ID, as *name, empty int) (int, *document.SyntaxError) {
	switch n.Kind {
	case yaml.AliasNode:
		return b.alias(n, parent, as)
	case yaml.ScalarNode:
		return b.scalar(n, parent, as, empty)
	}
	return b.collection(n, parent, as)
}

func (b *builder) collection(n *yaml.Node, parent document.ID, as *name) (int, *document.SyntaxError) {
	kind, own, opener, closer := document.Array, "!!seq", byte('['), byte(']')
	if n.Kind == yaml.MappingNode {
		kind, own, opener, closer = document.Object, "!!map", '{', '}'
	}
	at := b.marks.seek(n.Line, n.Column)
	_, start := skipProperties(b.text, at)
	if tag := explicitTag(n); tag != "" && tag != own && tag != "!" {
		return start, b.badTag(at, wrongTag(tag))
	}
	if b.depth == document.MaxDepth {
		return start, tooDeep(source.Span{Start: start, End: min(start+1, len(b.text))})
	}
	b.depth++
	id := b.add(kind, parent, as, source.Span{Start: start, End: start})
	var end int
	var fault *document.SyntaxError
	if kind == document.Object {
		end, fault = b.members(n, id, start)
	} else {
		end, fault = b.items(n, id, start)
	}
	// A pair within a flow sequence is a mapping without brackets.
	if fault == nil && n.Style&yaml.FlowStyle != 0 && b.text[start] == opener {
		end = flowEnd(b.text, max(end, start+1), closer)
	}
	b.tree.Close(id, end)
	b.depth--
	if fault == nil {
		b.anchor(n, anchored{tree: b.tree, id: id})
	}
	return end, fault
}

func (b *builder) items(n *yaml.Node, array document.ID, start int) (end int, fault *document.SyntaxError) {
	end = start
	for i := 0; i < len(n.Content) && fault == nil; i++ {
		end, fault = b.value(n.Content[i], array, nil, atMark)
	}
	return end, fault
}

func (b *builder) members(n *yaml.Node, object document.ID, start int) (end int, fault *document.SyntaxError) {
	end = start
	own := ownNames(n)
	for i := 0; i+1 < len(n.Content) && fault == nil; i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		var as name
		if as, fault = b.key(key); fault != nil {
			break
		}
		empty := atMark
		if isEmpty(value) {
			mark := b.marks.seek(value.Line, value.Column)
			empty = emptyPlace(b.text, as.span.End, mark, n.Style&yaml.FlowStyle != 0)
		}
		if isMerge(key) {
			end, fault = b.merge(value, object, empty, own)
		} else {
			end, fault = b.value(value, object, &as, empty)
		}
	}
	return end, fault
}

// key is the name that a key node stands for: its spelling, whatever its type.
func (b *builder) key(n *yaml.Node) (name, *document.SyntaxError) {
	switch n.Kind {
	case yaml.ScalarNode:
		at := b.marks.seek(n.Line, n.Column)
		if p := checkKeyTag(n); p != (problem{}) {
			return name{}, b.badTag(at, p)
		}
		span := b.scalarSpan(n, at, atMark)
		if isEmpty(n) { // a mapping begins after the properties of its first name
			_, span.Start = skipProperties(b.text, at)
			span.End = span.Start
		}
		b.anchor(n, anchored{span: span})
		return name{span, n.Value}, nil
	case yaml.AliasNode:
		if span := b.aliasSpan(n); n.Alias.Kind == yaml.ScalarNode {
			return name{span, n.Alias.Value}, nil
		}
	}
	return name{}, b.badKey(n)
}

func (b *builder) badKey(n *yaml.Node) *document.SyntaxError {
	at := b.marks.seek(n.Line, n.Column)
	found, advice := "a list as a name", "names in JSON are strings"
	if n.Kind == yaml.MappingNode {
		found = "a mapping as a name"
	}
	if n.Kind == yaml.AliasNode {
		found = "an alias of a list or mapping as a name"
	}
	if bytes.Contains(b.text[max(at-1, 0):min(at+2, len(b.text))], []byte("{{")) {
		advice = templateAdvice("{{")
	}
	return failure(source.Span{Start: at, End: min(at+1, len(b.text))}, found, "a string", advice)
}

func (b *builder) scalar(n *yaml.Node, parent document.ID, as *name, empty int) (int, *document.SyntaxError) {
	at := b.marks.seek(n.Line, n.Column)
	span := b.scalarSpan(n, at, empty)
	kind, text, p := scalarType(n)
	switch {
	case p.tag:
		return span.End, b.badTag(at, p)
	case p != (problem{}):
		return span.End, failure(span, p.found, p.expected, p.advice)
	}
	b.addScalar(kind, parent, as, span, text)
	b.anchor(n, anchored{span: span})
	return span.End, nil
}

// scalarSpan is where the text of a scalar stands whose mark is at offset at.
// Without any text it is empty: after the properties, or else at offset empty.
func (b *builder) scalarSpan(n *yaml.Node, at, empty int) source.Span {
	end, start := skipProperties(b.text, at)
	if !isEmpty(n) {
		return source.Span{Start: start, End: scalarEnd(b.text, start, n)}
	}
	if end == at && empty != atMark {
		end = empty
	}
	return source.Span{Start: end, End: end}
}

// isEmpty tells whether a scalar has no text, not even quotes.
func isEmpty(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && isPlain(n)
}

func (b *builder) add(kind document.Kind, parent document.ID, as *name, span source.Span) document.ID {
	return b.addNode(kind, parent, as, span, false)
}

func (b *builder) addScalar(kind document.Kind, parent document.ID, as *name, span source.Span, text string) {
	bare, same := spelled(b.text[span.Start:span.End], text)
	if kind != document.String { // the tree strips quotes from strings only
		same = same && bare
	}
	if id := b.addNode(kind, parent, as, span, bare); !same {
		b.tree.SetText(id, text)
	}
}

func (b *builder) addNode(kind document.Kind, parent document.ID, as *name, span source.Span, bare bool) document.ID {
	id := b.tree.Add(kind, parent, span, bare)
	if as != nil {
		bare, same := spelled(b.text[as.span.Start:as.span.End], as.text)
		if b.tree.SetName(id, as.span, bare); !same {
			b.tree.SetDecodedName(id, as.text)
		}
	}
	return id
}

// spelled tells whether text stands in src as it is, bare or between quotes.
func spelled(src []byte, text string) (bare, same bool) {
	if string(src) == text {
		return true, true
	}
	return false, len(src) >= 2 && string(src[1:len(src)-1]) == text
}

func tooDeep(span source.Span) *document.SyntaxError {
	return failure(span, fmt.Sprintf("values nested more than %d deep", document.MaxDepth), "fewer levels", "")
}
