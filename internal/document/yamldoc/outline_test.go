package yamldoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

// outline shows a tree, a node a line: pointer, the text under the name's span,
// kind, decoded text of a scalar, the text under the value's span. An empty
// span shows its offset.
func outline(tree *document.Tree) []string {
	under := func(s source.Span) string {
		if s.Start == s.End {
			return fmt.Sprintf("«@%d»", s.Start)
		}
		return "«" + string(tree.Source[s.Start:s.End]) + "»"
	}
	var lines []string
	for id := document.ID(0); int(id) < tree.Len(); id++ {
		var b strings.Builder
		if b.WriteString(tree.Pointer(id)); tree.HasName(id) {
			b.WriteString(" " + under(tree.NameSpan(id)) + ":")
		}
		b.WriteString(" " + tree.Kind(id).String())
		if kind := tree.Kind(id); kind != document.Object && kind != document.Array {
			fmt.Fprintf(&b, " %q", tree.Text(id))
		}
		b.WriteString(" " + under(tree.Span(id)))
		lines = append(lines, b.String())
	}
	for _, d := range tree.Duplicates {
		lines = append(lines, fmt.Sprintf("duplicate %v %v", tree.Span(d.First), tree.Span(d.Second)))
	}
	return lines
}

type parseTest struct {
	name, text string
	want       []string
}

func runParseTests(t *testing.T, tests []parseTest) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var tree document.Tree
			if fault := Parse(&tree, []byte(test.text)); fault != nil {
				t.Fatalf("%v %s", fault.Span, fault.Message)
			}
			if diff := cmp.Diff(test.want, outline(&tree)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.text, diff)
			}
		})
	}
}
