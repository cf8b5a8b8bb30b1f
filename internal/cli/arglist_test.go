package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestNamesIn(t *testing.T) {
	tests := []struct {
		list string
		want []string
	}{
		{"", nil},
		{"\n\r\n \t\n", nil},
		{"a.json", []string{"a.json"}},
		{"a.json\n", []string{"a.json"}},
		{"a.json\r\nb c.json\r\n\r\n", []string{"a.json", "b c.json"}},
		{" a.json \n", []string{" a.json "}},
		{"@a\n-\n", []string{"@a", "-"}},
		{"a.json\x00b\nc.json\x00", []string{"a.json", "b\nc.json"}},
		{"\x00\x00 \x00a\r\n\x00", []string{" ", "a\r\n"}},
	}
	for _, test := range tests {
		if got := slices.Collect(namesIn(test.list)); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.list, got, test.want)
		}
	}
}

func TestArgLists(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a.json", "b.json", "@c.json"} {
		write(t, name, "info")
	}
	write(t, "list", "\ufeffa.json\n./b.json\n")
	write(t, "more", "b.json\x00@c.json\x00")
	write(t, "utf16", "\xff\xfea\x00.\x00")
	write(t, "nested", "@list\n")
	write(t, "blank", "\n")
	write(t, "itself", "-\n")
	tests := []struct {
		args, stdin string
		exit        int
		want        []string // files with a finding
		message     string
	}{
		{"@list", "", 0, []string{"a.json", "./b.json"}, ""},
		{"@more b.json @list ./@c.json", "", 0, []string{"b.json", "@c.json", "a.json"}, ""},
		{"a.json @-", "b.json\na.json\n", 0, []string{"a.json", "b.json"}, ""},
		{"@- @-", "b.json", 0, []string{"b.json"}, ""},
		{"@itself", "info", 0, []string{"<stdin>"}, ""},
		{"@- @itself", "a.json", 2, nil, "standard input cannot be both"},
		{"@-", "a.json\n-\n", 2, nil, "standard input cannot be both"},
		{"@utf16", "", 2, nil, "@utf16: is UTF-16, expected UTF-8; save it as UTF-8\n"},
		{"@nested a.json", "", 2, []string{"a.json"}, "@list: no such file; a list names files, it cannot name further lists\n"},
		{"@blank", "", 2, nil, "nothing was checked: no request was found\n"},
		{"a.json @missing", "", 2, nil, "@missing: no such file; @ stands before a list"},
		{"@.", "", 2, nil, "@.: is a directory"},
		{"--max-size 4 @list", "", 2, nil, "@list: is larger than 4B"},
		{"--max-size 4 @-", "a.json", 2, nil, "@-: is larger than 4B"},
		{"./- -", "info", 2, []string{"<stdin>"}, "./-: no such file"},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			code, stdout, stderr := run(t, test.stdin, append([]string{"check"}, strings.Fields(test.args)...)...)
			var got []string
			for line := range strings.Lines(stdout) {
				if name, _, ok := strings.Cut(line, ":1:1: "); ok {
					got = append(got, name)
				}
			}
			if code != test.exit || !slices.Equal(got, test.want) || !strings.Contains(stderr, test.message) {
				t.Errorf("exit %d, files %q, stderr %q", code, got, stderr)
			}
		})
	}
}

// FuzzArgList: every name of a list is one operand, and what is no name is
// nothing but white space and separators.
func FuzzArgList(f *testing.F) {
	for _, seed := range []string{"a\nb\r\n", "a\x00b\x00", "\ufeffa", "\xff\xfea\x00", "@a\n-\n\n", " \n.\n./a\na/../a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		text, err := plainText([]byte(list))
		if err != nil {
			return
		}
		separator := "\n"
		if strings.Contains(string(text), "\x00") {
			separator = "\x00"
		}
		parts := strings.Split(string(text), separator)
		c := newCollector(&sources{}, 0)
		for name := range namesIn(string(text)) {
			for len(parts) > 0 && strings.TrimSuffix(parts[0], "\r") != name && parts[0] != name {
				if strings.TrimSpace(parts[0]) != "" {
					t.Fatalf("%q is left out before %q", parts[0], name)
				}
				parts = parts[1:]
			}
			if len(parts) == 0 {
				t.Fatalf("%q is no part", name)
			}
			parts = parts[1:]
			if name == "-" {
				c.addStdin()
			} else { // add would walk the directories of this machine
				c.put(input{path: name})
			}
		}
		files := map[string]bool{}
		for _, in := range c.inputs {
			key := filepath.Clean(in.path)
			if in.stdin {
				key = fmt.Sprint(in.stdin)
			} else if in.path == "" || in.path == "-" {
				t.Fatalf("the file %q", in.path)
			}
			if files[key] && key != "true" {
				t.Fatalf("%q is there twice", key)
			}
			files[key] = true
		}
	})
}
