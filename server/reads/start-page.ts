import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { SpecificationId } from '#domain/ids';
import type { Topic } from '#protocol/topics';
import { TEMPLATES } from '#schema/all-templates';
import { specificationsOf } from '../db/specifications';
import { templatesOf } from '../db/templates';
import { currentMembership, visible, type ReadContext } from './read-context';

export interface TemplateChoice {
  /** As the form sends it. */
  readonly id: string;
  readonly name: string;
  /** For whom it is; empty for one of the partnership's own. */
  readonly about: string;
}

export interface StartPage {
  /** Those of the product first; the first is the usual one. */
  readonly templates: readonly TemplateChoice[];
  /** The partnership's own, by name; they are in `templates` too. */
  readonly own: readonly Pick<TemplateChoice, 'id' | 'name'>[];
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
      ...own.map((each) => ({ ...each, about: '' }))
    ],
    own,
    specifications: specifications.map(({ id, title }) => ({ id, title })),
    may: {
      create: may(context.actor, 'create-specification', subject),
      manageTemplates: may(context.actor, 'manage-templates', subject)
    },
    topics: [{ kind: 'partnership', id: subject.partnershipId }]
  };
}
