package speccompile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue"
	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/token"
)

// refusal is an error about a CUE value. Where that stands, positioned says.
func refusal(v cue.Value, format string, args ...any) error {
	return misplaced(own(v), "%v: %s", v.Path(), fmt.Sprintf(format, args...))
}

// misplaced is an error about what stands at a position of a CUE file.
func misplaced(pos token.Pos, format string, args ...any) error {
	return cueerrors.Newf(pos, format, args...)
}

// own is where a value itself stands, rather than the definition of the
// vocabulary that it is unified with.
func own(v cue.Value) token.Pos {
	if op, args := v.Expr(); op == cue.AndOp {
		return args[0].Pos()
	}
	return v.Pos()
}

// maxPositions is how many places a line names; a conflict of two conditions
// can have dozens.
const maxPositions = 4

// positioned puts in front of what is wrong in CUE where it stands: a line for
// each mistake, with file, line and column.
func positioned(err error) error {
	var broken cueerrors.Error
	if err == nil || !errors.As(err, &broken) {
		return err
	}
	var lines []string
	for _, e := range cueerrors.Errors(broken) {
		line := cueerrors.String(e)
		places := placesOf(e)
		if len(places) > 0 {
			line = places[0] + ": " + line
		}
		if len(places) > 1 {
			line += " (see also " + strings.Join(places[1:], ", ") + ")"
		}
		lines = append(lines, line)
	}
	return errors.New(strings.Join(lines, "\n"))
}

// placesOf are the places that an error is about, the nearest first: those in
// the vocabulary, which is sound, stand last.
func placesOf(e cueerrors.Error) []string {
	var places, vocabulary []string
	for _, p := range append([]token.Pos{e.Position()}, e.InputPositions()...) {
		at := p.Position()
		place := fmt.Sprintf("%s:%d:%d", shown(at.Filename), at.Line, at.Column)
		switch {
		case at.Filename == "" || slices.Contains(places, place) || slices.Contains(vocabulary, place):
		case filepath.Base(filepath.Dir(at.Filename)) == "spec":
			vocabulary = append(vocabulary, place)
		default:
			places = append(places, place)
		}
	}
	places = append(places, vocabulary...)
	return places[:min(len(places), maxPositions)]
}

// shown is a file's path, from the working directory where that is shorter.
func shown(file string) string {
	here, err := os.Getwd()
	if err != nil {
		return file
	}
	if rel, err := filepath.Rel(here, file); err == nil && len(rel) < len(file) {
		return rel
	}
	return file
}
