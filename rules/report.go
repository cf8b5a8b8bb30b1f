package rules

// FileReport is what a Linter says about one file. It is complete and nobody
// changes it after Check has returned it.
type FileReport struct {
	// Name is the name as given, with forward slashes; Text the file's content.
	Name string
	Text []byte
	// Findings are sorted by line, column and rule.
	Findings []Finding
	// Requests is the number of requests that were checked against their
	// operation. Skipped is the number of documents that were not, because their
	// operation is not known: they have a finding of the rule unmatched-file.
	Requests, Skipped int
	// Hidden are the places of secret values, sorted and apart from each other:
	// whoever shows a part of Text must cover them. They are known only where
	// there are Findings: nothing else is a reason to show any of Text.
	Hidden []Range
	// Err says that the program itself failed, because a specification that is
	// built into it is damaged. It is never about the file.
	Err error
}

// Range is a half-open range of bytes of a file's text, [Start, End).
type Range struct{ Start, End int }
