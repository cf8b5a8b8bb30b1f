package rules_test

import (
	"fmt"
	"log"

	"github.com/payloadlint/payloadlint/rules"
)

func Example() {
	linter, err := rules.New(rules.Config{Operation: "CreateCluster"})
	if err != nil {
		log.Fatal(err)
	}
	body := []byte(`{
  "Name": "",
  "ImageId": "m-1",
  "InstanceType": "ecs.sn2.medium",
  "Groups": {"workers": {"DesiredVMCount": "3", "ResourceType": "OnDemand"}}
}`)
	report := linter.Check("cluster.json", body)
	for _, f := range report.Findings {
		fmt.Printf("%s:%d:%d: %s: %s\n", f.File, f.Line, f.Column, f.Severity, f.Message)
		fmt.Printf("  %s %d %s (%s)\n", f.Code, f.Status, f.Pointer, f.Detail)
	}
	// Output:
	// cluster.json:2:11: error: Specified parameter Name is not valid. Its length must be in [1, 64].
	//   InvalidName 400 /Name (found 0 characters)
	// cluster.json:5:44: error: Specified parameter DesiredVMCount is not valid. Its type must be integer.
	//   InvalidDesiredVMCount 400 /Groups/workers/DesiredVMCount (found string "3"; remove the quotes)
}

func ExampleLinter_Check_recognised() {
	linter, err := rules.New(rules.Config{})
	if err != nil {
		log.Fatal(err)
	}
	report := linter.Check("servers.yaml", []byte("server_group_id: g\nroot_volume: {type: SAS, size: 45}\n"))
	for _, f := range report.Findings {
		if f.Rule != "missing-parameter" {
			fmt.Println(f.Operation, f.Parameter, f.Message)
		}
	}
	// Output:
	// huaweicloud/workspace/CreateAppServers root_volume.size root_volume.size is 45, expected a multiple of 10
}

func ExampleNew_unknownOperation() {
	_, err := rules.New(rules.Config{Operation: "CreateClusters"})
	fmt.Println(err)
	// Output:
	// unknown operation "CreateClusters"; did you mean alibabacloud/batchcompute/CreateCluster?
}
