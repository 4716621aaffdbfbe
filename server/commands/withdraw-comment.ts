import type { CommentId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { withdrawSaid, type SaidKey } from '../db/own-words';
import type { Command } from './command';
import { loadSaid, ownWords, saidField, type SaidFacts, type SaidInput } from './own-words';

interface Outcome extends SaidKey {
  readonly at: Date;
}

const BEING_ACCEPTED = 'Somebody is accepting this suggestion just now. Try again in a minute.';

/** Takes back one's own comment or reply: its words are removed for good, what others said about it stays. Fields: those of own-words. */
export const withdrawComment: Command<
  SaidInput,
  undefined,
  SaidFacts,
  Outcome,
  { readonly commentId: CommentId }
> = {
  name: 'withdraw-comment',
  needs: 'comment',

  parse: saidField,

  load: loadSaid,

  decide({ said }, { commentId, replyId }, _prepared, { membership: { memberId }, now }) {
    const own = ownWords(said, memberId);
    if (isRefusal(own)) return own;
    return said.taking
      ? refuse('already-answered', { message: BEING_ACCEPTED })
      : { commentId, replyId, at: now };
  },

  async store(tx, { at, ...key }) {
    await withdrawSaid(tx, key, at);
    return { commentId: key.commentId };
  },

  // Of what was not shown nobody else hears that it went.
  announces: (_outcome, { said, specificationId, partnershipId }) =>
    said.hidden
      ? []
      : [
          { kind: 'specification', id: specificationId },
          { kind: 'partnership', id: partnershipId }
        ]
};
