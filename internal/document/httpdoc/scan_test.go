package httpdoc

import "testing"

func TestScan(t *testing.T) { runParseTests(t, scanTests()) }

func scanTests() []parseTest {
	return []parseTest{
		{"only comments and variables", `# only
@x = 1
`, nil},
		{"names and directives", `### Title #1
# @name create
// payloadlint: operation=X
GET http://x
###   Second  
#payloadlint:operation=Y
###
# @name = third
GET http://y
A: b
# payloadlint: operation=B

// payloadlint: operation=C
`, []string{
			`GET x| «GET http://x» target«http://x» directive=operation=X«operation=X»`,
			"no body",
			`GET y| «GET http://y» target«http://y» directive=operation=C«operation=C»`,
			`/header/A «A»: string «b» "b"`,
			"no body",
		}},
		{"a directive and a name for the next request", `# @name no
# payloadlint: operation=X
###
GET http://x
###
GET http://y
`, []string{
			`GET x| «GET http://x» target«http://x» directive=operation=X«operation=X»`,
			"no body",
			"GET y| «GET http://y» target«http://y»",
			"no body",
		}},
		{"scripts and responses", `< ./before.js
< {% one %}
< {%
GET http://no
%}
POST http://x

{}
> {%
  POST http://no
%}
> after.js
>> out.json
<> 2020.json
@a = 1
###
POST http://y
> {% a %}
###
HTTP/1.1 200 OK
GET http://no

x
###
import ./a.http
run #x
GET http://z
`, []string{
			"POST x| «POST http://x» target«http://x»",
			"/body «{»: object «{}»",
			"POST y| «POST http://y» target«http://y»",
			"no body",
			"GET z| «GET http://z» target«http://z»",
			"no body",
		}},
		{"a script ends at the next separator", `> {%
###
GET http://x
`, []string{
			"GET x| «GET http://x» target«http://x»",
			"no body",
		}},
		{"a separator is missing", `POST http://x

{
 "a": 1
}

POST http://y
`, []string{
			`fault in the body of POST x/: «POST» found a request line in a body, expected a line ### before it (put a line ### between two requests) hides «{
 "a": 1
}

POST http://y»`,
		}},
		{"a separator is missing after a request without a body", `GET http://x

GET http://y
A: b
`, []string{
			`fault in the body of GET x/: «GET» found a request line in a body, expected a line ### before it (put a line ### between two requests) hides «GET http://y
A: b»`,
		}},
		{"a separator is missing after a script", `POST http://x
> {% a %}
POST http://y

{}
###
GET http://z
`, []string{
			"POST x| «POST http://x» target«http://x»",
			"no body",
			"GET z| «GET http://z» target«http://z»",
			"no body",
			`fault of POST y/: «POST http://y» found a request line after another request, expected a line ### (put a line ### between two requests) hides «POST http://y

{}
»`,
		}},
		{"what is no request", `curl -X POST http://me:pw@x
  -d 1
###
hello world
###
GET
###
GET HTTP/1.1
###
@x
###
GET http://x
`, []string{
			"GET x| «GET http://x» target«http://x»",
			"no body",
			`fault: «curl -X POST http://me:pw@x» found a curl command, expected a request line (write the method and the URL, then the headers, an empty line and the body) hides «curl -X POST http://me:pw@x
  -d 1
»`,
			`fault: «hello world» found text that is no request line, expected a method and a URL (begin comments with # and put a line ### between two requests) hides «hello world
»`,
			`fault: «GET» found text that is no request line, expected a method and a URL (begin comments with # and put a line ### between two requests) hides «GET
»`,
			`fault: «GET HTTP/1.1» found text that is no request line, expected a method and a URL (begin comments with # and put a line ### between two requests) hides «GET HTTP/1.1
»`,
			`fault: «@x» found text that is no request line, expected a method and a URL (begin comments with # and put a line ### between two requests) hides «@x
»`,
			"secret «me:pw»",
		}},
		{"what is no header", `POST http://x
A: b
{
}
###
POST http://x
< plain.json
###
POST http://x
A b
###
POST http://x
A：b
`, []string{
			`fault of POST x/: «{» found a body among the headers, expected 'Name: value' (put an empty line between the headers and the body) hides «POST http://x
A: b
{
}
»`,
			`fault of POST x/: «< plain.json» found a body among the headers, expected 'Name: value' (put an empty line between the headers and the body) hides «POST http://x
< plain.json
»`,
			`fault of POST x/: «A b» found a line that is no header, expected 'Name: value' (put an empty line between the headers and the body) hides «POST http://x
A b
»`,
			`fault of POST x/: «A：b» found a header without ':', expected 'Name: value' (use : instead of ：) hides «POST http://x
A：b
»`,
		}},
		{"headers that are placeholders", `POST http://x
{{headers}}
{{n}}: v
X-Empty:
X-A: {{a
 b}}
x-a: 2
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/header/X-Empty «X-Empty»: string «@43» ""`,
			`/header/X-A «X-A»: string «{{a
 b}}» "{{a b}}"`,
			`/header/x-a «x-a»: string «2» "2"`,
			"no body",
		}},
	}
}
