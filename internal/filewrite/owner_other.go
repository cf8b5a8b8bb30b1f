//go:build !unix

package filewrite

import (
	"io/fs"
	"os"
)

// keepOwner does nothing: there are no owners, or they come with the directory.
func keepOwner(*os.File, fs.FileInfo) {}

// names is how many names a file has: the system does not tell in passing.
func names(fs.FileInfo) uint64 { return 1 }
