package config

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/source"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// FuzzLoad reads any text as a configuration file: each mistake stands in the
// file and says something, and what was read is what it promises.
func FuzzLoad(f *testing.F) {
	start, err := schemas.FS.ReadFile(spec.ConfigID + ".start.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(start)
	f.Add(uncommented(start))
	for _, tt := range mistaken() {
		f.Add([]byte(tt.text))
	}
	catalogue := spec.Open(schemas.FS)
	f.Fuzz(func(t *testing.T, text []byte) {
		s, found := load(catalogue, "/a/c.yaml", text)
		end := source.New("", text).Position(len(text))
		for _, m := range found {
			if m.Line < 1 || m.Line > end.Line || m.Column < 1 || m.Message == "" || m.File != "/a/c.yaml" {
				t.Errorf("mistake out of place: %v", m)
			}
			if len(m.Message) > 2000 || strings.ContainsAny(m.Message, "\n\r") {
				t.Errorf("no sentence: %q", m.Message)
			}
		}
		if len(found) > 0 {
			return
		}
		for i := range s.Severities {
			if v := &s.Severities[i]; v.Severity == "" || v.At.Line < 1 || v.At.EndLine < v.At.Line || i > 0 && v.rank() < s.Severities[i-1].rank() {
				t.Errorf("severity %+v", v)
			}
		}
		for _, i := range s.Ignores {
			if i.Reason == "" || (i.Rule == "") == (i.Constraint == "") || i.File.Pattern == "" || i.At.Line != i.At.EndLine {
				t.Errorf("ignore %+v", i)
			}
		}
		for _, e := range s.Files {
			if e.Glob.Dir != "/a" || e.Glob.Pattern == "" {
				t.Errorf("entry %+v", e)
			}
			e.Glob.Match("/a/b/c.json")
		}
		again, found := load(catalogue, "/a/c.yaml", []byte(s.YAML(shown("/a"))))
		if found != nil {
			t.Errorf("what is shown is wrong: %v\n%s", found, s.YAML(shown("/a")))
		}
		if one, two := s.YAML(shown("/a")), again.YAML(shown("/a")); len(s.Severities) != len(again.Severities) || strings.Count(one, "\n") != strings.Count(two, "\n") {
			t.Errorf("what is shown means something else:\n%s\n%s", one, two)
		}
		if j, err := s.JSON(shown("/a")); err != nil || !json.Valid([]byte(j)) {
			t.Errorf("%v: %s", err, j)
		}
	})
}
