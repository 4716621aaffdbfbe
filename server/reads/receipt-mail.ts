import type { PersonId } from '#domain/ids';
import type { Database } from '../db/database';
import { mailAddressOf, mailChoiceOf } from '../db/mails';
import type { Tools } from '../runtime';

/** Where somebody's private link leads. The token is no part of the path: paths are logged when something goes wrong. */
export function receiptUrl(origin: string, token: string): string {
  return `${origin}/receipts/by-link?key=${token}`;
}

/** Why no link can be sent to this person, in a sentence for them; null: it can. */
export async function noMailBecause(
  db: Database,
  personId: PersonId,
  { config }: Pick<Tools, 'config'>
): Promise<string | null> {
  if (!config.mail && !config.demo)
    return 'This server sends no e-mail. Have the link shown here, and save it.';
  if ((await mailAddressOf(db, personId)) === null)
    return 'Concordat has no e-mail address of yours. Have the link shown here, and save it.';
  const { stoppedAt } = await mailChoiceOf(db, personId);
  return stoppedAt === null
    ? null
    : 'You have stopped all e-mail. Choose again what you get, on your account page, or have the link shown here.';
}
