package spec_test

import (
	"encoding/json"
	"testing"

	"github.com/payloadlint/payloadlint/internal/spectest"
)

// The body of a reply is JSON, from a part of the page that is named; an
// operation without one has none.
func TestReplies(t *testing.T) {
	with, without := 0, 0
	for _, op := range spectest.Operations(t) {
		reply := op.Reply()
		if reply == nil {
			without++
			continue
		}
		with++
		if !json.Valid([]byte(reply.Body)) || reply.Source == "" {
			t.Errorf("%s: %+v", op.ID, reply)
		}
	}
	if with == 0 || without == 0 {
		t.Errorf("%d operations with and %d without a reply: the test needs both", with, without)
	}
}

// A parameter's default and examples are JSON texts.
func TestExamples(t *testing.T) {
	defaults, several := 0, 0
	for _, op := range spectest.Operations(t) {
		for _, p := range op.Parameters() {
			for _, text := range p.Examples {
				if !json.Valid([]byte(text)) {
					t.Errorf("%s: %s has the example %s", op.ID, p.Name, text)
				}
			}
			if p.Default != "" {
				defaults++
				if !json.Valid([]byte(p.Default)) {
					t.Errorf("%s: %s has the default %s", op.ID, p.Name, p.Default)
				}
			}
			if len(p.Examples) > 1 {
				several++
			}
		}
	}
	if defaults == 0 || several == 0 {
		t.Errorf("%d defaults, %d parameters with several examples", defaults, several)
	}
}
