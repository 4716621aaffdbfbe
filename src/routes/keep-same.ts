/** The newer data, in which every part that says the same as before is the very object that it was before. */
export function keepSame<T>(before: unknown, now: T): T {
  if (Object.is(before, now)) return now;
  if (Array.isArray(now)) return Array.isArray(before) ? (sameArray(before, now) as T) : now;
  if (now instanceof Date) return before instanceof Date && +before === +now ? (before as T) : now;
  return isPlain(before) && isPlain(now) ? (sameObject(before, now) as T) : now;
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function sameArray(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  const kept = now.map((each, index) => keepSame(before[index], each));
  return kept.length === before.length && kept.every((each, index) => Object.is(each, before[index]))
    ? before
    : kept;
}

function sameObject(before: Plain, now: Plain): Plain {
  const names = Object.keys(now);
  const kept = Object.fromEntries(names.map((name) => [name, keepSame(before[name], now[name])]));
  const isSame =
    names.length === Object.keys(before).length &&
    names.every((name) => Object.hasOwn(before, name) && Object.is(kept[name], before[name]));
  return isSame ? before : kept;
}

/** A page that asks anew gets all of its data new; by this what says the same as the time before need not be drawn again. */
export function remembering<T>(): (now: T) => T {
  let last: T | undefined;
  return (now) => {
    last = keepSame(last, now);
    return last;
  };
}
