package document

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/source"
)

// builder makes trees of any shape: each value gets its own bytes of the text.
type builder struct {
	Tree
	text []byte
}

// put writes s and returns where it stands.
func (b *builder) put(s string) source.Span {
	start := len(b.text)
	b.text = append(b.text, s...)
	b.Source = b.text
	return source.Span{Start: start, End: len(b.text)}
}

// add appends a node; name is its key with quotes, "" for none.
func (b *builder) add(kind Kind, parent ID, name, text string) ID {
	var key source.Span
	if name != "" {
		key = b.put(name)
	}
	id := b.Add(kind, parent, b.put(text), false)
	if name != "" {
		b.SetName(id, key, false)
	}
	return id
}

func (b *builder) close(id ID) { b.Close(id, b.put("}").End) }

func TestNavigation(t *testing.T) {
	var b builder
	root := b.add(Object, None, "", "{")
	list := b.add(Array, root, `"list"`, "[")
	zero := b.add(Number, list, "", "0")
	empty := b.add(Object, list, "", "{")
	b.close(empty)
	b.close(list)
	text := b.add(String, root, `"text"`, `"x"`)
	b.close(root)
	second := b.add(Null, None, "", "null")

	for id, want := range map[ID]struct {
		pointer              string
		parent, first, end   ID
		index, size          int
		named                bool
		name, text, spanText string
	}{
		root:   {"", None, list, second, 0, 2, false, "", `{"list"[0{}}"text""x"}`, `{"list"[0{}}"text""x"}`},
		list:   {"/list", root, zero, text, 0, 2, true, "list", `[0{}}`, `[0{}}`},
		zero:   {"/list/0", list, empty, empty, 0, 0, false, "", "0", "0"},
		empty:  {"/list/1", list, text, text, 1, 0, false, "", "{}", "{}"},
		text:   {"/text", root, second, second, 1, 0, true, "text", "x", `"x"`},
		second: {"", None, second + 1, second + 1, 1, 0, false, "", "null", "null"},
	} {
		span := b.Span(id)
		got := []any{b.Pointer(id), b.Parent(id), b.First(id), b.End(id), b.Next(id), b.Index(id), b.Size(id), b.HasName(id), string(b.Name(id)), string(b.Text(id)), string(b.Source[span.Start:span.End])}
		wanted := []any{want.pointer, want.parent, want.first, want.end, want.end, want.index, want.size, want.named, want.name, want.text, want.spanText}
		if !reflect.DeepEqual(got, wanted) {
			t.Errorf("node %d:\n got %v\nwant %v", id, got, wanted)
		}
	}
	if !reflect.DeepEqual(b.Roots, []ID{root, second}) || b.Len() != 6 {
		t.Errorf("roots %v, %d nodes", b.Roots, b.Len())
	}
}

func TestTextAndName(t *testing.T) {
	var b builder
	root := b.add(Object, None, "", "{")
	bare := b.Add(String, root, b.put("plain text"), true)
	b.SetName(bare, b.put("key"), true)
	own := b.add(String, root, `"\u0061"`, `"\n"`)
	b.SetText(own, "\n")
	b.SetDecodedName(own, "a")
	one := b.Add(String, root, b.put("'"), false) // shorter than its quotes
	empty := b.add(String, root, `""`, `""`)
	b.close(root)
	for id, want := range map[ID][2]string{bare: {"key", "plain text"}, own: {"a", "\n"}, one: {"", "'"}, empty: {"", ""}} {
		if got := [2]string{string(b.Name(id)), string(b.Text(id))}; got != want {
			t.Errorf("node %d: got %q, want %q", id, got, want)
		}
	}
}

// Texts may be set in any order, and twice.
func TestSetTextInAnyOrder(t *testing.T) {
	var b builder
	root := b.add(Array, None, "", "[")
	var ids []ID
	for range 20 {
		ids = append(ids, b.add(String, root, "", `"?"`))
	}
	b.close(root)
	for i := range ids {
		id := ids[i*7%20]
		b.SetText(id, "wrong")
		b.SetTextBytes(id, fmt.Appendf(nil, "text %d", id))
	}
	for _, id := range ids {
		if got, want := string(b.Text(id)), fmt.Sprintf("text %d", id); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// What Text returned stays as it is when more texts are added.
func TestTextsDoNotOverlap(t *testing.T) {
	var b builder
	root := b.add(Array, None, "", "[")
	first := b.add(String, root, "", `"?"`)
	b.SetText(first, "first")
	text := b.Text(first)
	second := b.add(String, root, "", `"?"`)
	b.SetText(second, "second")
	_ = append(text, "overwritten"...)
	if string(b.Text(first)) != "first" || string(b.Text(second)) != "second" {
		t.Errorf("got %q and %q", b.Text(first), b.Text(second))
	}
}

func TestPointer(t *testing.T) {
	for name, want := range map[string]string{
		"a": "/a", "a/b": "/a~1b", "m~n": "/m~0n", "~1": "/~01", "~/~": "/~0~1~0", " ": "/ ", "云": "/云", "a\nb": "/a\nb",
	} {
		var b builder
		root := b.add(Object, None, "", "{")
		member := b.add(Null, root, `"`+name+`"`, "null")
		b.close(root)
		if got := b.Pointer(member); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
		if got := "/" + EscapePointer(name); got != want {
			t.Errorf("EscapePointer(%q) = %q", name, got)
		}
	}
}

func TestMember(t *testing.T) {
	var b builder
	root := b.add(Object, None, "", "{")
	a1 := b.add(Number, root, `"a"`, "1")
	inner := b.add(Object, root, `"b"`, "{")
	b.add(Number, inner, `"a"`, "2")
	b.close(inner)
	a2 := b.add(Number, root, `"a"`, "3")
	list := b.add(Array, root, `"list"`, "[")
	b.add(Number, list, "", "4")
	b.close(list)
	b.close(root)
	for _, test := range []struct {
		id   ID
		name string
		want ID
	}{
		{root, "a", a2}, {root, "b", inner}, {root, "A", None}, {root, "", None}, {inner, "b", None}, {list, "", None}, {list, "0", None}, {a1, "a", None},
	} {
		if got := b.Member(test.id, test.name); got != test.want {
			t.Errorf("Member(%d, %q) = %d, want %d", test.id, test.name, got, test.want)
		}
	}
}

// Duplicates are what a map finds, for every size.
func TestDuplicates(t *testing.T) {
	var b builder
	for size := range 48 {
		for _, different := range []int{1, 2, 16, 1000} {
			b.Reset(nil, JSON)
			b.text = b.text[:0]
			root := b.add(Object, None, "", "{")
			first := map[string]ID{}
			var want []Duplicate
			for i := range size {
				name := strings.Repeat("n", 1+i*i%different)
				id := b.add(Array, root, `"`+name+`"`, "[")
				b.add(Null, id, "", "null") // members with subtrees
				b.close(id)
				if earlier, ok := first[name]; ok {
					want = append(want, Duplicate{earlier, id})
				} else {
					first[name] = id
				}
			}
			b.close(root)
			if len(want) != len(b.Duplicates) || len(want) > 0 && !reflect.DeepEqual(b.Duplicates, want) {
				t.Errorf("%d members, %d names: got %v, want %v", size, different, b.Duplicates, want)
			}
		}
	}
}

func TestDuplicatesByDecodedName(t *testing.T) {
	for _, more := range []int{0, 16} {
		var b builder
		root := b.add(Object, None, "", "{")
		first := b.add(Null, root, `"a"`, "null")
		for i := range more {
			b.add(Null, root, fmt.Sprintf(`"x%d"`, i), "null")
		}
		second := b.add(Null, root, `"\u0061"`, "null")
		b.SetDecodedName(second, "a")
		b.close(root)
		if !reflect.DeepEqual(b.Duplicates, []Duplicate{{first, second}}) {
			t.Errorf("got %v", b.Duplicates)
		}
	}
}

func TestDeepTree(t *testing.T) {
	var b builder
	id := None
	for range MaxDepth {
		id = b.add(Array, id, "", "[")
	}
	leaf := b.add(Null, id, "", "null")
	for ; id != None; id = b.Parent(id) {
		b.close(id)
	}
	if got, want := b.Pointer(leaf), strings.Repeat("/0", MaxDepth); got != want {
		t.Errorf("pointer of %d bytes, want %d", len(got), len(want))
	}
	for id := ID(0); int(id) < b.Len(); id++ {
		if b.Next(id) != ID(b.Len()) {
			t.Fatalf("node %d ends at %d", id, b.Next(id))
		}
	}
}

func TestReset(t *testing.T) {
	var b builder
	fill := func() {
		b.text = b.text[:0]
		b.Reset(nil, YAML)
		root := b.add(Object, None, "", "{")
		for i := range 32 {
			id := b.add(String, root, `"\n"`, `"\t"`)
			b.SetTextBytes(id, b.text[:i%5])
			b.SetDecodedNameBytes(id, b.text[:2])
		}
		b.close(root)
	}
	fill()
	b.Reset([]byte("[]"), JSON)
	if b.Len() != 0 || len(b.Roots) != 0 || len(b.Duplicates) != 0 || string(b.Source) != "[]" || b.Format != JSON {
		t.Error("something is left")
	}
	id := b.Add(String, None, source.Span{Start: 0, End: 2}, false)
	if string(b.Text(id)) != "" || string(b.Name(id)) != "" {
		t.Errorf("a former text is left: %q, %q", b.Text(id), b.Name(id))
	}
	if n := testing.AllocsPerRun(10, fill); n != 0 {
		t.Errorf("%v allocations in a used tree", n)
	}
}

// Room for nodes follows the text, and never runs far ahead of the nodes.
func TestGrow(t *testing.T) {
	const size = 1 << 20
	var tree Tree
	tree.Reset(make([]byte, size), JSON)
	for i := 0; i < size; i += 4 {
		n := len(tree.nodes)
		tree.Add(Null, None, source.Span{Start: i, End: i + 4}, false)
		if room := cap(tree.nodes); room > max(8*n+32, maxFirst+8) || room > size/4*11/10+64 {
			t.Fatalf("room for %d after %d nodes", room, n)
		}
	}
	tree.Reset(nil, YAML) // offsets that do not grow, and a text that is unknown
	tree.nodes = nil
	for range 1000 {
		tree.Add(Null, None, source.Span{}, false)
	}
}

func TestKindString(t *testing.T) {
	got := fmt.Sprint(Null, Bool, Number, String, Array, Object)
	if want := "null boolean number string array object"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSyntaxErrorIsAnError(t *testing.T) {
	var err error = &SyntaxError{Span: source.Span{Start: 3, End: 4}, Message: "found ','"}
	if got, want := err.Error(), "offset 3: found ','"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkDuplicates(b *testing.B) {
	for _, size := range []int{2, 4, 16, 64, 4096} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			var t builder
			root := t.add(Object, None, "", "{")
			for i := range size {
				t.add(Null, root, fmt.Sprintf(`"Parameter%d"`, 1000+i), "null")
			}
			t.close(root)
			b.ReportAllocs()
			for b.Loop() {
				t.findDuplicates(root)
			}
		})
	}
}

// A renamed member has the new name everywhere but where it is written.
func TestRename(t *testing.T) {
	var tree Tree
	for range 2 { // a tree that is used again has forgotten it
		tree.Reset([]byte(`{"a":1,"b":2}`), JSON)
		root := tree.Add(Object, None, source.Span{Start: 0, End: 1}, false)
		a := tree.Add(Number, root, source.Span{Start: 5, End: 6}, false)
		tree.SetName(a, source.Span{Start: 1, End: 4}, false)
		b := tree.Add(Number, root, source.Span{Start: 11, End: 12}, false)
		tree.SetName(b, source.Span{Start: 7, End: 10}, false)
		tree.SetDecodedName(b, "B")
		tree.Close(root, 13)
		if string(tree.Name(a)) != "a" || string(tree.Written(b)) != "B" {
			t.Fatalf("%q %q", tree.Name(a), tree.Written(b))
		}
		tree.Rename(a, "x")
		tree.Rename(b, "y")
		if string(tree.Name(a))+string(tree.Name(b)) != "xy" || string(tree.Written(a))+string(tree.Written(b)) != "aB" ||
			tree.Member(root, "x") != a || tree.Member(root, "a") != None || tree.Pointer(b) != "/B" {
			t.Errorf("%q %q, written %q %q", tree.Name(a), tree.Name(b), tree.Written(a), tree.Written(b))
		}
		tree.Drop(b)
		if b = tree.Add(Number, root, source.Span{Start: 11, End: 12}, false); string(tree.Name(b)) != "" {
			t.Errorf("%q", tree.Name(b))
		}
	}
}

// What is dropped leaves no trace.
func TestDrop(t *testing.T) {
	var tree Tree
	text := []byte(`{"a":{"b":1,"b":2}} {"c":3}`)
	tree.Reset(text, JSON)
	add := func(kind Kind, parent ID, start, end int, name string) ID {
		id := tree.Add(kind, parent, source.Span{Start: start, End: end}, false)
		if name != "" {
			tree.SetDecodedName(id, name)
		}
		return id
	}
	first := add(Object, None, 0, 1, "")
	a := add(Object, first, 5, 6, "a")
	add(Number, a, 10, 11, "b")
	twice := add(Number, a, 16, 17, "b")
	tree.SetText(twice, "two")
	tree.Close(a, 18)
	if len(tree.Duplicates) != 1 {
		t.Fatalf("duplicates %v", tree.Duplicates)
	}
	tree.Drop(a)
	if tree.Len() != 1 || tree.Size(first) != 0 || len(tree.Duplicates) != 0 {
		t.Errorf("%d nodes, size %d, duplicates %v", tree.Len(), tree.Size(first), tree.Duplicates)
	}
	again := add(Number, first, 10, 11, "c")
	tree.Close(first, 19)
	if string(tree.Name(again)) != "c" || string(tree.Text(again)) != "1" || tree.Index(again) != 0 {
		t.Errorf("%q %q %d", tree.Name(again), tree.Text(again), tree.Index(again))
	}
	second := add(Object, None, 20, 21, "")
	tree.Drop(second)
	if len(tree.Roots) != 1 || tree.Len() != 2 {
		t.Errorf("roots %v, %d nodes", tree.Roots, tree.Len())
	}
	v := add(String, None, 20, 21, "")
	tree.SetVague(v)
	tree.SetKind(again, String)
	if !tree.IsVague(v) || tree.IsVague(again) || tree.Kind(again) != String {
		t.Error("the marks of values are wrong")
	}
}
