package check

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// pattern is a regular expression as Go understands it. Most patterns of
// schemas are a sequence of character classes with counts between ^ and $, or a
// few such sequences to choose from; those are matched by a loop, at a fiftieth
// of the cost of package regexp.
type pattern struct {
	text  string
	ready sync.Once // what follows is made when the first text is matched

	simple  []sequence     // any of them matches; nil where the pattern is not simple
	general *regexp.Regexp // unless simple
}

// sequence is runs one after the other, from the beginning of the text.
type sequence struct {
	runs  []run
	toEnd bool // the pattern ends in $
}

// run is a class that must match min to max times in a row.
type run struct {
	class    class
	min, max int
}

// class is a set of characters.
type class struct {
	ascii [2]uint64
	wide  []rune // pairs of first and last, sorted, all beyond ASCII
}

// verify tells what is wrong with the pattern.
func (p *pattern) verify() error {
	_, err := syntax.Parse(p.text, syntax.Perl)
	var why *syntax.Error
	if errors.As(err, &why) {
		return fmt.Errorf("the pattern is wrong: %s: %q", why.Code, why.Expr)
	}
	return err
}

// compile makes the pattern ready. One that is wrong, which verify tells, refuses
// nothing.
func (p *pattern) compile() {
	if p.text == "" || p.text[0] == '^' { // no other is simple
		if tree, err := syntax.Parse(p.text, syntax.Perl); err == nil {
			p.simple = sequences(tree)
		}
	}
	if p.simple != nil {
		return
	}
	var err error
	if p.general, err = regexp.Compile(p.text); err != nil {
		p.simple = []sequence{{}}
	}
}

func (p *pattern) match(text []byte) bool {
	p.ready.Do(p.compile)
	if p.simple == nil {
		return p.general.Match(text)
	}
	for i := range p.simple {
		if p.simple[i].match(text) {
			return true
		}
	}
	return false
}

func (s *sequence) match(text []byte) bool {
	for i := range s.runs {
		r := &s.runs[i]
		n := r.class.count(text, r.max)
		if n.characters < r.min {
			return false
		}
		text = text[n.bytes:]
	}
	return !s.toEnd || len(text) == 0
}

// offender is the first character of text that is not in the class that is due
// at its place. It is empty where no single character is to blame, as when text
// is too short or does not begin as it must, and for patterns that are not one
// simple sequence.
func (p *pattern) offender(text []byte) string {
	if p.ready.Do(p.compile); len(p.simple) != 1 {
		return ""
	}
	runs, due := p.simple[0].runs, -1
	for i := range runs {
		r := &runs[i]
		n := r.class.count(text, r.max)
		text = text[n.bytes:]
		if due = i; n.characters < r.min {
			break
		}
		if n.characters == r.max {
			due = -1
		}
	}
	if due < 0 || len(text) == 0 || runs[due].class.single() {
		return ""
	}
	_, size := utf8.DecodeRune(text)
	return string(text[:size])
}

// single tells whether the class holds one character, and so stands for a literal.
func (c *class) single() bool {
	return len(c.wide) == 0 && bits.OnesCount64(c.ascii[0])+bits.OnesCount64(c.ascii[1]) <= 1
}

// prefix is the length of a prefix.
type prefix struct{ bytes, characters int }

// count measures the longest prefix of at most max characters of the class.
func (c *class) count(text []byte, max int) (n prefix) {
	for n.bytes < len(text) && n.characters < max {
		b := text[n.bytes]
		if b >= utf8.RuneSelf {
			size := c.accept(text[n.bytes:])
			if size == 0 {
				break
			}
			n.bytes += size - 1
		} else if c.ascii[b>>6]>>(b&63)&1 == 0 {
			break
		}
		n.bytes++
		n.characters++
	}
	return n
}

// accept is the length of the first character, which is not ASCII, 0 if it is
// not in the class.
func (c *class) accept(text []byte) int {
	if len(c.wide) == 0 {
		return 0
	}
	r, size := utf8.DecodeRune(text)
	i, found := slices.BinarySearch(c.wide, r)
	if !found && i%2 == 0 {
		return 0
	}
	return size
}

// sequences are the alternatives of an expression, nil where one is not simple.
func sequences(re *syntax.Regexp) (list []sequence) {
	for _, parts := range expand(re) {
		b := builder{}
		for _, part := range parts {
			if !b.add(part) {
				return nil
			}
		}
		if !b.deterministic() {
			return nil
		}
		list = append(list, sequence{b.runs, b.end})
	}
	return list
}

// maxAlternatives is how many alternatives are tried one after the other.
const maxAlternatives = 8

// expand writes an expression as alternatives without groups; nil where they
// are too many.
func expand(re *syntax.Regexp) (list [][]*syntax.Regexp) {
	switch {
	case re.Op == syntax.OpCapture:
		return expand(re.Sub[0])
	case re.Op == syntax.OpAlternate:
		for _, sub := range re.Sub {
			some := expand(sub)
			if some == nil {
				return nil
			}
			list = append(list, some...)
		}
	case re.Op == syntax.OpQuest && !isClass(re.Sub[0]):
		if list = expand(re.Sub[0]); list != nil {
			list = append(list, []*syntax.Regexp{})
		}
	case re.Op == syntax.OpConcat:
		list = [][]*syntax.Regexp{{}}
		for _, sub := range re.Sub {
			var longer [][]*syntax.Regexp
			for _, tail := range expand(sub) {
				for _, head := range list {
					longer = append(longer, slices.Concat(head, tail))
				}
			}
			if list = longer; len(list) > maxAlternatives {
				return nil
			}
		}
	default:
		return [][]*syntax.Regexp{{re}}
	}
	if len(list) > maxAlternatives {
		return nil
	}
	return list
}

// isClass tells whether an expression matches one character.
func isClass(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return true
	}
	return re.Op == syntax.OpLiteral && len(re.Rune) == 1
}

// builder turns a parsed expression into runs.
type builder struct {
	begin, end bool // ^ and $ were met
	runs       []run
	ranges     [][]rune // of each run's class, as package syntax has them
}

// add appends what the expression matches. It is false for all that is no
// plain sequence of classes.
func (b *builder) add(re *syntax.Regexp) bool {
	if b.end && re.Op != syntax.OpEmptyMatch {
		return false
	}
	switch re.Op {
	case syntax.OpEmptyMatch:
		return true
	case syntax.OpBeginText:
		ok := !b.begin && len(b.runs) == 0
		b.begin = true
		return ok
	case syntax.OpEndText:
		b.end = true
		return true
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			if !b.add(sub) {
				return false
			}
		}
		return true
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			b.run([]rune{r, r}, 1, 1)
		}
		return re.Flags&syntax.FoldCase == 0
	case syntax.OpStar:
		return b.repeat(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		return b.repeat(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		return b.repeat(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		return b.repeat(re.Sub[0], re.Min, re.Max)
	}
	return b.repeat(re, 1, 1)
}

// repeat adds a single class with a count; max -1 is no limit.
func (b *builder) repeat(re *syntax.Regexp, min, max int) bool {
	if max < 0 {
		max = math.MaxInt
	}
	switch {
	case re.Op == syntax.OpCharClass:
		b.run(re.Rune, min, max)
	case re.Op == syntax.OpAnyChar:
		b.run([]rune{0, unicode.MaxRune}, min, max)
	case re.Op == syntax.OpAnyCharNotNL:
		b.run([]rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}, min, max)
	case re.Op == syntax.OpLiteral && len(re.Rune) == 1 && re.Flags&syntax.FoldCase == 0:
		b.run([]rune{re.Rune[0], re.Rune[0]}, min, max)
	default:
		return false
	}
	return true
}

func (b *builder) run(ranges []rune, min, max int) {
	r := run{min: min, max: max}
	for i := 0; i < len(ranges); i += 2 {
		first, last := ranges[i], ranges[i+1]
		for ; first <= last && first < utf8.RuneSelf; first++ {
			r.class.ascii[first>>6] |= 1 << (first & 63)
		}
		if first <= last {
			r.class.wide = append(r.class.wide, first, last)
		}
	}
	b.runs, b.ranges = append(b.runs, r), append(b.ranges, ranges)
}

// deterministic tells whether taking as many characters as possible in every
// run is always right: no character that a run of varying length takes could
// be taken by what follows instead. Without ^ a match may begin anywhere.
func (b *builder) deterministic() bool {
	if !b.begin {
		return len(b.runs) == 0 && !b.end
	}
	for i, r := range b.runs {
		if r.min == r.max {
			continue
		}
		for j := i + 1; j < len(b.runs); j++ {
			if overlap(b.ranges[i], b.ranges[j]) {
				return false
			}
			if b.runs[j].min > 0 {
				break
			}
		}
	}
	return true
}

func overlap(a, b []rune) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i+1] < b[j]:
			i += 2
		case b[j+1] < a[i]:
			j += 2
		default:
			return true
		}
	}
	return false
}
