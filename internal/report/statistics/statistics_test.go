package statistics_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/statistics"
	"github.com/payloadlint/payloadlint/rules"
)

// several findings of three rules, of which two can be fixed safely.
func several() *rules.FileReport {
	safe, unsafe := []rules.Fix{{}, {Safe: true}}, []rules.Fix{{}}
	return &rules.FileReport{Findings: []rules.Finding{
		{Rule: "wrong-type", Severity: rules.Error, Fixes: safe},
		{Rule: "out-of-range", Severity: rules.Warning},
		{Rule: "wrong-type", Severity: rules.Error, Fixes: unsafe},
		{Rule: "unknown-parameter", Severity: rules.Warning, Fixes: safe},
		{Rule: "out-of-range", Severity: rules.Error},
	}}
}

func TestReporter(t *testing.T) {
	summary := report.Summary{Files: 2, Requests: 3, Errors: 3, Warnings: 2}
	failed := []report.Failure{{File: "b.json", Message: "no such file"}}
	const table = `     2  error    wrong-type              A value has the wrong JSON type
     1  error    out-of-range            A number is outside its range
     1  warning  out-of-range            A number is outside its range
     1  warning  unknown-parameter       A parameter is not documented
`
	for _, tt := range []struct {
		reason      string
		json, quiet bool
		findings    *rules.FileReport
		summary     report.Summary
		failures    []report.Failure
		stdout      string
		stderr      string
	}{
		{"a table", false, false, several(), summary, nil, table, "2 files, 3 requests: 3 errors, 2 warnings\n"},
		{"quiet", false, true, several(), summary, nil, table, ""},
		{"nothing", false, false, &rules.FileReport{}, report.Summary{Files: 1, Requests: 1}, nil, "", "1 file, 1 request: 0 errors, 0 warnings\n"},
		{"failures", false, true, &rules.FileReport{}, report.Summary{}, failed, "", "payloadlint: b.json: no such file\n"},
		{"JSON", true, false, several(), summary, failed,
			`{"version":1,"summary":{"files":2,"requests":3,"skipped":0,"errors":3,"warnings":2,"infos":0,"suppressed":0},"statistics":[` +
				`{"rule":"wrong-type","severity":"error","count":2,"fixable":1,"title":"A value has the wrong JSON type"},` +
				`{"rule":"out-of-range","severity":"error","count":1,"fixable":0,"title":"A number is outside its range"},` +
				`{"rule":"out-of-range","severity":"warning","count":1,"fixable":0,"title":"A number is outside its range"},` +
				`{"rule":"unknown-parameter","severity":"warning","count":1,"fixable":1,"title":"A parameter is not documented"}],` +
				`"errors":[{"file":"b.json","message":"no such file"}]}`, ""},
		{"JSON of nothing", true, false, &rules.FileReport{}, report.Summary{}, nil,
			`{"version":1,"summary":{"files":0,"requests":0,"skipped":0,"errors":0,"warnings":0,"infos":0,"suppressed":0},"statistics":[],"errors":[]}`, ""},
	} {
		var stdout, stderr strings.Builder
		r := statistics.New(&stdout, &stderr, tt.json, tt.quiet)
		text, ends := r.Append([]byte("before"), []int{6}, tt.findings)
		if len(ends) != 1+len(tt.findings.Findings) || ends[len(ends)-1] != len(text) {
			t.Fatalf("%s: %d ends of %d bytes", tt.reason, len(ends), len(text))
		}
		first := ends[min(1, len(ends)-1)] // findings come alone or together
		for _, chunk := range [][]byte{text[6:first], text[first:]} {
			if err := r.Add(chunk); err != nil {
				t.Fatal(err)
			}
		}
		err := r.End(tt.summary, tt.failures)
		got := stdout.String()
		if tt.json {
			var compact bytes.Buffer
			if json.Compact(&compact, []byte(got)) != nil || !strings.HasSuffix(got, "}\n") {
				t.Errorf("%s: no JSON: %s", tt.reason, got)
			}
			got = compact.String()
		}
		if err != nil || got != tt.stdout || stderr.String() != tt.stderr {
			t.Errorf("%s: %v\n%s%s\nwant\n%s%s", tt.reason, err, got, stderr.String(), tt.stdout, tt.stderr)
		}
	}
}

// broken is an output that takes nothing.
type broken struct{}

var errBroken = errors.New("it is broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestOutputFails(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		r := statistics.New(broken{}, &strings.Builder{}, asJSON, false)
		text, _ := r.Append(nil, nil, several())
		r.Add(text)
		if err := r.End(report.Summary{}, nil); !errors.Is(err, errBroken) {
			t.Errorf("JSON %t: %v", asJSON, err)
		}
	}
}
