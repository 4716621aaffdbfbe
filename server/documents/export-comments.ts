import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Paragraph,
  TextRun,
  type ICommentOptions,
  type ParagraphChild
} from 'docx';
import { enteredLine } from '#domain/entered';
import { aboutWords, OUTCOME_NAMES, type Answer, type CommentThread } from '#domain/comment-thread';
import { shownWords } from '#domain/shown-words';
import type { CommentId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { xmlText } from './export-runs';
import type { SuggestedChange } from './suggested-changes';
import { remarksOn, withRemarks } from './word-remarks';

/** A comment for a Word file, and those that stand under it. */
export interface ExportedComment {
  readonly author: string;
  readonly at: Date;
  readonly body: string;
  readonly range: CommentThread['range'];
  readonly replies: readonly Omit<ExportedComment, 'range' | 'replies' | 'done'>[];
  /** It has its answer: Word shows it as resolved. */
  readonly done: boolean;
}

/** Threads as Word comments: an answer is the last thing said, and words that are gone are quoted. */
export function exportedComments(threads: readonly CommentThread[]): ExportedComment[] {
  return threads.map(commentOf);
}

/** The same beside tracked changes: of those only what was said besides. */
export function commentsBeside(
  changes: ReadonlyMap<CommentId, Pick<SuggestedChange, 'sentence'>>,
  threads: readonly CommentThread[]
): ExportedComment[] {
  return threads.flatMap((thread) => {
    const [comment, change] = [commentOf(thread), changes.get(thread.id)];
    if (!change) return [comment];
    const { sentence } = change;
    const body = comment.body.startsWith(`${sentence}\n`) ? comment.body : sentence;
    return body === sentence && comment.replies.length === 0 ? [] : [{ ...comment, body }];
  });
}

function commentOf({ range, answer, replies, ...thread }: CommentThread): ExportedComment {
  return {
    author: authorOf(thread),
    at: thread.at,
    body: bodyOf({ range, ...thread }),
    range,
    replies: [
      ...replies.map((reply) => ({ author: authorOf(reply), at: reply.at, body: shownWords(reply) })),
      ...(answer === null
        ? []
        : [
            {
              author: authorOf({ ...answer, brought: null }),
              at: answer.at,
              body: answerLine(answer)
            }
          ])
    ],
    done: answer !== null
  };
}

function bodyOf(
  thread: Pick<
    CommentThread,
    'subject' | 'quote' | 'range' | 'entered' | 'body' | 'withdrawnAt' | 'removed' | 'because'
  >
) {
  const { subject, range, entered } = thread;
  const said = entered ? `${shownWords(thread)}\n${enteredLine(entered)}` : shownWords(thread);
  if (subject.kind !== 'words') return `About ${aboutWords(thread)}: ${said}`;
  return range === null ? `About words that are no longer in the text, ${aboutWords(thread)}: ${said}` : said;
}

function answerLine({ outcome, body, passedTo }: Answer): string {
  const passed = passedTo ? ` Passed to: ${passedTo}` : '';
  return `Answer: ${OUTCOME_NAMES[outcome]}. ${body}${passed}`;
}

/** Who said what came with a Word file that named nobody. */
export const NO_NAME = 'No name in the Word file';

export function authorOf({ by, brought }: Pick<CommentThread, 'by' | 'brought'>): string {
  if (brought) return brought.claimedAuthor ?? NO_NAME;
  return by.organisation === '' ? by.name : `${by.name} (${by.organisation})`;
}

interface NumberedComment {
  readonly id: number;
  readonly comment: ExportedComment['replies'][number];
  /** The comment that it stands under. */
  readonly parent: number | null;
  readonly done: boolean;
}

/** The comments of one Word file: their numbers, and where each begins and ends in the running text. */
export class CommentPlaces {
  readonly numbered: readonly NumberedComment[];
  /** The text with its comments marked, for the blocks to be written from. */
  readonly json: DocumentJson;
  readonly #begins = new Map<DocumentJson, number[]>();
  readonly #ends = new Map<DocumentJson, number[]>();
  readonly #gone: number[];

  constructor(json: DocumentJson, comments: readonly ExportedComment[]) {
    const numbered = numberedOf(comments);
    this.numbered = numbered.flat();
    const ranges = comments.flatMap(({ range }, index) => (range ? [{ ...range, id: String(index) }] : []));
    this.json = withRemarks(json, ranges);
    const found = remarksOn(this.json);
    const idsOf = (index: number) => numbered[index]!.map(({ id }) => id);
    comments.forEach((_, index) => {
      const place = found.get(String(index));
      if (!place) return;
      push(this.#begins, place.first, idsOf(index));
      push(this.#ends, place.last, idsOf(index));
    });
    this.#gone = comments.flatMap((_, index) => (found.has(String(index)) ? [] : idsOf(index)));
  }

  /** The runs of a text, with what begins before it and ends after it. */
  around(text: DocumentJson, runs: readonly ParagraphChild[]): ParagraphChild[] {
    return enclosed(runs, this.#begins.get(text) ?? [], this.#ends.get(text) ?? []);
  }

  /** The runs of the title, with the comments whose words are gone. */
  aroundTitle(runs: readonly ParagraphChild[]): ParagraphChild[] {
    return enclosed(runs, this.#gone, this.#gone);
  }

  wordComments(): ICommentOptions[] {
    return this.numbered.map(({ id, comment: { author, at, body } }) => ({
      id,
      author: xmlText(author),
      initials: initialsOf(author),
      date: at,
      children: body.split('\n').map((line) => new Paragraph({ children: [new TextRun(xmlText(line))] }))
    }));
  }
}

function numberedOf(comments: readonly ExportedComment[]): NumberedComment[][] {
  let next = 0;
  return comments.map((comment) => {
    const id = next++;
    const replies = comment.replies.map((reply) => ({
      id: next++,
      comment: reply,
      parent: id,
      done: comment.done
    }));
    return [{ id, comment, parent: null, done: comment.done }, ...replies];
  });
}

function push(places: Map<DocumentJson, number[]>, text: DocumentJson, ids: readonly number[]): void {
  places.set(text, [...(places.get(text) ?? []), ...ids]);
}

function enclosed(
  runs: readonly ParagraphChild[],
  begins: readonly number[],
  ends: readonly number[]
): ParagraphChild[] {
  return [
    ...begins.map((id) => new CommentRangeStart(id)),
    ...runs,
    ...ends.flatMap((id) => [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })])
  ];
}

function initialsOf(author: string): string {
  const [name = ''] = author.split(' (');
  return xmlText(
    name
      .split(/\s+/)
      .map((word) => word.charAt(0))
      .join('')
  ).slice(0, 3);
}
