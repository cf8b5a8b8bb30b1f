package report

import (
	"testing"

	"github.com/payloadlint/payloadlint/rules"
)

func TestCount(t *testing.T) {
	r := &rules.FileReport{Requests: 2, Skipped: 1, Findings: []rules.Finding{
		{Severity: rules.Error}, {Severity: rules.Warning}, {Severity: rules.Error}, {Severity: rules.Info},
	}}
	want := Summary{Files: 1, Requests: 2, Skipped: 1, Errors: 2, Warnings: 1, Infos: 1}
	got := Count(r)
	if got != want || got.Findings() != 4 {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got.Add(want)
	if got != (Summary{Files: 2, Requests: 4, Skipped: 2, Errors: 4, Warnings: 2, Infos: 2}) {
		t.Errorf("added: %+v", got)
	}
	for _, s := range []rules.Severity{rules.Error, rules.Warning, rules.Info, rules.Info} {
		got.Drop(s)
	}
	if got != (Summary{Files: 2, Requests: 4, Skipped: 2, Errors: 3, Warnings: 1}) {
		t.Errorf("dropped: %+v", got)
	}
}
