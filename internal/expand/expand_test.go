package expand

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/source"
)

func TestSpan(t *testing.T) {
	lookup := Outside(map[string]string{"A": "one", "b": "", "c d": "four"})
	tests := []struct {
		text, want string
		ok         bool
	}{
		{"", "", false},
		{"plain $(A) ${X}", "", false},
		{"${A}", "one", true},
		{"x${A}y{{b}}z<c d>$A${X}", "xoneyzfourone${X}", true},
		{"{{ b }}", "", true},
		{"${A:-two}", "one", true},
	}
	for _, tt := range tests {
		a := source.Blank(source.New("x", []byte("<<"+tt.text+">>")))
		region, ok := Span(a, 0, source.Span{Start: 2, End: 2 + len(tt.text)}, lookup)
		if got := string(a.Text[region.Start:region.End]); got != tt.want || ok != tt.ok {
			t.Errorf("%q: %q %t", tt.text, got, ok)
		}
	}
}

func FuzzSpan(f *testing.F) {
	f.Add([]byte("a ${A} {{b}} $A <c d> $(x)"))
	for _, text := range corpus.Texts(f, corpus.JSON, corpus.YAML, corpus.HTTP) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		a := source.Whole(source.New("x", text))
		region, ok := Span(a, 0, source.Span{End: len(text)}, Outside(map[string]string{"A": "1", "b": ""}))
		if !ok {
			return
		}
		for i := region.Start; i <= region.End; i++ {
			at := a.Locate(source.Span{Start: i, End: region.End})
			if at.Span.Start < 0 || at.Span.End > len(text) || at.Span.End < at.Span.Start {
				t.Fatalf("%q: %d is at %v", text, i, at)
			}
		}
	})
}
