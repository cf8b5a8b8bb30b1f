package speccompile

import (
	"fmt"
	"sort"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/token"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Locations are the parts of a request, in the order in which they are listed.
var locations = [...]string{"path", "query", "header", "body"}

// Source is one operation as CUE states it.
type Source struct {
	ID         string
	Title      string
	Method     string
	Path       string
	Host       string
	Page       Page
	Parts      map[string]*Schema // by location; a location without parameters is absent
	Conditions []Condition
	Errors     []ErrorRow
	Statements []Statement
	Extras     []Extra
	Reply      *spec.Reply // nil where the page shows no body of an error
	// Body is the exported definition that judges a whole body.
	Body cue.Value
}

// Page is the provider's page.
type Page struct {
	Title   string            `json:"title"`
	Updated string            `json:"updated"`
	Tables  map[string]string `json:"tables"`
}

// Condition is a #Condition with its patterns compiled.
type Condition struct {
	Label      string `json:"-"`
	In         string `json:"in"`
	Scope      string `json:"scope"`
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	Provenance string `json:"provenance"`
	Source     string `json:"source"`
	Expected   string `json:"expected"`
	Why        string `json:"why"`
	Advice     string `json:"advice"`
	Relation   *struct {
		Is string `json:"is"`
		To string `json:"to"`
	} `json:"relation"`
	When, Then *Schema `json:"-"` // nil: matches all, matched by nothing
	pos        token.Pos
}

// ErrorRow is a #DocumentedError.
type ErrorRow struct {
	Code     string    `json:"code"`
	Status   int       `json:"status"`
	Message  string    `json:"message"`
	Class    string    `json:"class"`
	Complete bool      `json:"complete"`
	RaisedBy []Trigger `json:"raisedBy"`
	Source   string    `json:"source"`
	// Quota is what a row of class quota limits.
	Quota *spec.Limit `json:"quota"`
	pos   token.Pos
}

// Trigger says what raises a documented error; parameter "*" is every
// parameter without a row of its own for the rule.
type Trigger struct {
	Parameter string `json:"parameter"`
	Rule      string `json:"rule"`
	OfKey     bool   `json:"ofKey"`
}

// Statement is a #Statement.
type Statement struct {
	Statement, Source, In, Parameter string
	pos                              token.Pos
}

// Extra is a #Extra.
type Extra struct {
	In        string `json:"in"`
	Parameter string `json:"parameter"`
	Source    string `json:"source"`
	Hint      string `json:"hint"`
}

// Load reads every operation of the CUE module in dir, sorted by id.
func Load(dir string) ([]*Source, error) {
	var all []*Source
	ctx := cuecontext.New()
	for _, inst := range load.Instances([]string{"./..."}, &load.Config{Dir: dir}) {
		if inst.Err != nil {
			return nil, inst.Err
		}
		pkg := ctx.BuildInstance(inst)
		if err := pkg.Validate(); err != nil {
			return nil, err
		}
		found, err := operations(pkg)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	for i := 1; i < len(all); i++ {
		if all[i].ID == all[i-1].ID {
			return nil, fmt.Errorf("%s is described twice", all[i].ID)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: no operation found", dir)
	}
	return all, nil
}

// operations finds the definitions of a package that are operations: those
// with a concrete id and a request.
func operations(pkg cue.Value) ([]*Source, error) {
	defs, err := pkg.Fields(cue.Definitions(true))
	if err != nil {
		return nil, err
	}
	var found []*Source
	for defs.Next() {
		v := defs.Value()
		id := v.LookupPath(cue.ParsePath("id"))
		if !v.LookupPath(cue.ParsePath("request")).Exists() || !id.IsConcrete() {
			continue
		}
		op, err := source(pkg, v)
		if err != nil {
			return nil, err
		}
		found = append(found, op)
	}
	return found, nil
}

func source(pkg, v cue.Value) (*Source, error) {
	op := &Source{Parts: map[string]*Schema{}}
	for path, to := range map[string]any{
		"id": &op.ID, "title": &op.Title, "method": &op.Method, "path": &op.Path, "host": &op.Host,
		"page": &op.Page, "extras": &op.Extras,
	} {
		if err := decode(v, path, to); err != nil {
			return nil, err
		}
	}
	if err := errorRows(op, v.LookupPath(cue.ParsePath("errors"))); err != nil {
		return nil, err
	}
	if err := statements(op, v.LookupPath(cue.ParsePath("server"))); err != nil {
		return nil, err
	}
	var err error
	if op.Reply, err = reply(v); err != nil {
		return nil, err
	}
	for _, location := range locations {
		part := v.LookupPath(cue.ParsePath("request." + location))
		if !part.Exists() {
			continue
		}
		s, err := walker{}.schema(part)
		if err != nil {
			return nil, err
		}
		op.Parts[location] = s
	}
	if op.Parts["body"] == nil {
		return nil, refusal(v, "request.body is missing")
	}
	name := "#" + op.ID[strings.LastIndexByte(op.ID, '/')+1:] + "Body"
	if op.Body = pkg.LookupPath(cue.ParsePath(name)); !op.Body.Exists() {
		return nil, refusal(v, "the definition %s is missing", name)
	}
	return op, conditions(op, v.LookupPath(cue.ParsePath("conditions")))
}

func decode(v cue.Value, path string, to any) error {
	member := v.LookupPath(cue.ParsePath(path))
	if !member.Exists() {
		return refusal(v, "%s is missing", path)
	}
	return member.Decode(to)
}

func errorRows(op *Source, v cue.Value) error {
	list, err := v.List()
	if err != nil {
		return err
	}
	for list.Next() {
		row := ErrorRow{pos: own(list.Value())}
		if err := list.Value().Decode(&row); err != nil {
			return err
		}
		op.Errors = append(op.Errors, row)
	}
	return nil
}

func conditions(op *Source, v cue.Value) error {
	fields, err := v.Fields()
	if err != nil {
		return err
	}
	for fields.Next() {
		v := fields.Value()
		c := Condition{Label: fields.Selector().Unquoted(), pos: own(v)}
		for path, to := range map[string]any{
			"in": &c.In, "scope": &c.Scope, "rule": &c.Rule, "severity": &c.Severity, "provenance": &c.Provenance,
			"source": &c.Source, "expected": &c.Expected, "why": &c.Why, "advice": &c.Advice,
		} {
			if err := decode(v, path, to); err != nil {
				return err
			}
		}
		if r := v.LookupPath(cue.ParsePath("relation")); r.Exists() {
			if err := r.Decode(&c.Relation); err != nil {
				return err
			}
		}
		if c.When, err = pattern(v, "when"); err != nil {
			return err
		}
		if c.Then, err = pattern(v, "then"); err != nil {
			return err
		}
		op.Conditions = append(op.Conditions, c)
	}
	return nil
}

// pattern compiles a condition's pattern; absent or `_` is nil.
func pattern(v cue.Value, name string) (*Schema, error) {
	p := v.LookupPath(cue.ParsePath(name))
	if !p.Exists() {
		return nil, nil
	}
	s, err := walker{pattern: true}.schema(p)
	if err != nil || s.Any && name == "when" {
		return nil, err
	}
	return s, nil
}
