import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import type { Decoded, Struct } from './decoded-update';
import { isNew } from './news';
import { isSamePlace, placeBetween, placeIn, placeInDocument } from './place';
import type { Neighbour, Place, Placed } from './place';

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** The new pieces of one client, in the order of their clocks. */
interface Run {
  readonly client: number;
  /** How far the document knows this client. */
  readonly known: number;
  readonly structs: Struct[];
  /** Of as many pieces as have been placed. */
  readonly places: (Place | null)[];
  /** It waits for a piece of another. */
  waits: boolean;
  /** Others wait for the piece at this clock. */
  until: number;
}

type Fault = 'damaged' | 'gap';

/**
 * Finds the place of every new piece of an update, in the order in which Yjs will take them in: everything a piece
 * refers to is in the document or comes before it. Nothing is applied, and nothing calls itself however deep it goes.
 */
export class Arrangement {
  readonly runs = new Map<number, Run>();
  readonly #referredTo = new Set<number>();

  constructor(
    private readonly doc: Y.Doc,
    private readonly update: Decoded,
    /** Told of every new piece, in the order in which Yjs will take them in. */
    private readonly placed: (piece: Y.Item, place: Place | null) => void
  ) {}

  /** Client ids without new pieces here whose pieces this update refers to. */
  get dependsOn(): ReadonlySet<number> {
    for (const client of this.update.ds.clients.keys()) this.#referTo(client);
    return this.#referredTo;
  }

  /** Undefined when everything has found its place. */
  arrange(): Fault | undefined {
    for (const struct of this.update.structs) {
      const fault = isNew(this.doc, struct) ? this.#collect(struct) : this.#checkKnown(struct);
      if (fault) return fault;
    }
    for (const run of this.runs.values()) {
      const fault = this.#place(run);
      if (fault) return fault;
    }
    return this.#areDeletionsKnown() ? undefined : 'gap';
  }

  #collect(struct: Struct): Fault | undefined {
    const { client, clock } = struct.id;
    let run = this.runs.get(client);
    if (!run) {
      const known = Y.getState(this.doc.store, client);
      this.runs.set(
        client,
        (run = { client, known, structs: [], places: [], waits: false, until: Infinity })
      );
    }
    if (clock > endOf(run)) return 'gap';
    run.structs.push(struct);
    return undefined;
  }

  /** Yjs looks for the neighbours of what it knows as well. No honest client has others than the document has. */
  #checkKnown(struct: Struct): Fault | undefined {
    if (!(struct instanceof Y.Item)) return undefined;
    for (const id of referencesOf(struct)) {
      if (id && id.clock >= Y.getState(this.doc.store, id.client)) return 'damaged';
    }
    return undefined;
  }

  #place(first: Run): Fault | undefined {
    const working = [first];
    while (working.length > 0) {
      const run = working.at(-1)!;
      const struct = run.structs[run.places.length];
      if (!struct || placedEnd(run) > run.until) {
        run.until = Infinity;
        working.pop();
        continue;
      }
      const next = struct instanceof Y.Item ? this.#awaited(struct, run) : undefined;
      if (typeof next === 'string') return next;
      run.waits = next !== undefined;
      if (next) working.push(next);
      else if (!this.#placeNext(struct, run)) return 'damaged';
    }
    return undefined;
  }

  /** Whose piece must be placed first. */
  #awaited(struct: Y.Item, run: Run): Run | Fault | undefined {
    for (const id of referencesOf(struct)) {
      if (!id) continue;
      if (id.client === run.client) {
        if (id.clock >= struct.id.clock) return 'damaged';
        continue;
      }
      this.#referTo(id.client);
      if (id.clock < Y.getState(this.doc.store, id.client)) continue;
      const other = this.runs.get(id.client);
      if (!other || id.clock >= endOf(other)) return 'gap';
      if (id.clock < placedEnd(other)) continue;
      // It comes only after a piece that waits for this one.
      if (other.waits) return 'damaged';
      other.until = id.clock;
      return other;
    }
    return undefined;
  }

  #placeNext(struct: Struct, run: Run): boolean {
    const place = this.#placeOf(struct, run);
    if (place === 'damaged') return false;
    run.places.push(place);
    if (struct instanceof Y.Item) this.placed(struct, place);
    return true;
  }

  #placeOf(struct: Struct, run: Run): Placed {
    if (!(struct instanceof Y.Item)) return null;
    const placed = this.#placeByReferences(struct);
    return placed !== 'damaged' && struct.id.clock < run.known ? this.#placeAfterKnown(placed, run) : placed;
  }

  #placeByReferences({ origin, rightOrigin, parent, parentSub }: Y.Item): Placed {
    if (origin || rightOrigin) {
      return placeBetween(
        origin ? this.#find(origin) : undefined,
        rightOrigin ? this.#find(rightOrigin) : undefined
      );
    }
    const container: unknown = parent;
    if (typeof container === 'string') return { parent: this.doc.getXmlFragment(BODY), parentSub };
    return isId(container) ? placeIn(this.#find(container), parentSub) : 'damaged';
  }

  /** The first half is known: what follows must stand in the same place, or Yjs would tie two texts together. */
  #placeAfterKnown(placed: Place | null, run: Run): Placed {
    const before = this.#find({ client: run.client, clock: run.known - 1 }).place;
    if (!before || !placed) return before === placed ? placed : 'damaged';
    return isSamePlace(before, placed) ? placed : 'damaged';
  }

  /** Only for what is in the document or has been placed. */
  #find(id: Id): Neighbour {
    const run = this.runs.get(id.client);
    if (run && id.clock >= run.known) {
      const index = indexAt(run.structs, id.clock);
      return { struct: run.structs[index]!, place: run.places[index] ?? null };
    }
    const structs = this.doc.store.clients.get(id.client)!;
    const struct = structs[Y.findIndexSS(structs, id.clock)]!;
    return { struct, place: placeInDocument(struct) };
  }

  #areDeletionsKnown(): boolean {
    for (const [client, ranges] of this.update.ds.clients) {
      const run = this.runs.get(client);
      const end = run ? endOf(run) : Y.getState(this.doc.store, client);
      const last = ranges.at(-1);
      if (last && last.clock + last.len > end) return false;
    }
    return true;
  }

  #referTo(client: number): void {
    if (!this.runs.has(client)) this.#referredTo.add(client);
  }
}

function endOf({ structs, known }: Run): number {
  const last = structs.at(-1);
  return last ? last.id.clock + last.length : known;
}

function placedEnd({ structs, places, known }: Run): number {
  const last = structs[places.length - 1];
  return last ? last.id.clock + last.length : known;
}

/** Origin, right neighbour and parent, where they are pieces. */
function referencesOf({ origin, rightOrigin, parent }: Y.Item): readonly (Id | null)[] {
  const container: unknown = parent;
  return [origin, rightOrigin, isId(container) ? container : null];
}

function isId(value: unknown): value is Id {
  return value instanceof Y.ID;
}

/** The piece that covers this clock, in pieces that follow on. */
function indexAt(structs: readonly Struct[], clock: number): number {
  let [low, high] = [0, structs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (structs[middle]!.id.clock <= clock) low = middle;
    else high = middle - 1;
  }
  return low;
}
