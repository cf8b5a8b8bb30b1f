package rules

import (
	"bytes"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// This file knows what may be changed in YAML. It goes by what stands around a
// name or value: where that is anything but the plainest form, nothing is done.

// shared says which parts of a YAML text stand for several values, because
// aliases or merge keys lead there.
type shared struct {
	ranges []Range
	names  bool // an alias stands for a name somewhere
	merges bool // there may be a merge key
	// anchored are the objects that a merge key may bring into others, and lists of
	// them, where there may be one: also if nothing of them is seen there, because
	// it is given there.
	anchored map[document.ID]bool
	// merging are objects by whether they may have a merge key, as far as that was
	// asked.
	merging map[document.ID]bool
}

// sharing finds what is shared, once. What came through an alias has the place
// of the anchored text, which is before the alias.
func (w *writer) sharing() *shared {
	if w.fixer.shared != nil {
		return w.fixer.shared
	}
	t, found, at := w.tree, &shared{anchored: map[document.ID]bool{}, merging: map[document.ID]bool{}}, 0
	found.merges = bytes.Contains(t.Source, []byte("<<"))
	for id := range document.ID(t.Len()) {
		if t.HasName(id) {
			key := t.NameSpan(id)
			found.names = found.names || key.Start < key.End && t.Source[key.Start] == '*'
			if key.Start < at {
				found.ranges = append(found.ranges, Range(key))
			} else {
				at = key.End
			}
		}
		switch span := t.Span(id); {
		case span.Start < at:
			found.ranges = append(found.ranges, Range(span))
		case t.Size(id) == 0:
			at = span.End
		default:
			if found.merges && (bytes.IndexByte(t.Source[at:span.Start], '&') >= 0 || found.anchored[t.Parent(id)] && !t.HasName(id)) {
				found.anchored[id] = true
			}
			at = span.Start
		}
	}
	found.ranges = joined(found.ranges)
	w.fixer.shared = found
	return found
}

// isShared tells whether a change to a span would change several values.
func (w *writer) isShared(span source.Span) bool {
	return w.tree.Format == document.YAML && overlaps(w.sharing().ranges, span)
}

// isAlone tells whether a value stands for itself and right behind its name or
// the mark of its item: no anchor, tag or comment is between.
func (w *writer) isAlone(id document.ID) bool {
	t, span := w.tree, w.tree.Span(id)
	if w.isShared(span) || span.Start == span.End {
		return false
	}
	if !t.HasName(id) {
		before := bytes.TrimRight(t.Source[:span.Start], " \t\r\n")
		return len(before) > 0 && len(before) < span.Start && bytes.IndexByte([]byte("-[,"), before[len(before)-1]) >= 0 ||
			len(before) == span.Start && len(before) > 0 && bytes.IndexByte([]byte("[,"), before[len(before)-1]) >= 0
	}
	end := t.NameSpan(id).End
	return end <= span.Start && string(bytes.TrimSpace(t.Source[end:span.Start])) == ":"
}

// isNameAlone tells whether a name stands for itself: nothing is before it but
// the beginning of its line, the mark of an item, a brace or a comma.
func (w *writer) isNameAlone(key source.Span) bool {
	text := w.tree.Source
	if w.isShared(key) || w.sharing().names || key.Start == key.End {
		return false
	}
	before := bytes.TrimRight(text[:key.Start], " \t")
	if len(before) == 0 {
		return true
	}
	switch last := before[len(before)-1]; last {
	case '\n', '\r', '{', ',':
		return true
	case '-':
		line := before[bytes.LastIndexByte(before, '\n')+1:]
		return len(before) < key.Start && len(bytes.Trim(line, " -")) == 0 && !bytes.HasPrefix(line, []byte("---"))
	}
	return len(before) == len("\ufeff") && string(before) == "\ufeff"
}

// isMemberAlone tells whether a member stands for itself, name and value, and
// ends where its value does.
func (w *writer) isMemberAlone(id document.ID) bool {
	t, key, value := w.tree, w.tree.NameSpan(id), w.tree.Span(id)
	if !w.isNameAlone(key) || value.Start < key.End || w.isShared(value) || !w.mayChange(t.Parent(id)) {
		return false
	}
	if w.sharing().merges && bytes.IndexByte(t.Source[key.End:value.End], '&') >= 0 {
		return false // a merge key may need an anchor in it
	}
	if value.Start == value.End {
		return len(bytes.TrimSpace(t.Source[key.End:value.Start])) <= 1 // nothing, or a colon
	}
	return w.isAlone(id) && !w.endsInBlock(value)
}

// mayChange tells whether an object may get or lose members: it stands once, all
// of its members stand in it, and they are those of no other object.
func (w *writer) mayChange(object document.ID) bool {
	return !w.isShared(w.tree.Span(object)) && !w.isMerged(object)
}

// isMerged tells whether an object may have members of others by a merge key, or
// others those of it.
func (w *writer) isMerged(object document.ID) bool {
	all := w.sharing()
	if !all.merges || all.anchored[object] {
		return all.merges
	}
	merging, known := all.merging[object]
	if !known {
		merging = w.holdsMerge(object)
		all.merging[object] = merging
	}
	return merging
}

// holdsMerge tells whether << stands in the text of an object outside of the names
// and values of its members.
func (w *writer) holdsMerge(object document.ID) bool {
	t, own := w.tree, w.tree.Span(object)
	at, merge := own.Start, []byte("<<")
	for c := t.First(object); c != t.End(object); c = t.Next(c) {
		for _, span := range [...]source.Span{t.NameSpan(c), t.Span(c)} {
			if span.Start < at || span.End > own.End {
				continue // it stands elsewhere, by an alias
			}
			if bytes.Contains(t.Source[at:span.Start], merge) {
				return true
			}
			at = span.End
		}
	}
	return bytes.Contains(t.Source[at:max(at, own.End)], merge)
}

// endsInBlock tells whether the last scalar of a value may be one whose end
// depends on the lines after it.
func (w *writer) endsInBlock(span source.Span) bool {
	return bytes.ContainsAny(w.tree.Source[span.Start:span.End], "|>")
}

// isFlow tells whether an object is written in braces.
func (w *writer) isFlow(object document.ID) bool {
	span := w.tree.Span(object)
	return span.End-span.Start >= 2 && w.tree.Source[span.Start] == '{' && w.tree.Source[span.End-1] == '}'
}

// removeBlock takes a member with its lines out of an object that has one below
// the other. A comment behind it stays.
func (w *writer) removeBlock(id document.ID) []change {
	t := w.tree
	object, text := t.Parent(id), t.Source
	start, end := t.NameSpan(id).Start, t.Span(id).End
	if w.holdsComment(id) {
		return nil
	}
	own := source.Span{Start: start, End: end}
	if t.Size(object) == 1 {
		return []change{{own, "{}"}}
	}
	line := bytes.LastIndexByte(text[:start], '\n') + 1
	rest := lineRest(text, end)
	onlyBlanks := len(bytes.TrimSpace(text[line:start])) == 0
	behind := bytes.TrimSpace(text[end:rest])
	list, i := w.siblings(object), t.Index(id)
	switch {
	case onlyBlanks && len(behind) == 0 && rest > end:
		return []change{{source.Span{Start: line, End: rest}, ""}}
	case onlyBlanks && len(behind) == 0 && i > 0: // the last line has no end
		return []change{{source.Span{Start: lineBreak(text, line), End: end}, ""}}
	case onlyBlanks && len(behind) > 0 && behind[0] == '#':
		for own.End < rest && (text[own.End] == ' ' || text[own.End] == '\t') {
			own.End++
		}
		return []change{{own, ""}}
	case !onlyBlanks && i == 0 && len(bytes.TrimSpace(text[end:t.NameSpan(list[1]).Start])) == 0:
		return []change{{source.Span{Start: start, End: t.NameSpan(list[1]).Start}, ""}} // - name: …
	}
	return nil
}

// lineRest is the end of the line that an offset is on, its line break included.
func lineRest(text []byte, offset int) int {
	if n := bytes.IndexByte(text[offset:], '\n'); n >= 0 {
		return offset + n + 1
	}
	return len(text)
}

// lineBreak is where the line break before a line begins.
func lineBreak(text []byte, line int) int {
	switch {
	case line > 1 && text[line-1] == '\n' && text[line-2] == '\r':
		return line - 2
	case line > 0:
		return line - 1
	}
	return 0
}

// insertInBlock adds a member as a line of its own: behind the last one, or before
// the first where the last one has no certain end.
func (w *writer) insertInBlock(object document.ID, name, value string) []change {
	t, text := w.tree, w.tree.Source
	list := w.siblings(object)
	if len(list) == 0 || !w.isNameAlone(t.NameSpan(list[0])) {
		return nil
	}
	first, last := t.NameSpan(list[0]), list[len(list)-1]
	line := bytes.LastIndexByte(text[:first.Start], '\n') + 1
	lead := text[line:first.Start]
	if len(bytes.Trim(lead, " -")) > 0 {
		return nil
	}
	indent := string(bytes.Repeat([]byte(" "), len(lead)))
	quoted, ok := yamlScalar(text[first.Start:first.End], name, document.String)
	if !ok {
		return nil
	}
	member := quoted + ": " + value
	end := t.Span(last).End
	rest := lineRest(text, end)
	behind := bytes.TrimSpace(text[end:rest])
	lineEnd := lineBreak(text, rest)
	if rest == len(text) && text[rest-1] != '\n' {
		lineEnd = rest
	}
	isComment := len(behind) > 0 && behind[0] == '#'
	if !w.isMemberAlone(last) || len(behind) > 0 && !isComment || lineEnd < end {
		return []change{{source.Span{Start: first.Start, End: first.Start}, member + newline(text, first.Start) + indent}}
	}
	return []change{{source.Span{Start: lineEnd, End: lineEnd}, newline(text, lineEnd) + indent + member}}
}
