package check_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
)

// show writes violations one a line, sorted: kind, pointer, and what there is
// of: name, constraint, key, advisory, related.
func show(t *document.Tree, violations []check.Violation) []string {
	list := []string{}
	for _, v := range violations {
		line := fmt.Sprintf("%v %q", v.Kind, t.Pointer(v.Node))
		if v.Name != "" {
			line += " " + v.Name
		}
		if v.Constraint >= 0 {
			line += fmt.Sprintf(" c%d", v.Constraint)
		}
		if v.Key {
			line += " key"
		}
		if v.Advisory {
			line += " advisory"
		}
		for _, r := range v.Related {
			line += fmt.Sprintf(" ~%s", t.Pointer(r))
		}
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

func mustCompile(t testing.TB, schema string, a check.Annotations) *check.Schema {
	t.Helper()
	s, err := compile(schema, a)
	if err != nil {
		t.Fatalf("%s: %v", schema, err)
	}
	return s
}

// sub parses a schema that stands alone, "" for none.
func sub(text string) check.Subschema {
	if text == "" {
		return check.Subschema{}
	}
	tree := parse(text)
	return check.Subschema{Tree: tree, Root: tree.Roots[0]}
}

// wants compares what a schema says of a document with the lines of want.
func wants(t *testing.T, s *check.Schema, doc string, want ...string) {
	t.Helper()
	tree := parse(doc)
	got := show(tree, s.Location("").Check(tree, tree.Roots[0], nil))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%.200s\n got: %s\nwant: %s", doc, strings.Join(got, "; "), strings.Join(want, "; "))
	}
}

func parseInto(tree *document.Tree, text string) error {
	if err := jsondoc.Parse(tree, []byte(text)); err != nil {
		return err
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
