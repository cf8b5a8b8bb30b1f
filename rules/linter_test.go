package rules

import (
	"bytes"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/payloadlint/payloadlint/internal/corpus"
	"github.com/payloadlint/payloadlint/internal/spec"
)

func TestRuleCatalogue(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] || r.ID == "" || strings.Trim(r.ID, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("id %q", r.ID)
		}
		seen[r.ID] = true
		if r.Title == "" || r.Text == "" || r.Remedy == "" || strings.HasSuffix(r.Title, ".") || !strings.HasSuffix(r.Text, ".") || !strings.HasSuffix(r.Remedy, ".") {
			t.Errorf("%s: title, text and remedy: %+v", r.ID, r)
		}
		if r.Severity != Error && r.Severity != Warning {
			t.Errorf("%s: severity %q", r.ID, r.Severity)
		}
	}
	Rules()[0].ID = "changed"
	if Rules()[0].ID == "changed" {
		t.Error("the caller can change the catalogue")
	}
}

func TestForms(t *testing.T) {
	for name, want := range map[string]form{
		"a.json": plainJSON, "a.yaml": plainYAML, "a.yml": plainYAML, "a.YML": plainYAML, "a": plainJSON, "": plainJSON,
		"a.yaml.json": plainJSON, "yaml": plainJSON, "-": plainJSON, "a.jsonc": commentedJSON, "a.ndjson": jsonLines, "a.JSONL": jsonLines,
		"a.http": httpFile, "a.b.rest": httpFile,
	} {
		if got := formOf(name); got != want {
			t.Errorf("%q: form %d, want %d", name, got, want)
		}
	}
	r := look(t, "b.yaml", "# nothing\n")
	if got := summary(r); got != "invalid-syntax: found no document, expected an object" {
		t.Error(got)
	}
}

func TestDocumentsOfAFile(t *testing.T) {
	r := fixture(t, "").Check("b.yaml", []byte("Name: a\nKind: small\n---\nLeaves: 1\n---\nFrom: a\nZone: b\n"))
	if got, want := summary(r), "unmatched-file: "; !strings.HasPrefix(got, want) || len(r.Findings) != 1 || r.Requests != 2 || r.Skipped != 1 {
		t.Errorf("%s; %d requests, %d skipped", got, r.Requests, r.Skipped)
	}
}

func TestConfig(t *testing.T) {
	catalogue := spec.Open(os.DirFS("testdata/schemas"))
	if _, err := newLinter(catalogue, Config{Operation: "Craete"}); err == nil || !strings.Contains(err.Error(), "did you mean acme/box/Create?") {
		t.Error(err)
	}
	if l, err := New(Config{}); err != nil || l.Check("x.json", nil).Err != nil {
		t.Error(err)
	}
}

// A damaged specification is a failure of the program, not a finding.
func TestDamagedSpecification(t *testing.T) {
	catalogue := spec.Open(fstest.MapFS{
		"catalogue.json": {Data: []byte("{\n\"operations\": [\n{\"id\": \"a/b/Do\", \"names\": [\"x\", \"y\"]}\n]\n}")},
	})
	for _, operation := range []string{"", "Do"} {
		l, err := newLinter(catalogue, Config{Operation: operation})
		if err != nil {
			t.Fatal(err)
		}
		if r := l.Check("b.json", []byte(`{"x": 1, "y": 1}`)); r.Err == nil || len(r.Findings) != 0 || r.Requests != 0 {
			t.Errorf("operation %q: %+v", operation, r)
		}
	}
}

// One linter serves many goroutines, and a check leaves nothing to the next.
func TestConcurrentChecks(t *testing.T) {
	l := fixture(t, "")
	texts := map[string]string{
		"a.json": `{"Name": "", "Kind": "small", "Kind": "x", "Password": "abcdefgh"}`,
		"b.yaml": "Name: a\nKind: large\n---\nLeaves: 1\n",
		"c.json": `{"operation": "Copy", "body": {"Zone": "x"}}`,
		"d.json": `{"Name": `,
	}
	want := map[string]*FileReport{}
	for name, text := range texts {
		want[name] = fixture(t, "").Check(name, []byte(text))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				for name, text := range texts {
					if got := l.Check(name, []byte(text)); !reflect.DeepEqual(got, want[name]) {
						t.Errorf("%s: %+v, want %+v", name, got, want[name])
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

const validBody = `{
  "Name": "abc", "Kind": "large", "Size": 3, "Step": 20, "Price": 1.5, "Flag": false, "Version": "3.3",
  "Password": "${PASSWORD}", "Tags": {"a": "b", "c": "d"},
  "Parts": [{"Id": "x", "Depth": 1}, {"Id": "y", "Depth": 2}, {"Id": "z", "Depth": 3}],
  "Disk": {"DiskType": "fast", "MountPoint": "/x"}, "Extra": {"Shown": "yes"}, "Zone": "cn-a-1", "Region": "cn-a"
}`

// A file without mistakes costs its report, its list of hidden places and
// little else.
func TestAllocations(t *testing.T) {
	l := fixture(t, "Create")
	text := []byte(validBody)
	if r := l.Check("b.json", text); len(r.Findings) > 0 {
		t.Fatal(summary(r))
	}
	least := math.Inf(1) // of many: with the race detector, pools forget at random
	for range 100 {
		least = min(least, testing.AllocsPerRun(1, func() { l.Check("b.json", text) }))
	}
	if least > 8 {
		t.Errorf("%v allocations", least)
	}
}

func BenchmarkCheckValid(b *testing.B)   { benchmark(b, validBody) }
func BenchmarkCheckInvalid(b *testing.B) { benchmark(b, strings.Replace(validBody, "abc", "ABC", 1)) }

func benchmark(b *testing.B, body string) {
	l := fixture(b, "")
	text := []byte(body)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Check("b.json", text)
	}
}

func FuzzCheck(f *testing.F) {
	names := []string{"b.json", "b.yaml", "b.jsonc", "b.ndjson", "b.http"}
	for i, texts := range [][]string{
		{
			validBody, `{"Name": "", "Pasword": "x", "Tags": {"": 1}, "Parts": [{}, {"Id": 1, "Pin": 2}], "Name": 1}`,
			`{"operation": "Create", "query": {"x": 1}, "header": {"X-Auth-Token": "x"}, "body": {"Name": "é", "Flag": true, "Price": 0}}`,
			`{"Name": "a",}`, "", "null", `"x"`, `{"Name": "${a}", "Size": "$B", "Kind": "<c>"}`,
		},
		{"Name: &a x\nTags: {a: *a}\n---\n- 1\n", "Name: [\n", "# payloadlint: operation=Create\nName: ${a}\n"},
		{"// payloadlint: operation=Create\n{\"Name\": /* x */ \"a\"}"},
		{"{\"query\": {\"RequestToken\": \"t\"}, \"body\": {\"Name\": \"a\"}}\n{\n{\"query\": {\"RequestToken\": \"t\"}, \"body\": {\"Name\": \"b\"}}\n"},
		{
			"@a = x{{b}}\nPOST https://box.example.com/boxes/{{a}}?RequestToken=t HTTP/1.1\nX-Auth-Token: x\n\n{\"Name\": {{c}}}\n\n### b\nPOST /boxes/1\n\n<@ ./x.json\n",
			"POST https://u:p@box.example.com/boxes/%41?a=1&a=2\n\n{\"Name\": \"a\",}\n###\nGET /\n",
		},
	} {
		for _, text := range texts {
			for config := range uint8(4) {
				f.Add([]byte(text), uint8(i), config)
			}
		}
	}
	for i, form := range []string{corpus.JSON, corpus.YAML, corpus.Comments, corpus.Lines, corpus.HTTP} {
		for n, text := range corpus.Texts(f, form) {
			f.Add(text, uint8(i), uint8(n%4))
		}
	}
	linters := fuzzed(f)
	f.Fuzz(func(t *testing.T, text []byte, form, config uint8) {
		name, l := names[int(form)%len(names)], linters[config%4]
		before := bytes.Clone(text)
		r := l.Check(name, text)
		wellFormed(t, r)
		if !bytes.Equal(text, before) {
			t.Error("the text was changed")
		}
		if again := l.Check(name, text); !reflect.DeepEqual(again, r) {
			t.Errorf("once %+v\nthen %+v", r, again)
		}
		run := l.NewTogether()
		for _, p := range append(r.Together, r.Together...) {
			if more := run.Add(p); more != nil {
				wellFormed(t, more)
			}
		}
		if _, err := l.Identify(name, text); err != nil {
			t.Error(err)
		}
	})
}

// fuzzed are linters of several configurations.
func fuzzed(f *testing.F) [4]*Linter {
	f.Helper()
	open := func(string) ([]byte, error) { return []byte(`{"Name": "{{a}}", "Nmae": {{b}}}`), nil }
	catalogue := spec.Open(os.DirFS("testdata/schemas"))
	var linters [4]*Linter
	for i, c := range []Config{
		{},
		{Operation: "Create", DenyPlaceholders: true},
		{Variables: map[string]string{"a": `"`, "B": "1", "c": "\n"}, Include: open},
		{Include: open, Quotas: []Quota{{"Create", "MaxBoxes", "1"}, {"Create", "MaxSize", "3"}}, DenyPlaceholders: true},
	} {
		l, err := newLinter(catalogue, c)
		if err != nil {
			f.Fatal(err)
		}
		linters[i] = l
	}
	return linters
}

// wellFormed asserts what holds for any report.
func wellFormed(t *testing.T, r *FileReport) {
	t.Helper()
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	if r.Requests+r.Skipped+len(r.Findings)+len(r.Included) == 0 {
		t.Error("nothing was checked, and nothing said")
	}
	if !slices.IsSortedFunc(r.Findings, func(a, b Finding) int { return compare(&a, &b) }) {
		t.Error("the findings are out of order")
	}
	for _, f := range r.Findings {
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(r.Text) {
			t.Errorf("span %v of %d bytes", f.Span, len(r.Text))
		}
		if f.Message == "" || f.Rule == "" || f.Severity == "" || f.Related == nil || f.Fixes == nil || f.File != r.Name || f.Line < 1 || f.Column < 1 {
			t.Errorf("%+v", f)
		}
		if strings.ContainsAny(f.Message+f.Detail+f.Code, "\n\r\x1b\x00") {
			t.Errorf("a control character in %q", f.Message+f.Detail+f.Code)
		}
	}
	_ = visible(t, r)
	for _, included := range r.Included {
		wellFormed(t, included)
	}
}
