// Command payloadlint checks cloud API request files before they are sent.
package main

import (
	"os"

	"github.com/payloadlint/payloadlint/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
