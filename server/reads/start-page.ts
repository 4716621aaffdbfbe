import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { clauseName } from '#domain/clause-state';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { Topic } from '#protocol/topics';
import { TEMPLATES, templateHeading } from '#schema/all-templates';
import type { DocumentJson } from '#schema/document-json';
import { fillableHeadings } from '#schema/own-template';
import { specificationsOf } from '../db/specifications';
import { templatesOf, type TemplateRow } from '../db/templates';
import { currentMembership, visible, type ReadContext } from './read-context';

export interface TemplateChoice {
  /** As the form sends it. */
  readonly id: string;
  readonly name: string;
  /** For whom it is; empty for one of the partnership's own. */
  readonly about: string;
}

/** One of the partnership's own, for who may change it. */
export interface OwnTemplate extends Pick<TemplateChoice, 'id' | 'name'> {
  /** Its headings of the two highest levels, in reading order. */
  readonly headings: readonly OwnHeading[];
}

export interface OwnHeading {
  readonly id: ClauseId;
  /** "3.2 Scope". */
  readonly name: string;
  readonly mandatory: boolean;
  /** A template of the product says so; that is not to choose. */
  readonly fixed: boolean;
}

export interface StartPage {
  /** Those of the product first; the first is the usual one. */
  readonly templates: readonly TemplateChoice[];
  /** The partnership's own, by name; they are in `templates` too. */
  readonly own: readonly OwnTemplate[];
  /** What a template can be made of. */
  readonly specifications: readonly { readonly id: SpecificationId; readonly title: string }[];
  readonly may: { readonly create: boolean; readonly manageTemplates: boolean };
  readonly topics: readonly Topic[];
}

/** Where a specification is started. */
export async function startPage(context: ReadContext): Promise<StartPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const subject = visible(context, 'read-specification', { partnershipId: membership.partnershipId });
  if (isRefusal(subject)) return subject;
  const { db } = context.tools;
  const own = await templatesOf(db, subject.partnershipId);
  const specifications = await specificationsOf(db, subject.partnershipId);
  return {
    templates: [
      ...TEMPLATES.map(({ id, name, about }) => ({ id, name, about })),
      ...own.map(({ id, name }) => ({ id, name, about: '' }))
    ],
    own: own.map(shownTemplate),
    specifications: specifications.map(({ id, title }) => ({ id, title })),
    may: {
      create: may(context.actor, 'create-specification', subject),
      manageTemplates: may(context.actor, 'manage-templates', subject)
    },
    topics: [{ kind: 'partnership', id: subject.partnershipId }]
  };
}

function shownTemplate({ id, name, json, mandatory }: TemplateRow): OwnTemplate {
  const headings = fillableHeadings(json as DocumentJson).map((heading) => {
    const known = templateHeading(heading.id);
    return {
      id: heading.id,
      name: clauseName(heading),
      mandatory: known ? known.mandatory : mandatory.includes(heading.id),
      fixed: known !== undefined
    };
  });
  return { id, name, headings };
}
