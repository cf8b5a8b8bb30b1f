//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"sync"
	"testing"
)

// installing keeps tests that run at the same time from installing at the same time.
var installing sync.Mutex

// need returns the path of a program, which it installs from a package of Debian
// where it is missing, and says so.
func need(t *testing.T, program, pkg string) string {
	t.Helper()
	installing.Lock()
	defer installing.Unlock()
	if path, err := exec.LookPath(program); err == nil {
		return path
	}
	if _, err := exec.LookPath("apt-get"); err != nil {
		t.Fatalf("needs %s, which is not installed, and there is no apt-get to install it", program)
	}
	t.Logf("installing the package %s for the program %s", pkg, program)
	for _, args := range [][]string{{"update", "-qq"}, {"install", "-y", "-qq", "--no-install-recommends", pkg}} {
		name := "apt-get"
		if os.Geteuid() != 0 {
			name, args = "sudo", append([]string{"-n", "apt-get"}, args...)
		}
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s needs the package %s, which could not be installed: %v: %v\n%s", program, pkg, cmd, err, out)
		}
	}
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
