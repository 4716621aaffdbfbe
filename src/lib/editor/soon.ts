/** How long what is shown beside the text may lag behind it, in milliseconds. */
const LAG = 60;
/** Letters change little beside the text: they are waited out until typing rests, but not for longer than this. Milliseconds. */
const REST = 250;
const LONGEST = 1000;

/**
 * Runs it a moment later, once for however many calls: a key is drawn first, and the toolbar follows. Later still while
 * `typing` goes on.
 */
export function soon(run: () => void): (typing?: boolean) => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  return (typing = false) => {
    const now = performance.now();
    if (waiting === undefined) latest = now + LONGEST;
    if (!typing) latest = Math.min(latest, now + LAG);
    clearTimeout(waiting);
    waiting = setTimeout(
      () => {
        waiting = undefined;
        run();
      },
      Math.min(REST, latest - now)
    );
  };
}
