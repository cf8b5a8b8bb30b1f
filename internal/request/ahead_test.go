package request

import "testing"

func TestIsForeign(t *testing.T) {
	tests := map[string]struct {
		hint Hint
		want bool
	}{
		"no line":                  {Hint{}, false},
		"of an operation":          {Hint{Line: line("POST https://wood.example/boxes/1/close")}, false},
		"of nobody":                {Hint{Line: line("POST https://wood.example/login")}, true},
		"another method":           {Hint{Line: line("GET https://wood.example/boxes/1/close")}, true},
		"a typo":                   {Hint{Line: line("POST https://wood.example/boxes/1/clsoe")}, false},
		"a typo in the host":       {Hint{Line: line("POST https://tres.example/trees")}, false},
		"no HTTP method":           {Hint{Line: line("PSOT https://wood.example/boxes/1/close")}, false},
		"a forgotten method":       {Hint{Line: implied("https://wood.example/boxes/1/close")}, false},
		"a comment decides":        {Hint{Line: line("POST https://wood.example/login"), Directive: "operation=Grow"}, false},
		"its name decides nothing": {Hint{Line: line("POST https://wood.example/login"), File: "x.Grow.http"}, true},
	}
	for name, tt := range tests {
		if got, err := New(catalogue()).IsForeign(tt.hint); got != tt.want || err != nil {
			t.Errorf("%s: %t, %v", name, got, err)
		}
	}
	if got, _ := New(catalogue()).For("acme/tree/Grow", "").IsForeign(Hint{Line: line("GET /x")}); got {
		t.Error("what the user named is foreign")
	}
}

func TestResembles(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{`{"Name": 1, "Root": 2, "Leaves": 3,}`, true},
		{"Name: 1\nRoot : 2\n'Leaves': [\n", true},
		{`{"Name": 1, "Root": 2, "x": 3, "y": 4`, true},
		{`{"Name": 1, "Root": 2, "x": 3, "y": 4, "z": 5`, false},
		{`{"Name": 1, "Name": 2, "Name": 3}`, false},
		{`{"Name", "Root", "Leaves": 3`, false},
		{`:::`, false},
		{"", false},
	}
	for _, tt := range tests {
		if got, err := New(catalogue()).Resembles([]byte(tt.text)); got != tt.want || err != nil {
			t.Errorf("%s: %v, %v, want %v", tt.text, got, err, tt.want)
		}
	}
}
