import { ASSISTED_CAUTION, assistedSentence } from '#domain/assisted-words';
import type { Voter } from '#domain/ballot';
import { assistedLines } from '#domain/electoral-roll';
import type { BallotId } from '#domain/ids';
import { helpersOf } from '../db/ballots';
import type { Database } from '../db/database';
import { membersById } from '../db/people';

/** What everybody may know, at any time, of votes that helpers enter. */
export interface AssistedVotes {
  /** How many people vote on paper, by telephone or in person. */
  readonly people: number;
  /** The same in words, and what nobody can check of it. */
  readonly words: string;
  /** Who entered votes so far, by name. */
  readonly helpers: readonly { readonly name: string; readonly organisation: string }[];
}

/** Null where nobody votes so. */
export async function assistedVotes(
  db: Database,
  { id, isOpen }: { readonly id: BallotId; readonly isOpen: boolean },
  roll: readonly Voter[]
): Promise<AssistedVotes | null> {
  const people = assistedLines(roll).length;
  if (people === 0) return null;
  const members = await membersById(db, await helpersOf(db, id));
  const helpers = members.map(({ name, organisation }) => ({ name, organisation }));
  return { people, helpers, words: `${assistedSentence({ people, helpers }, isOpen)} ${ASSISTED_CAUTION}` };
}
