import type { Refusal } from '#domain/refusal';
import type { EnhanceForm } from '../comment-forms';

/** What a page knows after a form about a clause was sent. `done.form` is the id of the form that was sent. */
export interface SentFact {
  readonly refusal?: Refusal;
  readonly typed?: Readonly<Record<string, string>>;
  readonly done?: { readonly form: string };
}

/** Where the forms of one clause are sent, and what became of the last one. */
export interface FactForms {
  /** "/specifications/…/clauses/scope": each form adds the name of its action. */
  readonly path: string;
  readonly sent: SentFact | null | undefined;
  readonly enhance: EnhanceForm;
}

/** The clause's own page answers its forms, also when they stand beside the editor. */
export function clausePath(specificationId: string, clause: string): string {
  return `/specifications/${specificationId}/clauses/${clause}`;
}
