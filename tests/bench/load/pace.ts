/**
 * Calls `send(first, end)` for the numbers that are due, `perSecond` of them in all, until `total` are sent.
 * What is late is sent at once, so the rate holds as long as this process keeps up. Answers the seconds it took.
 */
export async function keepPace(
  perSecond: number,
  total: number,
  send: (first: number, end: number) => void
): Promise<number> {
  const start = performance.now();
  let sent = 0;
  while (sent < total) {
    const due = Math.min(total, 1 + Math.floor(((performance.now() - start) / 1000) * perSecond));
    if (due > sent) send(sent, due);
    sent = due;
    if (sent < total) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return (performance.now() - start) / 1000;
}

/** Waits until the condition holds; false when it did not within `limit` milliseconds of no progress. */
export async function settled(holds: () => boolean, progress: () => number, limit: number): Promise<boolean> {
  let last = progress();
  let since = performance.now();
  while (!holds()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const now = progress();
    if (now !== last) since = performance.now();
    last = now;
    if (performance.now() - since > limit) return false;
  }
  return true;
}
