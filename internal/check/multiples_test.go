package check_test

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/check"
)

func TestNearestMultiples(t *testing.T) {
	tests := []struct{ reason, schema, doc, want string }{
		{"below and above", `{"multipleOf":10}`, `85`, "80 90"},
		{"negative", `{"multipleOf":10}`, `-85`, "-90 -80"},
		{"above the maximum", `{"multipleOf":10,"minimum":10,"maximum":1024}`, `1025`, "1020"},
		{"the one above is too much", `{"multipleOf":10,"maximum":1024}`, `1023`, "1020"},
		{"below the minimum", `{"multipleOf":10,"minimum":10}`, `5`, "10"},
		{"bounds that are no legal values", `{"multipleOf":10,"exclusiveMinimum":10,"exclusiveMaximum":30}`, `11`, "20"},
		{"no multiple within the bounds", `{"multipleOf":10,"minimum":11,"maximum":19}`, `15`, ""},
		{"an integer with an exponent", `{"multipleOf":10}`, `8.5e1`, "80 90"},
		{"a fraction", `{"multipleOf":10}`, `8.5`, ""},
		{"a step with a fraction", `{"multipleOf":0.5}`, `1.2`, ""},
		{"a bound with a fraction", `{"multipleOf":10,"maximum":99.5}`, `85`, ""},
		{"too large to reckon with", `{"multipleOf":7}`, `1e400`, ""},
		{"two steps", `{"multipleOf":10,"allOf":[{"multipleOf":15}]}`, `30.5`, ""},
	}
	for _, tt := range tests {
		s := mustCompile(t, tt.schema, check.Annotations{})
		var got string
		for _, v := range s.Location("").Check(parse(tt.doc), 0, nil) {
			if v.Kind == check.NotMultipleOf {
				got = strings.Join(v.Values, " ")
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, %s: got %q, want %q", tt.reason, tt.schema, tt.doc, got, tt.want)
		}
	}
}

func TestNearestWithinRange(t *testing.T) {
	tests := []struct{ reason, schema, doc, want string }{
		{"too large", `{"minimum":1,"maximum":100}`, `101`, "100"},
		{"too small", `{"minimum":1,"maximum":100}`, `0`, "1"},
		{"a fraction", `{"minimum":1,"maximum":100}`, `0.5`, "1"},
		{"the largest multiple", `{"minimum":10,"maximum":1024,"multipleOf":10}`, `1e400`, "1020"},
		{"the smallest multiple", `{"minimum":11,"maximum":1024,"multipleOf":10}`, `-5`, "20"},
		{"the limits themselves are not legal", `{"exclusiveMinimum":0,"exclusiveMaximum":10}`, `10`, "9"},
		{"nothing is legal", `{"minimum":11,"maximum":19,"multipleOf":10}`, `5`, ""},
		{"a limit with a fraction", `{"maximum":1.5}`, `2`, ""},
		{"a limit that is too large to reckon with", `{"minimum":1e400}`, `2`, ""},
		{"two steps", `{"multipleOf":10,"maximum":50,"allOf":[{"multipleOf":15}]}`, `60`, "50"},
	}
	for _, tt := range tests {
		s := mustCompile(t, tt.schema, check.Annotations{})
		var got string
		for _, v := range s.Location("").Check(parse(tt.doc), 0, nil) {
			if v.Kind == check.OutOfRange {
				got = strings.Join(v.Values, " ")
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, %s: got %q, want %q", tt.reason, tt.schema, tt.doc, got, tt.want)
		}
	}
}
