package check_test

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

func TestCovers(t *testing.T) {
	s := mustCompile(t, `{"properties":{"a":{},"m":{"additionalProperties":{"properties":{"x":{}}}},"l":{"items":{"properties":{"x":{}}}},"free":{"type":"object"},
		"p":{"patternProperties":{"^x":{}}}},"allOf":[{"properties":{"c":{}}}]}`, check.Annotations{})
	tests := []struct {
		doc  string
		want bool
	}{
		{`1`, true}, {`[]`, true}, {`{}`, true}, {`[1,"a"]`, true}, {`[{"a":1}]`, false},
		{`{"a":1}`, true}, {`{"b":1}`, false}, {`{"a":1,"a":2}`, true}, {`{"a":{"b":1}}`, false},
		{`{"m":{"any":{"x":1},"name":{}}}`, true}, {`{"m":{"any":{"y":1}}}`, false}, {`{"m":{"secret":{"x":1}}}`, false},
		{`{"l":[{"x":1},{},2]}`, true}, {`{"l":[{"x":1},{"y":1}]}`, false}, {`{"l":[[{"x":1}]]}`, false},
		{`{"free":{}}`, true}, {`{"free":{"x":1}}`, false}, {`{"p":{"x":1}}`, false}, {`{"c":1}`, false},
	}
	for _, tt := range tests {
		tree := parse(tt.doc)
		if got := s.Location("").Covers(tree, 0, func(name []byte) bool { return string(name) != "secret" }); got != tt.want {
			t.Errorf("%s: %v", tt.doc, got)
		}
	}
}
