package request

import "testing"

func TestByName(t *testing.T) {
	entries, err := catalogue().Entries()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ file, want string }{
		{"x.Open.json", "acme/box/Open"}, {"a/b.c/x.y.Open.yaml", "acme/box/Open"}, {`a\x.Open.YML`, "acme/box/Open"},
		{"Open.json", "acme/box/Open"}, {"x.Open.jsonc", "acme/box/Open"}, {"x.Open.ndjson", "acme/box/Open"}, {"x.Open.jsonl", "acme/box/Open"},
		{"x.Open.http", "acme/box/Open"}, {"x.Open.rest", "acme/box/Open"}, {"x.Open.http.json", "acme/box/Open"},
		{"Box_Open.json", "acme/box/Open"}, {"BOX_Open_cn-2023.json", "acme/box/Open"}, {"box_Open.test.yaml", "acme/box/Open"},
		{"x.Box_Open.json", "acme/box/Open"}, {"Box_Open.cli-jsonInput.json", "acme/box/Open"}, {"x.Open.cli-jsonInput.json", "acme/box/Open"},
		{"Rope_Make.json", "acme/rope/Make"}, {"Box_Open.Grow.json", "acme/box/Open"},
		{"X.Open.cli-jsonInput.test.json", "acme/box/Open"}, {"Open.2024-05-01.json", "acme/box/Open"}, {"Open.Grow.json", "acme/tree/Grow"},
		{"Open.Make.json", "acme/box/Open"}, {"Rope_Make.Box_Open.json", "acme/box/Open"}, {"Open..json", "acme/box/Open"}, {".Open.json", "acme/box/Open"},

		{"Make.json", ""}, {"x.Make.json", ""}, {"x.open.json", ""}, {"box_open.json", ""}, {"xOpen.json", ""}, {"Open-x.json", ""},
		{"Tree_Open.json", ""}, {"Box_Opened.json", ""}, {"Box_.json", ""}, {"_Open.json", ""}, {"Box-Open.json", ""}, {"x.Open.schema.json", ""},
		{"x.Open", ""}, {"x.Open.txt", ""}, {"Open/x.json", ""}, {"x.box/Open.json", "acme/box/Open"}, {".json", ""}, {"", ""}, {"-", ""}, {"..json", ""}, {"...json", ""},
		{"Open.schema.json", ""}, {"Box_Open.request.schema.json", ""}, {"Make.Make.json", ""}, {"Box_Ope.n.json", ""},
	}
	for _, tt := range tests {
		got := ""
		if e := byName(entries, tt.file); e != nil {
			got = e.ID
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.file, got, tt.want)
		}
	}
}
