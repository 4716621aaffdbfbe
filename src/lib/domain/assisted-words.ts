import { countOf, joinWords } from './words';

/** What nobody can check of votes that helpers enter; it stands wherever they are spoken of. */
export const ASSISTED_CAUTION =
  'Nobody can check whether somebody who votes this way votes on a screen too, or whether each vote was entered as it was given.';

/** "2 people vote on paper, by telephone or in person. A helper enters their votes, so far Patrick Doyle (Voices)." */
export function assistedSentence(
  { people, helpers }: { people: number; helpers: readonly { name: string; organisation: string }[] },
  isOpen: boolean
): string {
  const voters = countOf(people, 'person');
  if (isOpen) {
    const soFar = helpers.length > 0 ? `, so far ${namesOf(helpers)}` : '';
    return `${voters} ${people === 1 ? 'votes' : 'vote'} on paper, by telephone or in person. A helper enters ${people === 1 ? 'this vote' : 'their votes'}${soFar}.`;
  }
  const entered = helpers.length > 0 ? `Votes were entered by ${namesOf(helpers)}.` : 'No vote was entered.';
  return `${voters} could vote on paper, by telephone or in person. ${entered}`;
}

/** "5 votes were entered by helpers." */
export function enteredSentence(entered: number): string {
  return `${countOf(entered, 'vote')} ${entered === 1 ? 'was' : 'were'} entered by helpers.`;
}

function namesOf(helpers: readonly { name: string; organisation: string }[]): string {
  return joinWords(helpers.map(({ name, organisation }) => `${name} (${organisation})`));
}
