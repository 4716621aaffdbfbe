import { parseId, type SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { TEMPLATES, templateFor } from '#schema/all-templates';
import { clauseIdsOf } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import type { SpecificationTemplate } from '#schema/specification-template';
import { heldTo, letGoOf, templateOffer, type RenamedClause, type Renaming } from '#schema/template-words';
import { followRenamedClauses } from '../db/renamed-clauses';
import { specificationById } from '../db/specifications';
import type { Command } from './command';
import { editDraft } from './edit-draft';
import { fieldsOf } from './fields';

interface Input {
  readonly specificationId: SpecificationId;
  readonly template: SpecificationTemplate;
  readonly hold: boolean;
}

interface Held {
  readonly template: string;
  readonly held: boolean;
  /** How many of its headings, sub-headings included. */
  readonly count: number;
}

interface Facts extends Subject {
  readonly id: SpecificationId;
}

/** The edit is made by then: see `editDraft`. */
interface Made extends Pick<Input, 'template' | 'hold'> {
  readonly renamed: readonly RenamedClause[];
}

/**
 * Holds an imported text to the template that it looks like, or lets it go, as the person's own edit: its headings get the
 * template's ids, or others, and what is kept about them follows. Fields: `specificationId`, `template` (its id) and
 * `choice` ("hold" or "let-go").
 */
export const holdToTemplate: Command<Input, Made, Facts, Made, Held> = {
  name: 'hold-to-template',
  needs: 'edit-specification',

  parse(raw) {
    const fields = fieldsOf(raw);
    const specificationId = parseId<'specification'>(fields.specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const template = TEMPLATES.find(({ id }) => id === fields.template);
    if (!template) return refuse('invalid-input', { field: 'template' });
    if (fields.choice !== 'hold' && fields.choice !== 'let-go')
      return refuse('invalid-input', { field: 'choice' });
    return { specificationId, template, hold: fields.choice === 'hold' };
  },

  // The edit is a commit of its own; the policy is asked before it.
  async prepare({ specificationId, template, hold }, actor, tools) {
    const specification = await specificationById(tools.db, specificationId);
    if (!specification) return refuse('not-found');
    const imported = specification.origin === 'word-file';
    let made: Renaming | undefined;
    const rewrite = (json: DocumentJson): DocumentJson | Refusal => {
      const fits = imported && (hold ? looksLike(template, json) : standsOn(template, json));
      if (!fits) return refuse('draft-changed', { message: MEANWHILE });
      made = hold ? heldTo(template, json) : letGoOf(template, json);
      return made.json;
    };
    const changed = await editDraft(specificationId, rewrite, { actor, tools });
    return isRefusal(changed) ? changed : { template, hold, renamed: made!.renamed };
  },

  async load(tx, { specificationId }) {
    return (await specificationById(tx, specificationId)) ?? refuse('not-found');
  },

  decide: (_facts, _input, made) => made,

  async store(tx, { template, hold, renamed }, { facts }) {
    await followRenamedClauses(tx, facts.id, renamed);
    return { template: template.name, held: hold, count: renamed.length };
  },

  announces: (_outcome, { id }) => [{ kind: 'specification', id }]
};

const MEANWHILE =
  'The headings of this text were changed meanwhile, so nothing was done. Look at what is offered now.';

function looksLike(template: SpecificationTemplate, json: DocumentJson): boolean {
  return templateOffer(json)?.template === template;
}

function standsOn(template: SpecificationTemplate, json: DocumentJson): boolean {
  return templateFor(clauseIdsOf(json)) === template;
}
