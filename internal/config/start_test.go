package config

import (
	"bytes"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

// uncommented is the start file with its examples in force: they are the lines
// that have no space after #.
func uncommented(text []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(text) {
		if len(line) > 2 && line[0] == '#' && (line[1] != ' ' || line[2] == ' ') {
			line = line[1:]
		}
		out.Write(line)
	}
	return out.Bytes()
}

// The file that a user begins with is right, and so is each example in it.
func TestStartFile(t *testing.T) {
	start, err := schemas.FS.ReadFile(spec.ConfigID + ".start.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(start), string(uncommented(start))} {
		if found := mistakes(text); found != nil {
			t.Errorf("%s\n%s", text, strings.Join(found, "\n"))
		}
	}
	op, err := spec.Open(schemas.FS).Config()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range op.Parameters() {
		if !strings.ContainsAny(p.Name, ".[") && !strings.Contains(string(uncommented(start)), "\n"+p.Name+":") {
			t.Errorf("the key %s is not in the start file", p.Name)
		}
	}
}
