package cli

import (
	"slices"
	"testing"

	"github.com/payloadlint/payloadlint/rules"
)

func TestSize(t *testing.T) {
	tests := []struct {
		in   string
		want int64 // 0: refused
		text string
	}{
		{"1", 1, "1B"},
		{"1B", 1, "1B"},
		{"1000", 1000, "1KB"},
		{"1024", 1024, "1KiB"},
		{"1k", 1024, "1KiB"},
		{"1KB", 1000, "1KB"},
		{"3 MiB", 3 << 20, "3MiB"},
		{"256mib", 256 << 20, "256MiB"},
		{"1G", 1 << 30, "1GiB"},
		{"1025", 1025, "1025B"},
		{in: ""},
		{in: "0"},
		{in: "0MiB"},
		{in: "-1"},
		{in: "+1"},
		{in: "1.5MiB"},
		{in: "MiB"},
		{in: "1TiB"},
		{in: "2GiB"},
		{in: "1073741825"},
		{in: "99999999999999999999"},
		{in: "9223372036854775807GiB"},
	}
	for _, test := range tests {
		var z size
		err := z.Set(test.in)
		if int64(z) != test.want || (err != nil) != (test.want == 0) {
			t.Errorf("%q: %d, %v; want %d", test.in, z, err, test.want)
		}
		if test.want != 0 && z.String() != test.text {
			t.Errorf("%q: shown as %s, want %s", test.in, z.String(), test.text)
		}
	}
}

func TestQuotas(t *testing.T) {
	var q quotas
	for _, bad := range []string{"", "Op", "Op.Count", "Op=1.0"} {
		if err := q.Set(bad); err == nil || len(q) > 0 {
			t.Errorf("%q: %v, %v", bad, q, err)
		}
	}
	q.Set("some/Op.Some.Type=a=b,c")
	q.Set("some/Op.Some.Type=d")
	want := []rules.Quota{{Operation: "some/Op", Name: "Some.Type", Value: "a=b,c"}, {Operation: "some/Op", Name: "Some.Type", Value: "d"}}
	if !slices.Equal(q, want) {
		t.Errorf("got %v", q)
	}
}
