package request

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/yamldoc"
)

func TestDirective(t *testing.T) {
	tests := []struct{ reason, head, want string }{
		{"a comment", "# payloadlint: operation=Open\n", "operation=Open"},
		{"without space", "#payloadlint:operation=Open", "operation=Open"},
		{"with much space", "  #\t payloadlint :  operation = Open \r\n", "operation = Open"},
		{"with slashes", "// payloadlint: operation=Open\n", "operation=Open"},
		{"in a block", "/* payloadlint: operation=Open */", "operation=Open"},
		{"in a block of lines", "/*\n * A box.\n * payloadlint: operation=Open\n */ ", "operation=Open"},
		{"behind a block", "/* a *//* payloadlint: operation=Open */", "operation=Open"},
		{"in a block without an end", "/* payloadlint: operation=Open", "operation=Open"},
		{"behind the mark of a document", "--- # payloadlint: operation=Open\n", "operation=Open"},
		{"behind a byte order mark", "\ufeff# payloadlint: operation=Open\n", "operation=Open"},
		{"in capitals", "# PayloadLint: operation=Open\n", "operation=Open"},
		{"lines end in CR", "# a\r# payloadlint: operation=Open\r", "operation=Open"},
		{"of several the last", "# payloadlint: operation=A\n# b\n# payloadlint: operation=B\n", "operation=B"},
		{"nothing said", "# payloadlint:\n", ""},
		{"not understood", "# payloadlint: oparation=x", "oparation=x"},
		{"without a colon", "# payloadlint operation=x", "payloadlint operation=x"},
		{"a schema for editors", "# yaml-language-server: $schema=a/b.schema.json\n", "$schema=a/b.schema.json"},
		{"a schema is less than a directive", "# payloadlint: operation=A\n# yaml-language-server: $schema=b\n", "operation=A"},

		{"about findings", "# payloadlint:ignore unknown-parameter\n", "none"},
		{"about findings, with space", "# payloadlint: ignore-file\n", "none"},
		{"about findings, after a directive", "# payloadlint: operation=A\n# payloadlint:ignore b\n", "operation=A"},
		{"prose", "# payloadlint checks this file\n", "none"},
		{"prose of an operation", "# payloadlint operation names are ids\n", "none"},
		{"another word", "# payloadlinter: operation=x\n", "none"},
		{"within a comment", "# see payloadlint: operation=x\n", "none"},
		{"no comment", "payloadlint: operation=x\n", "none"},
		{"another setting for editors", "# yaml-language-server: $anchor=x\n", "none"},
		{"nothing", "", "none"},
		{"nothing but space", " \n\t", "none"},
	}
	for _, tt := range tests {
		text, span, ok := Directive([]byte(tt.head))
		if !ok {
			text = "none"
		}
		if text != tt.want || ok && tt.head[span.Start:span.End] != text {
			t.Errorf("%s: %q at %v, want %q", tt.reason, text, span, tt.want)
		}
	}
}

// Where a YAML document's directive may stand.
func TestDirectiveOfYAML(t *testing.T) {
	tests := []struct{ reason, text, want string }{
		{"above", "# payloadlint: operation=Open\n\nName: x\n", "Open"},
		{"above the mark", "# payloadlint: operation=Open\n--- # box\nName: x\n", "Open"},
		{"at the mark", "--- # payloadlint: operation=Open\nName: x\n", "Open"},
		{"on a marked line", "# payloadlint: operation=Open\n--- {Name: x}\n", "Open"},
		{"above a version", "# payloadlint: operation=Open\n%YAML 1.2\n---\nName: x\n", "Open"},
		{"above a tag", "# payloadlint: operation=Open\n!!map\nName: x\n", "Open"},
		{"indented", "# payloadlint: operation=Open\r\n  Name: x\r\n", "Open"},
		{"each its own", "# payloadlint: operation=Open\nName: x\n---\n# payloadlint: operation=Close\nName: y\n", "Open Close"},
		{"above the second's mark", "Name: x\n# payloadlint: operation=Close\n---\nName: y\n", " Close"},
		{"inside", "Name: x\n# payloadlint: operation=Open\nZone: y\n", ""},
		{"below", "Name: x\n# payloadlint: operation=Open\n", ""},
		{"above an empty document", "# payloadlint: operation=Open\n---\n---\nName: y\n", ""},
		{"in a text that looks like comments", "--- |\n # payloadlint: operation=Open\n---\nName: y\n", " "},
		{"a schema of ours", "# yaml-language-server: $schema=../schemas/acme/box/Open.schema.json\nName: x\n", "Open"},
		{"another schema", "# yaml-language-server: $schema=https://example.com/x.json\nName: x\n", ""},
	}
	r := New(catalogue())
	for _, tt := range tests {
		tree, q := new(document.Tree), new(Request)
		if err := yamldoc.Parse(tree, []byte(tt.text)); err != nil {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		var got []string
		for _, root := range tree.Roots {
			if err := r.Read(tree, root, Hint{}, q); err != nil {
				t.Fatal(err)
			}
			got = append(got, strings.TrimPrefix(q.Operation, "acme/box/"))
			if q.Outcome == Commented && tt.text[q.Directive.Span.Start:q.Directive.Span.End] != q.Directive.Text {
				t.Errorf("%s: %v", tt.reason, q.Directive)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.reason, got, tt.want)
		}
	}
}

// Many documents, with comments above each that all might be looked through.
func TestManyDirectives(t *testing.T) {
	text := strings.Repeat("---\n# payloadlint: operation=Open\n--- |\n # a\n # b\n", 20_000)
	tree, q := new(document.Tree), new(Request)
	if err := yamldoc.Parse(tree, []byte(text)); err != nil {
		t.Fatal(err)
	}
	r, looked := New(catalogue()), 0
	for _, root := range tree.Roots {
		head := headOf(tree, root)
		looked += head.End - head.Start
		if err := r.Read(tree, root, Hint{}, q); err != nil {
			t.Fatal(err)
		}
	}
	if looked > 2*len(text) {
		t.Errorf("looked through %d bytes of %d", looked, len(text))
	}
}

func FuzzDirective(f *testing.F) {
	for _, head := range []string{
		"# payloadlint: operation=Open\n", "/* a\r\n * payloadlint:operation = x*/ //payloadlint:", "---\n# yaml-language-server: $schema=x",
		"\ufeff// payloadlint operation=x", "# payloadlint:ignore", "/*/", "#",
	} {
		f.Add([]byte(head))
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		text, span, ok := Directive(head)
		if span.Start < 0 || span.End < span.Start || span.End > len(head) || string(head[span.Start:span.End]) != text || !ok && text != "" {
			t.Fatalf("%q at %v of %q", text, span, head)
		}
		if strings.ContainsAny(text, "\r\n") || strings.TrimSpace(text) != text && strings.Trim(text, " \t") != text {
			t.Errorf("%q", text)
		}
		if name, ok := operand(text); ok && (name == "" || !strings.Contains(text, name)) {
			t.Errorf("%q of %q", name, text)
		}
	})
}
