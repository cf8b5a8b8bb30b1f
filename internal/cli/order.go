package cli

import "sync"

// maxHeld is how many bytes, more or less, the results that wait may have
// together. A heavier one waits to be the next.
const maxHeld = 64 << 20

// order passes results on in the order of their index, whatever the order they
// come in. Who brings the next one passes it on himself, together with those
// behind it that wait already.
type order struct {
	emit func(int, result) error

	mu   sync.Mutex
	room sync.Cond // next has grown, or err is set
	next int       // index of the result to pass on next
	ring []result  // those that wait, at index modulo length
	here []bool    // which places of the ring are taken
	err  error     // of emit; nothing is passed on after it
	held int       // the weight of those that wait
}

// newOrder returns an order that holds at most size results back.
func newOrder(size int, emit func(int, result) error) *order {
	o := &order{emit: emit, ring: make([]result, size), here: make([]bool, size)}
	o.room.L = &o.mu
	return o
}

// put brings the result of index i. It waits while i is too far ahead: so every
// index must be put, and an index only after work on all before it has begun.
// It returns false when the output failed and no more results are wanted.
func (o *order) put(i int, r result) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	weight := r.weight()
	for (i >= o.next+len(o.ring) || i > o.next && o.held+weight > maxHeld) && o.err == nil {
		o.room.Wait()
	}
	at := i % len(o.ring)
	o.ring[at], o.here[at] = r, true
	o.held += weight
	if i == o.next && o.err == nil {
		o.pass()
		o.room.Broadcast()
	}
	return o.err == nil
}

// pass emits all results that are next.
func (o *order) pass() {
	for at := o.next % len(o.ring); o.here[at] && o.err == nil; at = o.next % len(o.ring) {
		r := o.ring[at]
		o.ring[at], o.here[at] = result{}, false
		o.held -= r.weight()
		o.err = o.emit(o.next, r)
		o.next++
	}
}

// budget bounds a sum of bytes that several goroutines hold.
type budget struct {
	mu    sync.Mutex
	freed sync.Cond
	size  int64
	free  int64
}

func newBudget(size int64) *budget {
	b := &budget{size: size, free: size}
	b.freed.L = &b.mu
	return b
}

// acquire waits until n bytes are free and takes them. Who wants more than
// there is takes all.
func (b *budget) acquire(n int64) {
	n = min(n, b.size)
	b.mu.Lock()
	for b.free < n {
		b.freed.Wait()
	}
	b.free -= n
	b.mu.Unlock()
}

// release gives back what acquire(n) took; 0 is nothing.
func (b *budget) release(n int64) {
	if n == 0 {
		return
	}
	b.mu.Lock()
	b.free += min(n, b.size)
	b.mu.Unlock()
	b.freed.Broadcast()
}
