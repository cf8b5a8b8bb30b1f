package explain

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// TestServer explains and counts an error that only the provider can tell.
func TestServer(t *testing.T) {
	const id = "alibabacloud/batchcompute/CreateCluster"
	before, err := explainer().Cover(id)
	if err != nil {
		t.Fatal(err)
	}
	fsys := altered(t, id+".spec.json", `"errors": [`, `"errors": [
{"code":"OutOfStock","status":403,"message":"No machine is left.","class":"server","constraints":[]},`)
	e := New(spec.Open(fsys))
	topics, err := e.Explain("OutOfStock", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(topics) != 1 || !strings.Contains(topics[0].Text, "Only the provider can tell") || len(topics[0].Examples) != 0 {
		t.Errorf("got %+v", topics)
	}
	all, err := e.Cover(id)
	if err != nil {
		t.Fatal(err)
	}
	want := Unchecked{Code: "OutOfStock", Status: 403, Message: "No machine is left.", Source: "the page's table of errors"}
	if diff := cmp.Diff(want, all[0].Unchecked[0]); diff != "" || all[0].Server != before[0].Server+1 {
		t.Errorf("%d (-want +got):\n%s", all[0].Server, diff)
	}
	if text := CoverageText(all); !strings.Contains(text, "never    server            OutOfStock") {
		t.Errorf("got\n%s", text)
	}
}

// Each row and each statement of what only the provider can tell stands in the
// count and in what is said of the operation, and a statement about a parameter
// in what is said of that.
func TestUnchecked(t *testing.T) {
	catalogue := spec.Open(schemas.FS)
	entries, err := catalogue.Entries()
	if err != nil {
		t.Fatal(err)
	}
	e, rows, statements := New(catalogue), 0, 0
	for _, entry := range entries {
		op, err := catalogue.Operation(entry.ID)
		if err != nil {
			t.Fatal(err)
		}
		coverage, err := e.Cover(entry.ID)
		if err != nil {
			t.Fatal(err)
		}
		listed, explained := unwrapped(CoverageText(coverage)), explanation(t, e, entry.ID, "")
		expected := 0
		says := func(text, what string) {
			if expected++; !strings.Contains(listed, text) || !strings.Contains(explained, text) {
				t.Errorf("%s: %s %q is not told", entry.ID, what, text)
			}
		}
		for _, row := range op.Errors() {
			if row.Class == spec.Server {
				rows++
				says(row.Message, "the error")
			}
		}
		for _, s := range op.Statements() {
			statements++
			says(s.Statement+" ("+s.Source+")", "the statement")
			if s.Parameter != "" && !strings.Contains(explanation(t, e, s.Parameter, entry.ID), s.Statement) {
				t.Errorf("%s: %q is not told of %s", entry.ID, s.Statement, s.Parameter)
			}
		}
		if len(op.Statements()) == 0 {
			t.Errorf("%s: every page says of something that only the provider can tell", entry.ID)
		}
		if c := coverage[0]; c.Server != expected || len(c.Unchecked) != expected {
			t.Errorf("%s: %d are counted and %d listed, want %d", entry.ID, c.Server, len(c.Unchecked), expected)
		}
	}
	if rows == 0 || statements == 0 {
		t.Errorf("%d rows and %d statements were found", rows, statements)
	}
}

// What the pages have been read to say is not lost: a word of each statement, by
// the name of the operation.
func TestRecorded(t *testing.T) {
	for operation, want := range map[string][]string{
		"CreateCluster":           {"IdempotentToken: ", "MaxClusterCount", "InstanceType: ", "Groups.{key}.ResourceType: "},
		"CreateResource":          {"permission eas:CreateResource,", "may use self-managed resource groups", "SelfManagedResourceOptions.RoleName: ", "list of error codes"},
		"CreateResourceInstances": {"permission eas:CreateResourceInstances ", "ClusterId: ", "a dedicated one", "list of error codes"},
		"CreateInstanceV1":        {"permission sr:CreateInstanceV1", "RegionId: ", "VSwitches[].ZoneId: ", "ClientToken: ", "list of error codes"},
		"CreateAppServers": {
			"status 401: ", "status 403: ", "status 404: ", "status 405: ", "status 500: ", "status 503: ", "workspace:server:create",
			"X-Auth-Token: ", "availability_zone: ", "ou_name: ", "product_id: ", "root_volume.type: ", "list of error codes",
		},
	} {
		_, after, _ := strings.Cut(explanation(t, explainer(), operation, ""), "Only the server can tell: ")
		text, _, _ := strings.Cut(after, " Fails: ")
		for _, words := range want {
			if !strings.Contains(text, words) {
				t.Errorf("%s: %q is not in what only the server can tell: %s", operation, words, text)
			}
		}
	}
}

// The cheap constraints are counted apart.
func TestCheap(t *testing.T) {
	all, err := explainer().Cover("")
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		types, names := 0, 0
		for _, c := range all[i].Checks {
			if c.Provenance == string(spec.Documented) && strings.HasSuffix(c.Name, "/type") {
				types++
			}
			if c.Provenance == string(spec.Documented) && strings.HasSuffix(c.Name, "/unknown") {
				names++
			}
		}
		if types == 0 || names == 0 || all[i].Types != types || all[i].Names != names {
			t.Errorf("%s: counted %d types and %d names, want %d and %d", all[i].Operation, all[i].Types, all[i].Names, types, names)
		}
	}
}

func explanation(t *testing.T, e *Explainer, name, operation string) string {
	t.Helper()
	topics, err := e.Explain(name, operation)
	if err != nil {
		t.Fatal(err)
	}
	return unwrapped(Text(topics))
}

// unwrapped is a text on one line.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }
