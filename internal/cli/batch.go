package cli

import (
	"bytes"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/payloadlint/payloadlint/internal/report"
	"github.com/payloadlint/payloadlint/rules"
)

const (
	// readers is how many files are worked on at once, where there are so many
	// files: more than cores, because a file that is not in memory yet makes
	// its reader wait.
	readers = 16
	// window is how far a file may be done ahead of one before it.
	window = 256
	// inFlight bounds the bytes of large files that are in memory at once. A
	// larger file is checked while no other large one is.
	inFlight = 64 << 20
	// large is the size from which on a file counts for inFlight.
	large = 1 << 20
)

// batch checks files in parallel and reports them in order.
type batch struct {
	inputs   []input
	stdin    io.Reader
	limit    int64 // bytes of a file
	check    checker
	reporter report.Reporter

	// What came of it.
	summary  report.Summary
	failures []report.Failure

	next   atomic.Int64 // index of the next input to take
	order  *order
	budget *budget
}

// result is what came of one file. Nothing in it holds on to the file's text.
type result struct {
	counts  report.Summary
	chunks  [][]byte
	failure error
}

// run checks all inputs. The error is one of writing.
func (b *batch) run() error {
	b.order = newOrder(min(window, len(b.inputs)), b.take)
	b.budget = newBudget(inFlight)
	n := min(len(b.inputs), max(readers, 2*runtime.GOMAXPROCS(0)))
	var wg sync.WaitGroup
	for range n - 1 {
		wg.Go(b.work)
	}
	b.work()
	wg.Wait()
	return b.order.err
}

// work checks one input after the other until none is left.
func (b *batch) work() {
	w := worker{batch: b}
	for {
		i := int(b.next.Add(1)) - 1
		if i >= len(b.inputs) || !b.order.put(i, w.do(b.inputs[i])) {
			return
		}
	}
}

// take receives the results, in order and one at a time.
func (b *batch) take(i int, r result) error {
	b.summary.Add(r.counts)
	if r.failure != nil {
		b.failures = append(b.failures, report.Failure{File: b.inputs[i].name, Message: r.failure.Error()})
	}
	for _, chunk := range r.chunks {
		if err := b.reporter.Add(chunk); err != nil {
			return err
		}
	}
	return nil
}

// worker holds the buffers of one goroutine.
type worker struct {
	*batch
	text []byte // what a file's text is read into
	out  []byte // what the report says of it
	ends []int  // where each finding of it ends
}

// keep is the size in bytes beyond which a buffer is not kept for the next file.
const keep = 1 << 20

// do checks one input. All that is left of it is rendered, so that the buffers
// are free for the next one.
func (w *worker) do(in input) result {
	text, held, err := w.read(in)
	defer w.budget.release(held)
	if err != nil {
		return result{failure: err}
	}
	f := w.check.Check(in.name, text)
	r := result{counts: report.Count(f), failure: f.Err}
	if len(f.Findings) > 0 {
		r.chunks = w.render(*f)
	}
	return r
}

// render renders a report, a limited number of findings at a time: a large file
// may have a million.
func (w *worker) render(f rules.FileReport) (chunks [][]byte) {
	for findings := range slices.Chunk(f.Findings, 4096) {
		f.Findings = findings
		w.out, w.ends = w.reporter.Append(w.out[:0], w.ends[:0], &f)
		chunks = append(chunks, bytes.Clone(w.out))
	}
	return chunks
}

// read returns the text of an input and how many bytes of the budget it holds,
// which the caller gives back.
func (w *worker) read(in input) (text []byte, held int64, err error) {
	if in.stdin {
		w.budget.acquire(w.limit)
		text, err = readAll(w.stdin, w.limit)
		return text, w.limit, err
	}
	f, err := openRegular(in.path)
	if err != nil {
		return nil, 0, err
	}
	defer f.close()
	if f.size > w.limit {
		return nil, 0, errTooLarge(w.limit)
	}
	if f.size >= large {
		held = f.size
		w.budget.acquire(held)
	}
	text, err = f.read(w.text, w.limit)
	if cap(text) <= keep {
		w.text = text
	}
	return text, held, err
}
