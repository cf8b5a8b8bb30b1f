package cli

import "testing"

func TestExclude(t *testing.T) {
	tests := []struct {
		glob, path string
		want       bool
	}{
		{"vendor", "/w/vendor", true},
		{"vendor", "/w/a/vendor", true},
		{"vendor", "/other/vendor", true},
		{"vendor", "/w/vendors", false},
		{"vendor/", "/w/a/vendor", true},
		{"./vendor", "/w/vendor", true},
		{"./vendor", "/w/a/vendor", false},
		{"/vendor", "/w/vendor", true},
		{"/vendor", "/vendor", false},
		{"a/*.json", "/w/a/b.json", true},
		{"a/*.json", "/w/a/b/c.json", false},
		{"a/**", "/w/a", true},
		{"**/{x,y}.json", "/w/a/b/y.json", true},
		{"../a/*.json", "/a/x.json", true},
		{"../a/*.json", "/w/a/x.json", false},
		{"../../../a/*.json", "/a/x.json", true},
		{"*.tmp.json", "/x.tmp.json", true},
		{"/w/out", "/w/out", true},
		{"/w/out", "/w/a/out", false},
		{"/w/out", "/w/w/out", false},
		{"/w/out/", "/w/out/a.json", true},
		{"/w/o*/*.json", "/w/out/a.json", true},
		{"/w", "/w/a.json", true},
		{"/w/", "/w/a.json", true},
		{"/w", "/v/a.json", false},
		{"/wide", "/w/wide", true},
	}
	for _, test := range tests {
		var g globs
		if err := g.Set(test.glob); err != nil {
			t.Errorf("%s: %v", test.glob, err)
			continue
		}
		s := sources{patterns: g.in("/w")}
		if s.excludes(test.path, false) != test.want {
			t.Errorf("%s on %s: %t", test.glob, test.path, !test.want)
		}
	}
	for _, bad := range []string{"", "/", ".", "..", "../", "[a", "{a", "a}", `a\`} {
		if err := new(globs).Set(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
