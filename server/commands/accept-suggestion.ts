import { parseId, type CommentId } from '#domain/ids';
import type { Actor } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Acceptance } from '#domain/suggestion';
import { lockedSuggestion, takingMark, type HeldSuggestion } from '../db/suggestions';
import type { Anchor } from '../documents/anchor';
import { suggestionPlaces } from '../documents/suggestion-place';
import { TakenWording } from '../documents/taken-wording';
import type { Tools } from '../runtime';
import type { Command } from './command';
import { pageField } from './comment-on-page';
import { execute } from './execute';
import { fieldsOf } from './fields';
import { publicField } from './public-words';
import { recordAcceptance } from './record-acceptance';
import { beginAcceptance, leaveAcceptance } from './taking-claim';
import { MOST_WORDING, wordingField } from './wording-field';

interface Input {
  readonly commentId: CommentId;
  readonly wanted: string | undefined;
  readonly answer: string;
  readonly page: unknown;
}

/** The words are in the text by then. */
interface Entered {
  readonly sequence: number;
  readonly anchor: Anchor | null;
}

interface Accepted {
  readonly commentId: CommentId;
  readonly acceptance: Acceptance;
}

/**
 * Takes suggested wording into the draft, as it is or as an editor changed it, and gives its answer. Fields: `commentId`; `wording`, as
 * it is to read, left out for the words that were suggested; `body`, the answer in words, which may be empty; and
 * `specificationId` of the page it was sent from.
 */
export const acceptSuggestion: Command<Input, Entered, HeldSuggestion, Entered, Accepted> = {
  name: 'accept-suggestion',
  needs: 'edit-specification',

  parse(raw) {
    const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
    if (isRefusal(commentId)) return commentId;
    const wanted = fieldsOf(raw).wording === undefined ? undefined : wordingField(raw);
    if (isRefusal(wanted)) return wanted;
    const answer = publicField(raw, 'body', { most: MOST_WORDING });
    return isRefusal(answer) ? answer : { commentId, wanted, answer, page: pageField(raw) };
  },

  /** Begins to accept, then changes the text: see `recordAcceptance` for the end, and `UnfinishedAcceptances` for what is cut short. */
  async prepare(input, actor, tools) {
    const held = await execute(beginAcceptance, input, actor, tools);
    if (isRefusal(held)) return held;
    const entered = await enter(held, actor, tools);
    if (isRefusal(entered)) await execute(leaveAcceptance, held.commentId, actor, tools);
    return entered;
  },

  load: async (tx, { commentId }) => (await lockedSuggestion(tx, commentId)) ?? refuse('not-found'),

  decide: (held, _input, entered) =>
    held.answered || held.row.takingSince === null ? refuse('already-answered') : entered,

  async store(tx, { sequence, anchor }, { facts: held, acting: { now, newId, by }, record }) {
    const event = await recordAcceptance(tx, { held, now, newId, sequence, anchor, by });
    await record(event);
    const acceptance = held.row.takenWords === held.after ? 'accepted' : 'accepted-with-changes';
    return { commentId: held.commentId, acceptance };
  },

  announces: (_entered, { specificationId, partnershipId }) => [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};

/** What was proposed is written by who proposed it, and the rest by the editor; both at once, or neither. */
async function enter(held: HeldSuggestion, actor: Actor, tools: Tools): Promise<Entered | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const { documentId, specificationId, commentId } = held;
  const wanted = held.row.takenWords ?? '';
  const { ydoc, sequence } = await tools.drafts.newest(documentId);
  const { standing } = suggestionPlaces(ydoc)(held);
  if (standing === 'in-text' && wanted === held.after) return { sequence, anchor: null };
  const taken = new TakenWording(held, wanted);
  const sessionHash = takingMark(commentId);
  const by = (personId: typeof actor.personId) => ({ identity: { personId, sessionHash }, mayEdit: true });
  let anchor: Anchor | null = null;
  const changed = await tools.changeText(
    { documentId, specificationId },
    {
      parts: [
        {
          author: by(held.personId),
          apart: held.shownAs !== 'name',
          write: (copy) => taken.suggested(copy)
        },
        {
          author: by(actor.personId),
          // Whoever accepts their own is told as its writer here, and by no other words of theirs.
          apart: held.shownAs !== 'name' && held.personId === actor.personId,
          write: (copy) => {
            const update = taken.edited(copy);
            anchor = taken.anchorIn(copy);
            return update;
          }
        }
      ]
    }
  );
  if (isRefusal(changed)) return changed;
  if (!changed.changed) {
    const message = 'These are the words that stand there now. Decline the suggestion if they are to stay.';
    return refuse('missing-field', { field: 'wording', message });
  }
  return { sequence: changed.sequence, anchor };
}
