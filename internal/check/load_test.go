package check_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

func load(t *testing.T, schema string, a check.Annotations) *check.Schema {
	t.Helper()
	tree := parse(schema)
	s, err := check.Load(tree, tree.Roots[0], a)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What is wrong with a schema below its root shows when a value stands there.
func TestFault(t *testing.T) {
	s := load(t, `{"properties":{"a":{"items":{"colour":"red"}},"b":{"type":"string"}}}`, check.Annotations{})
	part := s.Location("")
	for _, doc := range []string{`{"b":1}`, `{"a":[]}`} {
		tree := parse(doc)
		part.Check(tree, 0, nil)
		if err := s.Fault(); err != nil {
			t.Errorf("%s: %v", doc, err)
		}
	}
	tree := parse(`{"a":[1],"b":1}`)
	if got := show(tree, part.Check(tree, 0, nil)); !slices.Equal(got, []string{`WrongType "/b"`}) {
		t.Error(got)
	}
	if err := s.Fault(); err == nil || !strings.Contains(err.Error(), "/properties/a/items/colour") {
		t.Error(err)
	}
	if err := s.Verify(); err == nil || !strings.Contains(err.Error(), "/properties/a/items/colour") {
		t.Error(err)
	}
}

// A scope may lead through members, items and any members: its condition is
// there when the first value is.
func TestLintIsHandedOn(t *testing.T) {
	lint := []check.Lint{{Constraint: 3, Scope: []string{"m", "{}", "l", "[]"}, Then: sub(`{"minimum":5}`)}}
	s := load(t, `{"properties":{"m":{"properties":{"x":{}},"additionalProperties":{"properties":{"l":{"items":{"type":"integer"}}}}}}}`, check.Annotations{Lint: lint})
	wants(t, s, `{"m":{"x":{"l":[1]},"y":{"l":[7,4]},"z":{}}}`, `OutOfRange "/m/y/l/1" c3 advisory`)
}

// Several goroutines meet the parts of a schema first.
func TestConcurrentFirstUse(t *testing.T) {
	schema, notes := largeSchema()
	tree := parse(body(true))
	for range 20 {
		s := load(t, schema, check.Annotations{Constraint: notes})
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if got := s.Location("body").Check(tree, 0, nil); len(got) != 0 {
					t.Error(show(tree, got))
				}
			})
		}
		wg.Wait()
	}
}
