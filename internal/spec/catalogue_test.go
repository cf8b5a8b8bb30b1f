package spec

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/schemas"
)

func testCatalogue() *Catalogue { return Open(os.DirFS("../../rules/testdata/schemas")) }

func TestResolve(t *testing.T) {
	tests := []struct{ name, want, candidates, message, reason string }{
		{"acme/box/Create", "acme/box/Create", "", "", "the id"},
		{"box/Create", "acme/box/Create", "", "", "the end of the id"},
		{"Grow", "acme/tree/Grow", "", "", "the operation's own name"},
		{"create", "", "acme/box/Create", `unknown operation "create"; did you mean acme/box/Create?`, "letter case is a hint only"},
		{"Craete", "", "acme/box/Create", "", "a typo"},
		{"acme/boxx/Create", "", "acme/box/Create", "", "a typo in the service"},
		{"acme/shoe/Grow", "", "acme/tree/Grow", "", "another service"},
		{"ate", "", "", `unknown operation "ate"`, "a part of a name is none"},
		{"", "", "", `unknown operation ""`, "no name"},
		{"../catalogue", "", "", "", "no path leads out"},
	}
	c := testCatalogue()
	for _, tt := range tests {
		got, err := c.Resolve(tt.name)
		var unknown *UnknownError
		if errors.As(err, &unknown) != (tt.want == "") || got != tt.want {
			t.Errorf("%s: Resolve(%q) = %q, %v", tt.reason, tt.name, got, err)
			continue
		}
		if unknown == nil {
			continue
		}
		if s := strings.Join(unknown.Candidates, " "); s != tt.candidates || tt.message != "" && err.Error() != tt.message {
			t.Errorf("%s: Resolve(%q): %v, candidates %q", tt.reason, tt.name, err, s)
		}
		if _, err := c.Operation(tt.name); !errors.As(err, &unknown) {
			t.Errorf("%s: Operation(%q): %v", tt.reason, tt.name, err)
		}
	}
}

// Of names that are equally near, all are offered.
func TestAmbiguousNames(t *testing.T) {
	c := Open(fstest.MapFS{"catalogue.json": {Data: []byte(`{
"operations": [
{"id": "a/b/DoThis"},
{"id": "a/c/DoThese"},
{"id": "a/c/DoThis"},
{"id": "a/d/do_this"},
{"id": "a/e/DoThat"}
]
}`)}})
	tests := []struct{ name, want string }{
		{"DoThis", `operation "DoThis" is short for several: a/b/DoThis, a/c/DoThis`},
		{"dothis", `unknown operation "dothis"; did you mean a/b/DoThis or a/c/DoThis or a/d/do_this?`},
		{"DoThus", `unknown operation "DoThus"; did you mean a/b/DoThis or a/c/DoThis?`},
		{"x/DoThis", `unknown operation "x/DoThis"; did you mean a/b/DoThis or a/c/DoThis?`},
		{"x/DoThese", `unknown operation "x/DoThese"; did you mean a/c/DoThese?`},
		{"dothat", `unknown operation "dothat"; did you mean a/e/DoThat?`},
		{"that", `unknown operation "that"; did you mean a/e/DoThat?`},
		{"b/dothisnow", `unknown operation "b/dothisnow"; did you mean a/b/DoThis or a/c/DoThis or a/d/do_this?`},
		{"Do", `unknown operation "Do"`},
		{"Undo", `unknown operation "Undo"`},
		{"a/", `unknown operation "a/"`},
	}
	for _, tt := range tests {
		_, err := c.Resolve(tt.name)
		var unknown *UnknownError
		if !errors.As(err, &unknown) || err.Error() != tt.want || unknown.IsShort() != (tt.name == "DoThis") {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestOperation(t *testing.T) {
	c := testCatalogue()
	o, err := c.Operation("acme/box/Create")
	if err != nil {
		t.Fatal(err)
	}
	if o.Title != "Create a box" || o.Doc.Updated != "2026-01-02" || o.Host != "box" || o.Path != "/boxes/{BoxId}" {
		t.Errorf("%+v", o.Entry)
	}
	length := o.Constraints()[5]
	if length.ID != "acme/box/Create/Name/length" || length.Status != 400 || !length.Complete || length.Code != "InvalidName" ||
		length.Expected != "1 to 8 characters" || len(length.Keywords) != 2 || length.Provenance != Documented {
		t.Errorf("%+v", length)
	}
	if k := o.ByRule("invalid-syntax"); k == nil || k.Code != "BadJson" {
		t.Errorf("invalid-syntax: %+v", k)
	}
	if k := o.ByRule("duplicate-key"); k != nil {
		t.Errorf("duplicate-key: %+v", k)
	}
	if e := o.Errors(); len(e) != 1 || e[0].Class != Payload || len(e[0].Constraints) != 1 {
		t.Errorf("errors: %+v", e)
	}
	if e := o.Extras(); len(e) != 2 || e[1].Hint != "the page calls it Name" {
		t.Errorf("extras: %+v", e)
	}
	if len(o.Tokens) != 1 || o.Tokens[0].In != "query" || o.TokenConstraint(o.Tokens[0]).ID != "acme/box/Create/"+o.Tokens[0].Name+"/token" {
		t.Errorf("tokens: %+v", o.Tokens)
	}
	last := o.Constraints()[len(o.Constraints())-1]
	if last.Quota == nil || *last.Quota != (Limit{"Tag", Forbidden}) || length.Quota != nil {
		t.Errorf("quotas: %+v, %+v", last.Quota, length.Quota)
	}
	if again, _ := c.Operation("acme/box/Create"); again != o {
		t.Error("loaded twice")
	}
	checkCompiled(t, o)
}

// checkCompiled: violations lead to the constraints that stand at their keywords.
func checkCompiled(t *testing.T, o *Operation) {
	t.Helper()
	var tree document.Tree
	text := `{"Name": "", "Kind": "large", "Flag": true, "Price": 1}`
	if err := jsondoc.Parse(&tree, []byte(text)); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range o.Schema.Location("body").Check(&tree, tree.Roots[0], nil) {
		if v.Constraint < 0 {
			t.Errorf("a violation without constraint: %+v", v)
			continue
		}
		id := o.Constraints()[v.Constraint].ID
		got = append(got, strings.TrimPrefix(id, o.ID+"/"))
		if v.Kind == check.Conflict && string(tree.Name(v.Node)) != "Price" {
			t.Errorf("the conflict is reported on %s", tree.Name(v.Node))
		}
	}
	if s := strings.Join(got, " "); s != "Name/length Size/required Price/conflict" {
		t.Errorf("violations of %s", s)
	}
}

func TestShape(t *testing.T) {
	o, err := testCatalogue().Operation("acme/box/Create")
	if err != nil {
		t.Fatal(err)
	}
	body := o.Shape("body")
	if !body.Has([]byte("Name")) || body.Has([]byte("name")) || body.Has([]byte("Id")) {
		t.Error("Has")
	}
	if !body.Member([]byte("Password")).Secret() || body.Member([]byte("Name")).Secret() {
		t.Error("Secret")
	}
	tags := body.Member([]byte("Tags"))
	if !tags.IsMap() || body.IsMap() || tags.Has([]byte("{key}")) || tags.Member([]byte("x")).Parameter.Name != "Tags.{key}" {
		t.Error("a map")
	}
	item := body.Member([]byte("Parts")).Item()
	if strings.Join(item.Names, " ") != "Id Depth Pin" || !item.Member([]byte("Pin")).Secret() {
		t.Errorf("items: %+v", item)
	}
	var nothing *Shape
	if nothing.Member([]byte("x")) != nil || nothing.Item() != nil || nothing.Secret() || nothing.IsMap() || o.Shape("cookie") != nil {
		t.Error("an unknown place")
	}
	if n := o.Named("mount_point"); len(n) != 1 || n[0].Name != "Disk.MountPoint" {
		t.Errorf("Named: %+v", n)
	}
	if !o.NearSecret("Pasword") || o.NearSecret("Naem") || o.NearSecret("{key}") {
		t.Error("NearSecret")
	}
}

func TestSteps(t *testing.T) {
	tests := []struct{ dotted, want, last string }{
		{"", "", ""}, {"A", "A", "A"}, {"A.b", "A b", "b"}, {"A[].b", "A [] b", "b"}, {"A[]", "A []", "A"},
		{"A.{key}.b[][]", "A {key} b [] []", "b"}, {"A.{key}", "A {key}", "{key}"},
	}
	for _, tt := range tests {
		if got := strings.Join(Steps(tt.dotted), " "); got != tt.want {
			t.Errorf("Steps(%q) = %q, want %q", tt.dotted, got, tt.want)
		}
		if got := LastName(tt.dotted); got != tt.last {
			t.Errorf("LastName(%q) = %q, want %q", tt.dotted, got, tt.last)
		}
	}
}

func TestDamagedFiles(t *testing.T) {
	const catalogue = "{\n\"operations\": [\n{\"id\": \"a/b/Do\"}\n]\n}\n"
	const spec, checks = "a/b/Do.spec.json", "a/b/Do.checks.json"
	const empty = `{"format": 1, "schema": {}}`
	tests := []struct {
		reason                  string
		catalogue, spec, checks string
		want                    string
	}{
		{"nothing", "", "", "", "catalogue.json"},
		{"no JSON", "{,", "", "", "catalogue.json"},
		{"no operations", "{}", "", "", "missing or out of order"},
		{"out of order", "{\n\"operations\": [\n{\"id\": \"b\"},\n{\"id\": \"a\"}\n]\n}", "", "", "out of order"},
		{"a list without an end", "{\n\"operations\": [\n", "", "", "no end"},
		{"entries of several lines", "{\n\"operations\": [\n{\n\"id\": \"a\"\n}\n]\n}", "", "", "one entry a line"},
		{"no checks", catalogue, `{"format": 1}`, "", checks},
		{"checks that are no JSON", catalogue, `{"format": 1}`, "{", checks},
		{"checks of another format", catalogue, `{"format": 1}`, `{"format": 2}`, checks + ": format 2, want 1"},
		{"no schema", catalogue, `{"format": 1}`, `{"format": 1}`, "the schema is missing"},
		{"a keyword that nobody knows", catalogue, `{"format": 1}`, `{"format": 1, "schema": {"colour": "red"}}`, "/colour"},
		{"a constraint that stands nowhere", catalogue, `{"format": 1}`, `{"format": 1, "schema": {}, "keywords": {"/type": 0}}`, "/type"},
		{"a lint condition that is none", catalogue, `{"format": 1}`, `{"format": 1, "schema": {}, "lint": [{"scope": ["x"]}]}`, "lint 0"},
		{"no spec", catalogue, "", empty, spec},
		{"another format", catalogue, `{"format": 2}`, empty, spec + ": format 2, want 1"},
	}
	for _, tt := range tests {
		files := fstest.MapFS{}
		for name, text := range map[string]string{"catalogue.json": tt.catalogue, spec: tt.spec, checks: tt.checks} {
			if text != "" {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		o, err := Open(files).Operation("a/b/Do")
		if err == nil {
			err = errors.Join(o.Schema.Verify(), o.Fault())
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.reason, err, tt.want)
		}
	}
}

// A damaged file of what is said makes no panic.
func TestNothingToSay(t *testing.T) {
	o, err := Open(fstest.MapFS{
		"catalogue.json":     {Data: []byte("{\n\"operations\": [\n{\"id\": \"a/b/Do\"}\n]\n}\n")},
		"a/b/Do.checks.json": {Data: []byte(`{"format": 1, "schema": {}}`)},
	}).Operation("a/b/Do")
	if err != nil {
		t.Fatal(err)
	}
	if o.Constraint(3).ID != "" || len(o.Constraints()) != 0 || o.Shape("body") != nil || o.ByRule("x") != nil || o.NearSecret("x") {
		t.Error("something is said")
	}
}

// What is checked and what is said must be about the same constraints.
func TestChecksFitSpec(t *testing.T) {
	for _, fsys := range []fs.FS{schemas.FS, os.DirFS("../../rules/testdata/schemas")} {
		c := Open(fsys)
		all, err := c.Entries()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if _, err := fs.Stat(fsys, e.ID+".checks.json"); err != nil && fsys != fs.FS(schemas.FS) {
				continue // the fixture's catalogue lists one that is only recognised
			}
			o, err := c.Operation(e.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(o.Schema.Verify(), o.Fault()); err != nil {
				t.Fatal(e.ID, err)
			}
			text, err := fs.ReadFile(fsys, e.ID+".checks.json")
			if err != nil {
				t.Fatal(err)
			}
			root, err := parse(text)
			if err != nil {
				t.Fatal(err)
			}
			a, want := annotationsOf(root), check.Annotations{Constraint: map[string]int{}, At: map[int][]string{}}
			for i, constraint := range o.Constraints() {
				for _, keyword := range constraint.Keywords {
					want.Constraint[keyword] = i
				}
				if len(constraint.At) > 0 {
					want.At[i] = constraint.At
				}
			}
			if !maps.Equal(a.Constraint, want.Constraint) || !maps.EqualFunc(a.At, want.At, slices.Equal) {
				t.Errorf("%s: the checks are those of other constraints", e.ID)
			}
		}
	}
}

// What is read of a sheet by its lines is what a JSON parser reads of it.
func TestSheets(t *testing.T) {
	for _, fsys := range []fs.FS{schemas.FS, os.DirFS("../../rules/testdata/schemas")} {
		names, err := fs.Glob(fsys, "*/*/*.spec.json")
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range append(names, "catalogue.json") {
			checkSheet(t, fsys, name)
		}
	}
}

func checkSheet(t *testing.T, fsys fs.FS, name string) {
	t.Helper()
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := parse(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	s, err := readSheet(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	whole.each(func(m value) {
		if m.tree.Kind(m.id) != document.Array {
			if got, want := s.head.member(m.name()).str(), m.str(); got != want {
				t.Errorf("%s: %s is %q, want %q", name, m.name(), got, want)
			}
			return
		}
		lines := s.lists[m.name()].lines
		if len(lines) != m.size() {
			t.Fatalf("%s: %s has %d lines, want %d", name, m.name(), len(lines), m.size())
		}
		i := 0
		m.each(func(entry value) {
			line := lines[i]
			i++
			if string(line) != entry.str() {
				t.Errorf("%s: line %q, want %q", name, line, entry.str())
			}
		})
	})
}

func TestConcurrentUse(t *testing.T) {
	c := testCatalogue()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			o, err := c.Operation("acme/box/Create")
			if err != nil || len(o.Constraints()) == 0 || o.Shape("body") == nil || len(o.Named("name")) != 1 {
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
}
