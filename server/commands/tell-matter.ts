import { parseId, type CommentId, type ConcernId, type SpecificationId } from '#domain/ids';
import { membershipIn } from '#domain/membership';
import { TOO_MANY_CONCERNS, tooManyConcerns } from '#domain/moderation';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { shownAsChosen } from '#domain/shown-as';
import { insertComment, type NewComment } from '../db/comments';
import { insertConcern, raisedLately } from '../db/moderation';
import { specificationById } from '../db/specifications';
import { unnamedOf, type Unnamed } from '../db/standing';
import type { Command } from './command';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { doingOf, tellQueue } from './tell-people';

interface Input {
  readonly specificationId: SpecificationId;
  readonly body: string;
  /** As it was sent; what may be chosen depends on the writer's group. */
  readonly shownAs: unknown;
}

interface Facts extends Subject, Unnamed {
  /** How many matters the actor raised or told in the last day. */
  readonly lately: number;
}

interface Told {
  readonly concernId: ConcernId;
  readonly said: NewComment;
}

/**
 * Tells what may be a safeguarding or complaint matter to those who see the restricted queue: nobody else ever sees it. Fields:
 * `specificationId`, `body`, `shownAs` (may be left out).
 */
export const tellMatter: Command<Input, undefined, Facts, Told, { readonly commentId: CommentId }> = {
  name: 'tell-matter',
  needs: 'raise-concern',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const body = commentWords(raw, 'Write what happened.');
    return isRefusal(body) ? body : { specificationId, body, shownAs: fieldsOf(raw).shownAs };
  },

  async load(tx, { specificationId }, actor, tools) {
    const row = await specificationById(tx, specificationId);
    if (!row) return refuse('not-found');
    const { partnershipId } = row;
    const membership = membershipIn(actor, partnershipId);
    return {
      partnershipId,
      ...(await unnamedOf(tx, membership)),
      lately: membership ? await raisedLately(tx, membership.memberId, await tools.now(tx)) : 0
    };
  },

  decide(facts, { specificationId, body, shownAs }, _prepared, { membership, now, newId }) {
    if (tooManyConcerns(facts.lately)) return refuse('too-many-tries', { message: TOO_MANY_CONCERNS });
    const shown = shownAsChosen(shownAs, membership.group, facts);
    if (isRefusal(shown)) return shown;
    const said = { id: newId<'comment'>(), specificationId, authorId: membership.memberId, body, ...shown };
    return {
      concernId: newId<'concern'>(),
      // Never on a public page, whatever becomes of it.
      said: { ...said, quote: '', kind: 'comment', standing: 'concern', mayBeQuoted: false, createdAt: now }
    };
  },

  async store(tx, { concernId, said }, { facts: { partnershipId }, acting }) {
    await insertComment(tx, said);
    const { id: commentId, authorId: raisedBy, createdAt: raisedAt } = said;
    await insertConcern(tx, { id: concernId, commentId, raisedBy, raisedAt, told: true });
    await tellQueue(tx, { partnershipId, aboutId: commentId }, doingOf(acting));
    return { commentId };
  },

  // For everybody else nothing has happened.
  announces: () => []
};
