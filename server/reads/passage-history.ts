import { clauseName } from '#domain/clause-state';
import { byTime, type Passage } from '#domain/comment-thread';
import type { SpecificationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { inOneGo, type Biography, type CarryingVersion, type WrittenPart } from '#domain/text-history';
import type { Topic } from '#protocol/topics';
import { versionSummaries } from '../db/versions';
import { fromAnchor, toAnchor, type Range } from '../documents/anchor';
import type { AuthoredRun } from '../documents/authored-words';
import { outlinedClause } from '../documents/clause-outline';
import { jsonFromDoc } from '../documents/document-bytes';
import { collapsed } from '../documents/passage-text';
import { passagesIn } from '../documents/read-passage';
import { sentencesIn, wholeSentences } from '../documents/sentences';
import { touchedBy } from '../documents/touched-passage';
import { authoredText, type AuthoredText } from './authored-text';
import { threadsOn, visibleSpecification } from './comment-thread';
import { decisionsOnTheseVersions } from './decisions-on-version';
import type { ReadContext } from './read-context';

export interface PassageHistory extends Biography {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** The heading of the clause that was asked for; null when words were. */
  readonly clause: string | null;
  /** Its sentences, each to be asked for by itself; none when it is one. */
  readonly sentences: readonly Passage[];
  readonly topics: readonly Topic[];
}

/** What is asked for, as it stands in the address: a clause by its id in the page, or words at a place. */
export interface HistoryAsked {
  readonly clause: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly quote: string | null;
}

/** Shorter parts stand in many places, so that nothing follows from finding them elsewhere. */
const LEAST_WORDS = 5;

/** The biography of a passage: who wrote it, what was said of it, and which versions and decisions carry it. */
export async function passageHistory(
  context: ReadContext,
  id: string,
  asked: HistoryAsked
): Promise<PassageHistory | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const text = await authoredText(context, specification);
  const passage = passageOf(text, asked);
  if (isRefusal(passage)) return passage;
  const { range, clause, sentences } = passage;
  const words = wordsIn(text, range);
  // Before anything is waited for: the text may go on meanwhile.
  const [readPassage, touches] = [passagesIn(text.ydoc), touchedBy(text.ydoc, range)];
  const versions = await versionsWithLines(context, specification.id);
  const threads = await threadsOn(context, specification, readPassage);
  return {
    specification: { id: specification.id, title: specification.title },
    clause,
    words,
    sentences: sentences.length > 1 ? sentences : [],
    parts: partsOf(text.runs, range).map((part) => ({ ...part, before: versionBefore(part, versions) })),
    comments: threads.filter(touches).sort(byTime),
    versions: await carrying(
      context,
      versions.filter(({ line }) => words !== '' && line.includes(words))
    ),
    topics: []
  };
}

interface Found {
  readonly range: Range;
  readonly clause: string | null;
  readonly sentences: readonly Passage[];
}

function passageOf({ ydoc, runs }: AuthoredText, { clause, from, to, quote }: HistoryAsked): Found | Refusal {
  const all = sentencesIn(runs);
  const found = (range: Range, name: string | null): Found => ({
    range,
    clause: name,
    sentences: all.filter((sentence) => sentence.from < range.to && sentence.to > range.from)
  });
  if (clause !== null) {
    const asked = outlinedClause(jsonFromDoc(ydoc), clause);
    return asked ? found(asked, clauseName(asked)) : refuse('not-found');
  }
  const [start, end] = [Number(from), Number(to)];
  if (!isPosition(from) || !isPosition(to) || start >= end || !quote) return refuse('not-found');
  const anchor = toAnchor(ydoc, { from: start, to: end, quote });
  const range = isRefusal(anchor) ? null : fromAnchor(ydoc, anchor);
  const message = 'These words have changed since they were marked. Mark them again in the text.';
  return range ? found(wholeSentences(all, range), null) : refuse('passage-changed', { message });
}

function isPosition(value: string | null): boolean {
  return value !== null && /^\d{1,9}$/.test(value);
}

/** The runs within the passage, cut at its ends. */
function within(runs: readonly AuthoredRun[], { from, to }: Range): AuthoredRun[] {
  return runs.flatMap((run) => {
    if (run.to <= from || run.from >= to) return [];
    if (run.isNote) return [{ ...run, text: ` [note: ${run.text}] ` }];
    const text = run.text.slice(Math.max(0, from - run.from), to - run.from);
    return [{ ...run, text, from: Math.max(from, run.from), to: Math.min(to, run.to) }];
  });
}

function partsOf(runs: readonly AuthoredRun[], range: Range): WrittenPart[] {
  const inside = within(runs, range);
  return inOneGo(
    inside.map(({ writtenBy, writer, origin, carried, at, dayOnly, text, from }, index) => {
      // Between two blocks there is a space.
      const gap = index > 0 && inside[index - 1]!.to < from ? ' ' : '';
      return { writtenBy, writer, origin, carried, first: at, last: at, dayOnly, text: gap + text };
    })
  );
}

/** As one line without notes, as `lineOf` makes it of a version; between two blocks there is a space. */
function wordsIn({ runs }: AuthoredText, range: Range): string {
  let words = '';
  let end = range.from;
  for (const { text, from, to, isNote } of within(runs, range)) {
    if (from > end) words += ' ';
    if (!isNote) words += text;
    end = to;
  }
  return collapsed(words);
}

type Line = Awaited<ReturnType<typeof versionsWithLines>>[number];

/** Oldest first. */
async function versionsWithLines({ tools }: ReadContext, id: SpecificationId) {
  const rows = (await versionSummaries(tools.db, id)).reverse();
  const lines = await tools.versionLines.of(rows.map((row) => row.id));
  return rows.map((row) => ({ ...row, line: lines.get(row.id)! }));
}

/** The newest version that said these words before they were written here: then they were pasted, moved or typed again. */
function versionBefore({ text, first, dayOnly, origin, carried }: WrittenPart, versions: readonly Line[]) {
  const words = collapsed(text);
  const isNew = origin.kind === 'written' || origin.kind === 'word-file';
  // Of what tells only its day nobody knows what was there before it.
  if (dayOnly || !isNew || carried || words.split(' ').length < LEAST_WORDS) return null;
  const before = versions.filter(({ frozenAt, line }) => frozenAt < first && line.includes(words));
  return before.at(-1)?.number ?? null;
}

async function carrying(context: ReadContext, versions: readonly Line[]): Promise<CarryingVersion[]> {
  const decisions = await decisionsOnTheseVersions(
    context,
    versions.map(({ id }) => id)
  );
  return versions.map(({ id, number, label, frozenAt }) => ({
    number,
    label,
    frozenAt,
    decisions: decisions.flatMap(({ versionId, ...decision }) => (versionId === id ? [decision] : []))
  }));
}
