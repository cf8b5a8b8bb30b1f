// Package speccompile turns the CUE module that describes operations into what
// the other parts read: JSON Schemas, constraints with their documented errors,
// the catalogue, and the page of constraints. It also lets three judges decide
// on a body: the exported CUE definition, the JSON Schema and the rule engine.
//
// It is the only package that imports CUE and a JSON Schema library; the
// payloadlint command does not link it.
package speccompile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Operation is one compiled operation.
type Operation struct {
	Source      *Source
	Constraints []spec.Constraint
	Parameters  []spec.Parameter
	Errors      []spec.DocumentedError
	Statements  []spec.Statement
	// BodySchema, RequestSchema, Checks and Spec are the contents of the files.
	BodySchema, RequestSchema, Checks, Spec []byte
}

// Files are generated contents by slash-separated path below the output folder.
type Files map[string][]byte

const dialect = "https://json-schema.org/draft/2020-12/schema"

// baseURL is where the schemas' ids live; nothing is ever fetched from there.
const baseURL = "https://payloadlint.github.io/schemas/"

// Compile compiles every operation of the CUE module in dir. What is wrong in
// the module is said with file and line, a line for each mistake.
func Compile(dir string) ([]*Operation, error) {
	all, err := compileAll(dir)
	return all, positioned(err)
}

func compileAll(dir string) ([]*Operation, error) {
	sources, err := Load(dir)
	if err != nil {
		return nil, err
	}
	var all []*Operation
	for _, src := range sources {
		op, err := compile(src)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", src.ID, err)
		}
		all = append(all, op)
	}
	return all, nil
}

func compile(src *Source) (*Operation, error) {
	inv := &inventory{op: src}
	for _, location := range locations {
		if s := src.Parts[location]; s != nil {
			inv.walk(s, place{in: location, pointer: "/properties/" + location})
		}
	}
	if err := inv.conditions(); err != nil {
		return nil, err
	}
	rows, err := inv.documented()
	if err != nil {
		return nil, err
	}
	statements, err := inv.statements()
	if err != nil {
		return nil, err
	}
	if err := inv.unique(); err != nil {
		return nil, err
	}
	op := &Operation{Source: src, Constraints: inv.constraints, Parameters: inv.parameters, Errors: rows, Statements: statements}
	if op.BodySchema, err = bodySchema(src); err != nil {
		return nil, err
	}
	if op.RequestSchema, err = requestSchema(src); err != nil {
		return nil, err
	}
	if op.Checks, err = checksFile(op, inv); err != nil {
		return nil, err
	}
	op.Spec, err = specFile(op)
	return op, err
}

// unique refuses two constraints with one id.
func (inv *inventory) unique() error {
	seen := map[string]bool{}
	for _, c := range inv.constraints {
		if seen[c.ID] {
			return fmt.Errorf("two constraints are called %s", c.ID)
		}
		seen[c.ID] = true
	}
	return nil
}

// bodySchema is the schema of the request body, for editors.
func bodySchema(src *Source) ([]byte, error) {
	body := *src.Parts["body"]
	body.Title = src.Title
	return schemaFile(src.ID+".schema.json", &body)
}

// requestSchema is the schema of the whole request, for people and validators.
func requestSchema(src *Source) ([]byte, error) {
	root := wholeRequest(src)
	root.Title = src.Title + ": the whole request"
	return schemaFile(src.ID+".request.schema.json", root)
}

// wholeRequest joins the schemas of the locations.
func wholeRequest(src *Source) *Schema {
	root := &Schema{Type: []string{"object"}, Closed: true}
	for _, location := range locations {
		part := src.Parts[location]
		if part == nil { // the page says nothing of this location
			part = &Schema{Type: []string{"object"}}
		}
		if len(part.Required) > 0 || location == "body" {
			root.Required = append(root.Required, location)
		}
		root.Properties = append(root.Properties, Property{location, part})
	}
	return root
}

// schemaFile is a schema as a file: with dialect and id, indented.
func schemaFile(name string, s *Schema) ([]byte, error) {
	b, err := s.MarshalJSON()
	if err != nil {
		return nil, err
	}
	head := fmt.Sprintf(`{"$schema":%q,"$id":%q,`, dialect, baseURL+name)
	return indent(append([]byte(head), b[1:]...))
}

func indent(b []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// specFile writes one line per entry, so that a reader can take some of them.
func specFile(op *Operation) ([]byte, error) {
	src := op.Source
	var o lines
	o.add("format", 1)
	o.add("id", src.ID)
	o.add("title", src.Title)
	o.add("method", src.Method)
	o.add("path", src.Path)
	o.add("host", src.Host)
	o.add("doc", src.doc())
	if src.Reply != nil {
		o.add("reply", src.Reply)
	}
	addList(&o, "constraints", op.Constraints)
	addList(&o, "parameters", op.Parameters)
	addList(&o, "extras", src.Extras)
	addList(&o, "errors", op.Errors)
	addList(&o, "server", op.Statements)
	return o.bytes()
}

func (src *Source) doc() spec.Doc { return spec.Doc{Title: src.Page.Title, Updated: src.Page.Updated} }

// catalogue lists the operations with what is needed to recognise them.
func catalogue(all []*Operation) ([]byte, error) {
	type entry struct {
		ID     string       `json:"id"`
		Title  string       `json:"title"`
		Method string       `json:"method"`
		Path   string       `json:"path"`
		Host   string       `json:"host,omitempty"`
		Doc    spec.Doc     `json:"doc"`
		Names  []string     `json:"names"`
		Tokens []tokenEntry `json:"tokens,omitempty"`
	}
	var list []entry
	for _, op := range all {
		e := entry{op.Source.ID, op.Source.Title, op.Source.Method, op.Source.Path, op.Source.Host, op.Source.doc(), []string{}, op.tokens()}
		for _, p := range op.Source.Parts["body"].Properties {
			e.Names = append(e.Names, p.Name)
		}
		list = append(list, e)
	}
	var o lines
	addList(&o, "operations", list)
	return o.bytes()
}

// Schemas are the files of the schemas folder.
func Schemas(all []*Operation) (Files, error) {
	files := Files{}
	for _, op := range all {
		base := path.Clean(op.Source.ID)
		files[base+".schema.json"] = op.BodySchema
		files[base+".request.schema.json"] = op.RequestSchema
		files[base+".checks.json"] = op.Checks
		files[base+".spec.json"] = op.Spec
	}
	var err error
	files["catalogue.json"], err = catalogue(all)
	return files, err
}
