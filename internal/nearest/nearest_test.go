package nearest

import (
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	names := []string{"Name", "ImageId", "InstanceType", "charging_mode", "pl1", "Zone"}
	tests := []struct {
		name, want string
		match      Match
		reason     string
	}{
		{"name", "Name", Style, "letter case"},
		{"Nmae", "Name", Typo, "neighbours swapped"},
		{"Nam", "Name", Typo, "a letter missing"},
		{"Namee", "Name", Typo, "a letter too many"},
		{"Neme", "Name", Typo, "a letter changed"},
		{"instancetpye", "InstanceType", Typo, "case costs nothing"},
		{"InstnceTyp", "InstanceType", Typo, "two letters of a long name"},
		{"InstTyp", "", Far, "too many letters"},
		{"chargingMode", "charging_mode", Style, "another style of joining words"},
		{"image-id", "ImageId", Style, "another style of joining words"},
		{"Name", "", Far, "equal is not near"},
		{"pl9", "", Far, "another number is another thing"},
		{"Nx", "", Far, "a short name is near to everything"},
		{"", "", Far, "no name"},
		{strings.Repeat("Name", 40), "", Far, "a long name"},
	}
	for _, tt := range tests {
		if got, match := Of(tt.name, names); got != tt.want || match != tt.match {
			t.Errorf("%s: Of(%q) = %q, %d, want %q, %d", tt.reason, tt.name, got, match, tt.want, tt.match)
		}
	}
}

func TestOfSeveral(t *testing.T) {
	tests := []struct {
		name  string
		names []string
		want  string
		match Match
	}{
		{"us-wast-1", []string{"us-west-1", "us-east-1"}, "", Far},
		{"us-wast-1", []string{"us-west-1", "cn-north", "us-west-1"}, "us-west-1", Typo},
		{"us-wwest-1", []string{"us-east-1", "us-west-1"}, "us-west-1", Typo},
		{"zone", []string{"Zome", "Zone", "ZONE"}, "Zone", Style},
		{"zonne", []string{"Zome", "Zone", "ZONE"}, "", Far},
	}
	for _, tt := range tests {
		if got, match := Of(tt.name, tt.names); got != tt.want || match != tt.match {
			t.Errorf("Of(%q, %q) = %q, %d, want %q, %d", tt.name, tt.names, got, match, tt.want, tt.match)
		}
	}
}

func TestPart(t *testing.T) {
	names := []string{"EcsInstanceType", "Zone", "Id", "pay_type", "NodeName", "GroupName"}
	tests := []struct{ name, want string }{
		{"InstanceType", "EcsInstanceType"}, {"instance_type", "EcsInstanceType"}, {"ZoneId", "Zone"}, {"PayTypes", "pay_type"},
		{"Name", ""}, {"GroupId", ""}, {"Type", ""}, {"", ""}, {"Colour", ""}, {strings.Repeat("Zone", 40), ""},
	}
	for _, tt := range tests {
		if got := Part(tt.name, names); got != tt.want {
			t.Errorf("Part(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "ab", 1},
		{"ab", "abc", 1}, {"abc", "axc", 1}, {"abcd", "badc", 2}, {"kitten", "sitting", 3},
	}
	for _, tt := range tests {
		if got := distance(tt.a, tt.b, maxLength); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance(tt.b, tt.a, maxLength); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Nmae", "Name")
	f.Add("ß", "SS")
	f.Add(strings.Repeat("İ", 32), strings.Repeat("İ", 31)+"x")
	f.Fuzz(func(t *testing.T, a, b string) {
		got, match := Of(a, []string{b})
		if (match == Far) != (got == "") || match != Far && (got != b || a == b) {
			t.Errorf("Of(%q, %q) = %q, %d", a, b, got, match)
		}
	})
}
