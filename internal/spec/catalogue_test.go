package spec

import (
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
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

func TestAmbiguousName(t *testing.T) {
	c := Open(fstest.MapFS{"catalogue.json": {Data: []byte(`{"operations": [{"id": "a/b/Do"}, {"id": "a/c/Do"}]}`)}})
	_, err := c.Resolve("Do")
	if want := `operation "Do" is short for several: a/b/Do, a/c/Do`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
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
	const entry = `{"operations": [{"id": "a/b/Do"}]}`
	tests := []struct {
		reason string
		files  map[string]string
		want   string
	}{
		{"nothing", nil, "catalogue.json"},
		{"no JSON", map[string]string{"catalogue.json": "{"}, "catalogue.json"},
		{"no operations", map[string]string{"catalogue.json": "{}"}, "missing or out of order"},
		{"out of order", map[string]string{"catalogue.json": `{"operations": [{"id": "b"}, {"id": "a"}]}`}, "out of order"},
		{"no spec", map[string]string{"catalogue.json": entry}, "a/b/Do.spec.json"},
		{"another format", map[string]string{"catalogue.json": entry, "a/b/Do.spec.json": `{"format": 2}`}, "format 2, want 1"},
		{"no schema", map[string]string{"catalogue.json": entry, "a/b/Do.spec.json": `{"format": 1}`}, "a/b/Do.request.schema.json"},
		{"a keyword that nobody knows", map[string]string{
			"catalogue.json": entry, "a/b/Do.spec.json": `{"format": 1}`, "a/b/Do.request.schema.json": `{"colour": "red"}`,
		}, "a/b/Do.request.schema.json"},
		{"a constraint that stands nowhere", map[string]string{
			"catalogue.json": entry, "a/b/Do.spec.json": `{"format": 1, "constraints": [{"keywords": ["/type"]}]}`, "a/b/Do.request.schema.json": `{}`,
		}, "/type"},
	}
	for _, tt := range tests {
		files := fstest.MapFS{}
		for name, text := range tt.files {
			files[name] = &fstest.MapFile{Data: []byte(text)}
		}
		_, err := Open(files).Operation("a/b/Do")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.reason, err, tt.want)
		}
	}
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
