//go:build !unix

package filewrite

import (
	"io/fs"
	"os"
)

// keepOwner does nothing: there are no owners, or they come with the directory.
func keepOwner(*os.File, fs.FileInfo) {}
