package speccompile

import (
	"encoding/json"
	"flag"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/placeholder"
)

var mutations = flag.Int("mutations", 2000, "mutated bodies per operation in the differential test")

// exceptions are what the judges may differ on. Each is an edit that takes the
// cause away: a body is excused when it changes by the edit and the judges
// agree on the result. An exception that excuses nothing fails the test, so
// that the list can only shrink.
var exceptions = []struct {
	reason string
	edit   func(any) any
}{
	{"3.0 is an integer by JSON Schema, not by CUE (the engine warns of it)", plainIntegers},
}

// TestDifferential asks the CUE definition, the JSON Schema and the engine
// about thousands of nearly legal bodies of every operation: legal ones with one
// edit at each place that the schema speaks of, and with several at random.
// They must agree.
func TestDifferential(t *testing.T) {
	all := compiled(t)
	excused := make([]int, len(exceptions))
	for _, op := range all {
		t.Run(op.Source.ID, func(t *testing.T) {
			judges, err := NewJudges(op)
			if err != nil {
				t.Fatal(err)
			}
			seeds := seedBodies(t, op)
			m := newMutator(20261121, op)
			n := *mutations
			if testing.Short() {
				n /= 10
			}
			bodies, accepted := 0, 0
			judge := func(body any) {
				ok, which := judgeValue(t, judges, body)
				if which >= 0 {
					excused[which]++
				}
				if bodies++; ok {
					accepted++
				}
			}
			for i := range n {
				judge(m.mutate(seeds[i%len(seeds)]))
			}
			if !testing.Short() {
				for _, seed := range seeds {
					singles(op.Source.Parts["body"], seed, judge)
				}
			}
			t.Logf("%d bodies, %d accepted", bodies, accepted)
			if accepted < bodies/50 || accepted > bodies*49/50 {
				t.Errorf("of %d bodies %d were accepted: the mutations test nothing", bodies, accepted)
			}
		})
	}
	for i, e := range exceptions {
		if excused[i] == 0 && !testing.Short() {
			t.Errorf("the exception %q excused nothing: remove it", e.reason)
		}
	}
}

// judgeValue fails the test where the judges differ without an excuse. It
// returns the engine's verdict and the exception that excused, or -1.
func judgeValue(t *testing.T, judges *Judges, body any) (bool, int) {
	t.Helper()
	text, err := encode(body)
	if err != nil {
		t.Fatal(err)
	}
	v, err := judges.Judge(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if v.Agree() {
		return v.Engine, -1
	}
	for i, e := range exceptions {
		changed, err := encode(e.edit(cloneValue(body)))
		if err != nil {
			t.Fatal(err)
		}
		if string(changed) == string(text) {
			continue
		}
		if again, err := judges.Judge(changed); err == nil && again.Agree() {
			return v.Engine, i
		}
	}
	t.Errorf("the judges differ: CUE %v, JSON Schema %v, engine %v\n%s\nCUE: %s\nJSON Schema: %s", v.CUE, v.Schema, v.Engine, text, v.CUEText, v.SchemaText)
	return v.Engine, -1
}

// plainIntegers spells integers without fraction and exponent.
func plainIntegers(v any) any {
	switch t := v.(type) {
	case map[string]any:
		for name := range t {
			t[name] = plainIntegers(t[name])
		}
	case []any:
		for i := range t {
			t[i] = plainIntegers(t[i])
		}
	case json.Number:
		if r, ok := new(big.Rat).SetString(string(t)); ok && r.IsInt() {
			return json.Number(r.Num().String())
		}
	}
	return v
}

// TestCasesDifferential lets the three judges decide on every case of
// testdata/constraints.
func TestCasesDifferential(t *testing.T) {
	all := compiled(t)
	for _, f := range caseFiles(t) {
		op, err := Find(all, f.Operation)
		if err != nil {
			t.Fatal(err)
		}
		judges, err := NewJudges(op)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Cases {
			if c.Body == nil {
				continue
			}
			var body any
			if err := decodeNumber(c.Body, &body); err != nil {
				t.Fatal(err)
			}
			if holdsPlaceholder(body) {
				continue // only the engine knows what that is
			}
			judgeValue(t, judges, body)
		}
	}
}

// seedBodies are the legal bodies that mutation starts from: the base of the
// cases and the good files of testdata/requests.
func seedBodies(t *testing.T, op *Operation) []any {
	t.Helper()
	var seeds []any
	for _, f := range caseFiles(t) {
		if f.Operation == op.Source.ID {
			seeds = append(seeds, f.Base["body"])
		}
	}
	files, err := filepath.Glob("../../testdata/requests/" + op.Source.ID + "/good-*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var body any
		if err := decodeNumber(text, &body); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		// Where the shape of the body does not tell the operation, the file
		// gives the other locations too.
		if request, ok := body.(map[string]any); ok && request["body"] != nil {
			body = request["body"]
		}
		seeds = append(seeds, body)
	}
	for i := range seeds {
		seeds[i] = withoutPlaceholders(seeds[i])
	}
	if len(seeds) < 2 {
		t.Fatalf("%s has too few legal bodies in testdata", op.Source.ID)
	}
	return seeds
}

// withoutPlaceholders makes values of placeholders: only the engine knows that
// a placeholder is a value unknown.
func withoutPlaceholders(v any) any {
	switch t := v.(type) {
	case map[string]any:
		for name := range t {
			t[name] = withoutPlaceholders(t[name])
		}
	case []any:
		for i := range t {
			t[i] = withoutPlaceholders(t[i])
		}
	case string:
		if placeholder.In([]byte(t)) {
			return "known"
		}
	}
	return v
}

func holdsPlaceholder(v any) bool {
	switch t := v.(type) {
	case map[string]any:
		for _, e := range t {
			if holdsPlaceholder(e) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(t, holdsPlaceholder)
	case string:
		return placeholder.In([]byte(t))
	}
	return false
}

func caseFiles(t *testing.T) []*cases.File {
	t.Helper()
	files, err := cases.Read("../../testdata/constraints")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func compiled(t *testing.T) []*Operation {
	t.Helper()
	all, err := Compile("../../cue")
	if err != nil {
		t.Fatal(err)
	}
	return all
}
