import type { ActionReturn } from 'svelte/action';
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

/** Where the forms of a specification's comments are sent. */
export interface CommentActions {
  readonly comment: string;
  readonly reply: string;
  readonly answer: string;
}

/** The reading page's actions; the editor sends its forms there as well. */
export function commentActions(specificationPath: string): CommentActions {
  const action = (name: string): string => `${specificationPath}?/${name}`;
  return { comment: action('comment'), reply: action('reply'), answer: action('answer') };
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
