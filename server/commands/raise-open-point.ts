import { parseId, type MemberId, type OpenPointId, type SpecificationId } from '#domain/ids';
import { isOpenPointKind, type OpenPointKind } from '#domain/open-point';
import { can, type Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { membersWhoMay } from '../db/members-who-may';
import { decisionsOn, insertOpenPoint, type OpenPointRow } from '../db/open-points';
import { specificationById } from '../db/specifications';
import type { Command } from './command';
import { commentPace } from './comment-pace';
import { fieldsOf } from './fields';
import { openPointTopics, type OnDecisions } from './open-point-topics';
import { placeField, type Place } from './place-field';
import { placesIn, type PointPlaces } from './point-places';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly kind: OpenPointKind;
  readonly words: string;
  readonly place: Place;
  /** Other words of the draft that contradict it; empty when it is something outside. */
  readonly otherQuote: string;
  readonly outside: string;
  readonly ownerId: MemberId;
}

interface Facts extends Subject, OnDecisions {
  readonly mayOwn: boolean;
}

interface Raised {
  readonly id: OpenPointId;
  readonly specificationId: SpecificationId;
}

/**
 * Raises a question or a contradiction. Fields: `specificationId`, `kind`, `words`, `ownerId`, the place (as for a
 * comment) and for a contradiction `otherQuote` or `outside`.
 */
export const raiseOpenPoint: Command<Input, PointPlaces, Facts, OpenPointRow, Raised> = {
  name: 'raise-open-point',
  needs: 'raise-open-point',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const { kind } = fieldsOf(raw);
    if (!isOpenPointKind(kind)) return chooseKind(kind);
    const words = publicField(raw, 'words', { most: MOST, missing: WHAT[kind] });
    if (isRefusal(words)) return words;
    const against = kind === 'contradiction' ? againstFields(raw) : { otherQuote: '', outside: '' };
    if (isRefusal(against)) return against;
    const ownerId = ownerField(raw);
    if (isRefusal(ownerId)) return ownerId;
    const place = placeField(raw);
    return isRefusal(place) ? place : { specificationId, kind, words, place, ...against, ownerId };
  },

  // Outside the transaction, as for a comment. The policy first: nobody learns from a refusal what a text holds.
  async prepare({ specificationId, place, otherQuote }, actor, tools) {
    const specification = await specificationById(tools.db, specificationId);
    if (!specification) return refuse('not-found');
    const allowed = can(actor, 'raise-open-point', specification);
    if (isRefusal(allowed)) return allowed;
    const slowed = await commentPace(actor, tools);
    if (isRefusal(slowed)) return slowed;
    const { ydoc } = await tools.drafts.newest(specification.documentId);
    return placesIn(ydoc, place, otherQuote);
  },

  async load(tx, { specificationId, ownerId }) {
    const specification = await specificationById(tx, specificationId);
    if (!specification) return refuse('not-found');
    const { partnershipId } = specification;
    const owners = await membersWhoMay(tx, partnershipId, 'raise-open-point');
    const decisions = await decisionsOn(tx, specificationId);
    const mayOwn = owners.some(({ memberId }) => memberId === ownerId);
    return { partnershipId, mayOwn, decisions };
  },

  decide({ mayOwn }, input, places, { membership, now, newId }) {
    if (!mayOwn) return chooseOwner('invalid-input');
    const { specificationId, kind, words, outside, ownerId } = input;
    return {
      ...{ id: newId(), specificationId, kind, words, outside, ownerId },
      ...places,
      ...{ raisedBy: membership.memberId, raisedAt: now },
      ...{ resolution: null, resolvedBy: null, resolvedAt: null }
    };
  },

  async store(tx, point) {
    await insertOpenPoint(tx, point);
    return { id: point.id, specificationId: point.specificationId };
  },

  announces: ({ specificationId }, facts) => openPointTopics(specificationId, facts)
};

/** The most characters (UTF-16 units) that are said in one field. */
const MOST = 2000;

const WHAT: Record<OpenPointKind, string> = {
  question: 'Write the question.',
  contradiction: 'Say in a sentence what contradicts what.'
};

function againstFields(raw: unknown): { otherQuote: string; outside: string } | Refusal {
  const outside = publicField(raw, 'outside', { most: MOST });
  if (isRefusal(outside)) return outside;
  const { otherQuote = '' } = fieldsOf(raw);
  if (typeof otherQuote !== 'string') return refuse('invalid-input', { field: 'otherQuote' });
  const quote = otherQuote.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (quote.length > MOST) return refuse('too-long', { field: 'otherQuote' });
  if (quote !== '' || outside !== '') return { otherQuote: quote, outside };
  const message = 'Say what it contradicts: copy the other words from the text, or say it in your own words.';
  return refuse('missing-field', { field: 'outside', message });
}

function ownerField(raw: unknown): MemberId | Refusal {
  const { ownerId } = fieldsOf(raw);
  if (ownerId === undefined || ownerId === '') return chooseOwner('missing-field');
  const parsed = parseId<'member'>(ownerId);
  return isRefusal(parsed) ? chooseOwner('invalid-input') : parsed;
}

function chooseOwner(code: 'missing-field' | 'invalid-input'): Refusal {
  return refuse(code, { field: 'ownerId', message: 'Choose who is to settle it.' });
}

function chooseKind(kind: unknown): Refusal {
  return kind === undefined || kind === ''
    ? refuse('missing-field', { field: 'kind', message: 'Say whether it is a question or a contradiction.' })
    : refuse('invalid-input', { field: 'kind' });
}
