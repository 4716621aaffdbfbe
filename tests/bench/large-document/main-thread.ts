/** One entry of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the page's main thread did, read from a trace. */
export interface MainThread {
  /** For each key: milliseconds of work from the moment it was handed to the page to the next key, drawing included. */
  readonly perKey: readonly number[];
  /** The longest pieces of work that cannot be interrupted, one for each key, in milliseconds. */
  readonly longest: readonly number[];
}

/** Chromium notes each piece of work under a second name as well, in another category: it must be counted once. */
const TASK = 'RunTask';
export const TRACE_CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

export function readTrace(trace: Buffer): MainThread {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  const keys = traceEvents.filter(
    ({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'keydown'
  );
  const [first] = keys;
  if (!first) throw new Error('The trace holds no key.');
  const tasks = traceEvents
    .filter(({ name, ph, pid, tid }) => name === TASK && ph === 'X' && pid === first.pid && tid === first.tid)
    .map(({ ts, dur = 0 }): Span => ({ start: ts, end: ts + dur }))
    .sort((one, other) => one.start - other.start);
  const starts = keys.map(
    ({ ts }) => (tasks.find(({ start, end }) => start <= ts && ts <= end) ?? { start: ts }).start
  );
  const windows = starts.slice(0, -1).map((start, index): Span => ({ start, end: starts[index + 1]! }));
  const within = windows.map(({ start, end }) =>
    tasks.filter((task) => task.start >= start && task.start < end)
  );
  return {
    perKey: within.map((each) => each.reduce((sum, { start, end }) => sum + end - start, 0) / 1000),
    longest: within.map((each) => Math.max(0, ...each.map(({ start, end }) => end - start)) / 1000)
  };
}
