// Package rules checks request files against what the providers document: it
// tells, for each mistake, where it stands, which documented constraint it
// breaks and which error the provider documents for it.
//
//	linter, err := rules.New(rules.Config{})
//	…
//	report := linter.Check("request.json", text)
//	for _, f := range report.Findings {
//		fmt.Printf("%d:%d: %s [%s]\n", f.Line, f.Column, f.Message, f.Rule)
//	}
//
// A rule is a kind of mistake, the same for all operations: see Rules. What is
// documented of an operation is data, compiled into the program; nothing is
// fetched. The package neither reads files nor prints: the caller does both.
// Files that others include are read by Config.Include. What only several files
// show is judged by a Together, which is given what their reports have for it.
// Values of secret parameters stand in no finding; who shows parts of the file
// beside it covers FileReport.Hidden.
package rules
