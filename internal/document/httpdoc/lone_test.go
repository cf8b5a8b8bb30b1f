package httpdoc

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/source"
)

func TestLone(t *testing.T) { runParseTests(t, loneTests()) }

func loneTests() []parseTest {
	const noHeader = "found text after the URL that is no HTTP version, expected the end of the line (put a header on a line of its own, and write %20 for a space in the URL)"
	const noVersion = "found text after the URL that is no HTTP version, expected HTTP/1.1 or the end of the line (write HTTP/1.1, or leave it out)"
	return []parseTest{
		{"text after the URL", `POST https://h/x Authorization: Bearer S3CRET
A: b

{"Password": "S3CRET"}
###
POST https://h/x?a=%zz S3CRET HTTP/1.1
###
https://h/x S3CRET
###
{{x}} S3CRET
###
GET https://h/{{a b}} x
###
GET https://h
  /x y
  /z
`, []string{
			`fault of POST h/x: «Authorization: Bearer S3CRET» ` + noHeader + ` hides «POST https://h/x Authorization: Bearer S3CRET
A: b

{"Password": "S3CRET"}
»`,
			"fault of POST h/x: «S3CRET» " + noHeader + " hides «POST https://h/x?a=%zz S3CRET HTTP/1.1\n»",
			"fault of GET h/x: «S3CRET» " + noHeader + " hides «https://h/x S3CRET\n»",
			"fault of GET {{x}}/: «S3CRET» " + noHeader + " hides «{{x}} S3CRET\n»",
			"fault of GET h/{{a b}}: «x» " + noHeader + " hides «GET https://h/{{a b}} x\n»",
			"fault of GET h/x: «y\n  /z» " + noHeader + " hides «GET https://h\n  /x y\n  /z\n»",
		}},
		{"versions that are none", `POST https://h/x HTTP1.1
###
POST https://h/x http 1.1
###
POST https://h/x # c
`, []string{
			"fault of POST h/x: «HTTP1.1» " + noVersion + " hides «POST https://h/x HTTP1.1\n»",
			"fault of POST h/x: «http 1.1» " + noVersion + " hides «POST https://h/x http 1.1\n»",
			"fault of POST h/x: «# c» found a comment after the URL, expected the end of the line (put the comment on a line of its own) hides «POST https://h/x # c\n»",
		}},
		{"schemes without their marks", `POST https//h.example/x
###
POST HTTP:/h.example/x
`, []string{
			"fault of POST https/h.example/x: «https//h.example/x» found 'https' without '://' after it, expected https://host (write https://) hides «POST https//h.example/x»",
			"fault of POST http/h.example/x: «HTTP:/h.example/x» found 'http' without '://' after it, expected http://host (write http://) hides «POST HTTP:/h.example/x»",
		}},
		{"nothing after a blank", `@none =
POST https://h/x {{none}}
`, []string{
			"POST h|x «POST https://h/x » target«https://h/x»",
			"no body",
		}},
		{"a blank that a variable brings", `@q = a b
POST https://h/{{q}}?c={{q}}
`, []string{
			"POST h|a b «POST https://h/{{q}}?c={{q}}» target«https://h/{{q}}?c={{q}}»",
			`/query/c «c»: string «{{q}}» "a b"`,
			"no body",
		}},
	}
}

// A line without a method is a request only if it looks like a URL.
func TestLoneURL(t *testing.T) {
	for _, line := range []string{
		"http://h", "HTTPS://h:8/x", "https://{{h}}", "/", "/x?y", "{{base}}", "{{base}}/x", "{{a}}.example/x", "{{scheme}}://x",
		"h.example", "h.example/x", "h.example?x", "h.example:80", "h.example:{{port}}/x", "10.0.0.1:8080/x", "api.{{r}}.example", "localhost", "LOCALHOST:80?x", "localhost/",
		"purge https://h/x", "purge /x", "purge {{x}}", "{{m}} {{x}}", "{{m}} /x",
	} {
		if _, f := parse(line + "\n"); len(f.Requests) != 1 || len(f.Faults) != 0 {
			t.Errorf("%s: %+v", line, f.Faults)
		}
	}
	for _, line := range []string{
		`{"AdminPassword":"S3CRETa"}`, "AdminPassword:S3CRET/b", "password=S3CRET/abc", `"AdminPassword":"S3CRETa/b",`,
		`{{"AdminPassword":"S3CRETa"}}`, `{{ 'AdminPassword':"S3CRETa"}}`, `{"a.b":"S3CRET"}`, `{"a":"{{S3CRET}}"}`, "S3CRET", "S3CRET/", "a.b:S3CRET", "a.b:", "a.b:80:1", "a.b=S3CRET", "a.b#S3CRET",
		"ftp://S3CRET.x", "postgres://u:S3CRET@h.example/db", "a.b@S3CRET.x", ".S3CRET", "${S3CRET}/x", "<S3CRET>/x", "*", "a.b S3CRET.x", "a.b Key: S3CRET",
		"password S3CRET", "password S3CRET.x", "password S3CRET/x", "{{x}}S3CRET {", "{{m}} S3CRET",
	} {
		text := line + "\n\n{\"b\": 1}\n"
		_, f := parse(text)
		if len(f.Requests) != 0 || len(f.Faults) != 1 {
			t.Errorf("%s: %d requests, faults %+v", line, len(f.Requests), f.Faults)
			continue
		}
		x := f.Faults[0]
		if x.Region != (source.Span{End: len(text)}) || x.Body || strings.Contains(x.Err.Message+x.Err.Advice, "S3CRET") {
			t.Errorf("%s: %+v, %v", line, x, x.Err)
		}
	}
}
