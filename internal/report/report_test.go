package report

import (
	"testing"

	"github.com/payloadlint/payloadlint/rules"
)

func TestCount(t *testing.T) {
	var s Summary
	for _, severity := range []rules.Severity{rules.Error, rules.Warning, rules.Error, rules.Info} {
		s.Count(severity)
	}
	if want := (Summary{Errors: 2, Warnings: 1, Infos: 1}); s != want || s.Findings() != 4 {
		t.Errorf("got %+v, want %+v", s, want)
	}
}
