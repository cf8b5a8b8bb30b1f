package formats

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// tapPoint is a test as the specification has it read.
type tapPoint struct {
	passed      bool
	description string
	skip        bool
	data        map[string]any // nil where there is none
}

// tapPoints reads a report line by line. Every line must be of a kind that the
// specification knows; the numbers must count, and the plan must agree.
func tapPoints(t *testing.T, text string) []tapPoint {
	t.Helper()
	if !strings.HasSuffix(text, "\n") {
		t.Fatal("the last line has no end")
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "TAP version 13" {
		t.Fatalf("version: %q", lines[0])
	}
	point := regexp.MustCompile(`^(not )?ok ([0-9]+) - (.*)$`)
	var all []tapPoint
	for i := 1; i < len(lines)-1; i++ {
		m := point.FindStringSubmatch(lines[i])
		if m == nil || m[2] != fmt.Sprint(len(all)+1) {
			t.Fatalf("line %d: %q", i+1, lines[i])
		}
		p := tapPoint{passed: m[1] == ""}
		p.description, p.skip = tapDescription(m[3])
		if lines[i+1] == "  ---" {
			var block strings.Builder
			for i += 2; lines[i] != "  ..."; i++ {
				inside, ok := strings.CutPrefix(lines[i], "  ")
				if !ok {
					t.Fatalf("line %d: %q", i+1, lines[i])
				}
				block.WriteString(inside + "\n")
			}
			if err := yaml.Unmarshal([]byte(block.String()), &p.data); err != nil {
				t.Errorf("%v in\n%s", err, block.String())
			}
		}
		all = append(all, p)
	}
	if want := fmt.Sprintf("1..%d", len(all)); lines[len(lines)-1] != want {
		t.Errorf("plan %q, want %s", lines[len(lines)-1], want)
	}
	return all
}

// tapDescription takes escapes back, and tells whether a directive follows: after
// the first # that is not escaped.
func tapDescription(s string) (description string, directive bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '#'):
			i++
		case s[i] == '#':
			return b.String(), true
		}
		b.WriteByte(s[i])
	}
	return b.String(), false
}

func TestTAPHostile(t *testing.T) {
	s, failures, files := hostileRun()
	text := write(t, NewTAP, s, failures, files...)
	passed, failed := 0, 0
	findings := map[string]int{}
	for _, p := range tapPoints(t, text) {
		if p.skip {
			t.Errorf("%q has a directive", p.description)
		}
		if p.passed {
			passed++
			continue
		}
		failed++
		if p.data["rule"] != nil {
			findings[p.description+fmt.Sprint(p.data["file"], p.data["line"], p.data["column"], p.data["severity"])]++
		}
	}
	if passed != len(hostileTexts()) || failed != s.Findings()+len(failures) {
		t.Errorf("%d passed, %d failed", passed, failed)
	}
	for i, hostile := range hostileTexts() {
		file := (Options{}).shownPath(fmt.Sprintf("%s-%d.json", hostile, i))
		severity := []string{"error", "warning", "info"}[i%3]
		want := fmt.Sprintf("%s:%d:2: %s: %s [invalid-value]", file, i+1, severity, hostileLine(hostile)) + fmt.Sprint(file, i+1, 2, severity)
		if findings[want] != 2 {
			t.Errorf("%d times %q", findings[want], want)
		}
	}
	byPerl(t, text, passed, failed)
}

// byPerl has Perl's own reader count, where there is one.
func byPerl(t *testing.T, text string, passed, failed int) {
	t.Helper()
	const program = `
my $p = TAP::Parser->new({tap => join("", <STDIN>)});
while (my $r = $p->next) { print "unknown: ", $r->raw, "\n" if $r->is_unknown }
print "$_\n" for $p->parse_errors;
printf "%d %d %d %d", scalar $p->actual_passed, scalar $p->actual_failed, scalar $p->skipped, scalar $p->todo;`
	if exec.Command("perl", "-MTAP::Parser", "-e", "1").Run() != nil {
		t.Log("there is no TAP::Parser: only our own reading of the specification judges")
		return
	}
	cmd := exec.Command("perl", "-MTAP::Parser", "-e", program)
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.CombinedOutput()
	if want := fmt.Sprintf("%d %d 0 0", passed, failed); err != nil || string(out) != want {
		t.Errorf("perl: %v: %.2000s, want %s", err, out, want)
	}
}
