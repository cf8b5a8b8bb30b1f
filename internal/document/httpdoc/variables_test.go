package httpdoc

import "testing"

func TestVariables(t *testing.T) { runParseTests(t, variablesTests()) }

func variablesTests() []parseTest {
	return []parseTest{
		{"variables of the file", `@name = A b
@base = https://{{host}}/p
@host = h.example
POST {{base}}/{{ name }}?a={{name}}
X-A: {{name}}, {{unknown}}

{"{{name}}": "{{name}}", "n": {{n}}}
###
@n = 12
@name = B
POST {{base}}/{{name}}

{"n": {{n}}}
`, []string{
			`POST h.example|p|A b «POST {{base}}/{{ name }}?a={{name}}» target«{{base}}/{{ name }}?a={{name}}»`,
			`/query/a «a»: string «{{name}}» "A b"`,
			`/header/X-A «X-A»: string «{{name}}, {{unknown}}» "A b, {{unknown}}"`,
			`/body «{»: object «{"{{name}}": "{{name}}", "n": {{n}}}»`,
			`/body/A b «"{{name}}"»: string «"{{name}}"» "A b"`,
			`/body/n «"n"»: number «{{n}}» "12"`,
			`POST h.example|p|B «POST {{base}}/{{name}}» target«{{base}}/{{name}}»`,
			`/body «{»: object «{"n": {{n}}}»`,
			`/body/n «"n"»: number «{{n}}» "12"`,
		}},
		{"definitions of definitions", `@a = 1
@a = {{a}}2
@later = {{z}}!
GET http://x/{{a}}/{{later}}
@z = last
@a = 9
`, []string{
			`GET x|12|last! «GET http://x/{{a}}/{{later}}» target«http://x/{{a}}/{{later}}»`,
			"no body",
		}},
		{"definitions in a circle", `@loop = {{loop}}!
@c = {{d}}
@d = ({{c}})
GET http://x/{{loop}}/{{c}}/{{d}}
`, []string{
			`GET x|no loop!|({{c}})|({{c}}) segment1? segment2? «GET http://x/{{loop}}/{{c}}/{{d}}» target«http://x/{{loop}}/{{c}}/{{d}}»`,
			"no body",
		}},
		{"variables from outside", `GET http://x/{{outside}}/{{$dotenv ENV}}/{{$processEnv ENV}}/{{$env.ENV}}/${ENV}/$ENV
A: {{$guid}}{{$dotenv %ENV}}{{$dotenv NO}}{{secret}}
`, []string{
			`GET x|o u t|env value|env value|env value|env value|env value «GET http://x/{{outside}}/{{$dotenv ENV}}/{{$processEnv ENV}}/{{$env.ENV}}/${ENV}/$ENV» target«http://x/{{outside}}/{{$dotenv ENV}}/{{$processEnv ENV}}/{{$env.ENV}}/${ENV}/$ENV»`,
			`/header/A «A»: string «{{$guid}}{{$dotenv %ENV}}{{$dotenv NO}}{{secret}}» "{{$guid}}{{$dotenv %ENV}}{{$dotenv NO}}s3"`,
			"no body",
		}},
		{"the file's variables have one form", `@a = 1
GET http://x/{{a}}/${a}/<a>/$a
`, []string{
			`GET x|1|${a}|<a>|$a segment1? segment2? «GET http://x/{{a}}/${a}/<a>/$a» target«http://x/{{a}}/${a}/<a>/$a»`,
			"no body",
		}},
		{"percent-encoding", `@a = b c&d
GET http://x/{{%a}}?q={{%a}}&r={{%outside}}
`, []string{
			`GET x|b c&d «GET http://x/{{%a}}?q={{%a}}&r={{%outside}}» target«http://x/{{%a}}?q={{%a}}&r={{%outside}}»`,
			`/query/q «q»: string «{{%a}}» "b c&d"`,
			`/query/r «r»: string «{{%outside}}» "{{%outside}}"`,
			"no body",
		}},
		{"a backslash that the clients read differently", `@a = b\"c
POST http://x

{"a": "{{a}}", "b": "{{%a}}"}
`, []string{
			"POST x| «POST http://x» target«http://x»",
			`/body «{»: object «{"a": "{{a}}", "b": "{{%a}}"}»`,
			`/body/a «"a"»: string «"{{a}}"» "{{a}}"`,
			`/body/b «"b"»: string «"{{%a}}"» "{{%a}}"`,
		}},
		{"an empty value", `@a =
POST http://x/{{a}}
A: {{a}}

{{a}}
`, []string{
			"POST x| «POST http://x/» target«http://x/»",
			`/header/A «A»: string «@33» ""`,
			"no body",
		}},
	}
}
