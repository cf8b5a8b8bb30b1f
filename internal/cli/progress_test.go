package cli

import (
	"bytes"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	tests := []struct {
		reason string
		steps  []time.Duration // when each file was done
		want   string
	}{
		{"a short run", []time.Duration{0, 500 * time.Millisecond, 999 * time.Millisecond}, ""},
		{"a long one", []time.Duration{0, time.Second}, "\rchecked 2 of 10 files"},
		{"not more often than ten times a second",
			[]time.Duration{time.Second, 1099 * time.Millisecond, 1100 * time.Millisecond, 1150 * time.Millisecond},
			"\rchecked 1 of 10 files\rchecked 3 of 10 files"},
	}
	for _, test := range tests {
		var out bytes.Buffer
		start := time.Unix(1000, 0)
		now := start
		g := newProgress(&out, 10, func() time.Time { return now })
		for _, at := range test.steps {
			now = start.Add(at)
			g.step(1)
		}
		if out.String() != test.want {
			t.Errorf("%s: %q", test.reason, out.String())
		}
		out.Reset()
		g.clear()
		g.clear()
		want := ""
		if test.want != "" {
			want = "\r                     \r"
		}
		if out.String() != want {
			t.Errorf("%s: cleared by %q", test.reason, out.String())
		}
	}
}

// The line says what is done, and goes away as a whole.
func TestProgressOfFixes(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(1000, 0)
	g := newProgress(&out, 2, func() time.Time { return now }).saying("looked for fixes in")
	now = now.Add(2 * time.Second)
	g.step(1)
	g.clear()
	if want := "\rlooked for fixes in 1 of 2 files\r                                \r"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// Where there is no terminal there is no progress, and asking it does no harm.
func TestNoProgress(t *testing.T) {
	var out bytes.Buffer
	p := &program{stderr: &out, getenv: func(string) string { return "" }}
	g := p.progress(10).saying("saw")
	g.step(1)
	g.clear()
	if g != nil || out.Len() > 0 {
		t.Errorf("progress %v, output %q", g, out.String())
	}
}
