import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import { SYNC_LIMITS } from '#protocol/limits';
import { BODY } from '#schema/schema';
import { examine, type Fault, type GateLimits } from '#server/realtime/gate/examine';
import { TouchedBlocks } from '#server/realtime/gate/touched-blocks';

export type Sent =
  | { readonly kind: 'known' }
  /** `diffs` is what the document made of it. */
  | { readonly kind: 'taken'; readonly diffs: readonly Uint8Array[] }
  | { readonly kind: 'refused'; readonly fault: Fault; readonly refusal?: Refusal };

/** A document behind the gate, with everything a room does around it: nothing of a refused update is left behind. */
export class GatedDocument {
  doc!: Y.Doc;
  /** How often the document was made anew. */
  rebuilt = 0;
  readonly log: Uint8Array[] = [];
  readonly #owners = new Map<number, PersonId>();
  #touched: TouchedBlocks | undefined;

  constructor(
    start: Y.Doc = new Y.Doc(),
    private readonly limits: GateLimits = SYNC_LIMITS
  ) {
    this.log.push(Y.encodeStateAsUpdate(start));
    this.#build();
  }

  send(update: Uint8Array, personId: PersonId): Sent {
    const verdict = examine(
      this.doc,
      update,
      { mayEdit: true, personId },
      (id) => this.#owners.get(id),
      this.limits
    );
    if (verdict.kind !== 'new') return verdict;
    const diffs = this.#applied(update);
    if (!diffs) return this.#undone({ kind: 'refused', fault: 'damaged' });
    const refusal = this.#touched!.check();
    if (refusal) return this.#undone({ kind: 'refused', fault: 'content', refusal });
    for (const client of verdict.newClients) this.#owners.set(client, personId);
    this.log.push(...diffs);
    return { kind: 'taken', diffs };
  }

  encoded(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  #applied(update: Uint8Array): Uint8Array[] | undefined {
    const diffs: Uint8Array[] = [];
    const note = (diff: Uint8Array) => void diffs.push(diff);
    this.doc.on('update', note);
    try {
      Y.applyUpdate(this.doc, update);
      this.#touched!.tidy();
    } catch {
      return undefined;
    } finally {
      this.doc.off('update', note);
    }
    return this.doc.store.pendingStructs || this.doc.store.pendingDs ? undefined : diffs;
  }

  #undone(sent: Sent): Sent {
    this.#build();
    this.rebuilt += 1;
    return sent;
  }

  #build(): void {
    this.#touched?.close();
    this.doc = new Y.Doc();
    this.doc.getXmlFragment(BODY);
    this.doc.transact(() => this.log.forEach((row) => Y.applyUpdate(this.doc, row)));
    this.#touched = new TouchedBlocks(this.doc);
  }
}
