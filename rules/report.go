package rules

// FileReport is what a Linter says about one file. It is complete and nobody
// changes it after Check has returned it.
type FileReport struct {
	// Name is the name as given, with forward slashes; Text the file's content.
	Name string
	Text []byte
	// Findings are sorted by line, column and rule.
	Findings []Finding
	// Included are reports on the files whose text this one has as a body, in
	// the order of their names. There is none where nothing was found in it, or
	// suppressed.
	Included []*FileReport
	// Requests is the number of requests that were checked against their
	// operation, Skipped the number of those that were not: because no operation
	// fits them, which a finding of the rule unmatched-file says, or because a
	// file of several requests has other ones too.
	Requests, Skipped int
	// Together is what the file's requests may show together with others: see
	// Linter.NewTogether.
	Together []*Pending
	// Hidden are the places of secret values, sorted and apart from each other:
	// whoever shows a part of Text must cover them. They are known only where
	// there are Findings: nothing else is a reason to show any of Text.
	Hidden []Range
	// Suppressed are findings that a comment in the file silences. They are in
	// no other list.
	Suppressed []Suppressed
	// Off are how many findings were left out because their severity is Off.
	Off int
	// Stray tells that nothing says that the file holds a request for a known
	// operation. Whoever did not name the file may pass it over, with all that was
	// found in it.
	Stray bool
	// Failures are included files that could not be read.
	Failures []Failure
	// Err says that the program itself failed, because a specification that is
	// built into it is damaged. It is never about the file.
	Err error
}

// Range is a half-open range of bytes of a file's text, [Start, End).
type Range struct{ Start, End int }

// Failure is a file that could not be read.
type Failure struct {
	// File is the path, with forward slashes.
	File string
	// Message says why, and where the file is named.
	Message string
}
