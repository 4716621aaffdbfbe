import { and, eq } from 'drizzle-orm';
import type { PersonId } from '#domain/ids';
import type { Database } from './database';
import { forgetAddress } from './guest-addresses';
import { lockChoice, EMPTIED, WAITING } from './mails';
import { mail } from './schema/notices';

/**
 * For a guest to whose seat somebody may be let in: what waits for them is not sent to whoever comes, its words go, and the address that
 * they gave is kept no more. Of somebody for whom an e-mail is being written at this moment it waits for that.
 */
export async function endMail(
  tx: Database,
  { personId, now: givenUpAt }: { readonly personId: PersonId; readonly now: Date }
): Promise<void> {
  await lockChoice(tx, personId);
  await forgetAddress(tx, personId);
  await tx
    .update(mail)
    .set({ lastError: 'unwanted', givenUpAt, ...EMPTIED })
    .where(and(eq(mail.personId, personId), WAITING));
}

/** The links to stop e-mail that went out before act on nobody who comes after: they are of a person without an address. */
export async function partMail(tx: Database, from: PersonId, to: PersonId): Promise<void> {
  await tx.update(mail).set({ personId: to }).where(eq(mail.personId, from));
}
