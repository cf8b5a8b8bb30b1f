package speccompile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing/fstest"

	"cuelang.org/go/cue"
	cuejson "cuelang.org/go/encoding/json"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/payloadlint/payloadlint/internal/check"
	"github.com/payloadlint/payloadlint/internal/document"
	"github.com/payloadlint/payloadlint/internal/document/jsondoc"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// Verdicts are what the three judges say of one body: accepted or not.
type Verdicts struct {
	CUE, Schema, Engine bool
	// CUEText and SchemaText are the reasons of the first two, for people.
	CUEText, SchemaText string
}

// Agree tells whether all three say the same.
func (v Verdicts) Agree() bool { return v.CUE == v.Schema && v.Schema == v.Engine }

// Judges decide on bodies of one operation. They are not safe for concurrent use.
type Judges struct {
	value  cue.Value
	schema *jsonschema.Schema
	engine *check.Part
	tree   document.Tree
}

// NewJudges prepares the three judges. It fails when the JSON Schema library
// or the engine does not accept the compiled schemas.
func NewJudges(op *Operation) (*Judges, error) {
	name := baseURL + op.Source.ID + ".schema.json"
	schema, err := compileSchema(name, op.BodySchema)
	if err != nil {
		return nil, err
	}
	if _, err := compileSchema(baseURL+op.Source.ID+".request.schema.json", op.RequestSchema); err != nil {
		return nil, err
	}
	engine, err := engineOf(op)
	if err != nil {
		return nil, err
	}
	return &Judges{value: op.Source.Body, schema: schema, engine: engine.Location("body")}, nil
}

// parameterJudges prepares the judges of one parameter's values.
func parameterJudges(s *Schema) (*Judges, error) {
	text, err := s.MarshalJSON()
	if err != nil {
		return nil, err
	}
	schema, err := compileSchema(baseURL+"parameter", text)
	if err != nil {
		return nil, err
	}
	var tree document.Tree
	if err := jsondoc.Parse(&tree, text); err != nil {
		return nil, err
	}
	engine, err := check.Compile(&tree, tree.Roots[0], check.Annotations{})
	if err != nil {
		return nil, err
	}
	return &Judges{value: s.value, schema: schema, engine: engine.Location("")}, nil
}

// engineOf loads the operation as payloadlint will, and verifies what that takes on trust.
func engineOf(op *Operation) (*check.Schema, error) {
	files, err := Schemas([]*Operation{op})
	if err != nil {
		return nil, err
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: text}
	}
	loaded, err := spec.Open(fsys).Operation(op.Source.ID)
	if err != nil {
		return nil, err
	}
	return loaded.Schema, loaded.Schema.Verify()
}

func compileSchema(name string, text []byte) (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	if err := c.AddResource(name, bytes.NewReader(text)); err != nil {
		return nil, err
	}
	return c.Compile(name)
}

// Judge asks the three judges about a JSON text. It fails when the text is no JSON.
func (j *Judges) Judge(text []byte) (Verdicts, error) {
	if err := jsondoc.Parse(&j.tree, text); err != nil {
		return Verdicts{}, err
	}
	var v Verdicts
	var err error
	v.CUE, v.CUEText = j.judgeCUE(text)
	if v.Schema, v.SchemaText, err = j.judgeSchema(text); err != nil {
		return v, err
	}
	v.Engine = j.engine.Valid(&j.tree, j.tree.Roots[0])
	return v, nil
}

func (j *Judges) judgeCUE(text []byte) (bool, string) {
	expr, err := cuejson.Extract("body.json", text)
	if err != nil {
		return false, err.Error()
	}
	v := j.value.Unify(j.value.Context().BuildExpr(expr))
	if err := v.Validate(cue.Concrete(true)); err != nil {
		return false, err.Error()
	}
	return true, ""
}

func (j *Judges) judgeSchema(text []byte) (ok bool, reason string, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return false, "", err
	}
	defer func() {
		// The library panics on numbers with an exponent beyond a million.
		if r := recover(); r != nil {
			err = fmt.Errorf("the JSON Schema library gave up: %v", r)
		}
	}()
	if err := j.schema.Validate(v); err != nil {
		return false, err.Error(), nil
	}
	return true, "", nil
}
