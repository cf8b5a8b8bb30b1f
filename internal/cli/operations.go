package cli

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/schemas"
)

func operationsCommand() command {
	return command{
		name: "operations", short: "list the operations that requests are checked against",
		setUp: func(flags *pflag.FlagSet) action {
			format := choice{value: "text", allowed: []string{"text", "json"}}
			flags.Var(&format, "format", "how to write the list")
			return func(p *program, operands []string) (int, error) { return listOperations(p, operands, format.value) }
		},
	}
}

func listOperations(p *program, operands []string, format string) (int, error) {
	if len(operands) > 0 {
		return ExitFailure, &usageError{"operations", fmt.Sprintf("operations takes no operands, but %q was given", operands[0])}
	}
	entries, err := p.catalogue.Entries()
	if err != nil {
		return ExitFailure, err
	}
	if format == "json" {
		text, err := operationsJSON(entries)
		if err != nil {
			return ExitFailure, err
		}
		return ExitOK, p.print(text)
	}
	return ExitOK, p.print(operationsText(entries))
}

// operationsText is a table: id, request line, title.
func operationsText(entries []spec.Entry) string {
	var ids, requests int
	for _, e := range entries {
		ids = max(ids, len(e.ID))
		requests = max(requests, len(e.Method)+1+len(e.Path))
	}
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%-*s  %-*s  %s\n", ids, e.ID, requests, e.Method+" "+e.Path, e.Title)
	}
	return b.String()
}

// listed is an operation in the JSON form of the list.
type listed struct {
	ID     string   `json:"id"`
	Method string   `json:"method"`
	Path   string   `json:"path"`
	Title  string   `json:"title"`
	Doc    spec.Doc `json:"doc"`
}

func operationsJSON(entries []spec.Entry) (string, error) {
	list := make([]listed, len(entries))
	for i, e := range entries {
		list[i] = listed{ID: e.ID, Method: e.Method, Path: e.Path, Title: e.Title, Doc: e.Doc}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Version    int      `json:"version"`
		Operations []listed `json:"operations"`
	}{1, list})
	return b.String(), err
}

func schemaCommand() command {
	return command{
		name: "schema", operands: "OPERATION", short: "print the JSON Schema of an operation",
		long: "OPERATION is an id as 'payloadlint operations' lists it, or its last part where that is enough.\n" +
			"The schema is that of the request's body, for editors and other validators: draft 2020-12.\n",
		setUp: func(flags *pflag.FlagSet) action {
			request := flags.Bool("request", false, "the schema of the whole request: path, query, header and body")
			return func(p *program, operands []string) (int, error) { return printSchema(p, operands, *request) }
		},
	}
}

func printSchema(p *program, operands []string, request bool) (int, error) {
	if len(operands) != 1 {
		return ExitFailure, &usageError{"schema", "schema takes one operation; 'payloadlint operations' lists them"}
	}
	id, err := p.catalogue.Resolve(operands[0])
	if err != nil {
		return ExitFailure, err
	}
	name := id + ".schema.json"
	if request {
		name = id + ".request.schema.json"
	}
	text, err := schemas.FS.ReadFile(name)
	if err != nil {
		return ExitFailure, err
	}
	return ExitOK, p.print(string(text))
}
