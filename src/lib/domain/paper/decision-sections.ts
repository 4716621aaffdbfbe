import { formatDate } from '../dates';
import type { DecisionOption } from '../decision';
import { formatPounds } from '../money';
import { joinWords } from '../words';
import { gaps, list, NOT_RECORDED, tableOr, words, type PaperBlock } from './blocks';
import type { PaperFacts, PaperSignature } from './facts';

/** What the meeting is asked, in the decision's own words. */
export function recommendation({ decision, version }: PaperFacts): PaperBlock[] {
  return [
    words(decision.question),
    words('The meeting is asked to agree these words:'),
    { kind: 'quote', words: decision.wording },
    words(
      `The words rest on ${version.name}, frozen on ${formatDate(version.frozenAt)}. Nobody can change that text any more.`
    )
  ];
}

export function reasons({ decision }: PaperFacts): PaperBlock[] {
  return [words(decision.reasons)];
}

export function options({ decision }: PaperFacts): PaperBlock[] {
  return [
    ...tableOr(
      ['Option', '£ a year', 'Put forward', 'Why'],
      decision.options.map(optionRow),
      'No options are recorded.'
    ),
    ...gaps('Benefits and risks of each option', 'When each option was ruled out')
  ];
}

/** The same without the option that is put forward. */
export function rejectedOptions(facts: PaperFacts): PaperBlock[] {
  const rejected = facts.decision.options.filter(({ chosen }) => !chosen);
  return [
    ...tableOr(
      ['Option', '£ a year', 'Why it is not put forward'],
      rejected.map((option) => {
        const [name, cost, , why] = optionRow(option);
        return [name!, cost!, why!];
      }),
      'No other options are recorded.'
    ),
    ...gaps('Benefits and risks of each option', 'When each option was ruled out')
  ];
}

function optionRow({ key, title, annualCost, chosen, reason }: DecisionOption): string[] {
  const cost = annualCost === null ? NOT_RECORDED : formatPounds(annualCost);
  return [`${key}. ${title}`, cost, chosen ? 'Yes' : 'No', reason];
}

/** Who has answered, who has not, and what was said against it. */
export function answersSoFar({ decision }: PaperFacts): PaperBlock[] {
  const { signatures, stillNeeded, waitsFor, state } = decision;
  const refusals = signatures.filter(({ outcome }) => outcome === 'refused');
  return [
    words(decision.sentence),
    ...tableOr(
      ['Organisation', 'Board member', 'Answer', 'Date'],
      signatures.map(signatureRow),
      'No board member has answered yet.'
    ),
    ...(state === 'awaiting' && waitsFor.length > 0
      ? [words(`Still to answer: ${joinWords(waitsFor)}. ${needed(stillNeeded)}`)]
      : []),
    ...(refusals.length === 0
      ? [words('No board member has refused.')]
      : list(refusals.map(({ organisation, reason }) => `${organisation} refused: “${reason}”`))),
    ...gaps('Views of a minority in a meeting, in their own words')
  ];
}

function needed(count: number): string {
  return count === 1 ? 'One of them is needed.' : `${count} of them are needed.`;
}

function signatureRow({ organisation, name, outcome, signedAt }: PaperSignature): string[] {
  return [organisation, name, outcome === 'signed' ? 'Signed' : 'Refused', formatDate(signedAt)];
}

export function authority(): PaperBlock[] {
  return gaps(
    'The power under which each body decides',
    'Limits in each scheme of delegation, and whether this decision is within them',
    'Legal advice'
  );
}

export function interests(): PaperBlock[] {
  return gaps('Interests that were declared, and how each was handled', 'Quorum');
}

/** Papers that this one rests on, with the fingerprints that show whether they were altered. */
export function backgroundPapers({ decision, version, ballot }: PaperFacts): PaperBlock[] {
  return [
    ...list([
      `${version.name}. Fingerprint (SHA-256): ${version.hash}`,
      `Decision ${decision.reference}: ${decision.title}. Fingerprint (SHA-256): ${decision.hash}`,
      ...(ballot ? [`Ballot: ${ballot.title}, closed on ${formatDate(ballot.closedAt)}`] : [])
    ]),
    words(
      'Owners, evidence, measures, money, comments and open points are those that are recorded now. They are not part of the frozen text.'
    )
  ];
}

export function nextSteps(facts: PaperFacts): PaperBlock[] {
  const { waitsFor, state } = facts.decision;
  const waits =
    state === 'awaiting' ? waitsFor.map((name) => `${name}: a board member signs or refuses.`) : [];
  return [
    ...list(waits),
    ...gaps('Actions with their owners and dates', 'Date from which this takes effect', 'Review date')
  ];
}
