package check

import (
	"slices"

	"github.com/payloadlint/payloadlint/internal/document"
)

// scan is the state of one walk over one value. It is reused, so that a walk
// that finds nothing allocates nothing.
type scan struct {
	schema   *Schema
	t        *document.Tree
	root     document.ID
	location string // that root stands in, empty for a whole request
	out      []Violation
	first    int // out[:first] is not of this walk

	// slots is a stack: the members that the frame of each object on the way
	// to the current value names.
	slots []document.ID
	// depth is how many conditions are being evaluated, one within the other.
	// Within a condition, what is unknown raises nothing.
	depth int

	doubts []doubt // by node from root on; empty while nothing is wrong
	// missing counts what the schema's errors reported as Missing, missingAt
	// says as which one; the scope of the current conditions begins at missingFrom.
	missing, missingFrom int
	missingAt            map[absent]int
	advisory             bool // a lint condition is being judged

	pending []pending
	targets []targets // by lint
	found   []document.ID
}

// doubt says what of a value was found wrong and is therefore unknown to
// conditions.
type doubt uint8

const (
	doubtValue doubt = 1 << iota
	doubtSize
	doubtMissing // members are absent: see scan.missing
	doubtKey     // the member's name
)

// absent is a member that is required and not there.
type absent struct {
	object document.ID
	name   string
}

// pending is a scalar that awaits its comparison at the end of the walk, when
// all that is wrong is known.
type pending struct {
	lint *lint
	id   document.ID
}

// spare is how many elements of a list are kept for the next walk at most.
const spare = 1 << 16

func (s *Schema) begin(t *document.Tree, root document.ID, location string, out []Violation) *scan {
	sc, _ := s.scans.Get().(*scan)
	if sc == nil {
		sc = &scan{schema: s}
	}
	sc.t, sc.root, sc.location, sc.out, sc.first = t, root, location, out, len(out)
	return sc
}

// end gives the scan back and returns what was found.
func (s *scan) end() []Violation {
	out := s.out
	s.doubts, s.slots = reuse(s.doubts), reuse(s.slots)
	s.missing, s.missingAt = 0, nil
	s.pending, s.found = reuse(s.pending), reuse(s.found)
	for i := range s.targets {
		if s.targets[i].built {
			s.targets[i].reset()
		}
	}
	s.t, s.out = nil, nil
	s.schema.scans.Put(s)
	return out
}

// reuse empties a list. It lets go of what its elements refer to, and of memory
// that only a large document needs.
func reuse[T any](list []T) []T {
	clear(list)
	if cap(list) > spare {
		return nil
	}
	return list[:0]
}

// report adds a violation of a value or name.
func (s *scan) report(v Violation, x subject) {
	v.Node, v.Key = x.id, x.key
	if s.depth > 0 {
		s.out = append(s.out, v)
		return
	}
	if v.Kind != Missing && s.repeats(&v) {
		return
	}
	s.out = append(s.out, v)
	s.doubt(&v)
}

// repeats tells whether the constraint is already reported for the value,
// which is what was reported last then.
func (s *scan) repeats(v *Violation) bool {
	for i := len(s.out) - 1; i >= s.first && v.Constraint >= 0; i-- {
		last := &s.out[i]
		if last.Node != v.Node || last.Key != v.Key {
			return false
		}
		if last.Constraint == v.Constraint && last.Kind != Missing {
			return true
		}
	}
	return false
}

// doubt remembers what a violation makes unknown.
func (s *scan) doubt(v *Violation) {
	var d doubt
	switch {
	case v.Advisory || v.Kind == Unknown:
		return
	case v.Key:
		d = doubtKey
	case v.Kind <= InvalidPattern:
		d = doubtValue
	case v.Kind == InvalidSize:
		d = doubtSize
	case v.Kind == Missing:
		d = doubtMissing
		if s.missingAt == nil {
			s.missingAt = map[absent]int{}
		}
		s.missingAt[absent{v.Node, v.Name}] = s.missing
		s.missing++
	case s.t.Kind(v.Node) < document.Array:
		d = doubtValue // a conflict; that of a container leaves its members known
	default:
		return
	}
	if len(s.doubts) == 0 {
		n := int(s.t.Next(s.root) - s.root)
		s.doubts = slices.Grow(s.doubts, n)[:n]
	}
	s.doubts[v.Node-s.root] |= d
}

func (s *scan) has(id document.ID, d doubt) bool {
	return len(s.doubts) > 0 && s.doubts[id-s.root]&d != 0
}

// doubted tells whether something is wrong with the value or name itself.
func (s *scan) doubted(x subject) bool {
	if x.key {
		return s.has(x.id, doubtKey)
	}
	return s.has(x.id, doubtValue)
}

// unknown tells whether a condition can not go by the value.
func (s *scan) unknown(x subject) bool {
	return s.doubted(x) || x.kind(s.t) == document.String && s.placeholder(x)
}

// isMissing tells whether the member is reported as missing, so that what
// depends on it is unknown.
func (s *scan) isMissing(object document.ID, name string) bool {
	if !s.has(object, doubtMissing) {
		return false
	}
	at, ok := s.missingAt[absent{object, name}]
	return ok && at >= s.missingFrom
}
