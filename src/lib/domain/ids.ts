import { refuse, type Refusal } from './refusal';

/** An id is a random UUID (version 4) in lower case; the brand says what it names. */
export type Id<Kind extends string> = string & { readonly idOf: Kind };

export type PersonId = Id<'person'>;
export type OrganisationId = Id<'organisation'>;
export type PartnershipId = Id<'partnership'>;
export type MemberId = Id<'member'>;
export type SpecificationId = Id<'specification'>;
export type VersionId = Id<'version'>;
export type TemplateId = Id<'template'>;
export type DocumentId = Id<'document'>;
export type CommentId = Id<'comment'>;
export type BallotId = Id<'ballot'>;
export type DecisionId = Id<'decision'>;
export type EvidenceId = Id<'evidence'>;
export type MeasureId = Id<'measure'>;
export type BudgetLineId = Id<'budget-line'>;
export type OpenPointId = Id<'open-point'>;
export type MergeId = Id<'merge'>;
export type InvitationId = Id<'invitation'>;
export type ConsultationId = Id<'consultation'>;
export type NoticeId = Id<'notice'>;
export type MailId = Id<'mail'>;
export type RemovalId = Id<'removal'>;
export type ConcernId = Id<'concern'>;

/** What names a clause of a text for ever. The template's say what they are ("scope-aims"); others are ten characters by chance. */
export type ClauseId = string & { readonly __brand: 'ClauseId' };
export type GlossaryTermId = Id<'glossary-term'>;

/** Makes a new random id. Passed in as an argument so that tests can choose ids. */
export type NewId = <Kind extends string>() => Id<Kind>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether it is an id in canonical form. What runs in the browser asks this: refusals and their words stay on the server. */
export function isId<Kind extends string>(value: unknown): value is Id<Kind> {
  return typeof value === 'string' && UUID.test(value);
}

/** Anything that is not an id in canonical form is answered like an id that names nothing. */
export function parseId<Kind extends string>(value: unknown): Id<Kind> | Refusal {
  return isId<Kind>(value) ? value : refuse('not-found');
}
