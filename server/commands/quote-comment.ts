import type { CommentId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { setMayBeQuoted } from '../db/published-answers';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { loadSaid, ownWords, saidField, type SaidFacts, type SaidInput } from './own-words';

interface Outcome {
  readonly commentId: CommentId;
  readonly mayBeQuoted: boolean;
}

/**
 * Says whether the words of a comment of one's own may stand on the public page. Nothing of it is in the register: it would tell
 * who wrote the comment. Fields: `commentId`, `quoted` ("yes" or "no").
 */
export const quoteComment: Command<
  SaidInput & { readonly mayBeQuoted: boolean },
  undefined,
  SaidFacts,
  Outcome,
  { readonly commentId: CommentId }
> = {
  name: 'quote-comment',
  needs: 'own-receipts',

  parse(raw) {
    const said = saidField(raw);
    if (isRefusal(said)) return said;
    const { quoted } = fieldsOf(raw);
    if (quoted !== 'yes' && quoted !== 'no') {
      const message = 'Choose whether your words may be quoted.';
      return refuse(quoted ? 'invalid-input' : 'missing-field', { field: 'quoted', message });
    }
    return { ...said, replyId: null, mayBeQuoted: quoted === 'yes' };
  },

  load: loadSaid,

  decide({ said }, { commentId, mayBeQuoted }, _prepared, { membership: { memberId } }) {
    const own = ownWords(said, memberId);
    return isRefusal(own) ? own : { commentId, mayBeQuoted };
  },

  async store(tx, { commentId, mayBeQuoted }) {
    await setMayBeQuoted(tx, commentId, mayBeQuoted);
    return { commentId };
  },

  // Nobody else sees what is not shown, nor that something became of it.
  announces: (_outcome, { said, specificationId }) =>
    said.hidden ? [] : [{ kind: 'specification', id: specificationId }]
};
