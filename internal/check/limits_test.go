package check_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

// repeat joins n copies, with their numbers in place of %d.
func repeat(n int, text string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(text, "%d", strconv.Itoa(i)))
	}
	return b.String()
}

// Every case here takes well under a second, and hours where something is
// quadratic in the document.
func TestLinear(t *testing.T) {
	const n = 100_000
	tests := []struct {
		name, schema string
		notes        map[string]int
		lint         []check.Lint
		doc          string
		want         int
	}{
		{"unknown members", `{"properties":{"a":{"type":"string"}},"required":["b"],"additionalProperties":false}`, nil, nil, "{" + repeat(n, `"m%d":1`) + "}", n + 1},
		{"bad names", `{"propertyNames":{"pattern":"^x"},"maxProperties":5}`, nil, nil, "{" + repeat(n, `"m%d":1`) + "}", n + 1},
		{"wrong members", `{"additionalProperties":{"type":"string"}}`, nil, nil, "{" + repeat(n, `"m%d":1`) + "}", n},
		{"wrong items, one constraint", `{"items":{"minimum":1,"multipleOf":2}}`, map[string]int{"/items/minimum": 0, "/items/multipleOf": 0}, nil, "[" + repeat(n, `-1%d5`) + "]", n},
		{"many things missing", `{"required":["x"],"properties":{"l":{"items":{"required":["a","b"],"allOf":[{"required":["a","c"]}]}}},"allOf":[{"required":["x"]},{"if":{"properties":{"y":{"const":1},"z":{"const":1}}},"then":{"required":["w"]}}]}`,
			map[string]int{"/properties/l/items/allOf/0": 1, "/allOf/0": 2, "/allOf/1": 3}, nil, `{"l":[` + repeat(n, `{"q":%d}`) + `]}`, 3*n + 2},
		{"a condition broken by every item", `{"allOf":[{"if":{"required":["l"]},"then":{"properties":{"l":{"items":{"maximum":1}}}}}]}`, map[string]int{"/allOf/0": 0}, nil, `{"l":[` + repeat(n, `3%d`) + `]}`, n},
		{"a condition over every member", `{"not":{"additionalProperties":{"type":"integer"}},"anyOf":[{"propertyNames":{"minLength":2}},{"patternProperties":{"^m":true}}]}`, nil, nil, "{" + repeat(n, `"m%d":1`) + "}", 1},
		{"duplicates", `{"additionalProperties":{"maxProperties":1}}`, nil, nil, "{" + repeat(n/4, `"m%d":{"a":1,"a":2,"b":{"c":1,"c":1}}`) + "}", n / 4},
		{"one name all over", `{"properties":{"a":{"type":"string"}},"maxProperties":1}`, nil, nil, "{" + strings.Repeat(`"a":1,`, n) + `"a":1}`, n + 1},
		{"no two values related", `{"properties":{"a":{"items":{}},"b":{"items":{}}}}`, nil, []check.Lint{
			{Scope: []string{"a", "[]"}, Relation: "equal", To: []string{"b", "[]"}}, {Scope: []string{"b", "[]"}, Relation: "prefix", To: []string{"a", "[]"}},
		}, `{"a":[` + repeat(n, `"x%d"`) + `],"b":[` + repeat(n, `"y%d"`) + `]}`, 2 * n},
		{"a large constant", `{"items":{"enum":[{"a":[1,2,{"b":null}]},[` + repeat(1000, "%d") + `]]}}`, nil, nil, `[` + repeat(100, "[%d,"+repeat(1000, "%d")+"]") + `]`, 100},
		{"secrets", `{"writeOnly":true}`, nil, nil, "[" + repeat(n, `{"a":%d}`) + "]", n},
		{"long scalars", `{"items":{"type":["string","integer"],"minimum":1e9,"multipleOf":7,"maxLength":9,"pattern":"^[a-z]*$","not":{"pattern":"${x}"}}}`, nil, nil,
			`[` + strings.Repeat("7", 1<<20) + `,"` + strings.Repeat("é", 1<<20) + `","` + strings.Repeat("${", 1<<20) + `"]`, 5},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := mustCompile(t, test.schema, check.Annotations{Constraint: test.notes, Lint: test.lint})
			tree := parse(test.doc)
			got := s.Location("").Check(tree, 0, nil)
			if len(got) != test.want {
				t.Errorf("%d violations, want %d; the first: %v", len(got), test.want, show(tree, got[:min(len(got), 5)]))
			}
			s.Location("").Secrets(tree, 0, nil)
			s.CheckRequest(tree, 0, nil)
		})
	}
}

// Many documents in one tree: each walk must cost what its own document does.
func TestManyRoots(t *testing.T) {
	s := mustCompile(t, `{"items":{"minimum":1,"required":["a"]},"not":{"maxItems":0}}`, check.Annotations{})
	tree := parse("[" + repeat(100_000, `[0,{},{"a":1,"a":%d}]`) + "]")
	n := 0
	var out []check.Violation
	for c := tree.First(0); c != tree.End(0); c = tree.Next(c) {
		out = s.Location("").Check(tree, c, out[:0])
		n += len(out)
	}
	if n != 200_000 {
		t.Errorf("%d violations", n)
	}
}

func TestDeep(t *testing.T) {
	deep := strings.Repeat(`{"a":[`, 400) + "1" + strings.Repeat("]}", 400)
	schema := strings.Repeat(`{"properties":{"a":{"items":`, 200) + `{"type":"string"}` + strings.Repeat("}}}", 200)
	wants(t, mustCompile(t, schema, check.Annotations{}), deep, `WrongType "`+strings.Repeat("/a/0", 200)+`"`)
	wants(t, mustCompile(t, `{"const":`+deep+`}`, check.Annotations{}), deep)
	wants(t, mustCompile(t, strings.Repeat(`{"not":`, 901)+`true`+strings.Repeat(`}`, 901), check.Annotations{}), deep, `Conflict ""`)
}

func TestConcurrentUse(t *testing.T) {
	s := largeCompiled(t)
	good, bad := parse(body(true)), parse(body(false))
	want := fmt.Sprint(show(bad, s.Location("body").Check(bad, 0, nil)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got := s.Location("body").Check(good, 0, nil); len(got) != 0 {
					t.Errorf("%v", show(good, got))
				}
				if got := fmt.Sprint(show(bad, s.Location("body").Check(bad, 0, nil))); got != want {
					t.Errorf("%v, want %v", got, want)
				}
			}
		})
	}
	wg.Wait()
}
