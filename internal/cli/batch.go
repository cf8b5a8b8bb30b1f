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
	reporter report.Reporter
	extras   extras
	printer  printer // of what take finds
	filter   filter
	limit    int // of findings that are shown, 0 for none
	progress *progress

	// What came of it.
	summary  report.Summary
	failures []report.Failure

	next  atomic.Int64 // index of the next input to take
	order *order

	// What was reported and what failed, so that it is not said again.
	reported map[identity]struct{}
	failed   map[report.Failure]struct{}
}

func newBatch(inputs []input, r reader, reporter report.Reporter) *batch {
	b := &batch{
		inputs: inputs, reader: r, reporter: reporter, printer: newPrinter(reporter),
		reported: map[identity]struct{}{}, failed: map[report.Failure]struct{}{},
	}
	b.extras.filer, _ = reporter.(report.Filer)
	b.extras.silenced, _ = reporter.(report.Silenced)
	b.extras.lister, _ = reporter.(report.Lister)
	b.extras.limited, _ = reporter.(report.Limited)
	b.reader.budget = newBudget(inFlight)
	b.order = newOrder(min(window, len(inputs)), b.take)
	return b
}

// result is what came of one file. Nothing in it holds on to the file's text.
type result struct {
	counts  report.Summary // without findings, which are counted as they are written
	gone    int            // findings of the baseline
	kept    []collected    // for a new baseline
	head    []byte         // what stands before the output
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
	w := worker{filter: &b.filter, extras: b.extras, in: b.reader, out: b.printer.another()}
	for {
		i := int(b.next.Add(1)) - 1
		if i >= len(b.inputs) || !b.order.put(i, w.do(&b.inputs[i])) {
			return
		}
	}
}

// extras are what the reporter is, besides a reporter; nil for what it is not.
type extras struct {
	filer    report.Filer
	silenced report.Silenced
	lister   report.Lister
	limited  report.Limited
}

// head is what stands before the findings of a file. The error is one of the
// program.
func (x *extras) head(in *input, text []byte, f *rules.FileReport) (head []byte, err error) {
	if x.filer != nil {
		head = x.filer.AppendFile(head, in.name, f.Requests)
	}
	if x.silenced != nil {
		head = x.silenced.AppendSuppressed(head, f)
		for _, included := range f.Included {
			head = x.silenced.AppendSuppressed(head, included)
		}
	}
	if x.lister != nil {
		var requests []rules.Identity
		requests, err = in.profile.check.Identify(in.name, text)
		head = x.lister.AppendRequests(head, requests)
	}
	return head, err
}

// worker is the state of one goroutine.
type worker struct {
	filter *filter
	extras extras
	in     reader
	out    printer
}

// do checks one input. All that is left of it is rendered, so that the buffers
// are free for the next one.
func (w *worker) do(in *input) result {
	text, held, err := w.in.read(*in)
	defer w.in.budget.release(held)
	if err != nil {
		return result{failure: err}
	}
	f := in.profile.check.Check(in.name, text)
	if f.Stray && in.walked {
		return result{counts: report.Summary{Skipped: 1}, failure: f.Err}
	}
	r := result{counts: report.Summary{Files: 1, Requests: f.Requests, Skipped: f.Skipped, Off: f.Off}, failure: f.Err}
	w.filter.apply(in, f, &r)
	r.output = w.out.output(f, in.profile.failOn)
	if r.failure == nil {
		r.head, r.failure = w.extras.head(in, text, f)
	}
	return r
}

// take receives the results, in order and one at a time.
func (b *batch) take(i int, r result) error {
	b.progress.step(1)
	b.summary.Files += r.counts.Files
	b.summary.Requests += r.counts.Requests
	b.summary.Skipped += r.counts.Skipped
	b.summary.Suppressed += r.counts.Suppressed
	b.summary.Off += r.counts.Off
	b.filter.take(&r)
	if r.failure != nil {
		b.fail(report.Failure{File: b.inputs[i].name, Message: r.failure.Error()})
	}
	if err := b.add(r.head); err != nil || r.output == nil {
		return err
	}
	for _, f := range r.output.failures {
		b.fail(report.Failure{File: f.File, Message: f.Message})
	}
	return b.write(&b.inputs[i], r.output)
}

// fail notes a failure, once.
func (b *batch) fail(f report.Failure) {
	if _, ok := b.failed[f]; !ok {
		b.failed[f] = struct{}{}
		b.failures = append(b.failures, f)
	}
}

// write reports what one file gives rise to.
func (b *batch) write(in *input, o *output) error {
	for _, s := range o.steps {
		if err := b.writeFindings(s.text, s.findings); err != nil {
			return err
		}
		if s.next == nil {
			continue
		}
		if r := in.profile.check.Join(s.next); r != nil {
			b.filter.join(in, r)
			if b.summary.Suppressed += len(r.Suppressed); b.extras.silenced != nil {
				if err := b.add(b.extras.silenced.AppendSuppressed(nil, r)); err != nil {
					return err
				}
			}
			b.printer.failOn = in.profile.failOn
			if err := b.writeFindings(b.printer.print(r)); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeFindings reports those that have not been reported yet, as far as they are
// to be shown: a file may be checked by itself and as a part of others.
func (b *batch) writeFindings(text []byte, findings []rendered) error {
	from, to := 0, 0 // what is to be written
	for i := range findings {
		f := &findings[i]
		add := b.addTo(f)
		if add == nil {
			to += f.size
			continue
		}
		if err := b.add(text[from:to]); err != nil {
			return err
		}
		from = to + f.size
		if err := add(text[to:from]); err != nil {
			return err
		}
		to = from
	}
	return b.add(text[from:to])
}

// addTo counts a finding, if it is new, and tells where it goes that is not to be
// shown; nil for one that is.
func (b *batch) addTo(f *rendered) func(chunk []byte) error {
	nowhere := func([]byte) error { return nil }
	if b.extras.lister != nil {
		nowhere = b.extras.lister.AddUnshown
	}
	if _, again := b.reported[f.identity]; again {
		return nowhere
	}
	b.reported[f.identity] = struct{}{}
	b.count(f)
	if b.limit == 0 || b.summary.Findings() <= b.limit {
		return nil
	}
	b.summary.Left++
	if b.extras.limited != nil {
		return b.extras.limited.AddBeyond
	}
	return nowhere
}

func (b *batch) count(f *rendered) {
	b.summary.Count(f.severity)
	if f.fails {
		b.summary.Failing++
	}
	switch f.fix {
	case bySafe:
		b.summary.Safe++
	case byUnsafe:
		b.summary.Unsafe++
	}
}

func (b *batch) add(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	b.progress.clear()
	return b.reporter.Add(text)
}
