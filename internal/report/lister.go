package report

import "github.com/payloadlint/payloadlint/rules"

// Lister is a Reporter that also tells of requests in which nothing was found.
// It is told of every finding: also of those that were reported before, through
// another file.
type Lister interface {
	Reporter
	// AppendRequests appends what stands before the findings of a file: its
	// requests, in order. It keeps nothing of them, and several goroutines may
	// call it at once.
	AppendRequests(dst []byte, requests []rules.Identity) []byte
}
