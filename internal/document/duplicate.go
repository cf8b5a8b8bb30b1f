package document

import (
	"bytes"
	"hash/maphash"
	"math/bits"
)

// Duplicate is a member whose name stands earlier in the same object. First is
// the first member of that name, however many there are.
type Duplicate struct{ First, Second ID }

// findDuplicates keeps the first member of each name in a hash table with open
// addressing, which the tree keeps for the next object. That beats comparing
// all pairs from four members on. The hash is seeded, so that no file can make
// it slow.
func (t *Tree) findDuplicates(id ID) {
	size := 2 << bits.Len(uint(t.Size(id)))
	if cap(t.slots) < size {
		t.slots = make([]ID, max(size, 64))
	}
	if t.seed == (maphash.Seed{}) {
		t.seed = maphash.MakeSeed()
	}
	slots := t.slots[:size]
	clear(slots) // 0 is free: the root is nobody's member
	for c := t.First(id); c != t.End(id); c = t.Next(c) {
		name := t.Name(c)
		i := maphash.Bytes(t.seed, name) & uint64(size-1)
		for slots[i] != 0 && !bytes.Equal(t.Name(slots[i]), name) {
			i = (i + 1) & uint64(size-1)
		}
		if slots[i] != 0 {
			t.Duplicates = append(t.Duplicates, Duplicate{slots[i], c})
		} else {
			slots[i] = c
		}
	}
}
