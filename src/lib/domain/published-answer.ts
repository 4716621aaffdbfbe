import { saysChanged, type AnswerOutcome, type CommentThread } from './comment-thread';
import type { CommentKind } from './comment-kind';
import type { StakeholderGroup } from './membership';
import { refuse, type Refusal } from './refusal';

/** A comment and its answer as everybody reads them: nobody is named, and of the comment no moment. */
export interface PublishedAnswer {
  readonly group: StakeholderGroup;
  readonly kind: CommentKind;
  /** What was said: in its writer's words, or in a shorter form that the publisher wrote. Null: its writer does not want to be quoted. */
  readonly said: string | null;
  readonly isShort: boolean;
  readonly outcome: AnswerOutcome;
  readonly answer: string;
  /** To whom it was passed on, in words; null otherwise. */
  readonly passedTo: string | null;
  /** The words that changed, as they were when it was said and as they read when this was published; null where none did, and no words where the change stands elsewhere. */
  readonly before: string | null;
  /** Null as well when they were not in the text any more. */
  readonly after: string | null;
}

/** What is published of a comment. `short` stands for its writer's words; null: these themselves. */
export function publishedAnswer(thread: CommentThread, short: string | null): PublishedAnswer | Refusal {
  const { answer, withdrawnAt, by, kind, body } = thread;
  if (withdrawnAt !== null) return refuse('already-withdrawn');
  if (answer === null) return refuse('not-answered-yet');
  return {
    group: by.group,
    kind,
    said: short ?? body,
    isShort: short !== null,
    outcome: answer.outcome,
    answer: answer.body,
    passedTo: answer.passedTo,
    ...wordsOf(thread)
  };
}

function wordsOf({ answer }: CommentThread): Pick<PublishedAnswer, 'before' | 'after'> {
  const changed = answer && saysChanged(answer.outcome) ? answer.changed : null;
  if (changed === null) return { before: null, after: null };
  return { before: changed.before ?? '', after: changed.range ? changed.now : null };
}

/** The same where its writer does not want to be quoted: in no shorter form either. */
export function withoutTheWords<Part extends Pick<PublishedAnswer, 'said' | 'isShort'>>(part: Part): Part {
  return { ...part, said: null, isShort: false };
}
