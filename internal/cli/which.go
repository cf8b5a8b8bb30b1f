package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/jsonreport"
	"github.com/payloadlint/payloadlint/internal/report/text"
	"github.com/payloadlint/payloadlint/rules"
)

// whichFlags are the flags of which.
type whichFlags struct {
	sources
	format choice
}

func whichCommand() command {
	return command{
		name: "which", operands: "FILE|DIRECTORY…", short: "tell which operation each request calls, and why",
		long: readForms +
			"\nThe exit code is 1 where the operation of a request is not known, unless its line says that it is for\nanother service, and 2 where a file cannot be read.\n",
		setUp: func(flags *pflag.FlagSet) action {
			o := &whichFlags{format: choice{"text", []string{"text", "json"}}}
			o.define(flags)
			flags.Var(&o.format, "format", "how to write the list")
			return o.run
		},
	}
}

// identified is what which found out; it is the json form of its output.
type identified struct {
	Version  int              `json:"version"`
	Requests []rules.Identity `json:"requests"`
	Errors   []report.Failure `json:"errors"`
}

// run implements action.
func (o *whichFlags) run(p *program, operands []string) (int, error) {
	profiles, err := o.newProfiles(p, rules.Config{})
	if err != nil {
		return ExitFailure, err
	}
	inputs, err := o.inputs(p, "which", operands)
	if err != nil {
		return ExitFailure, err
	}
	wrong, err := profiles.assign(inputs)
	if err != nil {
		return ExitFailure, err
	}
	if len(wrong) > 0 {
		return ExitFailure, o.write(p, &identified{Version: 1, Requests: []rules.Identity{}, Errors: wrong})
	}
	r := reader{stdin: p.stdin, limit: int64(o.maxSize), budget: newBudget(inFlight)}
	found := identify(r, inputs)
	if len(found.Requests)+len(found.Errors) == 0 {
		if why := o.nothing(inputs); why != "" {
			fmt.Fprintln(p.stderr, "payloadlint: "+text.Visible(why))
			return ExitOK, o.write(p, found)
		}
		found.Errors = append(found.Errors, report.Failure{Message: "no request was found"})
	}
	if err := o.write(p, found); err != nil {
		return ExitFailure, err
	}
	if len(found.Errors) > 0 {
		return ExitFailure, nil
	}
	for i := range found.Requests {
		if id := &found.Requests[i]; id.Operation == "" && !id.Foreign {
			return ExitFindings, nil
		}
	}
	return ExitOK, nil
}

// identify identifies the requests of all inputs.
func identify(r reader, inputs []input) *identified {
	found := &identified{Version: 1, Requests: []rules.Identity{}, Errors: []report.Failure{}}
	for _, in := range inputs {
		text, held, err := r.read(in)
		if err == nil {
			var requests []rules.Identity
			requests, err = in.profile.check.Identify(in.name, text)
			if in.walked {
				requests = slices.DeleteFunc(requests, fitsNothing)
			}
			found.Requests = append(found.Requests, requests...)
		}
		r.budget.release(held)
		if err != nil {
			found.Errors = append(found.Errors, report.Failure{File: in.name, Message: err.Error()})
		}
	}
	return found
}

// fitsNothing tells that nothing speaks for any operation.
func fitsNothing(id rules.Identity) bool {
	return id.Operation == "" && len(id.Candidates) == 0 && !id.Foreign
}

func (o *whichFlags) write(p *program, found *identified) error {
	if o.format.value == "json" {
		return p.print(string(jsonreport.Marshal(found, "")) + "\n")
	}
	var b strings.Builder
	for i := range found.Requests {
		writeIdentity(&b, &found.Requests[i])
	}
	if err := p.print(b.String()); err != nil {
		return err
	}
	_, err := p.stderr.Write(text.Failures(nil, found.Errors))
	return err
}

// writeIdentity writes a line.
func writeIdentity(b *strings.Builder, id *rules.Identity) {
	b.WriteString(text.Visible(id.File) + ":" + strconv.Itoa(id.Line) + ":" + strconv.Itoa(id.Column) + ": ")
	switch {
	case id.Operation != "":
		b.WriteString(id.Operation)
	case len(id.Candidates) > 0 && !strings.Contains(id.Reason, id.Candidates[0]):
		b.WriteString("unknown: " + strings.Join(id.Candidates, " or "))
	default:
		b.WriteString("unknown")
	}
	b.WriteString(" (" + text.Visible(id.Reason) + ")\n")
}
