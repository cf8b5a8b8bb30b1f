package rules

// NewLinter lets tests outside of the package, which compile specifications of
// their own, make a linter of them.
var NewLinter = newLinter
