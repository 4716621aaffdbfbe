import type { Passage } from '#domain/comment-thread';
import { parseId, type OrganisationId, type SpecificationId } from '#domain/ids';
import type { Actor, StakeholderGroup } from '#domain/membership';
import { can, type Capability } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { specificationById, type SpecificationRow } from '../db/specifications';
import { suggestedStretch, type SuggestedStretch } from '../documents/suggested-stretch';
import type { Tools } from '../runtime';
import { accountableAt } from './accountable-at';
import { commentPace } from './comment-pace';
import { fieldsOf } from './fields';
import { isPromised } from './owed-answer';
import { placeField } from './place-field';
import { publicField } from './public-words';
import { MOST_WORDING, wordingField } from './wording-field';

/** Other words for a passage, as they were sent. */
export interface SuggestedWords {
  readonly specificationId: SpecificationId;
  readonly passage: Passage;
  readonly wording: string;
  readonly reason: string;
}

/** Where they belong in the draft. */
export interface SuggestedPlace {
  readonly stretch: SuggestedStretch;
  /** For the clause in which it stands. */
  readonly accountable: readonly OrganisationId[];
}

/** Fields: `specificationId`; `from`, `to` and `quote` of the passage that was shown; `wording`; `body`, the reason, which may be empty. */
export function suggestedFields(raw: unknown): SuggestedWords | Refusal {
  const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
  if (isRefusal(specificationId)) return specificationId;
  const place = placeField({ ...fieldsOf(raw), clause: '' });
  if (isRefusal(place)) return place;
  if (place.kind !== 'passage') return refuse('invalid-input');
  const wording = wordingField(raw);
  if (isRefusal(wording)) return wording;
  const reason = publicField(raw, 'body', { most: MOST_WORDING });
  return isRefusal(reason) ? reason : { specificationId, passage: place.passage, wording, reason };
}

/** For the `prepare` of who suggests and of who enters it for somebody: outside the transaction, as for a comment. */
export async function suggestedPlace(
  { specificationId, passage, wording }: SuggestedWords,
  who: {
    readonly actor: Actor;
    readonly needs: Capability;
    /** Whose suggestion it is. */
    readonly groupIn: (specification: SpecificationRow) => StakeholderGroup | undefined;
  },
  tools: Tools
): Promise<SuggestedPlace | Refusal> {
  const specification = await specificationById(tools.db, specificationId);
  if (!specification) return refuse('not-found');
  const allowed = can(who.actor, who.needs, specification);
  if (isRefusal(allowed)) return allowed;
  const slowed = await commentPace(who.actor, tools);
  if (isRefusal(slowed)) return slowed;
  const { ydoc } = await tools.drafts.newest(specification.documentId);
  const stretch = suggestedStretch(ydoc, passage, wording);
  if (isRefusal(stretch)) return stretch;
  const at = { ydoc, position: passage.from };
  const promised = isPromised(who.groupIn(specification));
  return { stretch, accountable: promised ? await accountableAt(tools.db, specificationId, at) : [] };
}
