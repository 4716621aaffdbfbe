import type { PlainClient } from './plain-client';
import type { Typed } from './numbered-words';

/** How often it is looked whether something is due. Milliseconds. */
const TICK = 10;

export interface Typist {
  readonly client: PlainClient;
  readonly edits: Iterator<Typed, never>;
}

/** Has them type in turns, so many edits per second together, until it is stopped. Answers how to stop it. */
export function typeAtPace(typists: readonly Typist[], perSecond: number): () => void {
  const began = performance.now();
  let sent = 0;
  const typeDue = () => {
    const due = Math.floor(((performance.now() - began) * perSecond) / 1000);
    for (; sent < due; sent += 1) typeOne(typists[sent % typists.length]!);
  };
  const timer = setInterval(typeDue, TICK);
  return () => clearInterval(timer);
}

export function typeOne({ client, edits }: Typist): void {
  if (!client.open) return;
  const { word, update } = edits.next().value;
  client.send(update, word);
}
