package request

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// route is what the request line of an operation looks like.
type route struct {
	entry    *spec.Entry
	index    int // of the entry
	segments []string
	literals int            // how many of the segments are no parameter
	host     *regexp.Regexp // nil for any
	labels   []string       // of hosts, that somebody may misspell
}

func routesOf(catalogue *spec.Catalogue) ([]route, error) {
	entries, err := catalogue.Entries()
	if err != nil {
		return nil, err
	}
	routes := make([]route, len(entries))
	for i := range entries {
		e := &entries[i]
		route := &routes[i]
		route.entry, route.index = e, i
		path, _, _ := strings.Cut(strings.Trim(e.Path, "/"), "?")
		if path != "" {
			route.segments = strings.Split(path, "/")
		}
		for _, s := range route.segments {
			if parameterOf(s) == "" {
				route.literals++
			}
		}
		if e.Host != "" {
			if route.host, err = regexp.Compile(e.Host); err != nil {
				return nil, fmt.Errorf("catalogue.json: the host of %s: %w", e.ID, err)
			}
			route.labels = labelsOf(e)
		}
	}
	return routes, nil
}

// parameterOf is the name of the parameter that a segment of a template stands
// for; empty for a literal.
func parameterOf(segment string) string {
	if len(segment) > 2 && segment[0] == '{' && segment[len(segment)-1] == '}' {
		return segment[1 : len(segment)-1]
	}
	return ""
}

// String is the method and the template of the path.
func (r *route) String() string { return r.entry.Method + " " + r.entry.Path }

// fit is how a request line goes with an operation.
type fit uint8

const (
	noFit       fit = iota
	otherMethod     // it is the path, with another method
	otherHost       // it is the method and the path, on another host
	maybe           // it can be, depending on what is not known of the line
	sure
)

func (r *route) fit(l *Line) fit {
	path, host := r.fitPath(l), r.fitHost(l)
	method := l.Method == "" || strings.EqualFold(l.Method, r.entry.Method)
	switch {
	case path == noFit, path == maybe && (!method || host == otherHost):
		return noFit
	case !method:
		return otherMethod
	case host == otherHost:
		return otherHost
	case l.Method == "":
		return maybe
	}
	return min(path, host)
}
func (r *route) fitPath(l *Line) fit {
	written := l.segments()
	before := len(r.segments) - len(written) // segments that the base may hold
	if before < 0 || before > 0 && !l.Based {
		return noFit
	}
	f := sure
	if before > 0 {
		f = maybe
	}
	for i, s := range written {
		switch template := r.segments[before+i]; {
		case parameterOf(template) != "":
		case !l.known(i):
			f = maybe
		case s != template:
			return noFit
		}
	}
	return f
}

func (r *route) fitHost(l *Line) fit {
	if r.host == nil {
		return sure
	}
	host := l.host()
	switch {
	case r.host.MatchString(host):
		return sure
	case host != "" && l.HostKnown:
		return otherHost
	}
	return maybe
}

// shown counts the literals of the route that the line surely shows, and those
// that it may show, where a placeholder stands for them.
func (r *route) shown(l *Line) (sure, open int) {
	written := l.segments()
	before := len(r.segments) - len(written)
	if before < 0 {
		return 0, 0
	}
	for i, s := range written {
		switch template := r.segments[before+i]; {
		case parameterOf(template) != "":
		case !l.known(i):
			open++
		case s == template:
			sure++
		}
	}
	return sure, open
}

// minShown is how many literals the end of a path must show to say something:
// one alone, such as instances, is in many paths.
const minShown = 2

// resembles tells whether a line that fits the route shows the whole path of it
// and at least one of its literals, or the end of it and several.
func (r *route) resembles(l *Line) bool {
	sure, _ := r.shown(l)
	return sure >= minShown || sure > 0 && len(l.segments()) == len(r.segments)
}

// settles tells whether a line that fits the route shows too much of it to be
// that of another service by chance.
func (r *route) settles(l *Line) bool {
	sure, open := r.shown(l)
	return sure >= minShown && open == 0 && l.Method != ""
}

// typos counts the segments that are nearly those of the route, where nothing
// else differs; otherwise it is 0.
func (r *route) typos(l *Line) int {
	written, host := l.segments(), r.fitHost(l)
	switch {
	case !strings.EqualFold(l.Method, r.entry.Method), host == otherHost:
		return 0
	case host == maybe && r.literals < minShown:
		return 0 // somebody else's, as likely
	case len(written) == len(r.segments)-1:
		return r.forgotten(l)
	case len(written) != len(r.segments):
		return 0
	}
	n := 0
	for i, s := range written {
		template := r.segments[i]
		if parameterOf(template) != "" || !l.known(i) || s == template {
			continue
		}
		if nearest.Compare(s, template) == nearest.Far {
			return 0
		}
		n++
	}
	return n
}

// forgotten is 1 where the line is that of the route without one of its
// parameters, and 0 otherwise.
func (r *route) forgotten(l *Line) int {
	if r.literals < minShown {
		return 0
	}
	written, skipped := l.segments(), 0
	for i, template := range r.segments {
		at := i - skipped
		switch {
		case parameterOf(template) == "":
			if at == len(written) || !l.known(at) || written[at] != template {
				return 0
			}
		case skipped == 0 && (at == len(written) || i+1 < len(r.segments) && written[at] == r.segments[i+1]):
			skipped = 1
		}
	}
	return skipped
}

// as is the line as the route would have it, with the literals as they are
// written. Of parameters it shows the names only: their values may be anything.
func (r *route) as(l *Line) string {
	var b strings.Builder
	for i, template := range r.segments {
		b.WriteByte('/')
		if s := l.segments()[i]; parameterOf(template) == "" && l.known(i) {
			b.WriteString(s)
		} else {
			b.WriteString(template)
		}
	}
	return r.entry.Method + " " + plain(b.String())
}

// plain is a text, quoted where something in it needs that.
func plain(text string) string {
	if quoted := fmt.Sprintf("%+q", text); quoted != `"`+text+`"` {
		return quoted
	}
	return text
}

// verdict is what a request line says of the operation.
type verdict struct {
	line *Line
	// fits are the routes that it can be, one if the line decides.
	fits    []*route
	decided bool
	// otherwise is the operation that comes closest, nil for none, and how.
	otherwise *route
	how       fit
	// slip is the mistake that makes the line nearly that of otherwise.
	slip slip
}

// allows tells whether the line may be that of an operation. Without a line,
// any is.
func (v *verdict) allows(id string) bool {
	return v == nil || slices.ContainsFunc(v.fits, func(r *route) bool { return r.entry.ID == id })
}

// shows tells whether the line shows some of an operation's path. Without a
// line, there is nothing that speaks against any.
func (v *verdict) shows(id string) bool {
	return v == nil || slices.ContainsFunc(v.fits, func(r *route) bool {
		sure, _ := r.shown(v.line)
		return r.entry.ID == id && sure > 0
	})
}

// judge compares a request line with all routes.
func judge(routes []route, l *Line) *verdict {
	v := &verdict{line: l}
	var open []*route
	fewest, alone := 0, true
	for i := range routes {
		r := &routes[i]
		switch f := r.fit(l); f {
		case sure:
			v.fits = append(v.fits, r)
		case maybe:
			open = append(open, r)
		case otherHost, otherMethod:
			if s := r.slip(l, f); s.likely > v.slip.likely || v.slip.kind == noSlip && f > v.how {
				v.otherwise, v.how, v.slip = r, f, s
			}
		default:
			if n := r.typos(l); n > 0 && v.how == noFit && (fewest == 0 || n <= fewest) {
				alone = fewest == 0 || n < fewest
				v.otherwise, fewest = r, n
			}
		}
	}
	v.fits = append(mostExact(v.fits), open...)
	v.decided = len(v.fits) == 1 && len(open) == 0
	switch {
	case v.how != noFit || v.otherwise == nil:
	case alone:
		v.slip.kind = inPath
	default:
		v.otherwise = nil
	}
	return v
}

// mostExact keeps, of routes that a line surely fits, those that say most.
func mostExact(routes []*route) []*route {
	says := func(r *route) int {
		if r.host != nil {
			return 2*r.literals + 1
		}
		return 2 * r.literals
	}
	best := -1
	for _, r := range routes {
		best = max(best, says(r))
	}
	kept := routes[:0]
	for _, r := range routes {
		if says(r) == best {
			kept = append(kept, r)
		}
	}
	return kept
}
