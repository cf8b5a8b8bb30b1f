package rules

import (
	"fmt"
	"strings"
	"testing"
)

// run checks files and says what their requests show together, a line each.
func run(t *testing.T, c Config, files ...string) []string {
	t.Helper()
	l := custom(t, c)
	together := l.NewTogether()
	var lines []string
	for i, text := range files {
		name := fmt.Sprintf("%d.json", i+1)
		if strings.Contains(text, "POST ") {
			name = fmt.Sprintf("%d.http", i+1)
		}
		r := l.Check(name, []byte(text))
		if r.Err != nil || len(r.Findings) > 0 {
			t.Fatalf("%s: %v %s", name, r.Err, summary(r))
		}
		for _, p := range r.Together {
			more := together.Add(p)
			if more == nil {
				continue
			}
			wellFormed(t, more)
			f := &more.Findings[0]
			line := fmt.Sprintf("%s:%d:%d %s %s %q", f.File, f.Line, f.Column, f.Rule, f.Detail, more.Text[f.Span.Start:f.Span.End])
			for _, related := range f.Related {
				line += fmt.Sprintf(" <- %s:%d:%d", related.File, related.Line, related.Column)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func TestTokens(t *testing.T) {
	envelope := func(token, body string) string {
		return `{"operation": "Create", "query": {"RequestToken": "` + token + `"}, "body": ` + body + `}`
	}
	post := func(url, body string) string { return "POST https://" + url + "\n\n" + body }
	const a, b = `{"Name": "a", "Kind": "small"}`, `{"Name": "b", "Kind": "small"}`
	mismatch := func(place, value, at, location, related string) string {
		return place + " token-mismatch " + at + " has the same token, and the requests differ in the " + location +
			"; give each request a token of its own " + value + " <- " + related
	}
	tests := map[string]struct {
		files []string
		want  []string
	}{
		"another body":          {[]string{envelope("t", a), envelope("t", b)}, []string{mismatch("2.json:1:51", `"\"t\""`, "1.json:1", "body", "1.json:1:51")}},
		"the same":              {[]string{envelope("t", a), envelope("t", `{"Kind": "small", "Name": "a"}`)}, nil},
		"another token":         {[]string{envelope("t", a), envelope("u", b)}, nil},
		"no token":              {[]string{a, b}, nil},
		"an empty token":        {[]string{envelope("", a), envelope("", b)}, nil},
		"one that is not known": {[]string{envelope("${t}", a), envelope("${t}", b)}, nil},
		"the same number":       {[]string{envelope("t", `{"Name": "a", "Kind": "small", "Price": 2}`), envelope("t", `{"Name": "a", "Kind": "small", "Price": 2.0}`)}, nil},
		"a value not known":     {[]string{envelope("t", a), envelope("t", `{"Name": "${x}", "Kind": "small"}`)}, nil},
		"one not known, another differs": {
			[]string{envelope("t", `{"Name": "a", "Kind": "small"}`), envelope("t", `{"Name": "${x}", "Kind": "small", "Price": 3}`)},
			[]string{mismatch("2.json:1:51", `"\"t\""`, "1.json:1", "body", "1.json:1:51")},
		},
		"one not known, another lacks": {
			[]string{envelope("t", `{"Name": "a", "Kind": "small", "Size": 4}`), envelope("t", `{"Name": "${x}", "Kind": "small"}`)},
			[]string{mismatch("2.json:1:51", `"\"t\""`, "1.json:1", "body", "1.json:1:51")},
		},
		"three, the first and last are the same": {
			[]string{envelope("t", a), envelope("t", b), envelope("t", a)},
			[]string{mismatch("2.json:1:51", `"\"t\""`, "1.json:1", "body", "1.json:1:51")},
		},
		"one that differs, twice": {
			[]string{envelope("t", a), envelope("t", b), envelope("t", b)},
			[]string{mismatch("2.json:1:51", `"\"t\""`, "1.json:1", "body", "1.json:1:51")},
		},
		"another path": {
			[]string{post("box.example.com/boxes/1?RequestToken=t", a), post("box.example.com/boxes/2?RequestToken=t", a)},
			[]string{mismatch("2.http:1:51", `"t"`, "1.http:1", "path", "1.http:1:51")},
		},
		"another host":                       {[]string{post("box.example.com/boxes/1?RequestToken=t", a), post("box.example.org/boxes/1?RequestToken=t", b)}, nil},
		"an unknown object":                  {[]string{post("box.example.com/boxes/1?RequestToken=t", `{"Name": "a", "Kind": "small", "Tags": {"a": "b"}}`), post("box.example.com/boxes/1?RequestToken=t", `{"Name": "a", "Kind": "small", "Tags": {{tags}}}`)}, nil},
		"a file that shows less is the same": {[]string{envelope("t", a), post("box.example.com/boxes/1?RequestToken=t", a)}, nil},
		"a file that shows less differs": {
			[]string{envelope("t", a), post("box.example.com/boxes/1?RequestToken=t", b)},
			[]string{mismatch("2.http:1:51", `"t"`, "1.json:1", "body", "1.json:1:51")},
		},
	}
	for name, tt := range tests {
		if got := run(t, Config{}, tt.files...); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
	}
}

func TestCountOfRequests(t *testing.T) {
	c := Config{Quotas: []Quota{{"Create", "MaxBoxes", "2"}}}
	const body = `{"Name": "a", "Kind": "small", "Size": 4}`
	got := run(t, c, body, `{"operation": "Create", "query": {"RequestToken": "t"}, "body": `+body+`}`,
		`{"operation": "Create", "query": {"RequestToken": "t"}, "body": `+body+`}`, body)
	want := `4.json:1:1 quota-exceeded found request 3 of this run; you stated the quota MaxBoxes as 2 "{"`
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	unknown := `{"operation": "Create", "query": {"RequestToken": "${T}"}, "body": ` + body + `}`
	if got := run(t, c, unknown, unknown, unknown); len(got) > 0 {
		t.Errorf("what may be one request is counted as several: %q", got)
	}
	made := `{"operation": "Create", "query": {"RequestToken": "{{$guid}}"}, "body": ` + body + `}`
	if got := run(t, c, made, made, made); len(got) != 1 {
		t.Errorf("requests with tokens of their own are not counted: %q", got)
	}
}

// What is kept of a large request is small, and large requests are compared.
func TestLargeRequests(t *testing.T) {
	large := func(end string) string {
		return `{"operation": "Create", "query": {"RequestToken": "t"}, "body": {"Name": "a", "Kind": "small", "Tags": {` +
			strings.Repeat(`"x": "y", `, 2) + `"n": "` + strings.Repeat("z", 1<<20) + end + `"}}}`
	}
	l := custom(t, Config{})
	r := l.Check("a.json", []byte(large("1")))
	if len(r.Together) != 1 || len(r.Together[0].excerpt.Text) > 2*excerptReach {
		t.Fatalf("%d pending, %d bytes", len(r.Together), len(r.Together[0].excerpt.Text))
	}
	together := l.NewTogether()
	for i, end := range []string{"1", "1", "2"} {
		more := together.Add(l.Check("b.json", []byte(large(end))).Together[0])
		if (more != nil) != (i == 2) {
			t.Errorf("request %d: %v", i, more)
		}
	}
}
