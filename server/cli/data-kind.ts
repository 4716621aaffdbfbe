import { count, like } from 'drizzle-orm';
import type { Database } from '../db/database';
import { person } from '../db/schema/people';
import { DEMO_DOMAIN } from './demo/people';

/** What a database holds: nothing, the demo whose passwords everybody knows, or somebody's work. */
export type DataKind = 'empty' | 'demo' | 'real';

export async function dataKind(db: Database): Promise<DataKind> {
  // Guests, who have no address, come to the demo as they come to real work.
  const [all] = await db.select({ people: count(), addresses: count(person.email) }).from(person);
  if (all!.people === 0) return 'empty';
  const [demo] = await db
    .select({ people: count() })
    .from(person)
    .where(like(person.email, `%@${DEMO_DOMAIN}`));
  return demo!.people === all!.addresses ? 'demo' : 'real';
}

/** The sentence that keeps demo and real data apart, or undefined when start-up may go on. */
export function wrongMode(kind: DataKind, demo: boolean): string | undefined {
  if (demo && kind === 'real') {
    return 'This database holds real data, so the demo does not start on it. Set DATA_DIR (or DATABASE_URL) to another one.';
  }
  if (!demo && kind === 'demo') {
    return 'This database holds the demo, whose passwords are public. Set DATA_DIR to another folder, or remove it with: npm run demo:reset';
  }
  return undefined;
}
