package source

import "sort"

// Assembly is a text put together from parts of files, for readers that need
// what several files, or a file and the values of its variables, say together.
// It knows where each part comes from.
//
// It is made of regions: a region is a run of parts that is read by itself, and
// the byte after it stands for the place where its last part ends.
type Assembly struct {
	// Text is the assembled text. Offsets in it stay valid while it grows.
	Text []byte
	// Full tells that parts were left out, because the text would have grown
	// beyond the file by more than maxAdded.
	Full bool

	files  []*File
	pieces []piece // in the order of Text, without gaps
}

// maxAdded is how many bytes are added to the first file at most: a short file
// can name a large one, or a long value, any number of times.
const maxAdded = 64 << 20

// piece is a part of an assembly. It reaches to the next one.
type piece struct {
	start  int  // in the assembly's text
	file   int  // index of the file
	at     Span // what it stands for there
	copied bool // it is that span, byte for byte
	origin Origin
}

// Origin is where the text of a substituted value is written.
type Origin struct {
	// File is the index of the file, Outside for a value that stands in none.
	File int
	Span Span
}

// Outside is the file of a value that was given to the program.
const Outside = -1

// FileSpan is a span of one file of an assembly.
type FileSpan struct {
	File int
	Span Span
}

// Whole returns an assembly that begins with all of a file's text, so that
// offsets in the file are offsets in the assembly.
func Whole(f *File) *Assembly {
	a := Blank(f)
	a.Text = f.Text[:len(f.Text):len(f.Text)] // the first part that is added copies it
	a.pieces = append(a.pieces, piece{at: Span{0, len(f.Text)}, copied: true})
	return a
}

// Blank returns an assembly without text whose file 0 is f.
func Blank(f *File) *Assembly { return &Assembly{files: []*File{f}} }

// AddFile makes a file known and returns its index.
func (a *Assembly) AddFile(f *File) int {
	a.files = append(a.files, f)
	return len(a.files) - 1
}

// Files are the files that parts come from.
func (a *Assembly) Files() []*File { return a.files }

// Begin starts a region and returns the offset of its first byte.
func (a *Assembly) Begin() int {
	if n := len(a.pieces); n > 0 {
		last := a.pieces[n-1]
		end := Span{last.at.End, last.at.End}
		a.add(piece{file: last.file, at: end, origin: Origin{File: last.file, Span: end}}, []byte("\n"))
	}
	return len(a.Text)
}

// Copy adds a part of a file as it is.
func (a *Assembly) Copy(file int, span Span) {
	a.add(piece{file: file, at: span, copied: true}, a.files[file].Text[span.Start:span.End])
}

// Substitute adds a text that stands for the span of a file, such as the value
// of a variable for its reference.
func (a *Assembly) Substitute(file int, span Span, text string, from Origin) {
	a.add(piece{file: file, at: span, origin: from}, []byte(text))
}

func (a *Assembly) add(p piece, text []byte) {
	if len(a.Text)+len(text) > len(a.files[0].Text)+maxAdded {
		a.Full = true
		return
	}
	p.start = len(a.Text)
	a.Text = append(a.Text, text...)
	a.pieces = append(a.pieces, p)
}

// index is the piece that holds the byte at an offset, the last for one beyond.
// Of pieces without bytes it is never one that is followed by another.
func (a *Assembly) index(offset int) int {
	i := sort.Search(len(a.pieces), func(i int) bool { return a.pieces[i].start > offset })
	return max(i-1, 0)
}

// Locate says where a span of the text comes from: a file, by index, and the
// span there. Of a substituted value it is what the value stands for. A span
// that reaches beyond one file ends where the first one does.
func (a *Assembly) Locate(span Span) FileSpan {
	if len(a.pieces) == 0 {
		return FileSpan{}
	}
	first := a.index(span.Start)
	p := &a.pieces[first]
	found := FileSpan{p.file, Span{p.place(span.Start), p.at.End}}
	last := a.index(max(span.End-1, span.Start))
	for last > first && a.pieces[last].file != p.file {
		last--
	}
	end := &a.pieces[last]
	switch {
	case span.End <= span.Start:
		found.Span.End = found.Span.Start
	case end.copied:
		found.Span.End = min(end.at.Start+span.End-end.start, end.at.End)
	default:
		found.Span.End = end.at.End
	}
	found.Span.End = max(found.Span.End, found.Span.Start)
	return found
}

// place is the offset in the file that stands for one in the text.
func (p *piece) place(offset int) int {
	if !p.copied {
		return p.at.Start
	}
	return min(p.at.Start+max(offset-p.start, 0), p.at.End)
}

// Places are all places in files that the bytes of a span come from: of a
// substituted value the reference and, if it stands in a file, the value.
func (a *Assembly) Places(span Span) []FileSpan {
	var places []FileSpan
	for i := a.index(span.Start); i < len(a.pieces) && a.pieces[i].start < span.End; i++ {
		p := &a.pieces[i]
		if !p.copied {
			places = append(places, FileSpan{p.file, p.at})
			if p.origin.File != Outside {
				places = append(places, FileSpan{p.origin.File, p.origin.Span})
			}
			continue
		}
		places = append(places, FileSpan{p.file, Span{p.place(span.Start), p.place(span.End)}})
	}
	return places
}

// Substituted are the spans of the text that stand for references, and what is
// written there in the file.
func (a *Assembly) Substituted(yield func(span Span, reference []byte) bool) {
	for i := range a.pieces {
		p := &a.pieces[i]
		end := len(a.Text)
		if i+1 < len(a.pieces) {
			end = a.pieces[i+1].start
		}
		if !p.copied && p.start < end && p.at.Start < p.at.End && !yield(Span{p.start, end}, a.files[p.file].Text[p.at.Start:p.at.End]) {
			return
		}
	}
}

// WrittenAt is where in a file the value is written that all of a span is.
func (a *Assembly) WrittenAt(span Span) (at FileSpan, ok bool) {
	i := a.index(span.Start)
	if i >= len(a.pieces) || a.pieces[i].copied || a.pieces[i].origin.File == Outside {
		return at, false
	}
	p := &a.pieces[i]
	return FileSpan(p.origin), p.origin.Span.Start < p.origin.Span.End && (i+1 == len(a.pieces) || span.End <= a.pieces[i+1].start)
}

// FromOutside tells whether some of a span was given to the program and stands
// in no file.
func (a *Assembly) FromOutside(span Span) bool {
	for i := a.index(span.Start); i < len(a.pieces) && a.pieces[i].start < span.End; i++ {
		if p := &a.pieces[i]; !p.copied && p.origin.File == Outside {
			return true
		}
	}
	return false
}

// Original is the span of a file that a span of the text is a copy of, byte for
// byte. It is not ok for a span that is empty, or of which a part was
// substituted or stands elsewhere.
func (a *Assembly) Original(span Span) (at FileSpan, ok bool) {
	i := a.index(span.Start)
	if i >= len(a.pieces) || span.Start >= span.End {
		return at, false
	}
	p, end := &a.pieces[i], len(a.Text)
	if i+1 < len(a.pieces) {
		end = a.pieces[i+1].start
	}
	if !p.copied || span.End > end {
		return at, false
	}
	from := p.at.Start - p.start
	return FileSpan{p.file, Span{span.Start + from, span.End + from}}, true
}
