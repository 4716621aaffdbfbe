import * as Y from 'yjs';
import type { Struct } from './decoded-update';

/** What pieces stand in: the body, an element, or a text; in an update it may be anything else. */
export type Holder = Y.ContentType['type'];

/** Where a piece stands: what it is in, and its name there when it is an attribute. A piece of a document is one too. */
export interface Place {
  readonly parent: Holder;
  readonly parentSub: string | null;
}

/** Null: in something that was deleted meanwhile, so that Yjs keeps nothing of it. "damaged": nowhere it can stand. */
export type Placed = Place | null | 'damaged';

/** A piece that is in the document or in the same update, and where it stands. */
export interface Neighbour {
  readonly struct: Struct;
  readonly place: Place | null;
}

/** Where a piece of a document stands. */
export function placeInDocument(struct: Struct): Place | null {
  // What is in a document was given its place; the library's types say what may stand in an update as well.
  return struct instanceof Y.Item && struct.parent instanceof Y.AbstractType
    ? (struct as unknown as Place)
    : null;
}

/** Between which neighbours a piece stands, as Yjs will find out: both are in the same thing, or something is gone. */
export function placeBetween(left: Neighbour | undefined, right: Neighbour | undefined): Placed {
  const [one, other] = [left ?? right, right ?? left];
  if (!one?.place || !other?.place) return null;
  return isSamePlace(one.place, other.place) ? one.place : 'damaged';
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.parent === other.parent && one.parentSub === other.parentSub;
}

/** The place of a piece that names no neighbour but what it is in. */
export function placeIn({ struct, place }: Neighbour, parentSub: string | null): Placed {
  if (!place || !(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return null;
  if (!(struct.content instanceof Y.ContentType)) return 'damaged';
  return { parent: struct.content.type, parentSub };
}
