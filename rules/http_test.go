package rules_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/cases"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/internal/spectest"
	"github.com/payloadlint/payloadlint/rules"
)

// request is a request that can be written in several forms.
type request struct {
	path, query, header map[string]string
	body                json.RawMessage
}

// requestOf takes a case apart; ok is false for what a request line or a header
// cannot hold, and for what is not well-formed.
func requestOf(text []byte) (r request, ok bool) {
	var whole map[string]json.RawMessage
	if json.Unmarshal(text, &whole) != nil {
		return r, false
	}
	r = request{path: map[string]string{}, query: map[string]string{}, header: map[string]string{}}
	if whole["body"] == nil {
		r.body = text
		return r, true
	}
	r.body = whole["body"]
	for name, to := range map[string]map[string]string{"path": r.path, "query": r.query, "header": r.header} {
		if part := whole[name]; part != nil && json.Unmarshal(part, &to) != nil {
			return r, false
		}
	}
	for _, value := range r.header {
		if value != strings.TrimSpace(value) || strings.ContainsAny(value, "\r\n") {
			return r, false
		}
	}
	delete(whole, "path")
	delete(whole, "query")
	delete(whole, "header")
	return r, len(whole) == 1
}

// envelope writes the request as an object with a member for each location, and
// returns where the body begins.
func (r *request) envelope(op *spec.Operation) (text string, body int) {
	object := func(m map[string]string) string { b, _ := json.Marshal(m); return string(b) }
	path := ""
	if strings.Contains(op.Path, "{") {
		path = `"path": ` + object(r.path) + `, `
	}
	head := fmt.Sprintf(`{%s"query": %s, "header": %s, "body": `, path, object(r.query), object(r.header))
	return head + string(r.body) + "}", len(head)
}

// http writes it for an HTTP client; ok is false where the path lacks something.
func (r *request) http(op *spec.Operation) (text string, body int, ok bool) {
	path := op.Path
	for name, value := range r.path {
		if !strings.Contains(path, "{"+name+"}") || value == "" {
			return "", 0, false
		}
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	if strings.Contains(path, "{") {
		return "", 0, false
	}
	head := fmt.Sprintf("### a case\n%s https://%s%s", op.Method, hostOf(op), path)
	for i, name := range slices.Sorted(maps.Keys(r.query)) {
		head += string("?&"[min(i, 1)]) + url.QueryEscape(name) + "=" + url.QueryEscape(r.query[name])
	}
	head += " HTTP/1.1\n"
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		head += name + ": " + r.header[name] + "\n"
	}
	head += "\n"
	return head + string(r.body) + "\n", len(head), true
}

// hostOf is a host that the operation is known by: the first of some real ones.
func hostOf(op *spec.Operation) string {
	for _, host := range []string{"example.com", "pai-eas.cn-shanghai.aliyuncs.com", "batchcompute.cn-beijing.aliyuncs.com"} {
		if regexp.MustCompile(op.Host).MatchString(host) {
			return host
		}
	}
	return op.Host
}

// TestHTTPSaysTheSame writes every case of every constraint as a request of a
// .http file and as an envelope: both give the same findings, at the same place
// of the body.
func TestHTTPSaysTheSame(t *testing.T) {
	for _, f := range readCases(t) {
		for _, op := range spectest.Operations(t) {
			if op.ID == f.Operation {
				t.Run(f.Operation, func(t *testing.T) { compareForms(t, f, op) })
			}
		}
	}
}

func compareForms(t *testing.T, f *cases.File, op *spec.Operation) {
	l, given := newLinter(t, ""), newLinter(t, op.ID)
	n, locations := 0, map[string]int{}
	for i := range f.Cases {
		c := &f.Cases[i]
		q, ok := requestOf(c.Text)
		if !ok {
			continue
		}
		if base, ok := f.Base["path"].(map[string]any); ok && bare(c.Text) {
			for name, value := range base {
				q.path[name] = value.(string)
			}
		}
		asHTTP, at, ok := q.http(op)
		if !ok {
			continue
		}
		n++
		envelope, base := q.envelope(op)
		want := given.Check("case.json", []byte(envelope))
		got := checked(t, l, "case.http", []byte(asHTTP))
		for i := range got.Findings {
			locations[got.Findings[i].In]++
		}
		if a, b := outline(got, at, ""), outline(want, base, "/body"); a != b {
			t.Errorf("%s: %s\nas .http:\n%sas an envelope:\n%s\n%s", c.Constraint, c.Line, a, b, asHTTP)
		}
	}
	if n < len(f.Cases)*3/4 {
		t.Errorf("only %d of %d cases were compared", n, len(f.Cases))
	}
	for _, p := range op.Parameters() {
		if p.In != "path" && locations[p.In] == 0 {
			t.Errorf("no finding was compared that is about the %s", p.In)
		}
	}
}

// bare tells whether the text of a case is a body without an envelope.
func bare(text []byte) bool {
	var whole struct{ Body json.RawMessage }
	return json.Unmarshal(text, &whole) == nil && whole.Body == nil
}

// outline is what is found, in an order and at places that do not depend on the form.
func outline(r *rules.FileReport, body int, pointer string) string {
	var lines []string
	for i := range r.Findings {
		f := &r.Findings[i]
		detail := f.Detail
		if f.Rule == "duplicate-key" {
			detail = ""
		}
		place := ""
		if f.In == "body" && f.Span.Start > body { // not the body as a whole: that is its name in an envelope
			place = fmt.Sprintf("%s [%d, %d)", strings.TrimPrefix(f.Pointer, pointer), f.Span.Start-body, f.Span.End-body)
		}
		lines = append(lines, fmt.Sprintf("  %s %s %s %s %s %d %s %s (%s)\n", f.Severity, f.Rule, f.In, place, f.Code, f.Status, f.Parameter, f.Message, detail))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// TestHTTPFile checks testdata/http/requests.http, which holds good and bad
// requests of every operation.
func TestHTTPFile(t *testing.T) {
	dir := filepath.Join("..", "testdata", "http")
	text, err := os.ReadFile(filepath.Join(dir, "requests.http"))
	if err != nil {
		t.Fatal(err)
	}
	r := checked(t, newLinter(t, ""), "requests.http", text)
	want := filepath.Join(dir, "requests.want")
	golden, err := os.ReadFile(want)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(want, []byte(asText(r)), 0o644); err != nil {
			t.Fatal(err)
		}
	} else {
		differs(t, want, string(golden), asText(r))
	}
	found := map[string]bool{}
	for i := range r.Findings {
		found[r.Findings[i].Operation] = true
	}
	for _, op := range spectest.Operations(t) {
		if !found[op.ID] {
			t.Errorf("no finding about %s", op.ID)
		}
	}
	if r.Requests != 2*len(spectest.Operations(t)) || r.Skipped != 1 {
		t.Errorf("%d requests, %d skipped", r.Requests, r.Skipped)
	}
}
