package fix

import (
	"reflect"
	"testing"

	"github.com/payloadlint/payloadlint/rules"
)

func TestShift(t *testing.T) {
	edits := []rules.Edit{{Start: 2, End: 4, Text: "abc"}, {Start: 6, End: 8}, {Start: 9, End: 9, Text: "z"}}
	// 0123456789 becomes 01abc458z9
	tests := []struct{ was, is rules.Range }{
		{rules.Range{Start: 0, End: 2}, rules.Range{Start: 0, End: 2}},
		{rules.Range{Start: 4, End: 6}, rules.Range{Start: 5, End: 7}},
		{rules.Range{Start: 8, End: 9}, rules.Range{Start: 7, End: 8}},
		{rules.Range{Start: 9, End: 10}, rules.Range{Start: 9, End: 10}},
	}
	for _, tt := range tests {
		if got := shift([]rules.Range{tt.was}, edits); !reflect.DeepEqual(got, []rules.Range{tt.is}) {
			t.Errorf("%v is at %v, want %v", tt.was, got, tt.is)
		}
		if got := unshift([]rules.Range{tt.is}, edits); !reflect.DeepEqual(got, []rules.Range{tt.was}) {
			t.Errorf("%v was at %v, want %v", tt.is, got, tt.was)
		}
	}
	// What an edit wrote was what it replaced.
	for is, was := range map[rules.Range]rules.Range{
		{Start: 3, End: 4}:  {Start: 2, End: 4},
		{Start: 4, End: 6}:  {Start: 2, End: 5},
		{Start: 1, End: 3}:  {Start: 1, End: 4},
		{Start: 6, End: 8}:  {Start: 5, End: 9},
		{Start: 0, End: 10}: {Start: 0, End: 10},
	} {
		if got := unshift([]rules.Range{is}, edits); !reflect.DeepEqual(got, []rules.Range{was}) {
			t.Errorf("%v was at %v, want %v", is, got, was)
		}
	}
}
