package request

import (
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
)

// implied is a line without a method, above a body.
func implied(target string) *Line {
	l := line("GET " + target)
	l.Implied = true
	return l
}

// A line is nearly that of an operation if one mistake makes the difference.
func TestSlips(t *testing.T) {
	const inClose = "; acme/box/Close has this path, and its method is POST"
	tests := []struct {
		reason    string
		line      *Line
		candidate string
		why       string
	}{
		{"a misspelled method", line("PSOT https://x/boxes/1/close"), "acme/box/Close", "PSOT is no HTTP method" + inClose},
		{"a method in small letters", line("psot /boxes/1/close"), "acme/box/Close", "psot is no HTTP method" + inClose},
		{"no method at all", line("CREATE /boxes/1/close"), "acme/box/Close", "what stands for the method is no HTTP method" + inClose},
		{"another method", line("PATCH /boxes/1/close"), "", "acme/box/Close has this path, but its method is POST"},
		{"a method of WebDAV", line("PROPFIND /boxes/1/close"), "", "acme/box/Close has this path, but its method is POST"},
		{"a new method", line("query /boxes/1/close"), "", ""},
		{"another protocol", line("GRPC /boxes/1/close"), "", ""},
		{"a misspelled method on the host", line("POTS https://trees.example/trees"), "acme/tree/Grow", ""},
		{"a misspelled method, and no host", line("POTS ?/trees"), "acme/tree/Grow", ""},
		{"a misspelled method on another host", line("POTS https://forest.example/trees"), "", ""},
		{"a misspelled method, and host", line("POTS https://tres.example/trees"), "acme/tree/Grow", "POTS is no HTTP method; acme/tree/Grow has this path, and its method is POST"},
		{"a misspelled method, and path", line("POTS /boxes/1/clsoe"), "", "no operation has this method and path"},
		{"a misspelled method, and a placeholder in the path", line("POTS /boxes/1/?"), "", ""},
		{"a placeholder for a parameter", line("POTS /boxes/?/close"), "acme/box/Close", ""},
		{"the more exact of two", line("PTU /things/new"), "acme/sail/Make", ""},

		{"a body without a method", implied("https://x/boxes/1/close"), "acme/box/Close", "no method is written, which stands for GET" + inClose},
		{"without a host", implied("/boxes/1/close"), "acme/box/Close", ""},
		{"on its host", implied("https://trees.example/trees"), "acme/tree/Grow", ""},
		{"on nearly its host", implied("https://tees.example/trees"), "acme/tree/Grow", ""},
		{"on another host", implied("https://forest.example/trees"), "", ""},
		{"a short path on some host", implied("?/trees"), "", "acme/tree/Grow has this path, but its method is POST"},
		{"a misspelled path", implied("/boxes/1/clsoe"), "", ""},
		{"a GET that is written", line("GET https://trees.example/trees"), "", "acme/tree/Grow has this path, but its method is POST"},

		{"a misspelled label", line("POST https://tres.example/trees"), "acme/tree/Grow",
			"acme/tree/Grow has this method and path; the host has tres where trees is expected"},
		{"with a port", line("POST https://Tres.example:443/trees"), "acme/tree/Grow", ""},
		{"the service in place of its host", line("POST https://tree.example/trees"), "acme/tree/Grow", ""},
		{"a hyphen", line("PUT https://long-boat.a.harbour.example/boats"), "buoy/longboat/Build",
			"buoy/longboat/Build has this method and path; the host has long-boat where longboat is expected"},
		{"another label of the pattern", line("PUT https://longboat.a.harbor.example/boats"), "buoy/longboat/Build",
			"buoy/longboat/Build has this method and path; the host has harbor where harbour is expected"},
		{"what the host ends in", line("PUT https://longboat.a.harbour.exmaple/boats"), "buoy/longboat/Build", ""},
		{"two of them", line("PUT https://long-boat.a.harbor.example/boats"), "", "buoy/longboat/Build has this method and path, but on another host"},
		{"a label too few", line("PUT https://longbaot.harbour.example/boats"), "", ""},
		{"another service", line("PUT https://barge.a.harbour.example/boats"), "", ""},
		{"a longer host", line("PUT https://longboat.a.harbour.example.org/boats"), "", ""},
		{"a short name like it", line("POST https://oax.sea.example/oars"), "", "buoy/oar/Cut has this method and path, but on another host"},
		{"a label of nothing", line("POST https://.sea.example/oars"), "", ""},
		{"much too long", line("PUT https://long-boat." + strings.Repeat("a.", 200) + "harbour.example/boats"), "", ""},
		{"a misspelled path as well", line("PUT https://long-boat.a.harbour.example/baots"), "", ""},
	}
	c := catalogueOf(`,
{"id": "buoy/longboat/Build", "method": "PUT", "path": "/boats", "host": "^longboat\\.[a-z]+\\.harbour\\.example$", "names": ["Planks", "Mast"]},
{"id": "buoy/oar/Cut", "method": "POST", "path": "/oars", "host": "^oar\\.sea\\.example$", "names": ["Blade", "Grip"]}`)
	for _, tt := range tests {
		for _, body := range []string{`{}`, `{"Name": 1, "Root": 2}`} {
			tree, q := new(document.Tree), new(Request)
			if err := jsondoc.Parse(tree, []byte(body)); err != nil {
				t.Fatal(err)
			}
			if err := New(c).Read(tree, 0, Hint{Line: tt.line}, q); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(q.Candidates, " "); got != tt.candidate || q.Operation != "" {
				t.Errorf("%s: outcome %d, %q or %q, want %q", tt.reason, q.Outcome, got, q.Operation, tt.candidate)
			}
			if tt.candidate != "" && q.Outcome != Foreign {
				t.Errorf("%s: outcome %d", tt.reason, q.Outcome)
			}
			if why := q.Reason(); why == "" || tt.why != "" && why != tt.why {
				t.Errorf("%s: reason %q, want %q", tt.reason, why, tt.why)
			}
		}
	}
}

// Of operations with the same path, the one with the method that is nearly it.
func TestNearestMethod(t *testing.T) {
	c := catalogueOf(`,
{"id": "buoy/box/Burn", "method": "DELETE", "path": "/boxes/{Box}/close"},
{"id": "buoy/box/Shut", "method": "PUT", "path": "/boxes/{Box}/close"}`)
	for method, want := range map[string]string{"PSOT": "acme/box/Close", "DELTE": "buoy/box/Burn", "PTU": "buoy/box/Shut", "X": "acme/box/Close"} {
		tree, q := new(document.Tree), new(Request)
		if err := jsondoc.Parse(tree, []byte(`{}`)); err != nil {
			t.Fatal(err)
		}
		if err := New(c).Read(tree, 0, Hint{Line: line(method + " /boxes/1/close")}, q); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(q.Candidates, " "); got != want {
			t.Errorf("%s: %s, want %s", method, got, want)
		}
	}
}
