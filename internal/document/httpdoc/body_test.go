package httpdoc

import "testing"

func TestBody(t *testing.T) { runParseTests(t, bodyTests()) }

func bodyTests() []parseTest {
	return []parseTest{
		{"a comment after a value", `POST http://x

{"a": 1} # no
`, []string{
			`fault in the body of POST x/: «# no» found a comment after the end of the document, expected the end of the text (in a body, a comment has a line of its own) hides «{"a": 1} # no»`,
		}},
		{"a broken body", `POST http://x

{"a": }
###
POST http://x

{"a": 2}
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/body «{»: object «{"a": 2}»`,
			`/body/a «"a"»: number «2» "2"`,
			`fault in the body of POST x/: «}» found '}', expected a value () hides «{"a": }»`,
		}},
		{"placeholders in a body", `POST http://x

{"a": {{a}}, "b": "{{b}}", "c": [${C}, <d>]}
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/body «{»: object «{"a": {{a}}, "b": "{{b}}", "c": [${C}, <d>]}»`,
			`/body/a «"a"»: string «{{a}}» "{{a}}" vague`,
			`/body/b «"b"»: string «"{{b}}"» "{{b}}"`,
			`/body/c «"c"»: array «[${C}, <d>]»`,
			`/body/c/0 string «${C}» "${C}" vague`,
			`/body/c/1 string «<d>» "<d>" vague`,
		}},
		{"a placeholder for members", `POST http://x

{"Name": "a", {{open}} }
###
@rest = "b": 1
POST http://x

{"Name": "a", {{rest}} }
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/body «{»: object «{"Name": "a", {{rest}} }»`,
			`/body/Name «"Name"»: string «"a"» "a"`,
			`/body/b «{{rest}}»: number «{{rest}}» "1"`,
			`fault in the body of POST x/: «{{open}}» found a placeholder without quotes, expected a name in double quotes (write the members, or give the placeholder a value that holds them, with @NAME = VALUE) hides «{"Name": "a", {{open}} }»`,
		}},
		{"a placeholder for a body", `POST http://x

{{body}}
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/body «{»: string «{{body}}» "{{body}}" vague`,
		}},
		{"bodies of other types", `POST http://x
Content-Type: application/x-www-form-urlencoded

a=b
###
POST http://x
Content-Type: multipart/form-data; boundary=q

--q
< nope.bin
###
POST http://x
Content-Type: application/graphql

{a}
###
POST http://x
X-Request-Type: GraphQL

{a}
###
GRAPHQL http://x

{a}
###
POST http://x
Content-Type: {{type}}

<a/>
###
POST http://x
Content-Type: application/x-ndjson

{}
{}
###
POST http://x
Content-Type: application/octet-stream

< nope.bin
`, []string{
			`POST x| «POST http://x» target«http://x» other=application/x-www-form-urlencoded`,
			`/header/Content-Type «Content-Type»: string «application/x-www-form-urlencoded» "application/x-www-form-urlencoded"`,
			`POST x| «POST http://x» target«http://x» other=multipart/form-data`,
			`/header/Content-Type «Content-Type»: string «multipart/form-data; boundary=q» "multipart/form-data; boundary=q"`,
			`POST x| «POST http://x» target«http://x» other=application/graphql`,
			`/header/Content-Type «Content-Type»: string «application/graphql» "application/graphql"`,
			`POST x| «POST http://x» target«http://x» other=graphql`,
			`/header/X-Request-Type «X-Request-Type»: string «GraphQL» "GraphQL"`,
			`GRAPHQL x| «GRAPHQL http://x» target«http://x» other=graphql`,
			`POST x| «POST http://x» target«http://x» other={{type}}`,
			`/header/Content-Type «Content-Type»: string «{{type}}» "{{type}}"`,
			`POST x| «POST http://x» target«http://x» other=application/x-ndjson`,
			`/header/Content-Type «Content-Type»: string «application/x-ndjson» "application/x-ndjson"`,
			`POST x| «POST http://x» target«http://x» other=application/octet-stream`,
			`/header/Content-Type «Content-Type»: string «application/octet-stream» "application/octet-stream"`,
		}},
		{"bodies that are JSON all the same", `POST http://x
Content-Type: text/plain

[1]
###
POST http://x
Content-Type: application/vnd.x+json; charset=utf-8

true
###
POST http://x
Content-Type: application/xml

< ../up.json
###
POST http://x
Content-Type: application/xml

###
POST http://x

a=b
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/header/Content-Type «Content-Type»: string «text/plain» "text/plain"`,
			"/body «[»: array «[1]»",
			`/body/0 number «1» "1"`,
			"POST x| «POST http://x» target«http://x»",
			`/header/Content-Type «Content-Type»: string «application/vnd.x+json; charset=utf-8» "application/vnd.x+json; charset=utf-8"`,
			`/body «t»: boolean «true» "true"`,
			"POST x| «POST http://x» target«http://x»",
			`/header/Content-Type «Content-Type»: string «application/xml» "application/xml"`,
			"/body «up.json:{»: object «up.json:{}»",
			"POST x| «POST http://x» target«http://x»",
			`/header/Content-Type «Content-Type»: string «application/xml» "application/xml"`,
			"no body",
			`fault in the body of POST x/: «a=b» found unquoted text, expected a JSON value (write strings in double quotes) hides «a=b»`,
		}},
	}
}
