package speccompile

import (
	"regexp"

	"cuelang.org/go/cue"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// blank is what a string of a reply leaves to be filled in.
var blank = regexp.MustCompile(`\{[^{}]*\}`)

// reply is the #Reply of an operation, nil where it has none.
func reply(v cue.Value) (*spec.Reply, error) {
	r := v.LookupPath(cue.ParsePath("reply"))
	if !r.Exists() {
		return nil, nil
	}
	var out spec.Reply
	if err := decode(r, "source", &out.Source); err != nil {
		return nil, err
	}
	body := r.LookupPath(cue.ParsePath("body"))
	if !body.Exists() {
		return nil, refusal(r, "body is missing")
	}
	text, err := body.MarshalJSON()
	if err != nil {
		return nil, err
	}
	if err := blanks(body); err != nil {
		return nil, err
	}
	out.Body = string(text)
	return &out, nil
}

// blanks refuses a string that leaves something to be filled in that no finding
// has.
func blanks(v cue.Value) (err error) {
	v.Walk(func(v cue.Value) bool {
		text, isText := v.String()
		if isText != nil || err != nil {
			return err == nil
		}
		for _, name := range blank.FindAllString(text, -1) {
			if name != "{code}" && name != "{message}" && name != "{status}" {
				err = refusal(v, "a reply can hold {code}, {message} and {status}, but not %s", name)
			}
		}
		return true
	}, nil)
	return err
}
