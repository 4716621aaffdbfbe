import { and, eq, inArray, ne } from 'drizzle-orm';
import type { MemberId, NewId, PersonId } from '#domain/ids';
import type { Database } from './database';
import { comment, commentReply } from './schema/comments';
import { notice } from './schema/notices';
import { member, person } from './schema/people';

/**
 * Parts what a member said without a name from their seat: it is nobody's on any page from now on, so that whoever is let into the seat
 * cannot learn that it is theirs. Others see no difference, and the same is done whether there is any. Answers under whom it is kept.
 */
export async function partUnnamedWords(
  tx: Database,
  { memberId, now, newId }: { readonly memberId: MemberId; readonly now: Date; readonly newId: NewId }
): Promise<{ readonly personId: PersonId; readonly memberId: MemberId }> {
  const [seat] = await tx
    .select({ member, name: person.name })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .where(eq(member.id, memberId));
  if (!seat) throw new Error('A seat that is not there.');
  const kept = { personId: newId<'person'>(), memberId: newId<'member'>() };
  await tx.insert(person).values({ id: kept.personId, email: null, name: seat.name, createdAt: now });
  const dates = { joinedAt: now, leftAt: now };
  await tx
    .insert(member)
    .values({ ...seat.member, id: kept.memberId, personId: kept.personId, ...dates, wordsOnly: true });
  const parted = await tx
    .update(comment)
    .set({ authorId: kept.memberId, partedFrom: seat.member.personId })
    .where(and(eq(comment.authorId, memberId), ne(comment.shownAs, 'name')))
    .returning({ id: comment.id });
  await tx
    .update(commentReply)
    .set({ authorId: kept.memberId })
    .where(and(eq(commentReply.authorId, memberId), ne(commentReply.shownAs, 'name')));
  const ids = parted.map(({ id }) => id as string);
  if (ids.length > 0)
    await tx.delete(notice).where(and(eq(notice.memberId, memberId), inArray(notice.aboutId, ids)));
  return kept;
}
