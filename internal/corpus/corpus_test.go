package corpus

import (
	"bytes"
	"slices"
	"testing"
)

func TestTexts(t *testing.T) {
	tests := []struct {
		forms []string
		least int
		holds string // what some text of the form does
	}{
		{[]string{JSON}, 100, `"ImageId"`},
		{[]string{YAML}, 10, "ImageId:"},
		{[]string{HTTP}, 5, "\nPOST https://"},
		{[]string{Comments}, 1, "//"},
		{[]string{Lines}, 1, "}\n{"},
		{[]string{JSON, YAML}, 110, "\n"},
	}
	for _, tt := range tests {
		texts := Texts(t, tt.forms...)
		if len(texts) < tt.least || !slices.ContainsFunc(texts, func(b []byte) bool { return bytes.Contains(b, []byte(tt.holds)) }) {
			t.Errorf("%v: %d texts", tt.forms, len(texts))
		}
		for i, text := range texts {
			if slices.ContainsFunc(texts[:i], func(b []byte) bool { return bytes.Equal(b, text) }) {
				t.Errorf("%v: twice %.80q", tt.forms, text)
			}
		}
	}
}
