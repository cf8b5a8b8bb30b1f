package rules_test

import (
	"strings"
	"testing"
)

// TestOddSecrets puts a secret where it does not belong: in no form of output
// may it appear.
func TestOddSecrets(t *testing.T) {
	const marker = "S3cr3tMARKER"
	for _, tt := range []struct{ operation, name, text string }{
		{"CreateInstanceV1", "a.yaml", "Version: 3.3\nAdminPassword: Pa$$w0rd #" + marker + "\n"},
		{"CreateInstanceV1", "b.yaml", "Version: 3.3\nAdminPassword: #" + marker + "\n"},
		{"CreateInstanceV1", "c.yaml", "Version: 3.3\nAdminPassword: &" + marker + "\n"},
		{"CreateAppServers", "d.json", `{"header": "X-Auth-Token: ` + marker + `", "body": {"type": 1}}`},
		{"CreateAppServers", "e.json", `{"header": [{"name": "X-Auth-Token", "value": "` + marker + `"}], "body": {"type": 1}}`},
		{"", "f.json", `{"operation": {"AdminPassword": "` + marker + `"}, "body": {"RunMode": 1, "PayType": 2}}`},
		{"CreateCluster", "g.json", `{"Configs": {"Mounts": {"OSS": "` + marker + `"}}}`},
		{"CreateCluster", "h.json", `{"Configs": {"Mounts": {"OSS": ["` + marker + `"]}}}`},
	} {
		r := checked(t, newLinter(t, tt.operation), tt.name, []byte(tt.text))
		if len(r.Findings) == 0 {
			t.Errorf("%s: no finding", tt.name)
		}
		if text := asText(r) + string(asJSON(t, r)); strings.Contains(text, marker) {
			t.Errorf("%s shows the secret:\n%s", tt.name, text)
		}
	}
}
