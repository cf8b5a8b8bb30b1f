package config

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/payloadlint/payloadlint/internal/spec"
)

// Options say where a Finder looks.
type Options struct {
	// Catalogue knows the operations that files may name.
	Catalogue *spec.Catalogue
	// ReadFile reads a file by its path in the form of the system; it fails with
	// os.ErrNotExist where there is none. nil reads regular files of the system.
	ReadFile func(path string) ([]byte, error)
	// Exists tells whether there is something of that name; the Finder asks for
	// .git and for names that configuration files are wrongly given. nil asks the
	// system.
	Exists func(path string) bool
	// MaxSize is the limit of a configuration file in bytes, 0 for the usual one.
	MaxSize int64
}

// Finder finds the configuration of files. It reads each configuration file
// once. It is for one goroutine.
type Finder struct {
	Options
	found  map[string]*found // by directory
	forAll map[string]*found // by the path of a file that was named
	none   *Settings
	wrong  []Mistake
	merged int // as maxMerged counts
}

// found is the configuration of a directory.
type found struct {
	settings *Settings
	fault    *Error // nil when nothing is wrong
}

// NewFinder returns a Finder that has found nothing yet.
func NewFinder(o Options) *Finder {
	if o.MaxSize == 0 {
		o.MaxSize = MaxSize
	}
	if o.ReadFile == nil {
		limit := o.MaxSize
		o.ReadFile = func(name string) ([]byte, error) { return ReadFile(name, limit) }
	}
	if o.Exists == nil {
		o.Exists = func(name string) bool { _, err := os.Lstat(name); return err == nil }
	}
	return &Finder{Options: o, found: map[string]*found{}, forAll: map[string]*found{}, none: new(Settings)}
}

// Of is the configuration of the files in a directory, whose path is absolute.
// It comes from that directory and those above it, up to the one that holds
// .git. Directories with the same configuration files have the same Settings.
// The error, if any, is an *Error.
func (f *Finder) Of(dir string) (*Settings, error) { return f.of(filepath.Clean(dir)).result() }

// File is the configuration that one file holds, for all files. The error, if
// any, is an *Error.
func (f *Finder) File(name string) (*Settings, error) {
	one := f.forAll[name]
	if one == nil {
		one = f.named(name)
		f.forAll[name] = one
	}
	return one.result()
}

// Mistakes are what was found wrong with all configuration files so far, each
// once, however many directories it matters to: by file and line.
func (f *Finder) Mistakes() []Mistake {
	slices.SortStableFunc(f.wrong, func(a, b Mistake) int { return cmp.Compare(a.File, b.File) })
	return slices.Clone(f.wrong)
}

func (f *Finder) named(name string) *found {
	abs, err := filepath.Abs(name)
	if err != nil {
		return f.fail(name, Mistake{Message: err.Error()})
	}
	one := f.read(abs)
	if one == nil {
		return f.fail(filepath.ToSlash(abs), Mistake{Message: "no such file"})
	}
	return f.within(one, &found{settings: f.none})
}

// fail is what is found of a configuration file that cannot be read.
func (f *Finder) fail(name string, mistakes ...Mistake) *found {
	for i := range mistakes {
		mistakes[i].File = name
	}
	f.wrong = append(f.wrong, mistakes...)
	return &found{f.none, &Error{own: mistakes}}
}

func (r *found) result() (*Settings, error) {
	if r.fault != nil {
		return r.settings, r.fault
	}
	return r.settings, nil
}

func (f *Finder) of(dir string) *found {
	if r := f.found[dir]; r != nil {
		return r
	}
	outer := &found{settings: f.none}
	if up := filepath.Dir(dir); up != dir && !f.Exists(filepath.Join(dir, ".git")) {
		outer = f.of(up)
	}
	own := f.read(filepath.Join(dir, Name))
	for _, name := range [...]string{".payloadlint.yml", ".payloadlint.json"} {
		if path := filepath.Join(dir, name); f.Exists(path) {
			own = f.misnamed(filepath.ToSlash(path), own)
		}
	}
	r := outer
	if own != nil {
		r = f.within(own, outer)
	}
	f.found[dir] = r
	return r
}

// misnamed says of a file that it is meant to be a configuration, beside the one
// that there is, if any.
func (f *Finder) misnamed(name string, own *found) *found {
	say := "rename it"
	if own != nil {
		say = "move what it says there, and remove it"
	}
	wrong := f.fail(name, Mistake{Message: "is not read: a configuration file is called " + Name + "; " + say})
	if own == nil {
		return wrong
	}
	return f.within(own, wrong)
}

// read reads one configuration file; nil where there is none.
func (f *Finder) read(name string) *found {
	slashed := filepath.ToSlash(name)
	text, err := f.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return f.fail(slashed, Mistake{Message: reason(err)})
	case int64(len(text)) > f.MaxSize:
		return f.fail(slashed, Mistake{Message: fmt.Sprintf("is larger than %d bytes; a configuration file is never that large", f.MaxSize)})
	}
	settings, mistakes := load(f.Catalogue, slashed, text)
	if len(mistakes) > 0 {
		f.wrong = append(f.wrong, mistakes...)
		return &found{settings, &Error{own: mistakes}}
	}
	return &found{settings: settings}
}

// within adds what the directories above say.
func (f *Finder) within(own, outer *found) *found {
	if f.merged > maxMerged {
		return outer // nothing is checked any more
	}
	r := &found{own.settings.within(outer.settings), own.fault.and(outer.fault)}
	if message := f.limit(r.settings, outer.settings); message != "" {
		tooMany := f.fail(r.settings.Source, Mistake{Message: message})
		r.fault = tooMany.fault.and(r.fault)
	}
	return r
}

// reason is what an error says without the path, which stands before it.
func reason(err error) string {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		err = e.Err
	}
	return "cannot be read: " + err.Error()
}

// ReadFile reads a configuration file of the system, as a Finder does by itself:
// up to one byte more than limit. It fails where that is no regular file, as a
// pipe of that name would never end.
func ReadFile(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil && isLink(name):
		return nil, errors.New("it is a symbolic link that leads to no file; mend or remove it")
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ENAMETOOLONG):
		return nil, fs.ErrNotExist // whoever reads the file of that path says more
	case err != nil:
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit+1))
}

func isLink(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}
