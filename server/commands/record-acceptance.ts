import type { NewId } from '#domain/ids';
import type { RegisterEvent, RegisterPerson } from '#domain/register-entry';
import type { Acceptance } from '#domain/suggestion';
import { insertAnswer } from '../db/comments';
import type { Transaction } from '../db/database';
import { keepTaken, type HeldSuggestion } from '../db/suggestions';
import type { Anchor } from '../documents/anchor';
import { collapsed } from '../documents/passage-text';
import { tellWriter } from './tell-people';

export interface TakenOver {
  readonly held: HeldSuggestion;
  readonly now: Date;
  readonly newId: NewId;
  readonly sequence: number;
  readonly anchor: Anchor | null;
  /** As the register names who accepted it. */
  readonly by: RegisterPerson;
}

const ANSWERS: Record<Acceptance, string> = {
  accepted: 'Your wording is in the text now.',
  'accepted-with-changes': 'Part of your wording is in the text now: it was changed before it went in.'
};

/** Once the words are in the text: what became of the suggestion and its answer, and the entry for the register. */
export async function recordAcceptance(
  tx: Transaction,
  { held, now, newId, sequence, anchor, by }: TakenOver
): Promise<RegisterEvent> {
  const { commentId, specificationId, title, after, row } = held;
  const { takenWords, takenBy, takingAnswer } = row;
  if (takenWords === null || takenBy === null) throw new Error('A suggestion that nobody began to accept.');
  const acceptance = takenWords === collapsed(after) ? 'accepted' : 'accepted-with-changes';
  const outcome = acceptance === 'accepted' ? 'changed' : 'partly';
  const answer = takingAnswer || ANSWERS[acceptance];
  await keepTaken(tx, commentId, { outcome: acceptance, at: now, sequence, anchor });
  // The words that changed are those that went in, where they stand now.
  const changed = { anchor: anchor ?? held.anchor, quote: takenWords, passedTo: null, realChange: true };
  const given = { commentId, outcome, body: answer, authorId: takenBy, createdAt: now } as const;
  await insertAnswer(tx, { ...given, ...changed });
  await tellWriter(tx, { kind: 'answered', aboutId: commentId }, { by: takenBy, now, newId });
  return { kind: 'comment-answered', content: { specificationId, title, commentId, outcome, answer, by } };
}
