package request

import (
	"slices"
	"strings"

	"github.com/payloadlint/payloadlint/internal/nearest"
	"github.com/payloadlint/payloadlint/internal/spec"
)

// slip is a mistake that makes a request line nearly that of an operation. The
// zero value is none.
type slip struct {
	kind slipKind
	// likely is higher the more the line says of the operation, and 0 for no slip.
	likely int
	// written stands where meant is expected: labels of the host, or, where it is
	// nearly meant, the method.
	written, meant string
}

type slipKind uint8

const (
	noSlip   slipKind = iota
	inPath            // some segments are misspelled
	inHost            // a label is misspelled
	inMethod          // the method is none
	unsaid            // there is no method, though there is a body
)

// slip is the mistake of a line that has the path of the route, and fits it
// otherwise but for its host or its method.
func (r *route) slip(l *Line, f fit) slip {
	s := slip{likely: 2*r.literals + 1}
	host := r.fitHost(l)
	if host == otherHost {
		if s.written, s.meant = r.misspelt(l); s.meant == "" {
			return slip{}
		}
	}
	// Without a host, a short path may be that of somebody else's GET.
	literals, _ := r.shown(l)
	switch {
	case f == otherHost:
		s.kind = inHost
	case !isMethod(l.Method):
		s.kind, s.written, s.meant = inMethod, "", r.entry.Method
		if nearest.Compare(l.Method, r.entry.Method) != nearest.Far {
			s.written = l.Method
			s.likely++
		}
	case l.Implied && (host != maybe || literals >= minShown):
		s.kind, s.written, s.meant = unsaid, "", r.entry.Method
	default:
		return slip{}
	}
	return s
}

// methods are those that there are, or that clients take for other protocols.
var methods = [...]string{
	"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY",
	"ACL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LINK", "LOCK", "MERGE", "MKCALENDAR", "MKCOL", "MOVE", "PROPFIND",
	"PROPPATCH", "PURGE", "REBIND", "REPORT", "SEARCH", "UNBIND", "UNLINK", "UNLOCK", "UPDATE", "VERSION-CONTROL",
	"GRAPHQL", "GRPC", "RSOCKET", "WEBSOCKET",
}

func isMethod(word string) bool {
	return slices.ContainsFunc(methods[:], func(m string) bool { return strings.EqualFold(m, word) })
}

const (
	// maxHost is the length of the longest host, in bytes (RFC 1035, 2.3.4).
	maxHost = 253
	// minLabel is how long a label must be for another to be taken for it: short
	// ones are often like one another. What a host ends in is always long enough.
	minLabel = 4
)

// labelsOf are the labels of the hosts of an operation: its service, and what
// the pattern spells out.
func labelsOf(e *spec.Entry) []string {
	path, _ := cutLast(e.ID)
	_, service := cutLast(path)
	labels := []string{service}
	for _, label := range strings.Split(strings.Trim(e.Host, "^$"), `\.`) {
		if strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && label != service {
			labels = append(labels, label)
		}
	}
	return labels
}

// misspelt finds the label of a host that must be another for the host to be
// one of the operation's, and is nearly that; both are empty for none.
func (r *route) misspelt(l *Line) (written, meant string) {
	host := l.host()
	if len(host) > maxHost {
		return "", ""
	}
	labels := strings.Split(host, ".")
	for i, label := range labels {
		for _, other := range r.labels {
			if len(other) < minLabel && i < len(labels)-1 || nearest.Compare(label, other) == nearest.Far {
				continue
			}
			labels[i] = other
			if r.host.MatchString(strings.Join(labels, ".")) {
				return label, other
			}
			labels[i] = label
		}
	}
	return "", ""
}
