import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import { SYNC_LIMITS } from '#protocol/limits';
import { BODY, documentSchema } from '#schema/schema';
import { examine } from '#server/realtime/gate/examine';
import { TouchedBlocks } from '#server/realtime/gate/touched-blocks';

/** What the gate costs per update: `tsx tests/bench/gate.ts`, with `--json` for machines. Microseconds. */
interface Figure {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly updates: number;
}

const WRITER = { mayEdit: true, personId: 'bench' as PersonId };
const WARM_UP = 2000;

const paragraph = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => paragraph(`Paragraph ${index} of a service specification.`));
const table = (rows: number, columns: number) => ({
  type: 'table',
  content: Array.from({ length: rows }, () => ({
    type: 'tableRow',
    content: Array.from({ length: columns }, () => ({ type: 'tableCell', content: [paragraph('cell')] }))
  }))
});

function documentOf(content: object[]): Uint8Array {
  return Y.encodeStateAsUpdate(prosemirrorJSONToYDoc(documentSchema, { type: 'doc', content }, BODY));
}

function loaded(encoded: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  doc.getXmlFragment(BODY);
  Y.applyUpdate(doc, encoded);
  return doc;
}

/** The updates that somebody makes with this document open. */
function updatesOf(
  encoded: Uint8Array,
  change: (body: Y.XmlFragment, round: number) => void,
  rounds: number
) {
  const doc = loaded(encoded);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let round = 0; round < rounds; round += 1) {
    doc.transact(() => change(doc.getXmlFragment(BODY), round));
  }
  return updates;
}

/** Times the gate alone: examining, tidying and checking. Taking in between is Yjs's work. */
function measure(name: string, encoded: Uint8Array, updates: readonly Uint8Array[]): Figure {
  const doc = loaded(encoded);
  const touched = new TouchedBlocks(doc);
  const times: number[] = [];
  for (const update of updates) {
    const start = performance.now();
    const verdict = examine(doc, update, WRITER, () => WRITER.personId, SYNC_LIMITS);
    const examined = performance.now();
    if (verdict.kind === 'refused') throw new Error(`${name}: ${verdict.refusal.code}`);
    if (verdict.kind === 'new') Y.applyUpdate(doc, update);
    const applied = performance.now();
    touched.tidy();
    if (touched.check()) throw new Error(`${name}: does not fit`);
    times.push((examined - start + performance.now() - applied) * 1000);
  }
  const counted = times.slice(Math.min(WARM_UP, times.length >> 1)).sort((a, b) => a - b);
  const at = (part: number) => Math.round(counted[Math.floor(counted.length * part)]! * 100) / 100;
  return { name, p50: at(0.5), p99: at(0.99), updates: counted.length };
}

/** Types at the end of the text that `of` finds. */
const typing = (of: (body: Y.XmlFragment) => Y.XmlText) => (body: Y.XmlFragment, round: number) => {
  const text = of(body);
  text.insert(text.length, 'the words of a person '[round % 22]!);
};
const child = (parent: Y.XmlFragment, ...path: number[]) =>
  path.reduce<Y.XmlFragment>((at, index) => at.get(index) as unknown as Y.XmlFragment, parent);
const textAt =
  (...path: number[]) =>
  (body: Y.XmlFragment) =>
    child(body, ...path) as unknown as Y.XmlText;
/** Typing with a new paragraph after every 40 letters. */
const typingParagraphs = (body: Y.XmlFragment, round: number) => {
  if (round % 40 === 39) {
    const next = new Y.XmlElement('paragraph');
    next.insert(0, [new Y.XmlText()]);
    body.insert(body.length >> 1, [next]);
  } else typing((each) => child(each, (each.length >> 1) - 1, 0) as unknown as Y.XmlText)(body, round);
};
const pasting = (body: Y.XmlFragment) => {
  const pasted = Array.from({ length: 20 }, () => {
    const element = new Y.XmlElement('paragraph');
    element.insert(0, [new Y.XmlText('Words that were copied elsewhere. '.repeat(8))]);
    return element;
  });
  body.insert(body.length >> 1, pasted);
};

const small = documentOf(paragraphs(20));
const large = documentOf(paragraphs(1000));
const cells = documentOf([table(50, 10)]);
const long = documentOf(paragraphs(3600));
const figures = [
  measure('keystroke, 20 paragraphs', small, updatesOf(small, typing(textAt(10, 0)), 20_000)),
  measure('keystroke, 1,000 paragraphs', large, updatesOf(large, typing(textAt(500, 0)), 20_000)),
  measure('typing with new paragraphs, 1,000 paragraphs', large, updatesOf(large, typingParagraphs, 20_000)),
  measure('keystroke, table of 500 cells', cells, updatesOf(cells, typing(textAt(0, 25, 5, 0, 0)), 20_000)),
  measure('paste of 5 kB', small, updatesOf(small, pasting, 300)),
  measure(
    `${Math.round(long.length / 1000)} kB sent again`,
    long,
    Array.from({ length: 60 }, () => long)
  )
];

if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else
  for (const { name, p50, p99 } of figures) {
    console.log(`${name.padEnd(48)} p50 ${String(p50).padStart(9)} µs   p99 ${String(p99).padStart(9)} µs`);
  }
