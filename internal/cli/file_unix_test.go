//go:build unix

package cli

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// Special files are refused at once: nobody writes to the pipe.
func TestSpecialFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("fifo", 0o666); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"fifo", "/dev/null", "/dev/zero"} {
		code, _, stderr := run(t, "", "check", name)
		if code != ExitFailure || !strings.Contains(stderr, name+": is not a regular file") {
			t.Errorf("%s: exit %d, stderr %q", name, code, stderr)
		}
	}
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	t.Chdir(t.TempDir())
	os.Chmod(write(t, "a.json", "{}"), 0)
	code, _, stderr := run(t, "", "check", "a.json")
	if code != ExitFailure || !strings.HasPrefix(stderr, "payloadlint: a.json: permission denied\n") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

// A file that says it is empty is read all the same.
func TestFileOfUnknownSize(t *testing.T) {
	const name = "/proc/self/limits"
	want, err := os.ReadFile(name)
	if err != nil {
		t.Skip(err)
	}
	r := reader{limit: 1 << 20, budget: newBudget(inFlight)}
	if text, _, err := r.read(input{path: name}); err != nil || string(text) != string(want) {
		t.Errorf("read %d bytes of %d, %v", len(text), len(want), err)
	}
	r.limit = 100
	if _, _, err := r.read(input{path: name}); err == nil {
		t.Error("the limit is not kept")
	}
}
