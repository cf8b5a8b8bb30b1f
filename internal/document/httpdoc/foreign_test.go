package httpdoc

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/source"
)

func TestForeign(t *testing.T) { runParseTests(t, foreignTests()) }

func foreignTests() []parseTest {
	return []parseTest{
		{"what is wrong with foreign requests", `# @name all
POST https://foreign.example/v1/%zz/a?b=%zz&c Authorization: Bearer q
A b

{"a": }
###
POST /a
Host: x.foreign.example
no header
###
POST https://foreign.example/a

< nope.json
###
@base = https://foreign.example
{{base}}/a?b=1
{
###
GET https://me:pw@foreign.example/a
Content-Type: text/plain

x
`, []string{
			"POST foreign.example|v1|%zz|a segment1? «POST https://foreign.example/v1/%zz/a?b=%zz&c Authorization: Bearer q» target«https://foreign.example/v1/%zz/a?b=%zz&c» foreign",
			"POST x.foreign.example|a «POST /a» target«/a» foreign",
			"POST foreign.example|a «POST https://foreign.example/a» target«https://foreign.example/a» foreign",
			"GET foreign.example|a «{{base}}/a?b=1» foreign",
			"GET foreign.example|a «GET https://me:pw@foreign.example/a» target«https://me:pw@foreign.example/a» foreign",
			"secret «Authorization: Bearer q»",
			"secret «me:pw»",
		}},
		{"a directive settles it", `# payloadlint: operation=Mine
POST https://foreign.example/a?b=%zz
###
POST https://foreign.example/a

{}
# payloadlint: operation=Mine
`, []string{
			"POST foreign.example|a «POST https://foreign.example/a» target«https://foreign.example/a» directive=operation=Mine«operation=Mine»",
			"/body «{»: object «{}»",
			`fault of POST foreign.example/a: «%» found '%' without two hexadecimal digits after it, expected an escape such as %20 (write %25 for a percent sign) hides «POST https://foreign.example/a?b=%zz»`,
		}},
		{"curl commands", `curl -sS "HTTPS://me:pw@foreign.example:8/a?b=%zz" -H 'X: S3CRET' \
  -d 1
###
@host = foreign.example
curl http://{{host}}/a
###
curl -x http://foreign.example http://x
###
curl foreign.example
`, []string{
			" foreign.example|a «curl -sS \"HTTPS://me:pw@foreign.example:8/a?b=%zz\" -H 'X: S3CRET' \\» target«HTTPS://me:pw@foreign.example:8/a?b=%zz» foreign",
			" foreign.example|a «curl http://{{host}}/a» target«http://{{host}}/a» foreign",
			`fault: «curl -x http://foreign.example http://x» found a curl command, expected a request line (write the method and the URL, then the headers, an empty line and the body) hides «curl -x http://foreign.example http://x
»`,
			`fault: «curl foreign.example» found a curl command, expected a request line (write the method and the URL, then the headers, an empty line and the body) hides «curl foreign.example
»`,
			"secret «me:pw»",
			"secret «curl -sS \"HTTPS://me:pw@foreign.example:8/a?b=%zz\" -H 'X: S3CRET' \\»",
			"secret «curl http://{{host}}/a»",
		}},
		{"a foreign request after one without an end", `POST http://x
> a.js
POST https://foreign.example
`, []string{
			"POST x| «POST http://x» target«http://x»",
			"no body",
			"POST foreign.example| «POST https://foreign.example» target«https://foreign.example» foreign",
		}},
	}
}

// Foreign is asked about each request with a line, before anything is opened.
func TestForeignIsAskedFirst(t *testing.T) {
	var asked []string
	o := Options{
		Open: func(path string) (*source.File, error) {
			t.Errorf("%s was opened", path)
			return source.New(path, nil), nil
		},
		Foreign: func(q *Request) bool {
			if q.Root != document.None {
				t.Errorf("the root is %d", q.Root)
			}
			asked = append(asked, q.Line.Method+" "+q.Line.Host+" "+q.Directive)
			return true
		},
	}
	var tree document.Tree
	f := Parse(&tree, source.New("a.http", []byte("POST /a\nHost: h\n# payloadlint: d\n\n< b.json\n###\nno line\n###\nPOST x\n\n< c.json\n###\ncurl\n")), o)
	if len(asked) != 2 || asked[0] != "POST h d" || asked[1] != "POST x " {
		t.Errorf("asked %q", asked)
	}
	if len(f.Requests) != 2 || len(f.Faults) != 2 || len(f.Failures) != 0 {
		t.Errorf("%d requests, %d faults, %d failures", len(f.Requests), len(f.Faults), len(f.Failures))
	}
}
