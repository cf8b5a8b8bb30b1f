package jsondoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/payloadlint/payloadlint/internal/document"
)

// body is a request of about 1 KB as people write it.
const body = `{
  "RegionId": "cn-hangzhou",
  "InstanceName": "my-instance",
  "AdminPassword": "${ADMIN_PASSWORD}",
  "Version": "3.3",
  "RunMode": "shared_data",
  "PackageType": "official",
  "PayType": "prePaid",
  "Duration": 1,
  "PricingCycle": "Month",
  "AutoRenew": true,
  "VpcId": "vpc-bp1234567890",
  "ZoneId": "cn-hangzhou-h",
  "VSwitches": [
    {
      "VswId": "vsw-bp1234567890",
      "ZoneId": "cn-hangzhou-h",
      "Primary": true
    }
  ],
  "SecurityGroupId": "sg-bp1234567890",
  "Cu": 8,
  "FrontendNodeGroups": [
    {
      "NodeGroupName": "default-frontend",
      "Cu": 8,
      "SpecType": "standard",
      "ResidentNodeNumber": 1,
      "DiskNumber": 1,
      "StorageSize": 200,
      "StoragePerformanceLevel": "pl1"
    }
  ],
  "BackendNodeGroups": [
    {
      "NodeGroupName": "default-backend",
      "Cu": 8,
      "SpecType": "ramEnhanced",
      "ResidentNodeNumber": 1,
      "DiskNumber": 1,
      "StorageSize": 500,
      "StoragePerformanceLevel": "pl1"
    }
  ],
  "ClientToken": "uuid-1"
}
`

// bodies is an array of bodies of about size bytes.
func bodies(size int) []byte {
	n := max(size/len(body), 1)
	return []byte("[" + strings.Repeat(body+",", n-1) + body + "]")
}

func BenchmarkParse(b *testing.B) {
	texts := map[string][]byte{"1KB": []byte(body), "100KB": bodies(100 << 10), "10MB": bodies(10 << 20)}
	for _, name := range []string{"1KB", "100KB", "10MB"} {
		b.Run(name, func(b *testing.B) {
			var t document.Tree
			b.SetBytes(int64(len(texts[name])))
			b.ReportAllocs()
			for b.Loop() {
				if err := Parse(&t, texts[name]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The first file of a run, and one too large to keep its tree.
func BenchmarkParseNewTree(b *testing.B) {
	for _, size := range []int{1 << 10, 10 << 20, 100 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			text := bodies(size)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				var t document.Tree
				if err := Parse(&t, text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParseOdd(b *testing.B) {
	for name, item := range map[string]string{
		"compact":      strings.NewReplacer("\n", "", "  ", "", `": `, `":`).Replace(body),
		"escapes":      `{"a\tb": "line\nline\u00e9\ud83d\ude00 and some more text\\"}`,
		"other script": `{"名称": "上海可用区的默认安全组", "描述": "这是一个例子"}`,
		"numbers":      `[1,2,3,40,500,1000000,1.5,-2e10,0]`,
		"long string":  `"` + strings.Repeat("QUJDRA", 200) + `"`,
	} {
		b.Run(name, func(b *testing.B) {
			text := []byte("[" + strings.Repeat(item+",", 99) + item + "]")
			var t document.Tree
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := Parse(&t, text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
