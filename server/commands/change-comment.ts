import type { CommentKind } from '#domain/comment-kind';
import type { CommentId } from '#domain/ids';
import { isRefusal, refuse } from '#domain/refusal';
import { membershipIn } from '#domain/membership';
import { canBeUnnamed } from '#domain/shown-as';
import { isDiscussionOver } from '../db/comments';
import { changeSaid, type NewWording } from '../db/own-words';
import { unnamedAmong } from '../db/standing';
import type { Command } from './command';
import { commentKindField } from './comment-kind-field';
import { DISCUSSION_OVER } from './comment-place';
import { commentWords } from './comment-words';
import { fieldsOf } from './fields';
import { loadSaid, ownWords, saidField, type SaidFacts, type SaidInput } from './own-words';

interface Input extends SaidInput {
  readonly body: string;
  /** Null: as it was. */
  readonly kind: CommentKind | null;
}

interface Facts extends SaidFacts {
  /** It is about a decision that is final. */
  readonly over: boolean;
  /** Among how many the actor is without a name. */
  readonly among: number;
}

interface Outcome extends Input {
  /** The wording that is replaced. */
  readonly before: NewWording;
  readonly editedAt: Date;
}

const LOOKED_AT_FIRST =
  'What you write here is looked at before others see it, so its words stay. Withdraw it, and write it again.';
const TOO_FEW_LEFT =
  'Fewer than five people here could have written this now. Other words would tell that whoever wrote it is still one of them, so the words stay. You can withdraw them.';
const ANOTHER_SUGGESTION = 'A suggestion stays as it was made. Withdraw it, and make another one.';

/** Other words for one's own comment or reply, until it is answered. Fields: those of own-words, `body`, and `kind` of a comment. */
export const changeComment: Command<Input, undefined, Facts, Outcome, { readonly commentId: CommentId }> = {
  name: 'change-comment',
  needs: 'comment',

  parse(raw) {
    const said = saidField(raw);
    if (isRefusal(said)) return said;
    const asked = fieldsOf(raw).kind;
    const kind = asked === undefined || said.replyId !== null ? null : commentKindField(raw);
    if (isRefusal(kind)) return kind;
    const body = commentWords(raw, 'Write what it shall say. To take it back, withdraw it.');
    return isRefusal(body) ? body : { ...said, body, kind };
  },

  async load(tx, input, actor) {
    const facts = await loadSaid(tx, input, actor);
    if (isRefusal(facts)) return facts;
    const over = await isDiscussionOver(tx, input.commentId);
    return { ...facts, over, among: await unnamedAmong(tx, membershipIn(actor, facts.partnershipId)) };
  },

  decide({ said, over, among }, input, _prepared, { membership: { memberId }, now, newId }) {
    const own = ownWords(said, memberId);
    if (isRefusal(own)) return own;
    if (over) return refuse('decision-closed', { message: DISCUSSION_OVER });
    if (said.proposes) return refuse('not-allowed', { message: ANOTHER_SUGGESTION });
    if (said.heldFirst || said.hidden) return refuse('not-allowed', { message: LOOKED_AT_FIRST });
    if (said.answered) {
      const message =
        'This has its answer, so its words stay as they were answered. Reply to it, or withdraw it.';
      return refuse('already-answered', { message });
    }
    if (said.unnamed && !canBeUnnamed(among)) return refuse('group-too-small', { message: TOO_FEW_LEFT });
    const { commentId, replyId } = input;
    const { body, writtenAt } = said;
    const before = { id: newId<'wording'>(), commentId, replyId, body, writtenAt, replacedAt: now };
    return { ...input, before, editedAt: now };
  },

  async store(tx, { before, body, editedAt, kind, commentId, replyId }) {
    await changeSaid(tx, { commentId, replyId }, { before, after: { body, editedAt, kind } });
    return { commentId };
  },

  announces: (_outcome, { specificationId }) => [{ kind: 'specification', id: specificationId }]
};
