import type { PersonId } from '#domain/ids';
import { refuse, type Refusal } from '#domain/refusal';
import type { SyncLimits } from '#protocol/limits';

/** Whose update it is. */
export interface Writer {
  readonly mayEdit: boolean;
  readonly personId: PersonId;
}

/** Who a client id is bound to in this document; undefined: nobody yet. */
export type OwnerOf = (clientId: number) => PersonId | undefined;

/**
 * What kind of sender a refused update came from. "damaged" bytes come from no honest client; a "gap" follows an
 * edit that was lost or refused; "right" is an edit by someone who may only read; "size" is too much at once;
 * "content" is something that the editor does not make; "owner" carries text under somebody else's client id.
 */
export type Fault = 'damaged' | 'gap' | 'right' | 'size' | 'content' | 'owner';

/** What the gate says of an update before it touches the room's document. */
export type Verdict =
  /** Nothing in it is new. */
  | { readonly kind: 'known' }
  | {
      /** It may be applied; what it does to the document as a whole is checked afterwards. */
      readonly kind: 'new';
      /** Ids with new pieces that are bound to nobody yet; the caller binds them to the writer before it commits. */
      readonly newClients: readonly number[];
      /** Client ids, other than those with new pieces, whose pieces it refers to. */
      readonly dependsOn: ReadonlySet<number>;
    }
  /** Nothing of it is taken in. */
  | { readonly kind: 'refused'; readonly fault: Fault; readonly refusal: Refusal };

/** The sizes that the gate looks at. */
export type GateLimits = Pick<
  SyncLimits,
  'update' | 'deleteRanges' | 'pieces' | 'nesting' | 'readOnlyUpdate'
>;

const REFUSAL = {
  damaged: 'malformed-update',
  gap: 'edit-out-of-order',
  right: 'read-only',
  size: 'message-too-large',
  content: 'does-not-fit',
  owner: 'not-your-words'
} as const satisfies Record<Fault, Refusal['code']>;

export function refused(fault: Fault): Verdict {
  return { kind: 'refused', fault, refusal: refuse(REFUSAL[fault]) };
}
