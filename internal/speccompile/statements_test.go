package speccompile

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// What only the provider can tell is read as it was written.
func TestStatements(t *testing.T) {
	all, err := Compile(mail(t, "	errors: [\n", `	server: [
		{statement: "the account may send", source: "Authorization"},
		{statement: "the address exists", source: "Request parameters, To", parameter: "To"},
	]
	errors: [
`))
	if err != nil {
		t.Fatal(err)
	}
	files, err := Schemas(all)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: text}
	}
	op, err := spec.Open(fsys).Operation(all[0].Source.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := []spec.Statement{
		{Statement: "the account may send", Source: "Authorization"},
		{Statement: "the address exists", Source: "Request parameters, To", In: "body", Parameter: "To"},
	}
	if diff := cmp.Diff(want, op.Statements()); diff != "" {
		t.Error(diff)
	}
}
