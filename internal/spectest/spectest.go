// Package spectest helps tests that go over all operations. Only tests import it.
package spectest

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// Operations are all operations that are built in, sorted by id. There is at least
// one.
func Operations(tb testing.TB) []*spec.Operation {
	tb.Helper()
	catalogue := spec.Open(schemas.FS)
	entries, err := catalogue.Entries()
	if err != nil {
		tb.Fatal(err)
	}
	var all []*spec.Operation
	for _, e := range entries {
		op, err := catalogue.Operation(e.ID)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, op)
	}
	if len(all) == 0 {
		tb.Fatal("no operations")
	}
	return all
}
