package request

import (
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
)

// Parameters are the names of the path parameters that the segments of a
// request line stand for, empty for a literal segment; nil when no operation
// has such a method and path, when several have that name them in other ways,
// and when some may be in what the line begins with. The host only tells
// operations with the same path apart.
func (r *Reader) Parameters(l *Line) []string {
	routes, err := r.routes()
	if err != nil {
		return nil // Read reports it
	}
	v := judge(routes, l)
	fits := v.fits
	if len(fits) == 0 && v.how == otherHost {
		fits = []*route{v.otherwise}
	}
	var names []string
	for i, route := range fits {
		its := route.parameters(l)
		if its == nil || i > 0 && !slices.Equal(its, names) {
			return nil
		}
		names = its
	}
	return names
}

// parameters are the names for the segments of a line that has the path of the
// route, or its end; nil where the line lacks some of them.
func (r *route) parameters(l *Line) []string {
	written := l.segments()
	before := len(r.segments) - len(written)
	for _, template := range r.segments[:before] {
		if parameterOf(template) != "" {
			return nil
		}
	}
	names := make([]string, len(l.Segments))
	for i := range written {
		names[i] = parameterOf(r.segments[before+i])
	}
	return names
}

// putAside takes the path of a request line out of the request where it is not
// that of the operation: what it holds was named for another.
func (r *Reader) putAside(t *document.Tree, q *Request) error {
	at := slices.IndexFunc(q.Parts, func(p Part) bool { return p.In == Path })
	if q.line == nil || at < 0 || !q.Decided() {
		return nil
	}
	routes, err := r.routes()
	if err != nil {
		return err
	}
	path := q.Parts[at].Node
	for i := range routes {
		if route := &routes[i]; route.entry.ID == q.Operation && route.has(t, path, q.line.line) {
			return nil
		}
	}
	t.Rename(path, otherPath)
	q.Parts = slices.Delete(q.Parts, at, at+1)
	return nil
}

// otherPath is what the member is called that was put aside.
const otherPath = "other " + Path

// has tells whether the line has the path of the route, and the members of an
// object are its parameters.
func (r *route) has(t *document.Tree, path document.ID, l *Line) bool {
	if r.fitPath(l) == noFit {
		return false
	}
	c := t.First(path)
	for _, name := range r.parameters(l) {
		if name == "" {
			continue
		}
		if c == t.End(path) || string(t.Name(c)) != name {
			return false
		}
		c = t.Next(c)
	}
	return c == t.End(path)
}
