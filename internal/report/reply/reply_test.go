package reply_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/internal/report/reply"
	"github.com/payloadlint/payloadlint/internal/spec"
	"github.com/payloadlint/payloadlint/rules"
	"github.com/payloadlint/payloadlint/schemas"
)

// written is what the reporter writes of files, by name and text.
func written(t *testing.T, files ...[2]string) string {
	t.Helper()
	include := func(path string) ([]byte, error) {
		for _, f := range files {
			if f[0] == path {
				return []byte(f[1]), nil
			}
		}
		t.Fatalf("%s is included, and not there", path)
		return nil, nil
	}
	linter, err := rules.New(rules.Config{Include: include})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r := reply.New(&out, spec.Open(schemas.FS))
	for _, f := range files {
		calls, err := linter.Identify(f[0], []byte(f[1]))
		if err != nil {
			t.Fatal(err)
		}
		chunk := r.AppendRequests(nil, calls)
		c := linter.Check(f[0], []byte(f[1]))
		for _, part := range append([]*rules.FileReport{c}, c.Included...) {
			var ends []int
			chunk, ends = r.Append(chunk, nil, part)
			if len(ends) != len(part.Findings) {
				t.Errorf("%s: %d ends of %d findings", f[0], len(ends), len(part.Findings))
			}
		}
		if err := r.Add(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(report.Summary{}, nil); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(out.Bytes()) {
		t.Errorf("this is no JSON:\n%s", out.String())
	}
	return out.String()
}

// The first error of a request, in the shape that the provider's page shows.
func TestShapes(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want string }{
		{"a shape with a code", "a.CreateInstanceV1.json", `{"InstanceName": "<b\"", "RunMode": "x"}`, `
      "operation": "alibabacloud/starrocks/CreateInstanceV1",
      "status": 0,
      "code": "InvalidParams",
      "message": "Invalid params: [AdminPassword is missing]",
      "body": {
        "HttpStatusCode": "<HTTP status>",
        "RequestId": "<RequestId>",
        "Success": false,
        "ErrCode": "InvalidParams",
        "ErrMessage": "Invalid params: [AdminPassword is missing]"
      },
      "note": "the body is as the page has it under Response elements; <...> stands for what it does not tell; it gives the form of the message, the details are in our words",`},
		{"a shape without a code", "a.CreateAppServers.json", `{"type": "createApp"}`, `
      "operation": "huaweicloud/workspace/CreateAppServers",
      "status": 400,
      "code": "",
      "message": "product_id is missing",
      "body": {
        "error_code": "<error code>",
        "error_msg": "product_id is missing"
      },
      "note": "the body is as the page has it under Table 9 Response body parameters; <...> stands for what it does not tell; the message is in our words, since it gives none",`},
		{"no shape, and a code", "a.CreateCluster.json", `{"Name": "", "Groups": {}}`, `
      "operation": "alibabacloud/batchcompute/CreateCluster",
      "status": 400,
      "code": "MissingImageId",
      "message": "ImageId is mandatory for this action.",
      "body": null,
      "note": "the page has the code, the status and the message of this error; the page shows no body",`},
		{"no shape, and a code from elsewhere", "a.CreateCluster.json", `{"Name": "a", "ImageId": "m-1", "InstanceType": "x"}`, `
      "code": "MissingGroups",
      "message": "Groups is mandatory for this action.",
      "body": null,
      "note": "the provider's list of common error codes of the service has the code, the status and the message of this error; the page shows no body",`},
		{"neither", "a.CreateResource.json", `{"ResourceType": "dedicated"}`, `
      "operation": "alibabacloud/eas/CreateResource",
      "status": 0,
      "code": "",
      "message": "ResourceType is \"dedicated\", expected one of Dedicated, SelfManaged",
      "body": null,
      "note": "the page documents neither a code for this error nor the body of an error; the message is in our words, since it gives none",`},
		{"what no page speaks of", "a.CreateResource.json", `{"ResourceType": "SelfManaged", "ResourceType": "SelfManaged"}`, `
      "note": "the page does not say what the service answers to such a mistake",`},
		{"nothing found", "a.CreateResource.json", `{"ResourceType": "SelfManaged", "More": 1}`, `
      "status": 0,
      "code": "",
      "message": "",
      "body": null,
      "note": "no error that is documented was found in it",
      "finding": null`},
		{"no operation", "a.json", `{"Kind": "Pod"}`, `
      "operation": "",`},
		{"not well-formed", "a.CreateCluster.json", `{"Name": }`, `
      "code": "InvalidJsonFormat",`},
		{"no file", "empty.http", ``, `
  "replies": [],
  "errors": []`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(t, [2]string{tt.file, tt.text}); !strings.Contains(got, tt.want) {
				t.Errorf("got\n%s\nwithout%s", got, tt.want)
			}
		})
	}
}

const some = `# payloadlint: operation=CreateResource
POST https://{{host}}/api/v2/resources

{"ResourceType": "SelfManaged"}

###
# payloadlint: operation=CreateResource
POST https://{{host}}/api/v2/resources

{"ResourceType": }

###
# payloadlint: operation=CreateResource
POST https://{{host}}/api/v2/resources

< ./body.json

###
GET https://example.com/other

###
# payloadlint: operation=CreateResource
POST https://{{host}}/api/v2/resources

{"ResourceType": "SelfManaged", "SystemDiskSize": 1, "ChargeType": 1}
`

// Each request of a file has its own reply, in order, whatever file its error is in.
func TestOrder(t *testing.T) {
	text := written(t, [2]string{"some.http", some}, [2]string{"body.json", `{"ResourceType": 3}`})
	var got struct {
		Replies []reply.Reply
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range got.Replies {
		line := r.File + " " + r.Operation + " " + r.Message
		if r.Finding != nil {
			line += " in " + r.Finding.File
		}
		lines = append(lines, line)
	}
	want := []string{
		"some.http alibabacloud/eas/CreateResource ",
		"some.http alibabacloud/eas/CreateResource found '}', expected a value in some.http",
		"some.http alibabacloud/eas/CreateResource ResourceType is number 3, expected a string in body.json",
		"some.http  ",
		"some.http alibabacloud/eas/CreateResource SystemDiskSize is 1, expected 200 to 2000 in some.http",
		"body.json  no operation fits this file in body.json",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff + text)
	}
}
