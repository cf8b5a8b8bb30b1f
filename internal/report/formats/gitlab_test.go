package formats

import (
	"testing"
)

// Equal fingerprints would be shown as one. The first of them stays as it is, so
// that it does not depend on how many there are.
func TestGitLabFingerprints(t *testing.T) {
	summary, failures, files := sample(t)
	failures = append(failures, failures[0])
	type entry struct{ Fingerprint, Severity string }
	all := decoded[[]entry](t, write(t, NewGitLab, summary, failures, files...))
	if len(all) != summary.Findings()+len(failures) {
		t.Fatalf("%d entries of %d findings and %d failures", len(all), summary.Findings(), len(failures))
	}
	seen := map[string]bool{}
	for _, e := range all {
		if seen[e.Fingerprint] {
			t.Errorf("%s stands twice", e.Fingerprint)
		}
		seen[e.Fingerprint] = true
	}
	if all[1].Fingerprint+"-2" != all[2].Fingerprint {
		t.Errorf("%v", all[1:3])
	}
	// The path counts without ./ and the place does not count.
	files[0].Name, files[0].Findings[1].File = "my requests/100%:ä.json", "my requests/100%:ä.json"
	files[0].Findings[1].Line++
	if again := decoded[[]entry](t, write(t, NewGitLab, summary, nil, files[0])); again[1] != all[1] {
		t.Errorf("%v, then %v", all[1], again[1])
	}
}
