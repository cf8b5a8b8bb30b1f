package spec

import (
	"errors"
	"io/fs"
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

func TestAmbiguousName(t *testing.T) {
	c := Open(fstest.MapFS{"catalogue.json": {Data: []byte("{\n\"operations\": [\n{\"id\": \"a/b/Do\"},\n{\"id\": \"a/c/Do\"}\n]\n}")}})
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
	const catalogue = "{\n\"operations\": [\n{\"id\": \"a/b/Do\"}\n]\n}\n"
	const spec, schema = "a/b/Do.spec.json", "a/b/Do.request.schema.json"
	tests := []struct {
		reason                  string
		catalogue, spec, schema string
		want                    string
	}{
		{"nothing", "", "", "", "catalogue.json"},
		{"no JSON", "{,", "", "", "catalogue.json"},
		{"no operations", "{}", "", "", "missing or out of order"},
		{"out of order", "{\n\"operations\": [\n{\"id\": \"b\"},\n{\"id\": \"a\"}\n]\n}", "", "", "out of order"},
		{"a list without an end", "{\n\"operations\": [\n", "", "", "no end"},
		{"entries of several lines", "{\n\"operations\": [\n{\n\"id\": \"a\"\n}\n]\n}", "", "", "one entry a line"},
		{"no spec", catalogue, "", "", spec},
		{"another format", catalogue, `{"format": 2}`, "", "format 2, want 1"},
		{"no schema", catalogue, `{"format": 1}`, "", schema},
		{"a schema that is no JSON", catalogue, `{"format": 1}`, "{", schema},
		{"a keyword that nobody knows", catalogue, `{"format": 1}`, `{"colour": "red"}`, schema},
		{"a constraint that stands nowhere", catalogue, "{\n\"format\": 1,\n\"constraints\": [\n{\"keywords\":[\"/type\"]}\n]\n}", "{}", "/type"},
		{"a lint condition that is no JSON", catalogue, "{\n\"format\": 1,\n\"lint\": [\n{x}\n]\n}", "{}", spec},
	}
	for _, tt := range tests {
		files := fstest.MapFS{}
		for name, text := range map[string]string{"catalogue.json": tt.catalogue, spec: tt.spec, schema: tt.schema} {
			if text != "" {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		o, err := Open(files).Operation("a/b/Do")
		if err == nil {
			err = o.Schema.Verify()
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.reason, err, tt.want)
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
			for _, list := range []string{"keywords", "at"} {
				if m.name() == "constraints" && !slices.Equal(texts(line, list), entry.member(list).strings()) {
					t.Errorf("%s: %s of %s: %q", name, list, line, texts(line, list))
				}
			}
		})
	})
}

func TestTexts(t *testing.T) {
	tests := []struct {
		line string
		want string
	}{
		{`{"a":1}`, ""},
		{`{"why":"\"at\":[\"x\"]","at":["y","z"]}`, "y|z"},
		{`{"at":[]}`, ""},
		{`{"at":["a\"b","\u0041"]}`, `a"b|A`},
		{`{"at":["a`, ""},
		{`{"at":["`, ""},
	}
	for _, tt := range tests {
		if got := strings.Join(texts([]byte(tt.line), "at"), "|"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.line, got, tt.want)
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
