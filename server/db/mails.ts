import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm';
import { FIRST_CHOICE, type MailChoice } from '#domain/mail-choice';
import type { MailId, PersonId } from '#domain/ids';
import type { Database, Transaction } from './database';
import { mail, mailChoice } from './schema/notices';
import { guestAddress } from './schema/invitations';
import { person } from './schema/people';

export type MailRow = typeof mail.$inferSelect;
export type MailChoiceRow = typeof mailChoice.$inferSelect;

/** What somebody wants, with when they stopped all e-mail. */
export async function mailChoiceOf(
  db: Database,
  personId: PersonId
): Promise<MailChoice & { readonly stoppedAt: Date | null }> {
  const [row] = await db.select().from(mailChoice).where(eq(mailChoice.personId, personId));
  return row ?? { ...FIRST_CHOICE, stoppedAt: null };
}

/** Choosing begins it again when it was stopped. */
export async function keepMailChoice(
  tx: Database,
  personId: PersonId,
  { digest, answersAtOnce, votesAtOnce }: MailChoice
): Promise<void> {
  const chosen = { digest, answersAtOnce, votesAtOnce, stoppedAt: null };
  await tx
    .insert(mailChoice)
    .values({ personId, ...chosen })
    .onConflictDoUpdate({ target: mailChoice.personId, set: chosen });
}

/** Stops all e-mail, or goes on as it was chosen before. */
export async function keepStopped(tx: Database, personId: PersonId, stoppedAt: Date | null): Promise<void> {
  await tx
    .insert(mailChoice)
    .values({ personId, stoppedAt })
    .onConflictDoUpdate({ target: mailChoice.personId, set: { stoppedAt } });
}

/** Held until the transaction ends: until then nobody writes an e-mail to them. */
export async function lockChoice(tx: Database, personId: PersonId): Promise<void> {
  await tx.insert(mailChoice).values({ personId }).onConflictDoNothing();
  await tx.select().from(mailChoice).where(eq(mailChoice.personId, personId)).for('update');
}

export async function insertMail(tx: Database, made: typeof mail.$inferInsert): Promise<void> {
  await tx.insert(mail).values(made);
}

/** Whose e-mail it was that held this link. */
export async function personByUnsubscribe(db: Database, hash: string): Promise<PersonId | undefined> {
  const [row] = await db.select({ personId: mail.personId }).from(mail).where(eq(mail.unsubscribeHash, hash));
  return row?.personId;
}

export const WAITING = and(isNull(mail.sentAt), isNull(mail.givenUpAt));

/** The next one whose time has come, which is this node's until then. Of two nodes that ask at the same time each gets another. */
export async function claimMail(
  tx: Transaction,
  { now, until }: { readonly now: Date; readonly until: Date }
): Promise<MailRow | undefined> {
  const [next] = await tx
    .select()
    .from(mail)
    .where(and(WAITING, lte(mail.nextTry, now)))
    .orderBy(asc(mail.nextTry), asc(mail.madeAt))
    .limit(1)
    .for('update', { skipLocked: true });
  if (!next) return undefined;
  const tries = next.tries + 1;
  await tx.update(mail).set({ tries, nextTry: until }).where(eq(mail.id, next.id));
  return { ...next, tries };
}

/** Where somebody gets e-mail: for who has no password, at the address that they confirmed. Join `guestAddress`. */
export const MAIL_ADDRESS = sql<string | null>`coalesce(${person.email}, ${guestAddress.address})`;

/** Null: nowhere. It is for sending, and for its owner where they have a password; a guest's is shown to nobody. */
export async function mailAddressOf(db: Database, personId: PersonId): Promise<string | null> {
  const [row] = await db
    .select({ address: MAIL_ADDRESS })
    .from(person)
    .leftJoin(guestAddress, eq(guestAddress.personId, person.id))
    .where(eq(person.id, personId));
  return row?.address ?? null;
}

/**
 * Where it goes now; null when it is wanted no more: the person is gone, has no address, or stopped all e-mail. The link that confirms
 * an address goes to that one, and not when it waits no more.
 */
export async function addressFor(
  db: Database,
  { personId, kind }: Pick<MailRow, 'personId' | 'kind'>
): Promise<string | null> {
  const [row] = await db
    .select({
      address: MAIL_ADDRESS,
      asked: guestAddress.asked,
      disabledAt: person.disabledAt,
      stoppedAt: mailChoice.stoppedAt
    })
    .from(person)
    .leftJoin(mailChoice, eq(mailChoice.personId, person.id))
    .leftJoin(guestAddress, eq(guestAddress.personId, person.id))
    .where(eq(person.id, personId));
  if (!row || row.disabledAt !== null) return null;
  if (kind === 'address') return row.asked;
  return row.stoppedAt === null ? row.address : null;
}

/** What is over keeps no words. */
export const EMPTIED = { subject: '', text: '', html: '', unsubscribeToken: '' };

export async function keepSent(db: Database, id: MailId, sentAt: Date): Promise<void> {
  await db
    .update(mail)
    .set({ sentAt, lastError: null, ...EMPTIED })
    .where(eq(mail.id, id));
}

export async function keepFailed(
  db: Database,
  id: MailId,
  { lastError, nextTry }: Pick<MailRow, 'lastError' | 'nextTry'>
): Promise<void> {
  await db.update(mail).set({ lastError, nextTry }).where(eq(mail.id, id));
}

export async function keepGivenUp(
  db: Database,
  id: MailId,
  { lastError, givenUpAt }: Pick<MailRow, 'lastError' | 'givenUpAt'>
): Promise<void> {
  await db
    .update(mail)
    .set({ lastError, givenUpAt, ...EMPTIED })
    .where(eq(mail.id, id));
}

/** For the mailbox of a demo: newest first, with the address it would go to. */
export async function mailsIn(db: Database) {
  return db
    .select({ mail, to: person.email })
    .from(mail)
    .innerJoin(person, eq(person.id, mail.personId))
    .where(isNull(mail.givenUpAt))
    .orderBy(desc(mail.madeAt), desc(mail.id))
    .limit(200);
}

export async function mailById(db: Database, id: MailId) {
  const [row] = await db
    .select({ mail, to: person.email })
    .from(mail)
    .innerJoin(person, eq(person.id, mail.personId))
    .where(eq(mail.id, id));
  return row;
}
