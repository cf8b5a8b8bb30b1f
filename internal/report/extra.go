package report

import "github.com/payloadlint/payloadlint/rules"

// What a Reporter may want to know besides findings. What these methods append
// stands before the findings of the file, in this order, and comes to Add like
// them; several goroutines may call them at once, and they keep nothing of what
// they are given.

// Filer is a Reporter that is told of every file that was checked, also of those
// in which nothing was found.
type Filer interface {
	Reporter
	AppendFile(dst []byte, file string, requests int) []byte
}

// Silenced is a Reporter that is told of findings that were suppressed, in
// FileReport.Suppressed: of a file, and of those that it includes.
type Silenced interface {
	Reporter
	AppendSuppressed(dst []byte, r *rules.FileReport) []byte
}

// Lister is a Reporter that is told of all requests of a file, in order. It is
// also told of the findings that are not shown, because they were reported before,
// through another file, or because there are too many.
type Lister interface {
	Reporter
	AppendRequests(dst []byte, requests []rules.Identity) []byte
	AddUnshown(chunk []byte) error
}

// Limited is a Reporter that takes findings beyond the number that is shown, for
// a part of it that shows all.
type Limited interface {
	Reporter
	AddBeyond(chunk []byte) error
}
