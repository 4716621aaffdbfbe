import { and, eq, gt, inArray, isNotNull, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { MemberId, NoticeId, PersonId } from '#domain/ids';
import { FIRST_CHOICE } from '#domain/mail-choice';
import type { NoticeKind } from '#domain/notice';
import type { Database, Transaction } from './database';
import { MAIL_ADDRESS, type MailChoiceRow } from './mails';
import type { NoticeRow } from './notices';
import { guestAddress } from './schema/invitations';
import { mail, mailChoice, notice } from './schema/notices';
import { member, person } from './schema/people';

const TO_MAIL = and(isNull(notice.mailedAt), isNull(notice.readAt));
/** They can be reached, and did not stop all e-mail. */
const REACHABLE = and(
  isNotNull(MAIL_ADDRESS),
  isNull(person.disabledAt),
  isNull(member.leftAt),
  isNull(mailChoice.stoppedAt)
);

function wants(column: typeof mailChoice.answersAtOnce | typeof mailChoice.votesAtOnce) {
  return or(isNull(mailChoice.personId), column);
}

/** Whom something was told since `after` of which an e-mail goes at once. Answers wait for who got such an e-mail since `lately`. */
export async function peopleForMailAtOnce(
  db: Database,
  { after, lately }: { readonly after: Date; readonly lately: Date }
): Promise<PersonId[]> {
  const recent = db
    .select({ id: mail.id })
    .from(mail)
    .where(and(eq(mail.personId, person.id), eq(mail.kind, 'at-once'), gt(mail.madeAt, lately)));
  const answer = and(eq(notice.kind, 'answered'), wants(mailChoice.answersAtOnce), notExists(recent));
  const vote = and(eq(notice.kind, 'vote-today'), wants(mailChoice.votesAtOnce));
  const rows = await db
    .selectDistinct({ personId: person.id })
    .from(notice)
    .innerJoin(member, eq(member.id, notice.memberId))
    .innerJoin(person, eq(person.id, member.personId))
    .leftJoin(mailChoice, eq(mailChoice.personId, person.id))
    .leftJoin(guestAddress, eq(guestAddress.personId, person.id))
    .where(and(TO_MAIL, gt(notice.madeAt, after), REACHABLE, or(answer, vote)));
  return rows.map(({ personId }) => personId);
}

/** When the newest digests of both kinds were due. */
export interface DigestMoments {
  readonly daily: Date;
  readonly weekly: Date;
}

/** Whom something was told, since `after` and before their digest was due, and for whom nobody has made it. */
export async function peopleForDigest(
  db: Database,
  { daily, weekly }: DigestMoments,
  after: Date
): Promise<PersonId[]> {
  const digest = sql`coalesce(${mailChoice.digest}, ${FIRST_CHOICE.digest})`;
  const dueSince = (kind: 'daily' | 'weekly', moment: Date) =>
    and(
      eq(digest, kind),
      lt(notice.madeAt, moment),
      or(isNull(mailChoice.digestedAt), lt(mailChoice.digestedAt, moment))
    );
  const rows = await db
    .selectDistinct({ personId: person.id })
    .from(notice)
    .innerJoin(member, eq(member.id, notice.memberId))
    .innerJoin(person, eq(person.id, member.personId))
    .leftJoin(mailChoice, eq(mailChoice.personId, person.id))
    .leftJoin(guestAddress, eq(guestAddress.personId, person.id))
    .where(
      and(
        TO_MAIL,
        gt(notice.madeAt, after),
        REACHABLE,
        or(dueSince('daily', daily), dueSince('weekly', weekly))
      )
    );
  return rows.map(({ personId }) => personId);
}

/** The person's row, held until the transaction ends; undefined while another node holds it. */
export async function holdChoice(tx: Transaction, personId: PersonId): Promise<MailChoiceRow | undefined> {
  await tx.insert(mailChoice).values({ personId }).onConflictDoNothing();
  const [row] = await tx
    .select()
    .from(mailChoice)
    .where(eq(mailChoice.personId, personId))
    .for('update', { skipLocked: true });
  return row;
}

/** What these members were told since then, not read, and not got by e-mail. */
export async function noticesToMail(
  tx: Database,
  members: readonly MemberId[],
  { after, kinds }: { readonly after: Date; readonly kinds: readonly NoticeKind[] }
): Promise<NoticeRow[]> {
  if (members.length === 0 || kinds.length === 0) return [];
  return tx
    .select()
    .from(notice)
    .where(
      and(
        inArray(notice.memberId, [...members]),
        inArray(notice.kind, [...kinds]),
        TO_MAIL,
        gt(notice.madeAt, after)
      )
    );
}

export async function markMailed(tx: Database, ids: readonly NoticeId[], mailedAt: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(notice)
    .set({ mailedAt })
    .where(inArray(notice.id, [...ids]));
}

export async function keepDigested(tx: Database, personId: PersonId, digestedAt: Date): Promise<void> {
  await tx.update(mailChoice).set({ digestedAt }).where(eq(mailChoice.personId, personId));
}

/** The name of who is told; undefined when they cannot be. */
export async function nameOf(db: Database, personId: PersonId): Promise<string | undefined> {
  const [row] = await db
    .select({ name: person.name })
    .from(person)
    .leftJoin(guestAddress, eq(guestAddress.personId, person.id))
    .where(and(eq(person.id, personId), isNull(person.disabledAt), isNotNull(MAIL_ADDRESS)));
  return row?.name;
}
