package cli

import (
	"runtime"
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
)

// batch checks files in parallel and reports them in order.
type batch struct {
	inputs   []input
	reader   reader // the model of each worker's own
	check    checker
	reporter report.Reporter
	printer  printer // of what take finds

	// What came of it.
	summary  report.Summary
	failures []report.Failure

	next  atomic.Int64 // index of the next input to take
	order *order

	// What was reported and what failed, so that it is not said again.
	reported map[identity]struct{}
	failed   map[report.Failure]struct{}
}

func newBatch(inputs []input, r reader, check checker, reporter report.Reporter) *batch {
	b := &batch{
		inputs: inputs, reader: r, check: check, reporter: reporter, printer: newPrinter(reporter),
		reported: map[identity]struct{}{}, failed: map[report.Failure]struct{}{},
	}
	b.reader.budget = newBudget(inFlight)
	b.order = newOrder(min(window, len(inputs)), b.take)
	return b
}

// result is what came of one file. Nothing in it holds on to the file's text.
type result struct {
	counts  report.Summary // with all findings of output
	output  *output        // nil where there is nothing to say
	failure error
}

// run checks all inputs. The error is one of writing.
func (b *batch) run() error {
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
	w := worker{check: b.check, in: b.reader, out: b.printer.another()}
	for {
		i := int(b.next.Add(1)) - 1
		if i >= len(b.inputs) || !b.order.put(i, w.do(b.inputs[i])) {
			return
		}
	}
}

// worker is the state of one goroutine.
type worker struct {
	check checker
	in    reader
	out   printer
}

// do checks one input. All that is left of it is rendered, so that the buffers
// are free for the next one.
func (w *worker) do(in input) result {
	text, held, err := w.in.read(in)
	defer w.in.budget.release(held)
	if err != nil {
		return result{failure: err}
	}
	f := w.check.Check(in.name, text)
	r := result{counts: report.Count(f), failure: f.Err}
	for _, included := range f.Included {
		r.counts.Add(findingsOf(included))
	}
	r.output = w.out.output(f)
	return r
}

// take receives the results, in order and one at a time.
func (b *batch) take(i int, r result) error {
	b.summary.Add(r.counts)
	if r.failure != nil {
		b.fail(report.Failure{File: b.inputs[i].name, Message: r.failure.Error()})
	}
	if r.output == nil {
		return nil
	}
	for _, f := range r.output.failures {
		b.fail(report.Failure(f))
	}
	return b.write(r.output)
}

// fail notes a failure, once.
func (b *batch) fail(f report.Failure) {
	if _, ok := b.failed[f]; !ok {
		b.failed[f] = struct{}{}
		b.failures = append(b.failures, f)
	}
}

// findingsOf counts the findings of a report on what is no file of the run.
func findingsOf(r *rules.FileReport) report.Summary {
	s := report.Count(r)
	s.Files = 0
	return s
}

// write reports what one file gives rise to.
func (b *batch) write(o *output) error {
	for _, s := range o.steps {
		if err := b.writeFindings(s.text, s.findings); err != nil {
			return err
		}
		if s.next == nil {
			continue
		}
		if r := b.check.Join(s.next); r != nil {
			b.summary.Add(findingsOf(r))
			if err := b.writeFindings(b.printer.print(r)); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeFindings reports those that have not been reported yet: a file may be
// checked by itself and as a part of others.
func (b *batch) writeFindings(text []byte, findings []rendered) error {
	from, to := 0, 0 // what is to be written
	for _, f := range findings {
		if _, again := b.reported[f.identity]; !again {
			b.reported[f.identity] = struct{}{}
			to += f.size
			continue
		}
		b.summary.Drop(f.severity)
		if err := b.add(text[from:to]); err != nil {
			return err
		}
		to += f.size
		from = to
	}
	return b.add(text[from:to])
}

func (b *batch) add(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	return b.reporter.Add(text)
}
