import type { Refusal } from '#domain/refusal';

/** What is wrong with one field: a sentence, or a refusal, whose code is then shown as well. */
export type FieldError = string | Pick<Refusal, 'code' | 'message'>;

/** One line of the error summary; `field` is the id (by default the name) of the field it links to. */
export interface SummaryError {
  readonly message: string;
  readonly code?: string;
  readonly field?: string;
}

/** The refusal, when it is about this field; otherwise nothing. For `error={errorOn(form?.refusal, 'title')}`. */
export function errorOn(refusal: Refusal | null | undefined, field: string): Refusal | undefined {
  return refusal?.field === field ? refusal : undefined;
}

export function errorText(error: FieldError): string {
  return typeof error === 'string' ? error : error.message;
}

export function errorCode(error: FieldError): string | undefined {
  return typeof error === 'string' ? undefined : error.code;
}

/** The value of aria-describedby: the ids that exist, in reading order; nothing when there are none. */
export function describedBy(...ids: readonly (string | false | undefined)[]): string | undefined {
  return ids.filter(Boolean).join(' ') || undefined;
}
