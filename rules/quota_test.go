package rules

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// limited is a linter for the fixture's main operation with quotas that are
// stated as NAME=VALUE.
func limited(t testing.TB, list ...string) (*Linter, error) {
	t.Helper()
	var quotas []Quota
	for _, text := range list {
		q, err := ParseQuota("Create." + text)
		if err != nil {
			t.Fatal(err)
		}
		quotas = append(quotas, q)
	}
	return newLinter(spec.Open(os.DirFS("testdata/schemas")), Config{Operation: "Create", Quotas: quotas})
}

func TestParseQuota(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Quota
	}{
		{"a/b/Do.Max=3", Quota{"a/b/Do", "Max", "3"}},
		{"Do.A.B=3", Quota{"Do", "A.B", "3"}},
		{"Do.A=b.c=d", Quota{"Do", "A", "b.c=d"}},
		{"Do.A=", Quota{"Do", "A", ""}},
	} {
		if got, err := ParseQuota(tt.text); err != nil || got != tt.want {
			t.Errorf("%s: %+v, %v", tt.text, got, err)
		}
	}
	for _, text := range []string{"", "=", ".=", "Do.Max", "Do=3", "Do.=3", ".Max=3", "Do=3.Max"} {
		_, err := ParseQuota(text)
		if want := quote([]byte(text)) + " is no quota, expected OPERATION.NAME=VALUE"; err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParseQuota(f *testing.F) {
	for _, text := range []string{"a/b/Do.Max=3", "Create.MaxSize=10", "Create.Flags.Flag=true", "Create.Tag=x=y", "Create.MaxSize=-1", "=", "Create.MaxSiez=00"} {
		f.Add(text)
	}
	catalogue := spec.Open(os.DirFS("testdata/schemas"))
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuota(text)
		if err != nil {
			return
		}
		if again := q.Operation + "." + q.Name + "=" + q.Value; again != text {
			t.Errorf("%q is read as %q", text, again)
		}
		l, err := newLinter(catalogue, Config{Quotas: []Quota{q}})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\x00\x1b") {
				t.Errorf("%q: %q", text, err)
			}
			return
		}
		if r := l.Check("x.json", []byte(`{"Name": "a", "Size": 10, "Flag": true, "Tags": {"a": "x=y"}}`)); r.Err != nil {
			t.Error(r.Err)
		}
	})
}

// What is stated and cannot be is said before anything is checked.
func TestQuotasThatAreNone(t *testing.T) {
	const has = "acme/box/Create has no such quota; "
	for _, tt := range []struct {
		quotas []Quota
		want   string
	}{
		{[]Quota{{"Craete", "MaxSize", "1"}}, `quota Craete.MaxSize: unknown operation "Craete"; did you mean acme/box/Create?`},
		{[]Quota{{"", "MaxSize", "1"}}, `quota .MaxSize: unknown operation ""`},
		{[]Quota{{"Copy", "MaxSize", "1"}}, "quota Copy.MaxSize: acme/box/Copy has no quotas"},
		{[]Quota{{"Create", "MaxSiez", "1"}}, "quota Create.MaxSiez: " + has + "did you mean MaxSize?"},
		{[]Quota{{"Create", "maxsize", "1"}}, "quota Create.maxsize: " + has + "did you mean MaxSize?"},
		{[]Quota{{"Create", "Flag", "true"}}, "quota Create.Flag: " + has + "did you mean Flags.Flag?"},
		{[]Quota{{"Create", "Length", "1"}}, "quota Create.Length: " + has + "it has MaxBoxes, MaxSize, Price, Flags.Flag, MaxParts, MaxDepth, Tag"},
		{[]Quota{{"Create", "", "1"}}, "quota Create.: " + has + "it has MaxBoxes, MaxSize, Price, Flags.Flag, MaxParts, MaxDepth, Tag"},
		{[]Quota{{"Create", "MaxSize", "-1"}}, `quota Create.MaxSize: its value is "-1", expected a whole number such as 10`},
		{[]Quota{{"Create", "MaxSize", "1.0"}}, `quota Create.MaxSize: its value is "1.0", expected a whole number such as 10`},
		{[]Quota{{"Create", "MaxSize", ""}}, `quota Create.MaxSize: its value is "", expected a whole number such as 10`},
		{[]Quota{{"Create", "MaxSize", "9223372036854775808"}}, `quota Create.MaxSize: its value is "9223372036854775808", expected a whole number such as 10`},
		{[]Quota{{"Create", "MaxBoxes", "many\n"}}, `quota Create.MaxBoxes: its value is "many\n", expected a whole number such as 10`},
		{[]Quota{{"Create", "MaxParts", "0x1"}}, `quota Create.MaxParts: its value is "0x1", expected a whole number such as 10`},
		{[]Quota{{"Create", "Tag", ""}}, "quota Create.Tag: its value is empty, expected a value that is forbidden"},
		{[]Quota{{"Create", "MaxSize", "1"}, {"box/Create", "MaxSize", "2"}}, "quota box/Create.MaxSize: it is stated twice, as 1 and as 2; state it once"},
	} {
		_, err := newLinter(spec.Open(os.DirFS("testdata/schemas")), Config{Quotas: tt.quotas})
		if err == nil || err.Error() != tt.want {
			t.Errorf("%v: got %v, want %s", tt.quotas, err, tt.want)
		}
	}
	if _, err := limited(t, "MaxSize=1", "MaxSize=01", "Tag=a", "Tag=b", "Tag=a"); err != nil {
		t.Error(err)
	}
}

func TestQuotas(t *testing.T) {
	long := strings.Repeat("9", 300)
	for _, tt := range []struct{ reason, quotas, text, want string }{
		{"as many", "MaxSize=5", `{"Name": "a", "Size": 5}`, ""},
		{"more", "MaxSize=5", `{"Name": "a", "Size": 6}`, "quota-exceeded: Not bigger than 5. (found 6; you stated the quota MaxSize as 5)"},
		{"nothing is stated", "", `{"Name": "a", "Size": 6}`, ""},
		{"none at all", "MaxSize=0", `{"Name": "a", "Size": 1}`, "quota-exceeded: Not bigger than 0. (found 1; you stated the quota MaxSize as 0)"},
		{"leading zeros", "MaxSize=007", `{"Name": "a", "Size": 8}`, "quota-exceeded: Not bigger than 7. (found 8; you stated the quota MaxSize as 7)"},
		{"a number that is not whole", "MaxSize=5", `{"Name": "a", "Size": 6.5}`, "wrong-type: Size is number 6.5, expected an integer"},
		{"a string", "MaxSize=5", `{"Name": "a", "Size": "6"}`, "wrong-type: Size is string \"6\", expected an integer (remove the quotes)"},
		{"a placeholder", "MaxSize=5", `{"Name": "a", "Size": "${SIZE}"}`, ""},
		{"a small fraction more", "MaxDepth=5", `{"Name": "a", "Parts": [{"Depth": 5.0, "Id": "a"}, {"Depth": 5.00000000000000000001, "Id": "a"}]}`,
			"quota-exceeded: Parts[1].Depth is 5.00000000000000000001, expected at most 5 (you stated the quota MaxDepth as 5)"},
		{"a large exponent", "MaxDepth=5", `{"Name": "a", "Parts": [{"Depth": 1e-99999999, "Id": "a"}, {"Depth": 1e99999999, "Id": "a"}]}`,
			"quota-exceeded: Parts[1].Depth is 1e99999999, expected at most 5 (you stated the quota MaxDepth as 5)"},
		{"items", "MaxParts=1", `{"Name": "a", "Parts": [{"Id": "a"}, {"Id": "a"}]}`, "quota-exceeded: Parts has 2 items, expected at most 1 (you stated the quota MaxParts as 1)"},
		{"no list", "MaxParts=0", `{"Name": "a", "Parts": {"Id": "a"}}`, "wrong-type: Parts is an object, expected a list (put the object in brackets, even when it is the only one)"},
		{"a number in another spelling", "Price=5", `{"Name": "a", "Price": 0.5e1}`, "quota-exceeded: Price is 0.5e1, expected another value (you stated that this value is forbidden)"},
		{"one of three numbers, however they are written", "Price=70 Price=-1e-400 Price=1 Price=7e1", `{"Name": "a", "Price": 70.0}`,
			"quota-exceeded: Price is 70.0, expected another value (you stated that this value is forbidden)"},
		{"between forbidden numbers", "Price=70 Price=-1e-400 Price=x Price=1", `{"Name": "a", "Price": -1e-401}`, ""},
		{"another number", "Price=5", `{"Name": "a", "Price": 55}`, ""},
		{"no number is forbidden", "Price=x", `{"Name": "a", "Price": 0}`, ""},
		{"a boolean", "Flags.Flag=true", `{"Name": "a", "Flag": true}`, "quota-exceeded: Flag is true, expected another value (you stated that this value is forbidden)"},
		{"another boolean", "Flags.Flag=true", `{"Name": "a", "Flag": false}`, ""},
		{"one of two", "Tag=x Tag=y", `{"Name": "a", "Tags": {"k": "y", "x": "z"}}`, `quota-exceeded: y is no value for k. (found "y"; you stated that this value is forbidden)`},
		{"a value that looks like a template", "Tag={key}", `{"Name": "a", "Tags": {"k": "{key}"}}`, `quota-exceeded: {key} is no value for k. (found "{key}"; you stated that this value is forbidden)`},
		{"a key that looks like a template", "Tag=x", `{"Name": "a", "Tags": {"{value}": "x"}}`,
			"invalid-length: Specified parameter Tags.{value} is not valid. Its length must be in [1, 4]. (found a name of 7 characters)\n" +
				`quota-exceeded: x is no value for {value}. (found "x"; you stated that this value is forbidden)`},
		{"a placeholder that is stated", "Tag=${X}", `{"Name": "a", "Tags": {"k": "${X}"}}`, ""},
		{"a long value", "Tag=" + long, `{"Name": "a", "Tags": {"k": "` + long + `"}}`,
			"invalid-length: Tags.k has 300 characters, expected at most 5 characters\nquota-exceeded: " + long[:maxName] + `… is no value for k. (found "` + long[:maxValue] + `…"; you stated that this value is forbidden)`},
		{"what looks like a secret", "Tag=Zq7M", `{"Name": "a", "Tags": {"pwd": "Zq7M"}}`,
			"literal-secret: Tags.pwd is written out in the file (" + secretAdvice + ")\n" + `quota-exceeded: a value that is not shown is no value for pwd. (found a value that is not shown; you stated that this value is forbidden)`},
		{"many requests", "MaxBoxes=0", `{"Name": "a"}`, ""},
	} {
		l, err := limited(t, strings.Fields(tt.quotas)...)
		if err != nil {
			t.Fatalf("%s: %v", tt.reason, err)
		}
		r := l.Check("b.json", []byte(tt.text))
		got := summary(r)
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.reason, got, tt.want)
		}
	}
}

// A finding on a quota carries what the page documents of it.
func TestQuotaFinding(t *testing.T) {
	l, err := limited(t, "Tag=x")
	if err != nil {
		t.Fatal(err)
	}
	text := "---\nName: a\n---\nbody:\n  Name: a\n  Tags:\n    k: x\n"
	r := l.Check("b.yaml", []byte(text))
	if len(r.Findings) != 1 {
		t.Fatal(summary(r))
	}
	f := &r.Findings[0]
	if f.Code != "NoTag.k" || f.Status != 403 || f.Severity != Error || f.Operation != "acme/box/Create" || f.Provenance != "documented" ||
		f.Constraint != "acme/box/Create/Tags.{key}/quota-Tag" || f.In != "body" || f.Parameter != "Tags.k" || f.Pointer != "/body/Tags/k" ||
		f.Doc.Title != "Create a box" || f.Line != 7 || f.Column != 8 || f.EndColumn != 9 {
		t.Errorf("%+v", f)
	}
}

// A great many values that are forbidden are as good as a few: were each compared
// with each, this would take minutes.
func TestManyForbiddenValues(t *testing.T) {
	const n = 60_000
	var list []string
	text := []byte(`{"Name": "a", "Price": 7, "Tags": {"": ""`)
	for i := range n {
		list = append(list, fmt.Sprintf("Tag=%05d", i), fmt.Sprintf("Price=%d.5", i))
		text = fmt.Appendf(text, `, "%04x": "%05d"`, i, i+n/2)
	}
	l, err := limited(t, list...)
	if err != nil {
		t.Fatal(err)
	}
	exceeded := 0
	for _, f := range l.Check("b.json", append(text, "}}"...)).Findings {
		if f.Rule == quotaExceeded.ID {
			exceeded++
		}
	}
	if exceeded != n/2 {
		t.Errorf("%d values are forbidden, want %d", exceeded, n/2)
	}
}

// A secret in a request that breaks nothing but a quota is hidden all the same.
func TestQuotaHidesSecrets(t *testing.T) {
	l, err := limited(t, "MaxSize=5")
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"Name": "a", "Password": "Zq7Marker${X}", "Size": 6}`
	r := l.Check("b.json", []byte(text))
	if len(r.Findings) != 1 || len(r.Hidden) != 1 || !strings.Contains(text[r.Hidden[0].Start:r.Hidden[0].End], "Zq7Marker") {
		t.Errorf("%s; hidden: %v", summary(r), r.Hidden)
	}
}

func TestRequestQuota(t *testing.T) {
	for _, tt := range []struct {
		quotas string
		limit  int64
		ok     bool
	}{{"", 0, false}, {"MaxSize=3", 0, false}, {"MaxSize=3 MaxBoxes=2", 2, true}, {"MaxBoxes=0", 0, true}, {"MaxBoxes=9223372036854775807", 1<<63 - 1, true}} {
		l, err := limited(t, strings.Fields(tt.quotas)...)
		if err != nil {
			t.Fatal(err)
		}
		op, err := l.catalogue.Operation("acme/box/Create")
		if err != nil {
			t.Fatal(err)
		}
		limit, c, ok := l.requestQuota(op)
		if limit != tt.limit || ok != tt.ok || ok && c.Quota.Name != "MaxBoxes" || !ok && c != nil {
			t.Errorf("%s: %d %v %t", tt.quotas, limit, c, ok)
		}
	}
}
