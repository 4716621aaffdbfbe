import { countOf } from '#domain/words';

interface Viewer {
  readonly comment: boolean;
  readonly answer: boolean;
}

/** What the page asks of this reader, in one or two sentences. */
export function askedOf(may: Viewer, unanswered: number): string {
  if (may.answer && unanswered > 0) {
    return `${countOf(unanswered, 'comment')} ${unanswered === 1 ? 'waits' : 'wait'} for an answer. You may give it.`;
  }
  if (may.comment) {
    return 'Read the text and say what is missing, wrong or unclear. Every comment by a patient or carer gets an answer.';
  }
  return 'You can read the text and what others said about it. Your role does not allow you to comment.';
}
