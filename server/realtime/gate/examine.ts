import type * as Y from 'yjs';
import { Arrangement } from './arrangement';
import { decodeUpdate, isTooMuch, isWellFormed } from './decoded-update';
import { hasNews } from './news';
import { PieceRules } from './piece-rules';
import { refused, type Fault, type GateLimits, type OwnerOf, type Verdict, type Writer } from './verdict';

/**
 * Examines an update (version 1 encoding) against the document it is meant for: everything that can be said without
 * applying it. What it makes of the blocks it touches is for `TouchedBlocks` to say afterwards. Changes nothing.
 */
export function examine(
  doc: Y.Doc,
  update: Uint8Array,
  writer: Writer,
  ownerOf: OwnerOf,
  limits: GateLimits
): Verdict {
  if (update.length > limits.update) return refused('size');
  if (!writer.mayEdit && carriesMuchText(update, limits)) return refused('right');
  const decoded = decodeUpdate(update);
  if (!decoded) return refused('damaged');
  if (isTooMuch(decoded, limits)) return refused('size');
  if (!isWellFormed(decoded)) return refused('damaged');
  if (!hasNews(doc, decoded)) return { kind: 'known' };
  if (!writer.mayEdit) return refused('right');
  const rules = new PieceRules(limits.nesting);
  const arrangement = new Arrangement(doc, decoded, (piece, place) => rules.look(piece, place));
  const fault = arrangement.arrange();
  if (fault) return refused(fault);
  const newClients = unboundClients(arrangement, writer, ownerOf);
  if (!newClients) return refused('owner');
  if (!rules.lawful) return refused('content');
  return { kind: 'new', newClients, dependsOn: arrangement.dependsOn };
}

/**
 * An update starts with the number of clients whose text it carries. Somebody who wrote nothing answers with none,
 * and with all the deletions of the document, which may be many.
 */
function carriesMuchText(update: Uint8Array, { readOnlyUpdate }: GateLimits): boolean {
  return update.length > readOnlyUpdate && update[0] !== 0;
}

/** Undefined when there are new pieces under an id that is somebody else's. */
function unboundClients({ runs }: Arrangement, { personId }: Writer, ownerOf: OwnerOf): number[] | undefined {
  const unbound: number[] = [];
  for (const client of runs.keys()) {
    const owner = ownerOf(client);
    if (owner === undefined) unbound.push(client);
    else if (owner !== personId) return undefined;
  }
  return unbound;
}

export type { Fault, GateLimits, OwnerOf, Verdict, Writer };
