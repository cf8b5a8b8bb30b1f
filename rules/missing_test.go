package rules_test

import (
	"slices"
	"testing"
)

// TestMissingHidesNothing checks that a condition on a required member does not
// wait for that member: an empty body lacks all that it lacks.
func TestMissingHidesNothing(t *testing.T) {
	l := newLinter(t, "alibabacloud/batchcompute/CreateCluster")
	var codes []string
	for _, f := range checked(t, l, "empty.json", []byte("{}")).Findings {
		codes = append(codes, f.Code)
	}
	slices.Sort(codes)
	want := []string{"MissingGroups", "MissingImageId", "MissingInstanceType", "MissingName"}
	if !slices.Equal(codes, want) {
		t.Errorf("got %v, want %v", codes, want)
	}
}
