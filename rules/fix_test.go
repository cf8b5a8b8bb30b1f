package rules

import (
	"slices"
	"strings"
	"testing"
)

// mend makes one fix after the other, unsafe ones too, until there is none.
func mend(t *testing.T, l *Linter, name, text string) string {
	t.Helper()
	for range 100 {
		r := l.Check(name, []byte(text))
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		i := slices.IndexFunc(r.Findings, func(f Finding) bool { return len(f.Fixes) > 0 })
		if i < 0 {
			return text
		}
		text = edited(text, r.Findings[i].Fixes[0])
	}
	t.Fatalf("%s: there is no end of fixes:\n%s", name, text)
	return ""
}

// edited is a text with the edits of a fix made, the last one first.
func edited(text string, f Fix) string {
	edits := slices.Clone(f.Edits)
	slices.SortFunc(edits, func(a, b Edit) int { return b.Start - a.Start })
	for _, e := range edits {
		text = text[:e.Start] + e.Text + text[e.End:]
	}
	return text
}

// Each text has its Old taken out, or stays as it is where that is not certain.
func TestRemove(t *testing.T) {
	tests := []struct{ reason, name, text, want string }{
		{"between others on one line", "a.json", `{"Name": "a", "Old": "x", "Zone": "z"}`, `{"Name": "a", "Zone": "z"}`},
		{"the first on one line", "a.json", `{"Old": "x", "Name": "a"}`, `{"Name": "a"}`},
		{"the last on one line", "a.json", `{"Name": "a", "Old": "x"}`, `{"Name": "a"}`},
		{"without spaces", "a.json", `{"Name":"a","Old":"x","Zone":"z"}`, `{"Name":"a","Zone":"z"}`},
		{"the only one", "a.json", `{"body": { "Old": "x" }}`, `{"body": {}}`},
		{"a line of its own", "a.json", "{\n  \"Name\": \"a\",\n  \"Old\": \"x\",\n  \"Zone\": \"z\"\n}\n", "{\n  \"Name\": \"a\",\n  \"Zone\": \"z\"\n}\n"},
		{"the first line", "a.json", "{\n  \"Old\": \"x\",\n  \"Name\": \"a\"\n}\n", "{\n  \"Name\": \"a\"\n}\n"},
		{"the last line", "a.json", "{\n  \"Name\": \"a\",\n  \"Old\": \"x\"\n}\n", "{\n  \"Name\": \"a\"\n}\n"},
		{"lines that end in CRLF", "a.json", "{\r\n  \"Name\": \"a\",\r\n  \"Old\": \"x\",\r\n  \"Zone\": \"z\"\r\n}\r\n", "{\r\n  \"Name\": \"a\",\r\n  \"Zone\": \"z\"\r\n}\r\n"},
		{"the last of lines that end in CRLF", "a.json", "{\r\n  \"Name\": \"a\",\r\n  \"Old\": \"x\"\r\n}", "{\r\n  \"Name\": \"a\"\r\n}"},
		{"a comma before the name", "a.json", "{\n    \"Name\": \"a\"\n  , \"Old\": \"x\"\n  , \"Zone\": \"z\"\n}\n", "{\n    \"Name\": \"a\"\n  , \"Zone\": \"z\"\n}\n"},
		{"two on a line", "a.json", "{\n  \"Name\": \"a\",\n  \"Old\": \"x\", \"Zone\": \"z\"\n}\n", "{\n  \"Name\": \"a\",\n  \"Zone\": \"z\"\n}\n"},
		{"twice", "a.json", `{"Name": "a", "Old": "x", "Old": "y", "Zone": "z"}`, `{"Name": "a", "Zone": "z"}`},
		{"a request a line", "a.ndjson", "{\"Name\": \"a\", \"Old\": \"x\"}\n{\"Old\": \"x\", \"Name\": \"b\"}\n", "{\"Name\": \"a\"}\n{\"Name\": \"b\"}\n"},

		{"a comment behind", "a.jsonc", "{\n  \"Name\": \"a\", // one\n  \"Old\": \"x\", // two\n  \"Zone\": \"z\" // three\n}\n", "{\n  \"Name\": \"a\", // one\n  // two\n  \"Zone\": \"z\" // three\n}\n"},
		{"comments, and the last", "a.jsonc", "{\n  \"Name\": \"a\", // one, two\n  // two\n  \"Old\": \"x\" // three\n}\n", "{\n  \"Name\": \"a\" // one, two\n  // two\n  // three\n}\n"},
		{"a comment before the last", "a.jsonc", "{\n  \"Name\": \"a\", /* , */\n  \"Old\": \"x\"\n}\n", "{\n  \"Name\": \"a\" /* , */\n}\n"},
		{"a comment within", "a.jsonc", "{\"Name\": \"a\", \"Old\": /* why */ \"x\"}", "{\"Name\": \"a\", \"Old\": /* why */ \"x\"}"},
		{"comments around the only one", "a.jsonc", "{\"body\": {\n  // one\n  \"Old\": \"x\"\n  // two\n}}", "{\"body\": {\n  // one\n  // two\n}}"},
		{"a comment before the comma", "a.jsonc", "{\"Old\": \"x\" /* why */, \"Name\": \"a\"}", "{\"Old\": \"x\" /* why */, \"Name\": \"a\"}"},

		{"a line of YAML", "a.yaml", "Name: a\nOld: x\nZone: z\n", "Name: a\nZone: z\n"},
		{"the last line of YAML", "a.yaml", "Name: a\nOld: x\n", "Name: a\n"},
		{"the last line of YAML without an end", "a.yaml", "Name: a\r\nOld: x", "Name: a"},
		{"the only line of YAML", "a.yaml", "body:\n  Old: x\n", "body:\n  {}\n"},
		{"a comment in YAML", "a.yaml", "Name: a\nOld: x  # why\nZone: z\n", "Name: a\n# why\nZone: z\n"},
		{"a document of several", "a.yaml", "---\nName: a\nOld: x\n---\nOld: y\nName: b\n", "---\nName: a\n---\nName: b\n"},
		{"a value in quotes", "a.yaml", "Name: a\n\"Old\": 'it''s'\n", "Name: a\n"},
		{"a value on the next line", "a.yaml", "Name: a\nOld:\n  x\nZone: z\n", "Name: a\nZone: z\n"},
		{"braces in YAML", "a.yaml", "{Name: a, Old: x, Zone: z}\n", "{Name: a, Zone: z}\n"},
		{"braces in YAML with a comma at the end", "a.yaml", "{\n  Name: a,\n  Old: x,\n}\n", "{\n  Name: a,\n}\n"},
		{"braces in YAML with comments", "a.yaml", "{\n  Name: a, # one\n  Old: x # two\n}\n", "{\n  Name: a # one\n  # two\n}\n"},
		{"a block scalar", "a.yaml", "Name: a\nOld: |\n  x\nZone: z\n", "Name: a\nOld: |\n  x\nZone: z\n"},
		{"a tag", "a.yaml", "Name: a\nOld: !!str x\n", "Name: a\nOld: !!str x\n"},
		{"an alias", "a.yaml", "Name: &n a\nOld: *n\n", "Name: &n a\nOld: *n\n"},
		{"an anchor that is used", "a.yaml", "Old: &n a\nName: *n\n", "Old: &n a\nName: *n\n"},
		{"a merge key", "a.yaml", "Name: a\n<<: {Old: x}\n", "Name: a\n<<: {Old: x}\n"},
		{"a merge key below", "a.yaml", "Name: a\nOld: x\nDisk: {<<: {DiskType: x}}\n", "Name: a\nDisk: {<<: {DiskType: x}}\n"},
		{"an anchor that a merge key needs", "a.yaml", "Old: {k: &k {Name: a}}\nDisk: {<<: *k, Name: b}\n", "Old: {k: &k {Name: a}}\nDisk: {<<: *k, Name: b}\n"},
		{"a complex name", "a.yaml", "Name: a\n? Old\n: x\n", "Name: a\n? Old\n: x\n"},

		{"a body", "a.http", "POST https://box/boxes/1\n\n{\"Name\": \"a\", \"Old\": \"x\"}\n", "POST https://box/boxes/1\n\n{\"Name\": \"a\"}\n"},
		{"a body with variables", "a.http", "@n = a\nPOST https://box/boxes/1\n\n{\"Name\": \"{{n}}\", \"Zone\": \"z\", \"Old\": \"x\"}\n", "@n = a\nPOST https://box/boxes/1\n\n{\"Name\": \"{{n}}\", \"Zone\": \"z\"}\n"},
		{"a variable beside it", "a.http", "@n = a\nPOST https://box/boxes/1\n\n{\"Name\": \"{{n}}\", \"Old\": \"x\"}\n", "@n = a\nPOST https://box/boxes/1\n\n{\"Name\": \"{{n}}\"}\n"},
		{"a variable for its value", "a.http", "@n = a\nPOST https://box/boxes/1\n\n{\"Name\": \"a\", \"Old\": \"{{n}}\"}\n", "@n = a\nPOST https://box/boxes/1\n\n{\"Name\": \"a\", \"Old\": \"{{n}}\"}\n"},
	}
	l := fixture(t, "Create")
	for _, tt := range tests {
		if got := mend(t, l, tt.name, tt.text); got != tt.want {
			t.Errorf("%s:\n%s\ngot\n%q\nwant\n%q", tt.reason, tt.text, got, tt.want)
		}
	}
}

// Each text gets the Size that a large Kind needs.
func TestInsert(t *testing.T) {
	tests := []struct{ reason, name, text, want string }{
		{"one line", "a.json", `{"Name": "a", "Kind": "large"}`, `{"Name": "a", "Kind": "large", "Size": 5}`},
		{"without spaces", "a.json", `{"Name":"a","Kind":"large"}`, `{"Name":"a","Kind":"large","Size":5}`},
		{"lines", "a.json", "{\n\t\"Name\": \"a\",\n\t\"Kind\": \"large\"\n}\n", "{\n\t\"Name\": \"a\",\n\t\"Kind\": \"large\",\n\t\"Size\": 5\n}\n"},
		{"lines that end in CRLF", "a.json", "{\r\n  \"Name\": \"a\",\r\n  \"Kind\": \"large\"\r\n}\r\n", "{\r\n  \"Name\": \"a\",\r\n  \"Kind\": \"large\",\r\n  \"Size\": 5\r\n}\r\n"},
		{"a request a line", "a.ndjson", "{\"Name\": \"a\", \"Kind\": \"large\"}\n", "{\"Name\": \"a\", \"Kind\": \"large\", \"Size\": 5}\n"},
		{"a comment behind", "a.jsonc", "{\n  \"Name\": \"a\",\n  \"Kind\": \"large\" // big\n  // end\n}\n", "{\n  \"Name\": \"a\",\n  \"Kind\": \"large\", // big\n  // end\n  \"Size\": 5\n}\n"},
		{"a comment on the only line", "a.jsonc", "{\"Name\": \"a\", \"Kind\": \"large\" /* big */}", "{\"Name\": \"a\", \"Kind\": \"large\" /* big */}"},
		{"one that may be meant for it", "a.json", `{"Name": "a", "Kind": "large", "size": 3}`, `{"Name": "a", "Kind": "large", "Size": 3}`},
		{"lines of YAML", "a.yaml", "Name: a\nKind: large\n", "Name: a\nKind: large\nSize: 5\n"},
		{"YAML without an end", "a.yaml", "Name: a\nKind: large", "Name: a\nKind: large\nSize: 5"},
		{"YAML with comments", "a.yaml", "Name: a # one\r\nKind: large # two\r\n# three\r\n", "Name: a # one\r\nKind: large # two\r\nSize: 5\r\n# three\r\n"},
		{"YAML that is indented", "a.yaml", "path: {BoxId: b}\nbody:\n    Name: a\n    Kind: large\nquery: {}\n", "path: {BoxId: b}\nbody:\n    Name: a\n    Kind: large\n    Size: 5\nquery: {}\n"},
		{"YAML that ends in a block", "a.yaml", "Kind: large\nName: a\nZone: |+\n  z\n\n", "Size: 5\nKind: large\nName: a\nZone: |+\n  z\n\n"},
		{"quoted names of YAML", "a.yaml", "'Name': a\n'Kind': large\n", "'Name': a\n'Kind': large\n'Size': 5\n"},
		{"braces in YAML", "a.yaml", "{Name: a, Kind: large}", "{Name: a, Kind: large, Size: 5}"},
		{"braces in YAML over lines", "a.yaml", "{\n  Name: a,\n  Kind: large # two\n}\n", "{\n  Name: a,\n  Kind: large, # two\n  Size: 5\n}\n"},
		{"a merge key", "a.yaml", "<<: {Kind: large}\nName: a\n", "<<: {Kind: large}\nName: a\n"},
		{"several documents", "a.yaml", "Name: a\nKind: large\n---\nName: b\nKind: large\n...\n", "Name: a\nKind: large\nSize: 5\n---\nName: b\nKind: large\nSize: 5\n...\n"},
	}
	l := fixture(t, "Create")
	for _, tt := range tests {
		if got := mend(t, l, tt.name, tt.text); got != tt.want {
			t.Errorf("%s:\n%s\ngot\n%q\nwant\n%q", tt.reason, tt.text, got, tt.want)
		}
	}
}

// Names and values.
func TestRewrite(t *testing.T) {
	const line = "POST https://box/boxes/1"
	tests := []struct{ reason, name, text, want string }{
		{"letter case of a value", "a.json", `{"Name": "a", "Kind": "SMALL"}`, `{"Name": "a", "Kind": "small"}`},
		{"a typo in a value", "a.json", `{"Name": "a", "Kind": "smal"}`, `{"Name": "a", "Kind": "small"}`},
		{"escapes in a value", "a.json", `{"Name": "a", "Kind": "sm\u0061l"}`, `{"Name": "a", "Kind": "small"}`},
		{"another value", "a.json", `{"Name": "a", "Kind": "medium"}`, `{"Name": "a", "Kind": "medium"}`},
		{"a plain value of YAML", "a.yaml", "Name: a\nKind: Small # why\n", "Name: a\nKind: small # why\n"},
		{"a value in single quotes", "a.yaml", "Name: a\nKind: 'Small'\n", "Name: a\nKind: 'small'\n"},
		{"a value in double quotes", "a.yaml", "Name: a\nKind: \"Sm\\x61ll\"\n", "Name: a\nKind: \"small\"\n"},
		{"a block of YAML", "a.yaml", "Name: a\nKind: >-\n  Small\n", "Name: a\nKind: >-\n  Small\n"},
		{"an anchor that is not used", "a.yaml", "Name: a\nKind: &k Small\n", "Name: a\nKind: &k Small\n"},
		{"an alias", "a.yaml", "Name: a\nZone: &k Small\nKind: *k\n", "Name: a\nZone: &k Small\nKind: *k\n"},
		{"an alias in a list", "a.yaml", "Name: a\nParts: [&p {Id: 5}, *p]\n", "Name: a\nParts: [&p {Id: 5}, *p]\n"},

		{"letter case of a name", "a.json", `{"name": "a"}`, `{"Name": "a"}`},
		{"a typo in a name", "a.json", `{"Nmae": "a", "Regoin": "b"}`, `{"Name": "a", "Region": "b"}`},
		{"a name that is there", "a.json", `{"Name": "a", "name": "b"}`, `{"Name": "a", "name": "b"}`},
		{"two that could be it", "a.json", `{"Name": "a", "region": "b", "REGION": "c"}`, `{"Name": "a", "region": "b", "REGION": "c"}`},
		{"the name of something else", "a.json", `{"Name": "a", "BoxId": "b"}`, `{"Name": "a", "BoxId": "b"}`},
		{"a name of YAML", "a.yaml", "name: a\n\"region\" : b\n'zone': z\n", "Name: a\n\"Region\" : b\n'Zone': z\n"},
		{"a name in a list", "a.yaml", "Name: a\nParts:\n  - id: b\n  - {id: c}\n", "Name: a\nParts:\n  - Id: b\n  - {Id: c}\n"},
		{"a name with an anchor", "a.yaml", "&n name: a\nZone: *n\n", "&n name: a\nZone: *n\n"},
		{"a name by an alias", "a.yaml", "Zone: &n name\n*n : a\n", "Zone: &n name\n*n : a\n"},
		{"a name above a merge key", "a.yaml", "name: a\nDisk: &d {DiskType: x}\nParts:\n  - <<: *d\n  - id: b\n", "Name: a\nDisk: &d {DiskType: x}\nParts:\n  - <<: *d\n  - Id: b\n"},
		{"a name beside a merge key", "a.yaml", "name: a\n<<: {Old: x}\n", "name: a\n<<: {Old: x}\n"},
		{"a name before a merge key below the last", "a.yaml", "name: a\nDisk:\n  <<: {DiskType: x}\n", "Name: a\nDisk:\n  <<: {DiskType: x}\n"},
		{"a name below a merge key", "a.yaml", "Name: a\n<<: {Old: x}\nDisk: {disktype: x}\n", "Name: a\n<<: {Old: x}\nDisk: {DiskType: x}\n"},
		{"a name merged where it is given", "a.yaml", "Name: a\nDisk: &d {disktype: x}\nExtra: {<<: *d, disktype: y}\n", "Name: a\nDisk: &d {disktype: x}\nExtra: {<<: *d, disktype: y}\n"},
		{"a name in a list that is merged", "a.yaml", "Name: a\nParts: &p\n  - id: b\nExtra: {<<: *p, id: y}\n", "Name: a\nParts: &p\n  - id: b\nExtra: {<<: *p, id: y}\n"},
		{"<< in a value", "a.yaml", "name: a\nZone: <<x\n", "Name: a\nZone: <<x\n"},
		{"names that are merged", "a.yaml", "Name: a\nDisk: &d {disktype: x}\nExtra: {<<: *d}\n", "Name: a\nDisk: &d {disktype: x}\nExtra: {<<: *d}\n"},
		{"a name of a query", "a.http", line + "?requesttoken=a%20b\n\n{\"Name\": \"a\"}\n", line + "?RequestToken=a%20b\n\n{\"Name\": \"a\"}\n"},

		{"a number in quotes", "a.json", `{"Name": "a", "Size": "3"}`, `{"Name": "a", "Size": 3}`},
		{"a fraction for an integer", "a.json", `{"Name": "a", "Size": "3.5"}`, `{"Name": "a", "Size": "3.5"}`},
		{"a fraction", "a.json", `{"Name": "a", "Price": "3.5"}`, `{"Name": "a", "Price": 3.5}`},
		{"no number", "a.json", `{"Name": "a", "Size": "three"}`, `{"Name": "a", "Size": "three"}`},
		{"a boolean in quotes", "a.json", `{"Name": "a", "Flag": "True"}`, `{"Name": "a", "Flag": true}`},
		{"a number for a string", "a.json", `{"Name": "a", "Version": 3.2}`, `{"Name": "a", "Version": "3.2"}`},
		{"a boolean for a string", "a.json", `{"Name": "a", "Version": true}`, `{"Name": "a", "Version": "true"}`},
		{"null for a string", "a.json", `{"Name": "a", "Version": null}`, `{"Name": "a", "Version": null}`},
		{"a number for a string in YAML", "a.yaml", "Name: a\nVersion: 3.20\nRegion: 0x1F\n", "Name: a\nVersion: \"3.20\"\nRegion: \"0x1F\"\n"},
		{"a number in quotes in YAML", "a.yaml", "Name: a\nSize: '3'\nFlag: \"false\"\n", "Name: a\nSize: 3\nFlag: false\n"},
		{"a word of YAML 1.1", "a.yaml", "Name: a\nFlag: Yes\n", "Name: a\nFlag: true\n"},
		{"a tag", "a.yaml", "Name: a\nSize: !!str 3\n", "Name: a\nSize: !!str 3\n"},
		{"a comment between", "a.yaml", "Name: a\nSize: # how many\n  '3'\n", "Name: a\nSize: # how many\n  '3'\n"},
		{"an item", "a.yaml", "Name: a\nTags: {k: 1, l: [1]}\nParts:\n- Id: 1\n", "Name: a\nTags: {k: \"1\", l: [1]}\nParts:\n- Id: \"1\"\n"},

		{"too many", "a.json", `{"Name": "a", "Size": 11}`, `{"Name": "a", "Size": 10}`},
		{"too few", "a.json", `{"Name": "a", "Size": -1}`, `{"Name": "a", "Size": 1}`},
		{"nearer to the lower step", "a.json", `{"Name": "a", "Step": 14}`, `{"Name": "a", "Step": 10}`},
		{"in the middle of two steps", "a.json", `{"Name": "a", "Step": 15}`, `{"Name": "a", "Step": 20}`},
		{"nearer to the higher step", "a.yaml", "Name: a\nStep: 0x13\n", "Name: a\nStep: 20\n"},
		{"the spelling of an integer", "a.json", `{"Name": "a", "Size": 3.0}`, `{"Name": "a", "Size": 3}`},
		{"quotes and range", "a.json", `{"Name": "a", "Size": "99"}`, `{"Name": "a", "Size": 10}`},

		{"the same twice", "a.json", "{\n  \"Name\": \"a\",\n  \"Tags\": {\"k\": \"v\"},\n  \"T\\u0061gs\": {\"k\": \"\\u0076\"}\n}\n", "{\n  \"Name\": \"a\",\n  \"Tags\": {\"k\": \"v\"}\n}\n"},
		{"not the same", "a.json", `{"Name": "a", "Zone": "x", "Zone": "y"}`, `{"Name": "a", "Zone": "x", "Zone": "y"}`},
		{"not all the same", "a.json", `{"Name": "a", "Zone": "x", "Zone": "y", "Zone": "x"}`, `{"Name": "a", "Zone": "x", "Zone": "y", "Zone": "x"}`},
		{"three times", "a.yaml", "Name: a\nZone: x\nZone: 'x'\nZone: \"x\" # why\n", "Name: a\nZone: x\n# why\n"},
		{"twice in a query", "a.http", line + "?RequestToken=a&RequestToken=a HTTP/1.1\n\n{\"Name\": \"a\"}\n", line + "?RequestToken=a HTTP/1.1\n\n{\"Name\": \"a\"}\n"},
		{"a secret twice", "a.json", `{"Name": "a", "Password": "abcdefgh1", "Password": "abcdefgh1"}`, `{"Name": "a", "Password": "abcdefgh1", "Password": "abcdefgh1"}`},
		{"a secret in the wrong type", "a.json", `{"Name": "a", "Password": 12345678}`, `{"Name": "a", "Password": 12345678}`},
		{"the name of a secret", "a.yaml", "Name: a\npassword: abcdefgh1\n", "Name: a\nPassword: abcdefgh1\n"},
	}
	l := fixture(t, "Create")
	for _, tt := range tests {
		if got := mend(t, l, tt.name, tt.text); got != tt.want {
			t.Errorf("%s:\n%s\ngot\n%q\nwant\n%q", tt.reason, tt.text, got, tt.want)
		}
	}
}

// What variables bring is not edited, nor what stands beside it by mistake.
func TestFixesWithVariables(t *testing.T) {
	l, err := fixture(t, "Create").With(Config{Operation: "Create", Variables: map[string]string{"K": "Small", "S": "2"}})
	if err != nil {
		t.Fatal(err)
	}
	const text = `{"Name": "a", "Kind": "${K}", "Version": ${S}, "Size": "1${S}", "Step": "3", "Zone": "${K}", "zone": "${K}"}`
	const want = `{"Name": "a", "Kind": "${K}", "Version": ${S}, "Size": "1${S}", "Step": 0, "Zone": "${K}", "zone": "${K}"}`
	if got := mend(t, l, "a.json", text); got != want {
		t.Errorf("got %s", got)
	}
}

// Titles say what is done, and the fixes that are safe are these.
func TestTitles(t *testing.T) {
	tests := []struct {
		text, title string
		safe        bool
	}{
		{`{"Name": "a", "Kind": "Small"}`, `write "small"`, true},
		{`{"Name": "a", "Kind": "smal"}`, `write "small"`, false},
		{`{"Name": "a", "zone": "b"}`, "rename it to Zone", true},
		{`{"Name": "a", "Size": "3"}`, "remove the quotes", true},
		{`{"Name": "a", "Version": 3.2}`, "put it in quotes", true},
		{`{"Name": "a", "Flag": "TRUE"}`, "write true", true},
		{`{"Name": "a", "Flag": "no"}`, "write false", false},
		{`{"Name": "a", "Zone": "b", "Zone": "b"}`, "remove the repetition", true},
		{`{"Name": "a", "Size": 11}`, "write 10", false},
		{`{"Name": "a", "Step": 15}`, "write 20", false},
		{`{"Name": "a", "Size": 3.0}`, "write 3", false},
		{`{"Name": "a", "Old": "b"}`, "remove Old", false},
		{`{"Name": "a", "Spare": "b"}`, "remove Spare", false},
		{`{"Name": "a", "Kind": "small", "Step": 10}`, "remove Step", false},
		{`{"Name": "a", "Kind": "large"}`, "add Size with its default, 5", false},
	}
	for _, tt := range tests {
		r := look(t, "a.json", tt.text)
		if len(r.Findings) != 1 || len(r.Findings[0].Fixes) != 1 {
			t.Errorf("%s: %v", tt.text, r.Findings)
			continue
		}
		if f := r.Findings[0].Fixes[0]; f.Title != tt.title || f.Safe != tt.safe {
			t.Errorf("%s: %q, safe %t", tt.text, f.Title, f.Safe)
		}
	}
}

// No fix takes time that grows faster than the file: with a fix for each of many
// members on one line, a run that is not linear does not end.
func TestManyFixes(t *testing.T) {
	const n = 30_000
	for name, text := range map[string]string{
		"a.json": `{"Name": "a", "Tags": {` + strings.Repeat(`"k": 1, `, n) + `"k": 1}}`,
		"a.yaml": "Name: a\nTags: {" + strings.Repeat(`k: 1, `, n) + "k: 1}\n",
		"b.yaml": "Name: a\nTags:\n" + strings.Repeat("  k: 1\n", n),
		"b.json": `{"Name": "a", "Parts": [` + strings.Repeat(`{"id": "x"}, `, n) + `{"id": "x"}]}`,
	} {
		fixes := 0
		for _, f := range look(t, name, text).Findings {
			fixes += len(f.Fixes)
		}
		if fixes < n {
			t.Errorf("%s: %d fixes", name, fixes)
		}
	}
}
