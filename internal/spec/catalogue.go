package spec

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/payloadlint/payloadlint/internal/nearest"
)

// Catalogue is the set of operations that a file system of generated files
// holds. Nothing is read before it is asked for, and everything at most once;
// a Catalogue is safe for concurrent use.
type Catalogue struct {
	fsys    fs.FS
	entries func() ([]Entry, error)

	mu     sync.RWMutex
	loaded map[string]func() (*Operation, error)
}

// Open returns the catalogue of the operations in fsys, which holds
// catalogue.json and the files that it leads to.
func Open(fsys fs.FS) *Catalogue {
	return &Catalogue{
		fsys:    fsys,
		entries: sync.OnceValues(func() ([]Entry, error) { return readEntries(fsys) }),
		loaded:  map[string]func() (*Operation, error){},
	}
}

// Entries are all operations, sorted by id. An error means that the generated
// files are damaged. The caller must not change the entries.
func (c *Catalogue) Entries() ([]Entry, error) { return c.entries() }

// Operation is the operation of that id. It fails with an *UnknownError when
// there is none, otherwise only when the generated files are damaged.
func (c *Catalogue) Operation(id string) (*Operation, error) {
	c.mu.RLock()
	load, ok := c.loaded[id]
	c.mu.RUnlock()
	if ok {
		return load()
	}
	entry, err := c.entry(id)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	if load, ok = c.loaded[id]; !ok {
		load = sync.OnceValues(func() (*Operation, error) { return loadOperation(c.fsys, entry) })
		c.loaded[id] = load
	}
	c.mu.Unlock()
	return load()
}

func (c *Catalogue) entry(id string) (Entry, error) {
	entries, err := c.entries()
	if err != nil {
		return Entry{}, err
	}
	i := sort.Search(len(entries), func(i int) bool { return entries[i].ID >= id })
	if i < len(entries) && entries[i].ID == id {
		return entries[i], nil
	}
	return Entry{}, unknown(id, entries)
}

// Resolve turns a name into the id of an operation: the id itself, or as much
// of its end, cut at a slash, as no other id ends in. It fails with an
// *UnknownError where no id or more than one fits.
func (c *Catalogue) Resolve(name string) (string, error) {
	entries, err := c.entries()
	if err != nil {
		return "", err
	}
	var fits []string
	for i := range entries {
		if id := entries[i].ID; id == name {
			return id, nil
		} else if name != "" && strings.HasSuffix(id, "/"+name) {
			fits = append(fits, id)
		}
	}
	switch len(fits) {
	case 1:
		return fits[0], nil
	case 0:
		return "", unknown(name, entries)
	}
	return "", &UnknownError{Name: name, Candidates: fits}
}

// UnknownError says that a name stands for no operation, or for several.
type UnknownError struct {
	Name string
	// Candidates are the ids of the operations that the name may stand for,
	// more than one where it is short for all of them, or equally near to them.
	Candidates []string
}

func (e *UnknownError) Error() string {
	switch {
	case len(e.Candidates) == 0:
		return fmt.Sprintf("unknown operation %q", e.Name)
	case e.IsShort():
		return fmt.Sprintf("operation %q is short for several: %s", e.Name, strings.Join(e.Candidates, ", "))
	}
	return fmt.Sprintf("unknown operation %q; did you mean %s?", e.Name, strings.Join(e.Candidates, " or "))
}

// IsShort tells that the name is the end of several ids, and else as it should be.
func (e *UnknownError) IsShort() bool {
	return len(e.Candidates) > 1 && strings.HasSuffix(e.Candidates[0], "/"+e.Name)
}

// unknown finds the operations whose id, or last part of the id, is nearest.
func unknown(name string, entries []Entry) *UnknownError {
	e := &UnknownError{Name: name}
	ids, short := make([]string, len(entries)), make([]string, len(entries))
	for i := range entries {
		ids[i] = entries[i].ID
		short[i] = ids[i][strings.LastIndexByte(ids[i], '/')+1:]
	}
	if id, match := nearest.Of(name, ids); match != nearest.Far {
		e.Candidates = []string{id}
		return e
	}
	last := name[strings.LastIndexByte(name, '/')+1:]
	best, match := last, nearest.Far // the right operation of a wrong service
	if !slices.Contains(short, last) {
		best, match = nearest.Of(last, short)
	}
	for i := range short {
		if best != "" && short[i] == best || match == nearest.Style && nearest.Compare(last, short[i]) == match {
			e.Candidates = append(e.Candidates, ids[i])
		}
	}
	if len(e.Candidates) == 0 {
		e.Candidates = holding(last, short, ids)
	}
	return e
}

// holding are the ids of operations whose last part holds a word, or is held by
// it, but for letter case and style; none where those are too many to choose from.
func holding(word string, short, ids []string) (found []string) {
	const minWord, maxFound = 4, 4
	folded := nearest.Fold(word)
	for i := range short {
		other := nearest.Fold(short[i])
		if min(len(folded), len(other)) >= minWord && (strings.Contains(other, folded) || strings.Contains(folded, other)) {
			found = append(found, ids[i])
		}
	}
	if len(found) > maxFound {
		return nil
	}
	return found
}

func readEntries(fsys fs.FS) ([]Entry, error) {
	s, err := readSheet(fsys, "catalogue.json")
	if err != nil {
		return nil, err
	}
	all := entries(s.lists["operations"], entryOf)
	sorted := sort.SliceIsSorted(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	if !sorted || len(all) == 0 {
		return nil, fmt.Errorf("catalogue.json: the operations are missing or out of order")
	}
	return all, nil
}

func entryOf(v value) Entry {
	e := Entry{
		ID:     v.member("id").str(),
		Title:  v.member("title").str(),
		Method: v.member("method").str(),
		Path:   v.member("path").str(),
		Host:   v.member("host").str(),
		Doc:    docOf(v.member("doc")),
		Names:  v.member("names").strings(),
	}
	v.member("tokens").each(func(t value) {
		e.Tokens = append(e.Tokens, Token{
			In: t.member("in").str(), Name: t.member("name").str(), constraint: t.member("constraint").integer(),
		})
	})
	return e
}

func docOf(v value) Doc {
	return Doc{Title: v.member("title").str(), Updated: v.member("updated").str()}
}
