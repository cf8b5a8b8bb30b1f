package cli

import (
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"github.com/payloadlint/payloadlint/internal/scaffold"
	"github.com/payloadlint/payloadlint/rules"
)

func newCommand() command {
	return command{
		name: "new", operands: "OPERATION", short: "write a request to begin with",
		long: "OPERATION is an id as 'payloadlint operations' lists it, or its last part where that is enough.\n" +
			"The request goes to standard output and passes the check. It has the required parameters, filled with\n" +
			"the examples of the documentation; a secret, a token and what has no example is a placeholder such as\n" +
			"${NAME}. json and yaml are the body, http is the whole request; yaml and http explain each parameter.\n" +
			"\n" +
			"  payloadlint new --as yaml OPERATION > request.yaml\n",
		setUp: func(flags *pflag.FlagSet) action {
			form := choice{"json", []string{"json", "yaml", "http"}}
			flags.Var(&form, "as", "how to write the request")
			all := flags.Bool("all", false, "with all documented parameters that go together and are neither\ndeprecated nor reserved")
			return func(p *program, operands []string) (int, error) {
				return newRequest(p, operands, scaffold.Form(form.value), *all)
			}
		},
	}
}

func newRequest(p *program, operands []string, form scaffold.Form, all bool) (int, error) {
	if len(operands) != 1 {
		return ExitFailure, &usageError{"new", "new takes one operation; 'payloadlint operations' lists them"}
	}
	id, err := p.catalogue.Resolve(operands[0])
	if err != nil {
		return ExitFailure, err
	}
	op, err := p.catalogue.Operation(id)
	if err != nil {
		return ExitFailure, err
	}
	text, err := scaffold.New(op, form, all)
	if err != nil {
		return ExitFailure, err
	}
	if err := p.print(string(text)); err != nil {
		return ExitFailure, err
	}
	return ExitOK, p.adviseName(id, form, text)
}

// adviseName says how to save a request whose operation cannot be seen in it:
// JSON has no comments to say it.
func (p *program) adviseName(id string, form scaffold.Form, text []byte) error {
	if form != scaffold.JSON {
		return nil
	}
	linter, err := rules.New(rules.Config{})
	if err != nil {
		return err
	}
	found, err := linter.Identify("request.json", text)
	if err != nil || len(found) == 1 && found[0].Operation == id {
		return err
	}
	_, err = io.WriteString(p.stderr, fmt.Sprintf(
		"payloadlint: save it as NAME.%s.json: this body alone does not tell its operation\n", lastPart(id)))
	return err
}
