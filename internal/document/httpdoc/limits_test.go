package httpdoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/expand"
	"github.com/payloadlint/payloadlint/internal/source"
)

// These would not end if the time grew faster than the text.
func TestManyOfAll(t *testing.T) {
	const n = 200_000
	tests := []struct {
		name, text       string
		requests, faults int
	}{
		{"separators", strings.Repeat("###\n", n), 0, 0},
		{"lone CR", strings.Repeat("\r", n) + "GET http://x", 1, 0},
		{"requests", strings.Repeat("###\nGET http://x\n", n), n, 0},
		{"faults", strings.Repeat("###\nGET http://x\nA\n", n), 0, n},
		{"definitions", strings.Repeat("@a = {{a}}{{b}}\n", n) + "GET http://x/{{a}}", 1, 0},
		{"lines that go on", "GET http://x\n" + strings.Repeat(" a\n", n), 1, 0},
		{"lines of a header", "GET http://x\nA: b\n" + strings.Repeat(" a\n", n), 1, 0},
		{"headers", "GET http://x\n" + strings.Repeat("A: {{a}}\n", n), 1, 0},
		{"names of headers", "GET http://x\n" + strings.Repeat("A", n), 0, 1},
		{"comments in a body", "GET http://x\n\n[\n1" + strings.Repeat("\n#\n,1", n) + "]", 1, 0},
		{"scripts", "GET http://x\n\n" + strings.Repeat("> {%\n", n), 1, 0},
		{"openings", "GET http://x/" + strings.Repeat("{{", n), 1, 0},
		{"slashes", "GET http://x" + strings.Repeat("/", n), 1, 0},
		{"segments", "GET http://x" + strings.Repeat("/{{a}}", n), 1, 0},
		{"queries", "GET http://x?" + strings.Repeat("&a=%41", n), 1, 0},
		{"blanks of a variable", "@a = a" + strings.Repeat(" a", n) + "\nGET http://x/{{a}}", 1, 0},
		{"blanks", "GET http://x" + strings.Repeat(" a", n), 0, 1},
		{"words of a command", "curl http://foreign.example" + strings.Repeat(" 'a'", n), 1, 0},
		{"foreign requests", strings.Repeat("###\nGET http://foreign.example x\nA\n", n), n, 0},
		{"files that are sent as they are", "GET http://x\n\n[{{a}}" + strings.Repeat("\n,\n< plain.json\n,{{a}}", n/4) + "]", 1, 0},
		{"included files", strings.Repeat("###\nGET http://x\n\n< plain.json\n", n/4), n / 4, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, f := parse(test.text); len(f.Requests) != test.requests || len(f.Faults) != test.faults {
				t.Errorf("%d requests, %d faults", len(f.Requests), len(f.Faults))
			}
		})
	}
}

// A chain of definitions is followed where each stands before its use, however
// long it is; the other way, a part of it.
func TestChains(t *testing.T) {
	const n = 100_000
	var forth, back strings.Builder
	for i := range n {
		fmt.Fprintf(&forth, "@a%d = {{a%d}}\n", i+1, i)
		fmt.Fprintf(&back, "@a%d = {{a%d}}\n", n-i, n-i-1)
	}
	request := fmt.Sprintf("GET http://x/{{a%d}}", n)
	if _, f := parse("@a0 = end\n" + forth.String() + request); f.Requests[0].Line.Segments[0] != "end" {
		t.Errorf("got %q", f.Requests[0].Line.Segments)
	}
	if _, f := parse(back.String() + "@a0 = end\n" + request); f.Requests[0].Line.SegmentsKnown[0] {
		t.Errorf("got %q", f.Requests[0].Line.Segments)
	}
}

// Values that hold themselves twice, and again, do not grow without end.
func TestGrowth(t *testing.T) {
	var text strings.Builder
	text.WriteString("@a0 = 0123456789\n")
	for i := range 60 {
		fmt.Fprintf(&text, "@a%d = {{a%d}}{{a%d}}\n", i+1, i, i)
	}
	text.WriteString("POST http://x\n\n{\"a\": \"{{a10}}\", \"b\": \"{{a60}}\"}")
	tree, f := parse(text.String())
	if len(f.Requests) != 1 {
		t.Fatalf("%+v", f)
	}
	body := tree.Member(f.Requests[0].Root, "body")
	if got := len(tree.Text(tree.Member(body, "a"))); got != 10<<10 {
		t.Errorf("a has %d bytes", got)
	}
	if got := len(tree.Text(tree.Member(body, "b"))); got > maxValue {
		t.Errorf("b has %d bytes", got)
	}
}

// What would become too large is not read, and what stands before it is.
func TestTooLarge(t *testing.T) {
	for _, reference := range []string{"{{a}}", "{{%a}}"} {
		text := "@a = " + strings.Repeat("0", maxValue) + "\nGET http://x/{{b}}\n###\nPOST http://y\n\n[\n" +
			strings.Repeat(reference+"\n", 100_000) + "]\n###\nGET http://z"
		var tree document.Tree
		large := expand.Outside(map[string]string{"a": strings.Repeat("0", maxValue), "b": "1"})
		f := Parse(&tree, source.New("a.http", []byte(text)), Options{Lookup: large})
		if len(f.Requests) != 1 || f.Requests[0].Line.Segments[0] != "1" || len(f.Faults) != 0 || len(f.Failures) != 1 {
			t.Fatalf("%d requests, %d faults, failures %v", len(f.Requests), len(f.Faults), f.Failures)
		}
		if got := text[f.Failures[0].Span.Start:f.Failures[0].Span.End]; got != "POST http://y" {
			t.Errorf("the failure is at %q", got)
		}
	}
}

func TestZeroOptions(t *testing.T) {
	var tree document.Tree
	f := Parse(&tree, source.New("a.http", []byte("POST http://x/v1/{{a}}\n\n< b.json")), Options{})
	want := []string{
		"POST x|v1|{{a}} segment1? «POST http://x/v1/{{a}}» target«http://x/v1/{{a}}»",
		"failure: b.json: files cannot be included here «b.json»",
	}
	if got := outline(&tree, f); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

// A tree that was used before holds nothing of that.
func TestTreeIsReset(t *testing.T) {
	tree, _ := parse("POST http://x/v1/%41\n\n{\"\\u0041\": 1}")
	f := Parse(tree, source.New("a.http", []byte("\xfe\xff\x00G")), Options{})
	if tree.Len() != 0 || len(f.Faults) != 1 || f.Faults[0].Err.Message != "found the byte order mark of UTF-16, expected text in UTF-8" {
		t.Errorf("%d nodes, %+v", tree.Len(), f.Faults)
	}
}

// What no text stands for stands at the request line.
func TestSyntheticSpans(t *testing.T) {
	tree, f := parse("POST http://x/v1/i?a=1\nA: b\n###\nPOST http://y/v1\n\n [1]")
	under := under(f)
	var got []string
	for _, r := range f.Requests {
		got = append(got, under(tree.Span(r.Root)))
		for id := tree.First(r.Root); id != tree.End(r.Root); id = tree.Next(id) {
			got = append(got, string(tree.Name(id))+" "+under(tree.NameSpan(id))+" "+under(tree.Span(id)))
		}
	}
	want := []string{
		"«POST http://x/v1/i?a=1»",
		"path «http://x/v1/i?a=1» «/v1/i»",
		"query «http://x/v1/i?a=1» «a=1»",
		"header «http://x/v1/i?a=1» «http://x/v1/i?a=1»",
		"body «POST http://x/v1/i?a=1» «POST http://x/v1/i?a=1»",
		"«POST http://y/v1»",
		"path «http://y/v1» «/v1»",
		"query «http://y/v1» «http://y/v1»",
		"header «http://y/v1» «http://y/v1»",
		"body «[» «[1]»",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A path below a folder is joined to it; one from a root, or with a drive, is not.
func TestIncludedPaths(t *testing.T) {
	for written, want := range map[string]string{
		"b.json": "dir/b.json", "./b.json": "dir/b.json", "../b c.json": "b c.json", "/b.json": "/b.json", `C:\b.json`: "C:/b.json", `sub\b.json`: "dir/sub/b.json",
	} {
		var opened []string
		o := Options{Open: func(path string) (*source.File, error) {
			opened = append(opened, path)
			return source.New(path, []byte("{}")), nil
		}}
		var tree document.Tree
		request := "GET http://x\n\n< " + written + "\n###\n"
		Parse(&tree, source.New("dir/a.http", []byte(request+request)), o)
		if len(opened) != 1 || opened[0] != want {
			t.Errorf("%s: opened %q, want %q once", written, opened, want)
		}
	}
}
