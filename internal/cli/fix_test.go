package cli

import (
	"bytes"
	"testing"
	"time"

	"github.com/payloadlint/payloadlint/rules"
)

// The phase of fixes shows how far it is, and leaves nothing of that behind.
func TestFixingShowsProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1000, 0)
	flags := fixFlags{diff: true}
	f := flags.newFixing(".")
	f.progress = newProgress(&out, 2, func() time.Time { return now }).saying("looked for fixes in")
	f.judge = func(in *input, content []byte) *rules.FileReport {
		now = now.Add(time.Second)
		return &rules.FileReport{Name: in.name, Text: content, Requests: 1}
	}
	f.run([]input{{name: "a.json", text: []byte("{}")}, {name: "b.json", text: []byte("{}")}}, reader{})
	want := "\rlooked for fixes in 1 of 2 files\rlooked for fixes in 2 of 2 files\r                                \r"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
