package source

import (
	"reflect"
	"testing"
)

func TestAssembly(t *testing.T) {
	main := New("a.http", []byte("@x = one\nbody {{x}}!\n"))
	other := New("b.json", []byte("{other}"))
	a := Whole(main)
	start := a.Begin()
	a.Copy(0, Span{9, 14})
	a.Substitute(0, Span{14, 19}, "one", Origin{File: 0, Span: Span{5, 8}})
	a.Copy(0, Span{19, 20})
	end := len(a.Text)
	file := a.AddFile(other)
	second := a.Begin()
	a.Copy(file, Span{0, 7})
	a.Substitute(file, Span{7, 7}, "secret", Origin{File: Outside})
	if got := string(a.Text[start:end]); got != "body one!" {
		t.Fatalf("region %q", got)
	}
	tests := []struct {
		what string
		span Span
		want FileSpan
	}{
		{"in the whole file", Span{9, 13}, FileSpan{0, Span{9, 13}}},
		{"copied", Span{start, start + 4}, FileSpan{0, Span{9, 13}}},
		{"within a value", Span{start + 6, start + 7}, FileSpan{0, Span{14, 19}}},
		{"from a copy into a value", Span{start + 2, start + 6}, FileSpan{0, Span{11, 19}}},
		{"across a value", Span{start, end}, FileSpan{0, Span{9, 20}}},
		{"the end of a region", Span{end, end}, FileSpan{0, Span{20, 20}}},
		{"the end of the whole file", Span{21, 21}, FileSpan{0, Span{21, 21}}},
		{"in another file", Span{second + 1, second + 6}, FileSpan{1, Span{1, 6}}},
		{"across files", Span{start, second + 3}, FileSpan{0, Span{9, 20}}},
		{"beyond the end", Span{len(a.Text), len(a.Text) + 5}, FileSpan{1, Span{7, 7}}},
	}
	for _, tt := range tests {
		if got := a.Locate(tt.span); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.what, got, tt.want)
		}
	}
	if got, want := a.Places(Span{start + 4, end}), []FileSpan{{0, Span{13, 14}}, {0, Span{14, 19}}, {0, Span{5, 8}}, {0, Span{19, 20}}}; !reflect.DeepEqual(got, want) {
		t.Errorf("places %v, want %v", got, want)
	}
	var references []string
	for span, reference := range a.Substituted {
		references = append(references, string(a.Text[span.Start:span.End])+" for "+string(reference))
	}
	if len(references) != 1 || references[0] != "one for {{x}}" {
		t.Errorf("substituted %q", references)
	}
	if at, ok := a.WrittenAt(Span{start + 5, start + 8}); !ok || at != (FileSpan{0, Span{5, 8}}) {
		t.Errorf("written at %v, %t", at, ok)
	}
	for _, span := range []Span{{start + 5, start + 9}, {start, start + 2}, {len(a.Text) - 3, len(a.Text) - 1}, {9, 10}} {
		if at, ok := a.WrittenAt(span); ok {
			t.Errorf("%v is written at %v", span, at)
		}
	}
	if a.FromOutside(Span{start, end}) || !a.FromOutside(Span{second, len(a.Text)}) {
		t.Error("what stands in no file is not known")
	}
	if string(main.Text) != "@x = one\nbody {{x}}!\n" {
		t.Error("the file's own text was changed")
	}
}

func TestBlankAssembly(t *testing.T) {
	a := Blank(New("a.json", []byte(`{"a": "${A}"}`)))
	if got := a.Locate(Span{0, 3}); got != (FileSpan{}) {
		t.Errorf("of no text: %v", got)
	}
	a.Begin()
	a.Copy(0, Span{0, 7})
	a.Substitute(0, Span{7, 11}, "", Origin{File: Outside})
	a.Copy(0, Span{11, 13})
	if string(a.Text) != `{"a": ""}` {
		t.Fatalf("%q", a.Text)
	}
	if got, want := a.Locate(Span{6, 8}), (FileSpan{0, Span{6, 12}}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// A text that grows without end is cut, and says so.
func TestFull(t *testing.T) {
	a := Blank(New("a", []byte("{{x}}")))
	value := string(make([]byte, 64<<20))
	for range 6 {
		a.Begin()
		a.Substitute(0, Span{0, 5}, value, Origin{File: Outside})
	}
	if !a.Full || len(a.Text) > maxAdded+100 {
		t.Errorf("full %t, %d bytes", a.Full, len(a.Text))
	}
	if got := a.Locate(Span{1, 64 << 20}); got.Span != (Span{0, 5}) {
		t.Error(got)
	}
}

func TestOriginal(t *testing.T) {
	a := Blank(New("a.json", []byte(`{"a": "${A}", "b": 1}`)))
	a.Begin()
	a.Copy(0, Span{0, 7})
	a.Substitute(0, Span{7, 11}, "", Origin{File: Outside})
	a.Copy(0, Span{11, 13})
	a.Substitute(0, Span{13, 13}, "x", Origin{File: Outside})
	a.Copy(0, Span{13, 21})
	if string(a.Text) != `{"a": "",x "b": 1}` {
		t.Fatalf("%q", a.Text)
	}
	tests := []struct {
		what string
		span Span
		want Span // empty for none
	}{
		{"copied", Span{1, 4}, Span{1, 4}},
		{"copied after a value", Span{11, 14}, Span{14, 17}},
		{"up to the end of a part", Span{7, 9}, Span{11, 13}},
		{"across an empty value", Span{6, 8}, Span{}},
		{"a value", Span{9, 10}, Span{}},
		{"from a copy into a value", Span{8, 10}, Span{}},
		{"nothing", Span{2, 2}, Span{}},
		{"beyond the end", Span{16, 30}, Span{}},
	}
	for _, tt := range tests {
		got, ok := a.Original(tt.span)
		if got.Span != tt.want || ok != (tt.want != Span{}) {
			t.Errorf("%s: %v, %t; want %v", tt.what, got, ok, tt.want)
		}
	}
	if _, ok := Blank(New("a", nil)).Original(Span{0, 1}); ok {
		t.Error("an assembly without text has something original")
	}
}
