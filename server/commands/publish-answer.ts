import { parseId, type CommentId } from '#domain/ids';
import { checkPersonalData } from '#domain/personal-data';
import { can } from '#domain/policy';
import { publishedAnswer, withoutTheWords, type PublishedAnswer } from '#domain/published-answer';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { commentPlace } from '../db/comments';
import { insertPublished, isPublished } from '../db/published-answers';
import { commentThread } from '../reads/comment-thread';
import type { Tools } from '../runtime';
import type { Acting, Command } from './command';
import { fieldsOf } from './fields';
import { loadSaid, type SaidFacts, type SaidInput } from './own-words';
import { pageField } from './comment-on-page';
import { publicField } from './public-words';

interface Input extends SaidInput {
  /** A shorter form; null: its writer's words. */
  readonly short: string | null;
}

interface Facts extends SaidFacts {
  readonly published: boolean;
}

interface Publishing {
  readonly commentId: CommentId;
  readonly part: PublishedAnswer;
}

const SHORT = { most: 1000, missing: 'Write the shorter form, or choose the words as they were written.' };

/**
 * Puts a comment and its answer on the public page of its specification, as they are now. Fields: `commentId`, `words` ("own" or
 * "short"), `short`, and `specificationId` of the page it was sent from.
 */
export const publishAnswer: Command<Input, PublishedAnswer, Facts, Publishing, { commentId: CommentId }> = {
  name: 'publish-answer',
  needs: 'publish-answers',

  parse(raw) {
    const commentId = parseId<'comment'>(fieldsOf(raw).commentId);
    if (isRefusal(commentId)) return commentId;
    const short = shortField(raw);
    return isRefusal(short) ? short : { commentId, replyId: null, page: pageField(raw), short };
  },

  prepare: asItIsNow,

  async load(tx, input, actor) {
    const facts = await loadSaid(tx, input, actor);
    return isRefusal(facts) ? facts : { ...facts, published: await isPublished(tx, input.commentId) };
  },

  decide({ said, published }, { commentId }, part) {
    // It may have been withdrawn since its words were read.
    if (said.withdrawn) return refuse('already-withdrawn');
    if (said.hidden) return refuse('not-found');
    if (published) return refuse('already-published');
    return { commentId, part: said.mayBeQuoted ? part : withoutTheWords(part) };
  },

  async store(tx, { commentId, part }, { facts: { specificationId, title }, acting, record }) {
    await insertPublished(tx, { commentId, specificationId, ...rowOf(part, acting) });
    const words = part.said === null ? 'none' : part.isShort ? 'short' : 'own';
    await record({
      kind: 'answer-published',
      content: { specificationId, title, commentId, words, by: acting.by }
    });
    return { commentId };
  },

  announces: (_outcome, { specificationId }) => [{ kind: 'specification', id: specificationId }]
};

function shortField(raw: unknown): string | null | Refusal {
  const { words } = fieldsOf(raw);
  if (words === 'own') return null;
  if (words === 'short') return publicField(raw, 'short', SHORT);
  const message = 'Choose in which words it is published.';
  return refuse(words ? 'invalid-input' : 'missing-field', { field: 'words', message });
}

/** Outside the transaction, as the text has to be read. The policy first: nobody learns from a refusal what there is. */
async function asItIsNow(
  { commentId, short }: Input,
  actor: Acting['actor'] | { readonly kind: 'nobody' },
  tools: Tools
): Promise<PublishedAnswer | Refusal> {
  const place = await commentPlace(tools.db, commentId);
  if (!place) return refuse('not-found');
  const allowed = can(actor, 'publish-answers', place);
  if (isRefusal(allowed)) return allowed;
  const thread = await commentThread({ tools, actor, present: () => new Set() }, commentId);
  if (isRefusal(thread)) return thread;
  const part = publishedAnswer(thread, short);
  if (isRefusal(part)) return part;
  const clean = checkPersonalData(part.said ?? '', short === null ? 'words' : 'short');
  return isRefusal(clean) ? clean : part;
}

function rowOf({ group, before, after, ...part }: PublishedAnswer, { now, membership }: Acting) {
  return {
    ...part,
    stakeholderGroup: group,
    wordsBefore: before,
    wordsAfter: after,
    publishedAt: now,
    publishedBy: membership.memberId
  };
}
