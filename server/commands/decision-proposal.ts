import type { DecisionOption, UnansweredComment } from '#domain/decision';
import { parseId, type BallotId, type VersionId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { optionsField } from './decision-options';
import { exceptionsField } from './exceptions-field';
import { fieldsOf, textField } from './fields';
import { publicField } from './public-words';

interface Words {
  readonly reference: string;
  readonly title: string;
  readonly question: string;
  readonly wording: string;
  readonly reasons: string;
}

/** What somebody sends who puts a decision to the boards. */
export interface Proposal extends Words {
  readonly options: readonly DecisionOption[];
  readonly versionId: VersionId;
  readonly ballotId: BallotId | null;
  readonly organisationsNeeded: number;
  /** Why comments that have no answer have none. */
  readonly exceptions: readonly UnansweredComment[];
}

/**
 * Fields: `reference`, `title`, `question`, `wording`, `reasons`, the options (see decision-options), `versionId`,
 * `ballotId` (may be empty), `organisationsNeeded` (2 when empty), and the exceptions (see exceptions-field).
 */
export function parseProposal(raw: unknown): Proposal | Refusal {
  const words = wordsOf(raw);
  if (isRefusal(words)) return words;
  const options = optionsField(raw);
  if (isRefusal(options)) return options;
  const evidence = evidenceOf(raw);
  if (isRefusal(evidence)) return evidence;
  const exceptions = exceptionsField(raw);
  if (isRefusal(exceptions)) return exceptions;
  const organisationsNeeded = organisationsNeededOf(raw);
  return isRefusal(organisationsNeeded)
    ? organisationsNeeded
    : { ...words, options, ...evidence, organisationsNeeded, exceptions };
}

const WORDS = {
  reference: { most: 40, missing: 'Give the decision a reference.' },
  title: { most: 200, missing: 'Give the decision a title.' },
  question: { most: 2000, missing: 'Write the question that is decided.' },
  wording: { most: 10_000, missing: 'Write the words that become the decision.' },
  reasons: { most: 10_000, missing: 'Give the reasons.' }
} as const satisfies Record<keyof Words, { most: number; missing: string }>;

function wordsOf(raw: unknown): Words | Refusal {
  const words: Record<string, string> = {};
  for (const [field, rule] of Object.entries(WORDS)) {
    const text = publicField(raw, field, rule);
    if (isRefusal(text)) return text;
    words[field] = text;
  }
  const { reference, title, question, wording, reasons } = words as unknown as Words;
  return {
    reference: reference.replace(/\s+/g, ' '),
    title: title.replace(/\s+/g, ' '),
    question,
    wording,
    reasons
  };
}

const CHOOSE_VERSION = 'Choose the frozen version that the decision rests on.';

function evidenceOf(raw: unknown): Pick<Proposal, 'versionId' | 'ballotId'> | Refusal {
  const version = textField(raw, 'versionId', { most: 100, missing: CHOOSE_VERSION });
  if (isRefusal(version)) return version;
  const versionId = parseId<'version'>(version);
  if (isRefusal(versionId)) return noSuchVersion();
  const ballot = textField(raw, 'ballotId', { most: 100 });
  if (isRefusal(ballot)) return ballot;
  const ballotId = ballot === '' ? null : parseId<'ballot'>(ballot);
  return isRefusal(ballotId) ? noSuchBallot() : { versionId, ballotId };
}

/** More bodies than ever sign one thing; a larger number is a slip of the finger. */
const MOST_ORGANISATIONS = 20;

function organisationsNeededOf(raw: unknown): number | Refusal {
  const sent = fieldsOf(raw).organisationsNeeded ?? '';
  const text = typeof sent === 'string' || typeof sent === 'number' ? String(sent).trim() || '2' : '';
  const needed = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (needed >= 1 && needed <= MOST_ORGANISATIONS) return needed;
  const message = `Say how many organisations must sign: a whole number from 1 to ${MOST_ORGANISATIONS}.`;
  return refuse('invalid-input', { field: 'organisationsNeeded', message });
}

export function noSuchVersion(): Refusal {
  return refuse('not-found', { field: 'versionId', message: CHOOSE_VERSION });
}

export function noSuchBallot(): Refusal {
  return refuse('not-found', {
    field: 'ballotId',
    message: 'Choose one of the ballots that have closed, or none.'
  });
}
