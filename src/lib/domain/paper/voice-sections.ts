import {
  aboutWords,
  ANSWER_OUTCOMES,
  OUTCOME_NAMES,
  saysChanged,
  waitsForAnswer,
  type CommentThread
} from '../comment-thread';
import { removedAmong } from '../shown-words';
import { formatDate } from '../dates';
import { WAY_NAMES } from '../entered';
import { STAKEHOLDER_GROUPS } from '../membership';
import { NOT_SHOWN_NOW, removedSummary } from '../moderation';
import { nameOf } from '../voice-meter/counted-together';
import { NOT_SHOWN } from '../voice-meter/measure';
import { asSentenceStart, countOf, joinWords } from '../words';
import { gaps, list, subheading, table, tableOr, words, type PaperBlock } from './blocks';
import type { PaperFacts } from './facts';

/** Who commented, what became of it, and in full what patients and carers said. Names of people are left out: a paper is published. */
export function voices(facts: PaperFacts): PaperBlock[] {
  const patients = said(facts).filter(({ by }) => by.group === 'patient-carer');
  return [
    ...byGroup(facts),
    subheading('What patients and carers said, and what became of it'),
    ...influence(patients),
    ...tableOr(
      ['What was said', 'About', 'Answer', 'Why'],
      patients.map(voiceRow),
      'No patient or carer has commented on the text.'
    ),
    ...unanswered(patients, facts)
  ];
}

/** What was said here and not taken back; what came with a Word file stands under the name of whoever imported it, and counts for no group. */
function said({ threads }: PaperFacts): CommentThread[] {
  return threads.filter(({ brought, withdrawnAt }) => brought === null && withdrawnAt === null);
}

function byGroup(facts: PaperFacts): PaperBlock[] {
  const threads = said(facts);
  const brought = facts.threads.filter((thread) => thread.brought !== null).length;
  const withdrawn = facts.threads.filter(
    ({ withdrawnAt, removed }) => withdrawnAt !== null && removed === null
  ).length;
  const { sets } = facts.meter;
  const rows = sets
    .map((set) => ({ set, of: threads.filter(({ by }) => set.groups.includes(by.group)) }))
    .filter(({ set, of }) => of.length > 0 || !set.shown);
  // With the sum of all, what is not shown could be worked out.
  const total = sets.every(({ shown }) => shown);
  const made = `${countOf(threads.length, 'comment')} ${threads.length === 1 ? 'was' : 'were'} made on the text.`;
  return [
    ...(total ? [words(made)] : []),
    ...(rows.length === 0
      ? []
      : [
          table(
            ['Group', 'Comments', 'Text changed', 'Partly', 'Not changed', 'Passed on', 'No answer yet'],
            rows.map(({ set, of }) => [
              nameOf(set),
              ...(set.shown ? [String(of.length), ...countsOf(of)] : NONE_SHOWN)
            ])
          )
        ]),
    ...(brought === 0
      ? []
      : [
          words(`${countOf(brought, 'more comment')} came with a Word file. Nobody can check who made them.`)
        ]),
    ...(withdrawn === 0
      ? []
      : [
          words(
            `${countOf(withdrawn, 'comment')} ${withdrawn === 1 ? 'was' : 'were'} withdrawn by whoever made ${withdrawn === 1 ? 'it' : 'them'}.`
          )
        ]),
    ...removedWords(facts)
  ];
}

function removedWords({ threads }: PaperFacts): PaperBlock[] {
  const removed = removedSummary(removedAmong(threads));
  return removed === null ? [] : [words(removed)];
}

const NONE_SHOWN = Array.from({ length: ANSWER_OUTCOMES.length + 2 }, () => NOT_SHOWN);

function countsOf(threads: readonly CommentThread[]): string[] {
  const outcomes = [...ANSWER_OUTCOMES, undefined];
  return outcomes.map((wanted) => String(threads.filter(({ answer }) => answer?.outcome === wanted).length));
}

function influence(patients: readonly CommentThread[]): PaperBlock[] {
  if (patients.length === 0) return [];
  const answered = patients.filter(({ answer }) => answer !== null);
  const changed = answered.filter(({ answer }) => answer && saysChanged(answer.outcome));
  return [
    words(
      `${answered.length} of ${countOf(patients.length, 'comment')} by patients and carers ${answered.length === 1 ? 'has' : 'have'} an answer. ${changed.length} of these ${changed.length === 1 ? 'answers says' : 'answers say'} that the text was changed, in whole or in part.`
    )
  ];
}

/** Who entered it is left out, as all names of people are. */
function voiceRow({ body, quote, subject, answer, entered }: CommentThread): string[] {
  const came = entered
    ? ` (Entered for somebody without an account, ${WAY_NAMES[entered.way].toLowerCase()}.)`
    : '';
  const about = asSentenceStart(aboutWords({ subject, quote }));
  const passed = answer?.passedTo ? ` Passed to: ${answer.passedTo}` : '';
  const outcome = answer ? OUTCOME_NAMES[answer.outcome] : 'No answer yet';
  return [`“${body}”${came}`, about, outcome, `${answer?.body ?? ''}${passed}`];
}

function unanswered(patients: readonly CommentThread[], { decision, threads }: PaperFacts): PaperBlock[] {
  const waiting = patients.filter(waitsForAnswer);
  const hidden = decision.exceptions
    .filter(({ commentId }) => !threads.some(({ id }) => id === commentId))
    .map(({ reason }) => `${NOT_SHOWN_NOW} Why it has none: ${reason}`);
  if (waiting.length + hidden.length === 0) return [];
  const reasonFor = ({ id }: CommentThread) =>
    decision.exceptions.find(({ commentId }) => commentId === id)?.reason;
  const line = (thread: CommentThread) => {
    const reason = reasonFor(thread);
    return `“${thread.body}” (${formatDate(thread.at)})${reason ? ` Why it has none: ${reason}` : ''}`;
  };
  return [
    subheading('Comments that still wait for an answer'),
    words('Patients and carers were promised an answer in plain words. These have none:'),
    ...list([...waiting.map(line), ...hidden]),
    ...(waiting.every(reasonFor) ? [] : gaps('Why they have no answer'))
  ];
}

/** What is known of how people were involved, and which of it is kept elsewhere. */
export function involvement(facts: PaperFacts): PaperBlock[] {
  return [
    ...commentTime(facts),
    ...unheard(facts),
    ...gaps(
      'Dates on which a consultation opened and closed, and the days between its close and this decision',
      'Workshops, surveys and meetings: who, how many and when',
      'What people were told they could influence'
    )
  ];
}

function commentTime(facts: PaperFacts): PaperBlock[] {
  const days = said(facts)
    .map(({ at }) => at.getTime())
    .sort((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [formatDate(new Date(first)), formatDate(new Date(last))];
  return [
    words(`Comments on the text were made here ${from === to ? `on ${from}` : `from ${from} to ${to}`}.`)
  ];
}

/** Observers only look on, so nobody waits to hear from them. Of groups that are counted together it is said of them together. */
function unheard(facts: PaperFacts): PaperBlock[] {
  const heard = new Set(said(facts).map(({ by }) => by.group));
  const { sets } = facts.meter;
  const counted = new Set(sets.flatMap(({ groups }) => groups));
  const absent = STAKEHOLDER_GROUPS.filter((group) => !counted.has(group)).map((group) => [group]);
  const silent = [...sets.filter(({ shown }) => shown).map(({ groups }) => groups), ...absent].filter(
    (groups) => groups.some((group) => group !== 'observer') && !groups.some((group) => heard.has(group))
  );
  if (silent.length === 0) return [words('Every group that is shown has commented on the text.')];
  const names = silent.map((groups) => nameOf({ groups }).toLowerCase());
  return [words(`No comment on the text by: ${joinWords(names)}.`)];
}

export function equality(): PaperBlock[] {
  return gaps(
    'Equality assessment, and that members had it before they decided',
    'Which groups of people are affected, and how',
    'Effect on health inequalities',
    'What is done about harm to any group'
  );
}
