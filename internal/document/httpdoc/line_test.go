package httpdoc

import "testing"

func TestLine(t *testing.T) { runParseTests(t, lineTests()) }

func lineTests() []parseTest {
	return []parseTest{
		{"all parts of a request", `# a comment
POST https://host.example:8443/v1/a%20b/x/c?q=1&r=a+b%21&q=2&s#frag HTTP/1.1
Content-Type: application/json
X-A:  v 

{
  // a comment
  "a": 1,
  # another
  "b": [true]
}

`, []string{
			`POST host.example|v1|a b|x|c «POST https://host.example:8443/v1/a%20b/x/c?q=1&r=a+b%21&q=2&s#frag HTTP/1.1» target«https://host.example:8443/v1/a%20b/x/c?q=1&r=a+b%21&q=2&s#frag»`,
			`/path/id «a%20b»: string «a%20b» "a b"`,
			`/path/sub «c»: string «c» "c"`,
			`/query/q «q»: string «1» "1"`,
			`/query/r «r»: string «a+b%21» "a b!"`,
			`/query/q «q»: string «2» "2"`,
			`/query/s «s»: string «@74» ""`,
			`/header/Content-Type «Content-Type»: string «application/json» "application/json"`,
			`/header/X-A «X-A»: string «v» "v"`,
			`/body «{»: object «{
  // a comment
  "a": 1,
  # another
  "b": [true]
}»`,
			`/body/a «"a"»: number «1» "1"`,
			`/body/b «"b"»: array «[true]»`,
			`/body/b/0 boolean «true» "true"`,
			"duplicate /query/q",
		}},
		{"tabs, small letters, no version", "post\thttps://x/a\tHTTP/2\nX-A\t:\tb\t\n", []string{
			"POST x|a «post\thttps://x/a\tHTTP/2» target«https://x/a»",
			`/header/X-A «X-A»: string «b» "b"`,
			"no body",
		}},
		{"a method of one's own", "purge https://x/a\n", []string{
			"PURGE x|a «purge https://x/a» target«https://x/a»",
			"no body",
		}},
		{"a URL on its own", "https://X.example\n", []string{
			"GET x.example| «https://X.example»",
			"no body",
		}},
		{"a URL on its own above a body", "https://x/a\n\n{}\n###\nhttps://x/b\n\n \n\n###\nGET https://x/d\n\n{}\n", []string{
			"GET x|a implied «https://x/a»",
			"/body «{»: object «{}»",
			"GET x|b «https://x/b»",
			"no body",
			"GET x|d «GET https://x/d» target«https://x/d»",
			"/body «{»: object «{}»",
		}},
		{"a host and a port", "localhost:80/x/\n", []string{
			"GET localhost|x «localhost:80/x/»",
			"no body",
		}},
		{"a URL without host", `GET /a/b
Host: Example.com:80
`, []string{
			"GET example.com|a|b «GET /a/b» target«/a/b»",
			`/header/Host «Host»: string «Example.com:80» "Example.com:80"`,
			"no body",
		}},
		{"a host that is a placeholder", `GET /a/b
host: {{Host}}.example
`, []string{
			"GET {{Host}}.example|a|b host? «GET /a/b» target«/a/b»",
			`/header/host «host»: string «{{Host}}.example» "{{Host}}.example"`,
			"no body",
		}},
		{"no host", "OPTIONS *\n", []string{
			"OPTIONS | host? «OPTIONS *» target«*»",
			"no body",
		}},
		{"IPv6", "GET http://[::1]:80//a\n", []string{
			`GET ::1|a «GET http://[::1]:80//a» target«http://[::1]:80//a»`,
			"no body",
		}},
		{"letters of other scripts, and a slash in a segment", "POST http://例.example/v1/é/y/%2F?名=值\n", []string{
			`POST 例.example|v1|é|y|/ «POST http://例.example/v1/é/y/%2F?名=值» target«http://例.example/v1/é/y/%2F?名=值»`,
			`/path/id «é»: string «é» "é"`,
			`/path/sub «%2F»: string «%2F» "/"`,
			`/query/名 «名»: string «值» "值"`,
			"no body",
		}},
		{"user and password", "GET https://me:{{p@w}}@x/a\n", []string{
			`GET x|a «GET https://me:{{p@w}}@x/a» target«https://me:{{p@w}}@x/a»`,
			"no body",
			"secret «me:{{p@w}}»",
		}},
		{"user and password in a variable", `@base = https://me:pw@x
GET {{base}}/%zz
`, []string{
			`fault of GET x/%zz: «%» found '%' without two hexadecimal digits after it, expected an escape such as %20 (write %25 for a percent sign) hides «GET {{base}}/%zz»`,
			"secret «{{base}}»",
		}},
		{"lines that go on, as JetBrains indents them", `POST http://x
    /v1
    # a comment
    aa
    ?q=1
    2
    &r=3 HTTP/1.1
  A: b
 c
B: d
  : e
`, []string{
			`POST x|v1|aa «POST http://x
    /v1
    # a comment
    aa
    ?q=1
    2
    &r=3 HTTP/1.1» target«http://x
    /v1
    # a comment
    aa
    ?q=1
    2
    &r=3»`,
			`/path/id «aa»: string «aa» "aa"`,
			`/query/q «q»: string «1
    2» "12"`,
			`/query/r «r»: string «3» "3"`,
			`/header/A «A»: string «b
 c» "b c"`,
			`/header/B «B»: string «d
  : e» "d : e"`,
			"no body",
		}},
		{"lines that go on, as the REST Client takes them", `GET http://x/a HTTP/1.1
?q=1
&r=2
A: b
`, []string{
			`GET x|a «GET http://x/a HTTP/1.1
?q=1
&r=2» target«http://x/a HTTP/1.1
?q=1
&r=2»`,
			`/query/q «q»: string «1» "1"`,
			`/query/r «r»: string «2» "2"`,
			`/header/A «A»: string «b» "b"`,
			"no body",
		}},
		{"placeholders hold what separates", `{{m}} https://x/{{a/b?c#d}}/y?z={{q&r}}&{{s}}&{{t}}=1&u=$x%20
`, []string{
			` x|{{a/b?c#d}}|y segment0? «{{m}} https://x/{{a/b?c#d}}/y?z={{q&r}}&{{s}}&{{t}}=1&u=$x%20» target«https://x/{{a/b?c#d}}/y?z={{q&r}}&{{s}}&{{t}}=1&u=$x%20»`,
			`/query/z «z»: string «{{q&r}}» "{{q&r}}"`,
			`/query/u «u»: string «$x%20» "$x "`,
			"no body",
		}},
		{"a placeholder for the base", `GET {{base}}/a/<b>/c
###
GET {{base}}
###
{{base}}?a=1
###
{{scheme}}://x/a
###
https://{{Host}}:{{port}}/a
`, []string{
			`GET {{base}}|a|<b>|c host? based segment1? «GET {{base}}/a/<b>/c» target«{{base}}/a/<b>/c»`,
			"no body",
			`GET {{base}}| host? based «GET {{base}}» target«{{base}}»`,
			"no body",
			"GET {{base}}| host? based «{{base}}?a=1»",
			`/query/a «a»: string «1» "1"`,
			"no body",
			"GET x|a «{{scheme}}://x/a»",
			"no body",
			"GET {{Host}}|a host? «https://{{Host}}:{{port}}/a»",
			"no body",
		}},
		{"escapes that are wrong", `POST http://x/%zz
###
POST http://x/?a=%ff
###
POST http://x/?a=%f&b
###
POST http://x/?%=
###
GET http://[::1/x
`, []string{
			`fault of POST x/%zz: «%» found '%' without two hexadecimal digits after it, expected an escape such as %20 (write %25 for a percent sign) hides «POST http://x/%zz»`,
			`fault of POST x/: «%ff» found bytes or escapes that are no UTF-8, expected text in UTF-8 (save the file as UTF-8, and escape the bytes of UTF-8) hides «POST http://x/?a=%ff»`,
			`fault of POST x/: «%» found '%' without two hexadecimal digits after it, expected an escape such as %20 (write %25 for a percent sign) hides «POST http://x/?a=%f&b»`,
			`fault of POST x/: «%» found '%' without two hexadecimal digits after it, expected an escape such as %20 (write %25 for a percent sign) hides «POST http://x/?%=»`,
			`fault of GET /x: «http://[::1/x» found an IPv6 address without ']', expected [address] (close the bracket) hides «GET http://[::1/x»`,
		}},
		{"a method on its own line", `GET
  http://x/a
`, []string{
			"GET x|a «GET\n  http://x/a» target«http://x/a»",
			"no body",
		}},
		{"two slashes from a base address", `@base = https://x/
GET {{base}}/a//b
`, []string{
			`GET x|a||b «GET {{base}}/a//b» target«{{base}}/a//b»`,
			"no body",
		}},
	}
}
