package yamldoc

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
)

func TestResolve(t *testing.T) {
	const (
		null, boolean, number, str = document.Null, document.Bool, document.Number, document.String
	)
	for _, test := range []struct {
		yaml string
		kind document.Kind
		text string // "" for the YAML itself
	}{
		{"null", null, ""}, {"Null", null, "null"}, {"NULL", null, "null"}, {"~", null, "null"}, {"nULL", str, ""}, {"none", str, ""},
		{"true", boolean, ""}, {"True", boolean, "true"}, {"TRUE", boolean, "true"}, {"false", boolean, ""}, {"False", boolean, "false"},
		{"FALSE", boolean, "false"}, {"tRUE", str, ""}, {"truth", str, ""},
		{"yes", str, ""}, {"No", str, ""}, {"on", str, ""}, {"OFF", str, ""}, {"y", str, ""}, {"N", str, ""},
		{"0", number, ""}, {"-0", number, ""}, {"+0", number, "0"}, {"12", number, ""}, {"-12", number, ""}, {"+12", number, "12"},
		{"0777", number, "777"}, {"-007", number, "-7"}, {"00", number, "0"}, {"000.50", number, "0.50"}, {"+-1", str, ""}, {"--1", str, ""},
		{"123456789012345678901234567890", number, ""},
		{"1.5", number, ""}, {"1.", number, "1.0"}, {".5", number, "0.5"}, {"-.5", number, "-0.5"}, {"+.5e3", number, "0.5e3"},
		{"1e3", number, ""}, {"1E+03", number, ""}, {"1.e-3", number, "1.0e-3"}, {"1e400", number, ""}, {"01e2", number, "1e2"},
		{"3.0", number, ""}, {"1.2.3", str, ""}, {"1e", str, ""}, {"1e+", str, ""}, {"e5", str, ""}, {".", str, ""}, {"+", str, ""},
		{"..", str, ""}, {".e5", str, ""}, {"-.", str, ""}, {"1 2", str, ""}, {"12h", str, ""}, {"1_000", str, ""}, {"1,000", str, ""},
		{"0o17", number, "15"}, {"0o0", number, "0"}, {"0o8", str, ""}, {"0o", str, ""}, {"-0o7", str, ""}, {"0O7", str, ""}, {"017", number, "17"},
		{"0x1F", number, "31"}, {"0xff", number, "255"}, {"0x00", number, "0"}, {"0xg", str, ""}, {"0x", str, ""}, {"+0x1", str, ""}, {"0X1", str, ""},
		{"0xffffffffffffffffffffffffffffffff", number, "340282366920938463463374607431768211455"}, {"0b11", str, ""},
		{"2001-12-14", str, ""}, {"2001-12-14 21:59:43.10 -5", str, ""}, {"12:30:45", str, ""}, {"10.0.0.0/8", str, ""}, {"1.2.3.4", str, ""},
		{"inf", str, ""}, {"nan", str, ""}, {".infinity", str, ""}, {"<<", str, ""}, {"=", str, ""}, {"-x", str, ""}, {"é", str, ""},
	} {
		var tree document.Tree
		if fault := Parse(&tree, []byte("- "+test.yaml)); fault != nil {
			t.Errorf("%s: %v", test.yaml, fault)
			continue
		}
		want := test.text
		if want == "" {
			want = test.yaml
		}
		id := tree.First(tree.Roots[0])
		if tree.Kind(id) != test.kind || string(tree.Text(id)) != want {
			t.Errorf("%s: got %v %s, want %v %s", test.yaml, tree.Kind(id), tree.Text(id), test.kind, want)
		}
	}
}

func TestTags(t *testing.T) {
	for _, test := range []struct{ yaml, want string }{
		{"!!str 12", `string "12" «12»`},
		{"!!str true", `string "true" «true»`},
		{"! 12", `string "12" «12»`},
		{"!<tag:yaml.org,2002:str> 12", `string "12" «12»`},
		{"!!int '12'", `number "12" «'12'»`},
		{"!!int +0x10", ""},
		{"!!int 0x10", `number "16" «0x10»`},
		{"!!int 1.0", ""},
		{"!!int x", ""},
		{"!!float 1", `number "1" «1»`},
		{"!!float \"1.5\"", `number "1.5" «"1.5"»`},
		{"!!bool 'True'", `boolean "true" «'True'»`},
		{"!!bool yes", ""},
		{"!!null ''", `null "null" «''»`},
		{"!!null x", ""},
		{"!!binary aGVsbG8=", `string "aGVsbG8=" «aGVsbG8=»`},
		{"!!timestamp 2001-12-14", `string "2001-12-14" «2001-12-14»`},
		{"!!seq []", `array «[]»`},
		{"!!map {}", `object «{}»`},
		{"! []", `array «[]»`},
		{"!!map []", ""},
		{"!!str {}", ""},
		{"!!set {a, b}", ""},
		{"!!omap []", ""},
		{"!Ref x", ""},
		{"!!merge <<", ""},
	} {
		var tree document.Tree
		fault := Parse(&tree, []byte("- "+test.yaml))
		if test.want == "" {
			if fault == nil || fault.Span.Start != 2 || fault.Span.End != 2+strings.IndexByte(test.yaml, ' ') {
				t.Errorf("%s: got error %v, want one about the tag", test.yaml, fault)
			}
			continue
		}
		if fault != nil {
			t.Errorf("%s: %v", test.yaml, fault)
		} else if got := outline(&tree)[1]; got != "/0 "+test.want {
			t.Errorf("%s: got %s, want %s", test.yaml, got, test.want)
		}
	}
}

func TestNamesAreSpelled(t *testing.T) {
	runParseTests(t, []parseTest{
		{"names of other types", "{1: a, true: b, ~: c, 0x1F: d, .inf: e, 2001-01-01: f, !!int 07: g}", []string{
			" object «{1: a, true: b, ~: c, 0x1F: d, .inf: e, 2001-01-01: f, !!int 07: g}»",
			`/1 «1»: string "a" «a»`, `/true «true»: string "b" «b»`, `/~0 «~»: string "c" «c»`, `/0x1F «0x1F»: string "d" «d»`,
			`/.inf «.inf»: string "e" «e»`, `/2001-01-01 «2001-01-01»: string "f" «f»`, `/07 «07»: string "g" «g»`}},
	})
}
