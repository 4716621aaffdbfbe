import type { Writer } from './comment-thread';
import { formatDate } from './dates';
import type { MemberId } from './ids';
import { GUEST_ROLES, INVITED_GROUPS, type InvitedGroup } from './invitation';
import type { StakeholderGroup } from './membership';
import { refuse, type Refusal } from './refusal';

/** How something came that somebody without an account said. */
export const WAYS_IN = ['paper', 'phone', 'in-person'] as const;
export type WayIn = (typeof WAYS_IN)[number];

export const WAY_NAMES: Record<WayIn, string> = {
  paper: 'On paper',
  phone: 'By telephone',
  'in-person': 'In person, for example at a meeting'
};

const FROM: Record<WayIn, string> = {
  paper: 'from paper',
  phone: 'from a telephone call',
  'in-person': 'from a conversation'
};

/** How long ago something may have been said that is entered now. */
const LONGEST_AGO = 366;

export function isWayIn(value: unknown): value is WayIn {
  return WAYS_IN.some((way) => way === value);
}

/** Somebody without an account said it, and somebody else entered it. */
export interface Entered {
  readonly by: Writer;
  readonly way: WayIn;
  /** The day on which it was said, as whoever entered it says: "2026-11-20". */
  readonly on: string;
}

/** "Entered by Fay Cole (Healthwatch) from paper, said on 20 November 2026." */
export function enteredLine({ by, way, on }: Entered): string {
  const organisation = by.organisation === '' ? '' : ` (${by.organisation})`;
  return `Entered by ${by.name}${organisation} ${FROM[way]}, said on ${formatDate(on)}.`;
}

/** What somebody can be called who is not named, with the group that they speak for. */
export const CONTRIBUTORS: readonly { readonly words: string; readonly group: InvitedGroup }[] =
  INVITED_GROUPS.flatMap((group) => GUEST_ROLES[group].map((words) => ({ words, group })));

export function contributorCalled(words: unknown): (typeof CONTRIBUTORS)[number] | undefined {
  return CONTRIBUTORS.find((each) => each.words === words);
}

/** In the middle of a sentence: "a carer" for "A carer"; a name stays as it is. */
export function midSentence(name: string): string {
  return contributorCalled(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** Not after today, and not so long ago that nobody could ask any more. Days as "2026-11-20". */
export function saidInTime(on: string, today: string): boolean {
  return on <= today && (Date.parse(today) - Date.parse(on)) / 86_400_000 <= LONGEST_AGO;
}

interface EnteredBy {
  readonly authorId: MemberId;
  readonly enteredGroup: StakeholderGroup | null;
}

/** Whether this member ends the link of its slip: whoever entered it, whatever else they may do now, and whoever ends any. */
export function endsSlip(made: EnteredBy, memberId: MemberId, endsAny: boolean): true | Refusal {
  return made.enteredGroup !== null && endsAny ? true : handsOutSlip(made, memberId);
}

/** Whether this member hands out a slip for it: whoever entered it for somebody else, and nobody else. */
export function handsOutSlip(made: EnteredBy, memberId: MemberId): true | Refusal {
  if (made.enteredGroup === null) return refuse('not-found');
  if (made.authorId === memberId) return true;
  return refuse('not-allowed', { message: 'Only whoever entered this hands out a slip for it.' });
}
