// Command payloadlint-spec compiles and verifies the specifications of
// operations. Checking request files is the payloadlint command's work.
package main

import (
	"os"

	"github.com/payloadlint/payloadlint/internal/speccli"
)

func main() { os.Exit(speccli.Main(os.Args[1:], os.Stdout, os.Stderr)) }
