package httpdoc

import "testing"

func TestInclude(t *testing.T) { runParseTests(t, includeTests()) }

func includeTests() []parseTest {
	return []parseTest{
		{"included files", `POST http://x

< ./quoted.json
###
@name = N
@size = 3
POST http://x

<@ body.json
###
POST http://x

<@UTF-8 plain.json
###
POST http://x

< ../up.json
###
POST http://x

< ..\up.json
###
POST http://x

< /abs.json
###
@f = plain
POST http://x

< {{f}}.json
###
POST http://x

< empty.json
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/body «dir/quoted.json:{»: object «dir/quoted.json:{"Name": "{{name}}"}»`,
			`/body/Name «dir/quoted.json:"Name"»: string «dir/quoted.json:"{{name}}"» "{{name}}"`,
			"POST x| «POST http://x» target«http://x»",
			`/body «dir/body.json:{»: object «dir/body.json:{"Name": "{{name}}", "Size": {{size}}}»`,
			`/body/Name «dir/body.json:"Name"»: string «dir/body.json:"{{name}}"» "N"`,
			`/body/Size «dir/body.json:"Size"»: number «dir/body.json:{{size}}» "3"`,
			"POST x| «POST http://x» target«http://x»",
			`/body «dir/plain.json:{»: object «dir/plain.json:{"a": 1}»`,
			`/body/a «dir/plain.json:"a"»: number «dir/plain.json:1» "1"`,
			"POST x| «POST http://x» target«http://x»",
			"/body «up.json:{»: object «up.json:{}»",
			"POST x| «POST http://x» target«http://x»",
			"/body «up.json:{»: object «up.json:{}»",
			"POST x| «POST http://x» target«http://x»",
			"/body «/abs.json:{»: object «/abs.json:{}»",
			"POST x| «POST http://x» target«http://x»",
			`/body «dir/plain.json:{»: object «dir/plain.json:{"a": 1}»`,
			`/body/a «dir/plain.json:"a"»: number «dir/plain.json:1» "1"`,
			"POST x| «POST http://x» target«http://x»",
			"no body",
		}},
		{"included files that cannot be read", `POST http://x

< nope.json
###
POST http://x

< nope.json
###
POST http://x

<@latin1 plain.json
###
POST http://x

< {{f}}.json
###
POST http://x

<@
`, []string{
			"POST x| «POST http://x» target«http://x»",
			"POST x| «POST http://x» target«http://x»",
			"POST x| «POST http://x» target«http://x»",
			"POST x| «POST http://x» target«http://x»",
			"POST x| «POST http://x» target«http://x»",
			"failure: dir/nope.json: no such file «nope.json»",
			"failure: dir/nope.json: no such file «nope.json»",
			`failure: dir/plain.json: the file is said to be in "latin1"; only UTF-8 can be read: save it so, and leave the encoding out «plain.json»`,
			`failure: dir/{{f}}.json: the name of the file holds a placeholder without a value; give it one with --var NAME=… «{{f}}.json»`,
			"failure: : no file is named here «@150»",
		}},
		{"included files that are sent as they are", `@name = N
@size = 3
@m = "a": 1
POST http://x

< body.json
###
POST http://x

[
<@ body.json
, {{size}}, {{open}}, $OPEN,
< shell.json
]
###
POST http://x

< members.json
###
POST http://x

<@ members.json
`, []string{
			"POST x| «POST http://x» target«http://x»",
			"/body «dir/members.json:{»: object «dir/members.json:{ {{m}} }»",
			`/body/a «dir/members.json:{{m}}»: number «dir/members.json:{{m}}» "1"`,
			`fault in the body of POST x/: «dir/body.json:{{size}}» found a placeholder without quotes, expected a value (a file after < is sent as it is: write <@ to fill in variables, or write out what the placeholder stands for) hides «dir/body.json:{"Name": "{{name}}", "Size": {{size}}}»`,
			`fault in the body of POST x/: «dir/shell.json:${OPEN}» found a placeholder without quotes, expected a value (a file after < is sent as it is: write out what the placeholder stands for) hides «[
<@ body.json
, {{size}}, {{open}}, $OPEN,
< shell.json
]»`,
			`fault in the body of POST x/: «dir/members.json:{{m}}» found a placeholder without quotes, expected a name in double quotes or '}' (a file after < is sent as it is: write <@ to fill in variables, or write out what the placeholder stands for) hides «dir/members.json:{ {{m}} }»`,
		}},
		{"comments in an included file", `POST http://x

< commented.jsonc
###
POST http://x

<@ block.json
###
POST http://x

< request.txt
`, []string{
			`fault in the body of POST x/: «dir/commented.jsonc:// c» found a comment, expected a name in double quotes (the file is sent with its comments, which JSON does not allow: remove them) hides «dir/commented.jsonc:{"a": 1, // c
 "b": 2}»`,
			`fault in the body of POST x/: «dir/block.json:/* c */» found a comment, expected a JSON value (the file is sent with its comments, which JSON does not allow: remove them) hides «dir/block.json:/* c */ {}»`,
			`fault in the body of POST x/: «dir/request.txt:POST» found unquoted text, expected a JSON value (write strings in double quotes) hides «dir/request.txt:POST http://y»`,
		}},
		{"an included file that is broken", `POST http://x

< broken.json
`, []string{
			`fault in the body of POST x/: «dir/broken.json:}» found '}', expected a value () hides «dir/broken.json:{
  "a": }»`,
		}},
		{"a body of several parts", `POST http://x

{"a":
# c
< plain.json
, "b": {{outside}}
// d
}
###
POST http://x

< half.txt
###
POST http://x

< half.txt
]
`, []string{
			"POST x| «POST http://x» target«http://x»",
			"/body «dir/half.txt:[»: array «dir/half.txt:[1, 2»",
			`/body/0 number «dir/half.txt:1» "1"`,
			`/body/1 number «dir/half.txt:2» "2"`,
			`fault in the body of POST x/: «{{outside}}» found unquoted text, expected a value (write strings in double quotes) hides «{"a":
# c
< plain.json
, "b": {{outside}}
// d
}»`,
			`fault in the body of POST x/: «dir/half.txt:@5» found the end of the text, expected ',' or ']' (the '[' on this line is still open) hides «dir/half.txt:[1, 2»`,
		}},
	}
}
