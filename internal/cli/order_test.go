package cli

import (
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/payloadlint/payloadlint/internal/report"
)

func TestOrder(t *testing.T) {
	const n = 5000
	for _, size := range []int{1, 2, 7, n} {
		want := 0
		o := newOrder(size, func(i int, r result) error {
			if i != want || r.counts.Files != i {
				t.Errorf("size %d: index %d with %d, want %d", size, i, r.counts.Files, want)
			}
			want++
			return nil
		})
		inParallel(8, n, func(i int) bool {
			for range rand.N(100) * rand.N(100) { // some are slow
				atomic.LoadInt32(new(int32))
			}
			return o.put(i, result{counts: report.Summary{Files: i}})
		})
		if want != n || o.err != nil {
			t.Errorf("size %d: %d results, error %v", size, want, o.err)
		}
	}
}

// Heavy results wait outside, and all come through.
func TestOrderOfHeavyResults(t *testing.T) {
	want := 0
	var o *order
	o = newOrder(100, func(i int, r result) error {
		if i != want || o.held > maxHeld+r.weight() {
			t.Errorf("index %d, want %d; %d bytes are held", i, want, o.held)
		}
		want++
		return nil
	})
	heavy := &output{steps: make([]step, maxHeld/perStep/3)}
	inParallel(16, 1000, func(i int) bool {
		for range rand.N(100) * rand.N(100) {
			atomic.LoadInt32(new(int32))
		}
		r := result{}
		if i%3 > 0 {
			r.output = heavy
		}
		return o.put(i, r)
	})
	if want != 1000 || o.held != 0 {
		t.Errorf("%d results, %d bytes are held at the end", want, o.held)
	}
}

func TestOrderStops(t *testing.T) {
	emitted, full := 0, errors.New("full")
	o := newOrder(4, func(i int, _ result) error {
		if emitted++; i == 100 {
			return full
		}
		return nil
	})
	inParallel(8, 5000, func(i int) bool { return o.put(i, result{}) })
	if emitted != 101 || o.err != full {
		t.Errorf("%d emitted, error %v", emitted, o.err)
	}
}

// inParallel does the work of n indexes, taken in order by some goroutines.
func inParallel(goroutines, n int, do func(i int) bool) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range goroutines {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && do(i); i = int(next.Add(1)) - 1 {
			}
		})
	}
	wg.Wait()
}

func TestBudget(t *testing.T) {
	const size = 100
	b := newBudget(size)
	var held atomic.Int64
	inParallel(8, 2000, func(i int) bool {
		n := int64(i * 37 % 250)
		b.acquire(n)
		if now := held.Add(min(n, size)); now > size {
			t.Errorf("%d bytes are held", now)
		}
		held.Add(-min(n, size))
		b.release(n)
		return true
	})
	if b.free != size {
		t.Errorf("%d bytes are free at the end", b.free)
	}
}
