import * as Y from 'yjs';
import type { Random } from '#tests/gate/random-edits';
import { rawUpdate, type At, type RawPiece } from '#tests/gate/raw-update';

const ELEMENTS = [
  'paragraph',
  'heading',
  'listItem',
  'bulletList',
  'tableRow',
  'tableCell',
  'table',
  'hardBreak',
  'footnote',
  'blockquote',
  'script'
];
const MOST_PIECES = 4;

/** An update in the right form whose pieces stand somewhere in this document, whether they may or not. */
export function forged(doc: Y.Doc, random: Random): Uint8Array {
  const items = itemsOf(doc);
  const clients = [3, 4, 5].slice(0, 1 + random(3));
  const runs = clients.map((client) => {
    const clock = Y.getState(doc.store, client) + (random(20) === 0 ? 1 : 0);
    const pieces: RawPiece[] = [];
    for (let count = random(MOST_PIECES); count >= 0; count -= 1) {
      const own: At = [client, clock + random(pieces.length + 1)];
      pieces.push(piece(random(3) === 0 ? own : (items[random(items.length)] ?? own), items, random));
    }
    return { client, clock, pieces };
  });
  const deleted = items[random(items.length)];
  return rawUpdate(runs, deleted && random(4) === 0 ? [[...deleted, 1 + random(4)]] : []);
}

function piece(near: At, items: readonly At[], random: Random): RawPiece {
  return { ...placeOf(near, items, random), ...contentOf(random) };
}

function placeOf(near: At, items: readonly At[], random: Random): RawPiece {
  switch (random(6)) {
    case 0:
      return { left: near };
    case 1:
      return { right: near };
    case 2:
      return { left: near, right: items[random(items.length)] ?? near };
    case 3:
      return {};
    case 4:
      return { parent: near, ...(random(8) === 0 ? { name: 'number' } : {}) };
    default:
      return { parent: near };
  }
}

function contentOf(random: Random): RawPiece {
  const kind = random(4);
  if (kind === 0) return { text: true };
  return kind === 1 ? { element: ELEMENTS[random(ELEMENTS.length)]! } : { words: 'xyz'.slice(random(3)) };
}

/** Every piece of the document, and clocks in the middle of words. */
function itemsOf(doc: Y.Doc): readonly At[] {
  return [...doc.store.clients].flatMap(([client, structs]) =>
    structs.flatMap(({ id, length }): At[] => [
      [client, id.clock],
      [client, id.clock + length - 1]
    ])
  );
}
