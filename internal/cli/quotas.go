package cli

import "github.com/payloadlint/payloadlint/rules"

// quotas is a flag that takes a quota, any number of times.
type quotas []rules.Quota

// Set implements pflag.Value.
func (q *quotas) Set(s string) error {
	quota, err := rules.ParseQuota(s)
	if err != nil {
		return &valueError{err.Error()}
	}
	*q = append(*q, quota)
	return nil
}

// String implements pflag.Value.
func (q *quotas) String() string { return "" }

// Type implements pflag.Value.
func (q *quotas) Type() string { return "OPERATION.NAME=VALUE" }
