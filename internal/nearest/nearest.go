// Package nearest finds the name that somebody may have meant. It knows
// nothing of what the names stand for.
package nearest

import "strings"

// Match is how two names that differ resemble each other.
type Match uint8

// The matches, from none to the surest.
const (
	// Far: nothing suggests that one was meant by the other.
	Far Match = iota
	// Typo: a few letters are missing, added, changed or swapped.
	Typo
	// Style: only letter case or the characters that join words differ.
	Style
)

// maxLength is the length in bytes from which on a name is nobody's typo. It
// bounds the work that a hostile name can cause.
const maxLength = 64

// Of returns the one among names that resembles name most, and how. Where
// several are equally near, a typo could be of any and so is of none; of those
// that differ in style only the first wins. A name is not near to itself: an
// equal one is passed over.
func Of(name string, names []string) (string, Match) {
	best, bestMatch, bestDistance, alone := "", Far, maxLength, true
	if name == "" || len(name) > maxLength {
		return "", Far
	}
	for _, n := range names {
		match, distance := compare(name, n)
		switch {
		case match == Far || match < bestMatch:
		case match > bestMatch || distance < bestDistance:
			best, bestMatch, bestDistance, alone = n, match, distance, true
		case distance == bestDistance && n != best:
			alone = false
		}
	}
	if bestMatch == Typo && !alone {
		return "", Far
	}
	return best, bestMatch
}

// minPart is the length in bytes from which on a name within another one says
// something: Id is in half of all names.
const minPart = 4

// Part returns the one among names that holds name as a part, or is a part of
// it, but for letter case and style. It is empty unless that is just one.
func Part(name string, names []string) string {
	found, folded := "", Fold(name)
	for _, n := range names {
		other := Fold(n)
		if min(len(folded), len(other)) < minPart || !strings.Contains(folded, other) && !strings.Contains(other, folded) {
			continue
		}
		if found != "" && found != n {
			return ""
		}
		found = n
	}
	return found
}

// Compare says how a resembles b.
func Compare(a, b string) Match {
	match, _ := compare(a, b)
	return match
}

func compare(a, b string) (Match, int) {
	switch {
	case a == b || a == "" || b == "" || len(a) > maxLength || len(b) > maxLength:
		return Far, 0
	case strings.EqualFold(a, b):
		return Style, 0
	case strings.EqualFold(joined(a), joined(b)):
		return Style, 1
	}
	limit := min(2, min(len(a), len(b))/3)
	if limit == 0 || max(len(a), len(b))-min(len(a), len(b)) > limit || sameButDigits(a, b) {
		return Far, 0
	}
	// Case is the cheaper mistake: it must not use up the letters that may differ.
	if d := distance(strings.ToLower(a), strings.ToLower(b), limit); d <= limit {
		return Typo, d + 2
	}
	return Far, 0
}

// Fold is the same for two names that differ in style only. It is "" for a
// name that is too long to be anybody's.
func Fold(name string) string {
	if len(name) > maxLength {
		return ""
	}
	return strings.ToLower(joined(name))
}

// joined drops the characters that some styles put between words.
func joined(s string) string {
	if !strings.ContainsAny(s, "_- ") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return r
	}, s)
}

// sameButDigits holds for names such as group1 and group2, of which neither is
// a misspelling of the other.
func sameButDigits(a, b string) bool {
	strip := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return -1
			}
			return r
		}, s)
	}
	return strings.EqualFold(strip(a), strip(b))
}

// distance is the number of insertions, deletions, changes and swaps of
// neighbours that turn a into b (optimal string alignment), counted in bytes.
// It may stop at any figure above limit.
func distance(a, b string, limit int) int {
	if len(a) > maxLength || len(b) > maxLength {
		return limit + 1 // a few letters grow when they are folded
	}
	var rows [3][maxLength + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		lowest := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			lowest = min(lowest, d)
		}
		if lowest > limit {
			return lowest
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
