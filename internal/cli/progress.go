package cli

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
)

const (
	// quietTime is how long a run may take before it shows how far it is.
	quietTime = time.Second
	// redraw is the least time between two states shown.
	redraw = 100 * time.Millisecond
)

// progress shows on a terminal how far a long run is, in one line that it
// rewrites. It is for one goroutine at a time; a nil one shows nothing.
type progress struct {
	w           io.Writer
	doing       string // what was done to the files so far
	total, done int
	now         func() time.Time
	next        time.Time // nothing is shown before
	shown       int       // characters on the terminal
}

// newProgress returns the progress of total files on the terminal w.
func newProgress(w io.Writer, total int, now func() time.Time) *progress {
	return &progress{w: w, doing: "checked", total: total, now: now, next: now().Add(quietTime)}
}

// saying has the progress say that something else is done to the files.
func (g *progress) saying(doing string) *progress {
	if g != nil {
		g.doing = doing
	}
	return g
}

// progress is that of a run over so many files: nil unless standard error is a
// terminal that can go back in a line.
func (p *program) progress(total int) *progress {
	if !isTerminal(p.stderr) || p.getenv("TERM") == "dumb" {
		return nil
	}
	return newProgress(p.stderr, total, time.Now)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(interface{ Fd() uintptr })
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// step counts n files more.
func (g *progress) step(n int) {
	if g == nil {
		return
	}
	g.done += n
	now := g.now()
	if now.Before(g.next) {
		return
	}
	g.next = now.Add(redraw)
	line := g.doing + " " + strconv.Itoa(g.done) + " of " + several(g.total, "file", "files")
	io.WriteString(g.w, "\r"+line)
	g.shown = len(line)
}

// clear takes the line away: before anything else is written to the terminal,
// and at the end.
func (g *progress) clear() {
	if g == nil || g.shown == 0 {
		return
	}
	io.WriteString(g.w, "\r"+strings.Repeat(" ", g.shown)+"\r")
	g.shown = 0
}
