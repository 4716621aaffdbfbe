import type { ActionReturn } from 'svelte/action';
import type { Passage } from '#domain/comment-thread';
import type { Refusal } from '#domain/refusal';

/** What a page knows after a form was sent: why it was refused and what had been typed, or that it is done. */
export interface SentForm {
  readonly refusal?: Refusal;
  readonly typed?: Readonly<Record<string, string>>;
  /** `form` is the id of the form that was sent, `comment` the comment it was about or made. */
  readonly done?: { readonly form: string; readonly comment: string };
}

/** `use:enhanceForm` of the routes, handed in so that components hold no fetching. */
export type EnhanceForm = (
  form: HTMLFormElement,
  options: { onDone?: () => void }
) => ActionReturn | { destroy(): void };

/** Where an answer may say that the change stands. */
export interface AnswerPlaces {
  /** The clauses of the text, by their ids in the page. */
  readonly clauses: readonly { readonly value: string; readonly text: string }[];
  /** The words that are marked in the text now; left out where there is no text beside the form. */
  readonly marked?: () => Promise<Passage | null>;
  /** Where the form is sent to choose a paragraph, an item of a list or a cell of a table; left out where it leads away from work. */
  readonly choose?: string;
}

/** Where the forms of a specification's comments are sent. */
export interface CommentActions {
  readonly comment: string;
  readonly reply: string;
  readonly answer: string;
  readonly change: string;
  readonly withdraw: string;
}

/** The reading page's actions; the editor sends its forms there as well. */
export function commentActions(specificationPath: string): CommentActions {
  const action = (name: string): string => `${specificationPath}?/${name}`;
  const [comment, reply, answer] = [action('comment'), action('reply'), action('answer')];
  return { comment, reply, answer, change: action('change'), withdraw: action('withdraw') };
}

type Refused = Pick<SentForm, 'refusal' | 'typed'> | null | undefined;

/** The refusal of this form, when it was the one that was sent last. */
export function refusalOf(sent: Refused, formId: string): Refusal | undefined {
  return sent?.typed?.form === formId ? sent.refusal : undefined;
}

/** What had been typed into a field of this form when it was refused; otherwise nothing. */
export function typedIn(sent: Refused, formId: string, field: string): string {
  return sent?.typed?.form === formId ? (sent.typed[field] ?? '') : '';
}

/** The ids of the forms in which somebody changes or withdraws what they said. */
export function ownForms({ commentId, replyId }: { readonly commentId: string; readonly replyId?: string }) {
  const id = replyId ?? commentId;
  return { changeForm: `change-${id}`, withdrawForm: `withdraw-${id}` };
}
