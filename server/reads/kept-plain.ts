import type { ClauseId } from '#domain/ids';
import { keptStanding, type KeptStanding } from '#domain/kept-summary';
import { shownSummary } from '#schema/plain-summary';
import { summariesIn, type KeptSummary } from '#schema/plain-version';
import { renderDocument } from '#schema/render-html';
import type { Database } from '../db/database';
import { membersById } from '../db/people';
import type { VersionRow } from '../db/versions';
import { sha256Hex } from '../sha256';

/** A summary as it was kept, with the name that who confirmed it has now. */
interface Kept extends KeptSummary {
  readonly confirmed: KeptStanding['confirmed'];
}

export interface PlainOfVersion {
  /** SHA-256, hex, of the summaries; it stands in the register beside that of the text. */
  readonly hash: string;
  readonly summaries: readonly Kept[];
}

/** One of them as the page shows it. */
export interface ShownKept {
  readonly clause: ClauseId;
  readonly state: KeptSummary['state'];
  /** "Helen Marsh confirmed on 10 February 2027 that this says what the full text says." */
  readonly standing: string;
  /** Safe to show as it is. */
  readonly html: string;
}

/** Null for a version of the time before they were kept. Throws when they are not those that were kept. */
export async function plainOf(
  db: Database,
  { plain, plainHash, plainConfirmedBy }: VersionRow
): Promise<PlainOfVersion | null> {
  if (plain === null || plainHash === null) return null;
  if (sha256Hex(plain) !== plainHash)
    throw new Error('The plain summaries of a version do not have the hash they were kept with.');
  const ids = plainConfirmedBy ?? [];
  const members = await membersById(db, [...new Set(ids.filter((id) => id !== null))]);
  const names = new Map(members.map(({ memberId, name }) => [memberId, name]));
  const summaries = summariesIn(plain).map((summary, place) => {
    const by = names.get(ids[place]!) ?? 'Somebody';
    const at = summary.confirmedAt;
    return { ...summary, confirmed: at === null ? null : { by, at: new Date(at) } };
  });
  return { hash: plainHash, summaries };
}

export function shownKept(summary: Kept): ShownKept {
  const { clause, state, text } = summary;
  return { clause, state, standing: keptStanding(summary), html: renderDocument(shownSummary(text)) };
}
