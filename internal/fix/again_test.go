package fix_test

import (
	"testing"

	"github.com/payloadlint/payloadlint/internal/fix"
	"github.com/payloadlint/payloadlint/rules"
)

// To fix what is fixed changes nothing, also where one fix makes room for another
// of a mistake that looks the same.
func TestMendAgain(t *testing.T) {
	tests := []struct{ reason, operation, file, text string }{
		{"names that differ only in letter case, in objects that are given twice", "CreateCluster", "b.ndjson",
			`{"Name": "r", "ImageId":"m-1","InstanceType":"bcs.a2.large","Groups":{"w":{"DesiredVMCount":1,"ResourceType":-0},"w":{"desiredvmcount":2,"resourcetype":-0}}}`},
		{"a name that becomes that of another, which was removed", "CreateResourceInstances", "b.yaml",
			"EcsInstanceType: a\nEcsInstanceCount: 1\nChargeType: PostPaid\nUSERDATA: x\nUserData: x\n"},
	}
	for _, tt := range tests {
		l, err := rules.New(rules.Config{Operation: tt.operation})
		if err != nil {
			t.Fatal(err)
		}
		for _, unsafe := range []bool{false, true} {
			mend := func(text string) string {
				desk := fix.NewDesk(func(name string) string { return name })
				desk.Mend(tt.file, []byte(text), unsafe, func(text []byte) *rules.FileReport { return l.Check(tt.file, text) })
				if now, ok := desk.Text(tt.file); ok {
					return string(now)
				}
				return text
			}
			once := mend(tt.text)
			if once == tt.text && unsafe {
				t.Errorf("%s: nothing is fixed", tt.reason)
			}
			if twice := mend(once); twice != once {
				t.Errorf("%s: once\n%s\ntwice\n%s", tt.reason, once, twice)
			}
		}
	}
}
