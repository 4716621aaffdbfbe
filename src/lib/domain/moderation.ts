import { formatDate } from './dates';
import { countOf } from './words';

/** Where something that was said stands. Only what is `shown` exists for anybody but its writer and those who review. */
export const STANDINGS = ['shown', 'held', 'not-let-through', 'concern', 'passed-on'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What its writer reads in place of the usual line under their own words. */
export const STANDING_SENTENCES: Record<Exclude<Standing, 'shown'>, string> = {
  held: 'A facilitator looks at this first. Until then only you and those who review it can see it.',
  'not-let-through': 'A facilitator did not let this through. Nobody else can see it.',
  concern:
    'This may be a safeguarding or complaint matter. Only leads and facilitators see it while it is looked at.',
  'passed-on': 'This was passed on as a safeguarding or complaint matter. It stays hidden.'
};

/** In the place of words that a decision names as an exception while they are hidden. */
export const NOT_SHOWN_NOW = 'What was said is not shown.';

/** The reasons for which something may be removed: what the published rules forbid, and nothing else. */
export const REMOVAL_REASONS = {
  patient: {
    rule: 'anything that lets people tell who a patient is: names, addresses, dates of birth, rare illnesses',
    because: 'it could let people tell who a patient is'
  },
  contact: {
    rule: 'NHS numbers, phone numbers and e-mail addresses; they are stopped before anything is sent',
    because: 'it held a number or an address of a person'
  },
  accusation: {
    rule: 'accusations against a person who can be recognised',
    because: 'it accused a person who could be recognised'
  },
  insult: {
    rule: 'insults, threats, and contempt for people because of who they are',
    because: 'it held an insult, a threat or contempt for people because of who they are'
  },
  impostor: { rule: 'writing as somebody else', because: 'it was written as somebody else' }
} as const satisfies Record<string, { rule: string; because: string }>;

export type RemovalReason = keyof typeof REMOVAL_REASONS;

export function isRemovalReason(value: unknown): value is RemovalReason {
  return typeof value === 'string' && Object.hasOwn(REMOVAL_REASONS, value);
}

/** Stands in the place of the words. */
export function removedSentence(reason: RemovalReason): string {
  return `Removed by a facilitator: ${REMOVAL_REASONS[reason].because}.`;
}

/** "2 comments or replies were removed: 1 because it …; 1 because it …"; null where nothing was. */
export function removedSummary(reasons: readonly RemovalReason[]): string | null {
  if (reasons.length === 0) return null;
  const kinds = Object.keys(REMOVAL_REASONS) as RemovalReason[];
  const each = kinds
    .map((kind) => ({ kind, count: reasons.filter((reason) => reason === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} because ${REMOVAL_REASONS[kind].because}`);
  const verb = reasons.length === 1 ? 'was' : 'were';
  return `${countOf(reasons.length, 'contribution')} ${verb} removed by a facilitator: ${each.join('; ')}.`;
}

export type SecondLook = 'stays-removed' | 'back';

export function isSecondLook(value: unknown): value is SecondLook {
  return value === 'stays-removed' || value === 'back';
}

/** For how long removed words are kept for a second look. */
export const SECOND_LOOK_DAYS = 30;

const A_DAY = 86_400_000;

/** The last moment at which a second look can be asked for and given. */
export function secondLookUntil(removedAt: Date): Date {
  return new Date(removedAt.getTime() + SECOND_LOOK_DAYS * A_DAY);
}

/** Hiding is no means against an opinion. */
export const MOST_CONCERNS_A_DAY = 5;
export const TOO_MANY_CONCERNS = `At most ${MOST_CONCERNS_A_DAY} can be raised in a day. If somebody is in danger, call 999; otherwise tell a lead of the partnership.`;

/** Whether somebody has raised so many in the last day that no more are taken. */
export function tooManyConcerns(lately: number): boolean {
  return lately >= MOST_CONCERNS_A_DAY;
}

export type ConcernOutcome = 'no-concern' | 'passed-on';

export function isConcernOutcome(value: unknown): value is ConcernOutcome {
  return value === 'no-concern' || value === 'passed-on';
}

/** Whom to tell, by what it is about. */
export const CONTACT_KINDS = {
  adults: {
    name: 'An adult may be harmed or neglected',
    national: 'Ask for adult social care at the council where the person lives.'
  },
  children: {
    name: 'A child may be harmed or neglected',
    national: 'NSPCC helpline, 0808 800 5000, or children’s social care at the council where the child lives.'
  },
  complaints: {
    name: 'You want to complain about care',
    national:
      'Ask the service for its Patient Advice and Liaison Service (PALS), or call NHS 111 to be told which it is.'
  }
} as const satisfies Record<string, { name: string; national: string }>;

export type ContactKind = keyof typeof CONTACT_KINDS;

export const CONTACT_ORDER = Object.keys(CONTACT_KINDS) as readonly ContactKind[];

export const EMERGENCY = 'If somebody is in danger now, call 999.';

export interface LocalContact {
  readonly kind: ContactKind;
  readonly name: string;
  readonly phone: string;
  /** May be empty. */
  readonly more: string;
}

/** What a page says about one matter. */
export interface ContactLine {
  readonly kind: ContactKind;
  readonly matter: string;
  /** Null: nobody has entered one. */
  readonly local: Omit<LocalContact, 'kind'> | null;
  readonly national: string;
}

/** All matters, whatever was entered. */
export function contactLines(entered: readonly LocalContact[]): ContactLine[] {
  return CONTACT_ORDER.map((kind) => {
    const found = entered.find((each) => each.kind === kind);
    const { name: matter, national } = CONTACT_KINDS[kind];
    return {
      kind,
      matter,
      local: found ? { name: found.name, phone: found.phone, more: found.more } : null,
      national
    };
  });
}

/** Without a choice a link for several people holds what they write. */
export function holdChosen(value: unknown, most: number): boolean | undefined {
  if (value === undefined || value === '') return most > 1;
  return value === 'yes' ? true : value === 'no' ? false : undefined;
}

/** What a writer whose words were removed is told about a second look. */
export function secondLookSentence(removedAt: Date): string {
  return `You can ask somebody else to look at it again, until ${formatDate(secondLookUntil(removedAt))}.`;
}
