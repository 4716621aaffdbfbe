import { parseId } from '#domain/ids';
import type { PublishedAnswer } from '#domain/published-answer';
import { wallClock } from '#domain/london-time';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { publicTitle, publishedOn, type PublishedRow } from '../db/published-answers';
import type { ReadContext } from './read-context';

/** A part as everybody reads it. */
export interface ShownPart extends PublishedAnswer {
  /** The day in the United Kingdom on which it was published, "2026-12-03". */
  readonly publishedOn: string;
}

export interface YouSaidPage {
  readonly title: string;
  readonly partnership: string;
  /** The newest first; at least one. */
  readonly parts: readonly ShownPart[];
}

/** The public page of a specification. Asks nobody who they are; there is none while nothing is published. */
export async function youSaidPage(
  { tools: { db } }: Pick<ReadContext, 'tools'>,
  asked: string
): Promise<YouSaidPage | Refusal> {
  const id = parseId<'specification'>(asked);
  const rows = isRefusal(id) ? [] : await publishedOn(db, id);
  const named = isRefusal(id) || rows.length === 0 ? undefined : await publicTitle(db, id);
  return named ? { ...named, parts: rows.map(shownPart) } : refuse('not-found');
}

/** No id of a comment and no member goes with it. */
export function shownPart(row: PublishedRow): ShownPart {
  const { kind, said, isShort, outcome, answer, passedTo } = row;
  return {
    ...{ kind, said, isShort, outcome, answer, passedTo },
    group: row.stakeholderGroup,
    before: row.wordsBefore,
    after: row.wordsAfter,
    publishedOn: wallClock(row.publishedAt).slice(0, 10)
  };
}
