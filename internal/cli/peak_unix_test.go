//go:build unix

package cli

import (
	"os"
	"runtime"
	"syscall"
)

// peak is the most memory that an ended process held, in MiB. On Linux it is at
// least what this process held when it started the other.
func peak(p *os.ProcessState) float64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	unit := int64(1 << 10)
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return float64(int64(usage.Maxrss)*unit) / (1 << 20)
}
