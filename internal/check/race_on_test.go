//go:build race

package check_test

// raceDetector makes a sync.Pool forget on purpose, and so allocate.
const raceDetector = true
