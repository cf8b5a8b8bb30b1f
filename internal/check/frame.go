package check

import "math/bits"

// frame numbers the member names that the checks of one place mention, so that
// an object's members are looked up once for all of them.
type frame struct {
	names []string
	// table holds, at a name's hash or behind, its number plus 1. Its length is
	// a power of two and at least twice the number of names.
	table []int32
	// folded tells that names have no letter case: that of ASCII letters does
	// not count.
	folded bool
}

// reserve makes room for n more names.
func (f *frame) reserve(n int) {
	n += len(f.names)
	if n > cap(f.names) {
		f.names = append(make([]string, 0, n), f.names...)
	}
	if 2*n > len(f.table) {
		f.table = make([]int32, 1<<bits.Len(uint(2*n)))
		for i := range f.names {
			f.insert(i)
		}
	}
}

// slot gives a name its number.
func (f *frame) slot(name string) int {
	if i := find(f, name); i >= 0 {
		return i
	}
	if 2*len(f.names) >= len(f.table) {
		f.reserve(len(f.names) + 1)
	}
	f.names = append(f.names, name)
	f.insert(len(f.names) - 1)
	return len(f.names) - 1
}

func (f *frame) insert(i int) {
	mask := uint32(len(f.table) - 1)
	h := hash(f.names[i]) & mask
	for f.table[h] != 0 {
		h = (h + 1) & mask
	}
	f.table[h] = int32(i + 1)
}

// find is the number of a name, -1 for none.
func find[T string | []byte](f *frame, name T) int {
	if len(f.table) == 0 {
		return -1
	}
	mask := uint32(len(f.table) - 1)
	for h := hash(name) & mask; f.table[h] != 0; h = (h + 1) & mask {
		if i := int(f.table[h] - 1); f.names[i] == string(name) {
			return i
		}
	}
	if f.folded {
		return findFolded(f, name)
	}
	return -1
}

// findFolded is find for a name in other letters than those of the frame.
func findFolded[T string | []byte](f *frame, name T) int {
	mask := uint32(len(f.table) - 1)
	for h := hash(name) & mask; f.table[h] != 0; h = (h + 1) & mask {
		if i := int(f.table[h] - 1); sameFolded(f.names[i], name) {
			return i
		}
	}
	return -1
}

// sameFolded compares names without regard to the case of ASCII letters.
func sameFolded[T string | []byte](a string, b T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// hash looks at three bytes, without the bit that is the case of a letter, and
// the length, which tells the names of one object apart well enough. The names in the table are the schema's, so no
// document can make a search longer than the schema does.
func hash[T string | []byte](name T) uint32 {
	n := len(name)
	if n == 0 {
		return 0
	}
	h := uint32(n)<<24 ^ (uint32(name[0])<<16 ^ uint32(name[n/2])<<8 ^ uint32(name[n-1])) | 0x202020
	h *= 2654435761
	return h ^ h>>15
}
