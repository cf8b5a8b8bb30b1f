package config

import (
	"strings"
	"testing"
)

func TestGlob(t *testing.T) {
	for _, tt := range []struct {
		dir, pattern, path string
		want               bool
	}{
		{"/r", "*.json", "/r/a.json", true},
		{"/r", "*.json", "/r/a/b/c.json", true},
		{"/r", "*.json", "/s/a.json", false},
		{"/r", "*.json", "/ra.json", false},
		{"/r", "/*.json", "/r/a.json", true},
		{"/r", "/*.json", "/r/b/a.json", false},
		{"/r", "./*.json", "/r/a.json", true},
		{"/r", "./*.json", "/r/b/a.json", false},
		{"/r", "a/*.json", "/r/a/b.json", true},
		{"/r", "a/*.json", "/r/a/b/c.json", false},
		{"/r", "a/*.json", "/r/c/a/b.json", false},
		{"/r", "a/**/*.json", "/r/a/b.json", true},
		{"/r", "a/**/*.json", "/r/a/b/c/d.json", true},
		{"/r", "**/b.json", "/r/b.json", true},
		{"/r", "a/**", "/r/a", true},
		{"/r", "a/**", "/r/a/b", true},
		{"/r", "a/", "/r/a", true},
		{"/r", "a/", "/r/a/b/c.json", true},
		{"/r", "a/", "/r/b/a/c.json", true},
		{"/r", "/a/", "/r/b/a/c.json", false},
		{"/r", "b/a/", "/r/b/a/c.json", true},
		{"/r", "{a,b}/*.{json,yaml}", "/r/b/x.yaml", true},
		{"/r", "{a,b}/*.{json,yaml}", "/r/c/x.yaml", false},
		{"/r", "[ab]?.json", "/r/bx.json", true},
		{"/r", `\*.json`, "/r/*.json", true},
		{"/r", `\*.json`, "/r/a.json", false},
		{"/", "*.json", "/a.json", true},
		{"C:/r", "*.json", "C:/r/a.json", true},
		{"/r[1]", "a/*.json", "/r[1]/a/b.json", true},
		{"/r", "*", "/r", false},
	} {
		if got := (Glob{tt.dir, tt.pattern}).Match(tt.path); got != tt.want {
			t.Errorf("%s in %s matches %s: %t", tt.pattern, tt.dir, tt.path, got)
		}
	}
}

// What a pattern may cost to match is bounded before any file is there.
func TestChoices(t *testing.T) {
	for pattern, ok := range map[string]bool{
		"{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p}/*.json":          true,
		strings.Repeat("{a,b}", 8):                          true,
		strings.Repeat("{a,b}", 9):                          false,
		strings.Repeat("{a,", 20) + strings.Repeat("}", 20): false,
		"{" + strings.Repeat(",", 300) + "}":                false,
		strings.Repeat("*", 300):                            true,
	} {
		if fault := globFault(pattern); (fault == "") != ok {
			t.Errorf("%s: %q", pattern, fault)
		}
	}
}
