import { enteredLine } from '#domain/entered';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import { can, may } from '#domain/policy';
import { ownParts, threadsUntil, withoutOthers, type ReceiptParts, type SaidBefore } from '#domain/receipt';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import type { Database } from '../db/database';
import { notQuotedAmong, publishedAmong, specificationsSaidOn } from '../db/published-answers';
import { earlierReceiptLink, receiptLinkOf, type LinkTimes } from '../db/receipt-links';
import type { SpecificationRow } from '../db/specifications';
import { passagesIn } from '../documents/read-passage';
import { threadsOn } from './comment-thread';
import { currentMembership, type ReadContext } from './read-context';
import { noMailBecause } from './receipt-mail';

/** What somebody said on one specification, and what became of it. */
export interface Receipt extends ReceiptParts {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** How it came, of what was entered for somebody without an account: "Entered by …". Null for one's own. */
  readonly came: string | null;
  /** The ids of those comments that stand on its public page. */
  readonly published: readonly string[];
  /** The ids of those whose words stand on no public page, because the reader wants it so. */
  readonly notQuoted: readonly string[];
}

export interface ReceiptsPage {
  readonly receipts: readonly Receipt[];
  /** The private link that works now, without its token. */
  readonly link: LinkTimes | null;
  /** One that still works from before the reader's seat was handed over. */
  readonly earlierLink: LinkTimes | null;
  /** Why a link cannot be sent by e-mail; null: it can. */
  readonly noMail: string | null;
  readonly topics: readonly Topic[];
}

/** Everything that the reader said in the partnership. */
export async function receiptsPage(context: ReadContext): Promise<ReceiptsPage | Refusal> {
  const { tools, actor } = context;
  const membership = currentMembership(actor);
  if (isRefusal(membership)) return membership;
  if (actor.kind === 'nobody') return refuse('signed-out');
  const allowed = can(actor, 'own-receipts', membership);
  if (isRefusal(allowed)) return allowed;
  const link = await receiptLinkOf(tools.db, { memberId: membership.memberId });
  const { memberId } = membership;
  const now = await tools.now(tools.db);
  const receipts = await receiptsOf(context, [memberId]);
  return {
    receipts,
    link: link && link.expiresAt > now ? link : null,
    earlierLink: (await earlierReceiptLink(tools.db, memberId, now)) ?? null,
    noMail: await noMailBecause(tools.db, actor.personId, tools),
    topics: receipts.map(({ specification: { id } }) => ({ kind: 'specification', id }))
  };
}

/** The receipts of the member who reads; each text is read once. `until`: only what was said until the seat was handed over. */
export async function receiptsOf(
  context: Pick<ReadContext, 'tools' | 'actor'>,
  memberIds: readonly MemberId[],
  until?: SaidBefore
): Promise<Receipt[]> {
  const { db, drafts } = context.tools;
  const all = await specificationsSaidOn(db, memberIds);
  const readable = all.filter((each) => may(context.actor, 'read-specification', each));
  const marks = await publicMarks(
    db,
    readable.map(({ id }) => id)
  );
  const receipts: Receipt[] = [];
  for (const each of readable) {
    const { ydoc } = await drafts.newest(each.documentId);
    const threads = await threadsOn(context, each, passagesIn(ydoc));
    const parts = ownParts(until ? threadsUntil(threads, until) : threads);
    if (parts.comments.length + parts.replies.length === 0) continue;
    receipts.push(receiptOn(each, parts, marks));
  }
  return receipts;
}

/** Which comments on some specifications are public, and of which the words must not be. */
interface PublicMarks {
  readonly published: ReadonlySet<CommentId>;
  readonly notQuoted: ReadonlySet<CommentId>;
}

export async function publicMarks(db: Database, ids: readonly SpecificationId[]): Promise<PublicMarks> {
  return { published: await publishedAmong(db, ids), notQuoted: await notQuotedAmong(db, ids) };
}

/** What was said on this specification, with what of it is public or must not be quoted. */
export function receiptOn(
  { id, title }: Pick<SpecificationRow, 'id' | 'title'>,
  parts: ReceiptParts,
  { published, notQuoted }: PublicMarks
): Receipt {
  const said = parts.comments.map((each) => each.id);
  const entered = parts.comments[0]?.entered;
  return {
    specification: { id, title },
    ...parts,
    came: entered ? enteredLine(entered) : null,
    published: said.filter((each) => published.has(each)),
    notQuoted: said.filter((each) => notQuoted.has(each))
  };
}

/** The same for whoever has the private link: nobody else is named. */
export function forLink(receipt: Receipt): Receipt {
  return { ...receipt, ...withoutOthers(receipt) };
}
