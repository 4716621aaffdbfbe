import { parseId, type DocumentId, type SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { summariesOf } from '../db/plain-summaries';
import type { SpecificationRow } from '../db/specifications';
import { closeTexts, openTexts } from '../db/text-lock';
import { lockedSpecification } from '../db/versions';
import type { Transaction } from '../db/database';
import type { Command, Storing } from './command';
import { fieldsOf } from './fields';
import { freezeAtMilestone, textToFreeze } from './freeze-text';

interface Input {
  readonly specificationId: SpecificationId;
}

interface Facts extends Subject {
  readonly specification: SpecificationRow;
  /** Its own text, and its plain summaries: what is closed, is closed whole. */
  readonly documents: readonly DocumentId[];
}

interface Output {
  readonly closed: boolean;
}

type TextCommand = Command<Input, undefined, Facts, Output, Output>;

/** What closing and opening have in common. Fields: `specificationId`. */
const eitherWay: Pick<TextCommand, 'needs' | 'parse' | 'load' | 'announces'> = {
  needs: 'close-text',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    return isRefusal(specificationId) ? specificationId : { specificationId };
  },

  async load(tx, { specificationId }): Promise<Facts | Refusal> {
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const summaries = await summariesOf(tx, specificationId);
    const documents = [specification, ...summaries].map(({ documentId }) => documentId);
    return { partnershipId: specification.partnershipId, specification, documents };
  },

  announces: (_outcome, { specification }) => [{ kind: 'specification', id: specification.id }]
};

/** Nobody may change the text or its plain summaries from here on; comments go on. Again on a closed text: nothing changes. */
export const closeText: TextCommand = {
  name: 'close-text',
  ...eitherWay,
  decide: () => ({ closed: true }),

  async store(tx: Transaction, outcome, storing: Storing<Facts>) {
    const { facts, acting, tools } = storing;
    // Before the commit, so that no edit is stored beside it.
    const closing = facts.documents.map(async (id) => [id, await tools.drafts.closing(id)] as const);
    const rest = new Map(await Promise.all(closing));
    await closeTexts(tx, facts.documents, { at: acting.now, by: acting.membership.memberId });
    const text = await textToFreeze(tx, facts.specification, tools, rest);
    await freezeAtMilestone(tx, text, { kind: 'closed' }, storing);
    return outcome;
  }
};

/** Whoever may edit, may again. */
export const openText: TextCommand = {
  name: 'open-text',
  ...eitherWay,
  decide: () => ({ closed: false }),

  async store(tx: Transaction, outcome, { facts }: Storing<Facts>) {
    await openTexts(tx, facts.documents);
    return outcome;
  }
};
