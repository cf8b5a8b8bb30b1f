package cli

import (
	"testing"
	"testing/fstest"
)

// A digest depends on the name and on the content of each file, and on nothing else.
func TestDigest(t *testing.T) {
	digest := func(pairs ...string) string {
		t.Helper()
		files := fstest.MapFS{}
		for i := 0; i < len(pairs); i += 2 {
			files[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
		}
		d, err := digestOf(files)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if digest("a", "1", "b/c", "2") != digest("b/c", "2", "a", "1") {
		t.Error("the digest depends on the order in which files are made")
	}
	seen := map[string]int{}
	for i, files := range [][]string{{}, {"a", ""}, {"a", "1"}, {"b", "1"}, {"a", "1", "b", ""}, {"a", "", "b", "1"}, {"a1", ""}} {
		d := digest(files...)
		if j, ok := seen[d]; ok {
			t.Errorf("files %d and %d have one digest", i, j)
		}
		seen[d] = i
	}
}
