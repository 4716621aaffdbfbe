/** How long what is shown beside the text may lag behind it, in milliseconds. */
const LAG = 60;

/** Runs it a moment later, once for however many calls: a key is drawn first, and the toolbar follows. */
export function soon(run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      run();
    }, LAG);
  };
}
