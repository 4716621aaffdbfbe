import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '#server/db/database';
import { insertMail } from '#server/db/mails';
import { holdChoice } from '#server/db/mails-due';
import { openPostgres } from '#server/db/postgres';
import { mail } from '#server/db/schema/notices';
import { done } from '#tests/builders/decisions';
import { guestOf, invitedBy } from '#tests/builders/guests';
import { emptyPostgres } from '#tests/builders/test-database';
import { buildWorld, type World } from '#tests/builders/world';

const WORDS = { subject: 'Your answer is here', text: 'It has an answer.', html: 'It has an answer.' };

describe.skipIf(!process.env.TEST_DATABASE_URL)('on PostgreSQL (set TEST_DATABASE_URL)', () => {
  let database: OpenDatabase;
  let drop: () => Promise<void>;
  let world: World;

  beforeAll(async () => {
    const empty = await emptyPostgres();
    ({ drop } = empty);
    database = await openPostgres(empty.url);
    world = await buildWorld({ database });
  });
  afterAll(async () => {
    await world?.close();
    await drop?.();
  });

  it('MSG-36 an e-mail that is being written while a link is handed over goes nowhere either', async () => {
    const helen = await world.person('Helen Marsh', { roles: ['lead'] });
    const { token } = await invitedBy(helen);
    const { memberId, actor } = await guestOf(world, token);
    const { personId } = actor;
    const { db, newId } = world.runtime.tools;
    const at = { madeAt: world.clock.now, nextTry: world.clock.now };
    const unsubscribe = { unsubscribeHash: 'a'.repeat(64), unsubscribeToken: 'token' };
    // A node has read what is to be told, and has not laid it out yet.
    const handing = await db.transaction(async (tx) => {
      expect(await holdChoice(tx, personId)).toBeDefined();
      const waits = helen.commands.handOverLink({ memberId });
      await untilSomebodyWaits(db);
      await insertMail(tx, {
        id: newId<'mail'>(),
        personId,
        kind: 'at-once',
        ...WORDS,
        ...unsubscribe,
        ...at
      });
      return [waits];
    });
    done(await handing[0]!);
    expect(await db.select().from(mail)).toMatchObject([
      { text: '', html: '', subject: '', sentAt: null, lastError: 'unwanted', givenUpAt: world.clock.now }
    ]);
  });
});

/** Until a transaction waits for what another one holds in this database. */
function untilSomebodyWaits(db: Database): Promise<void> {
  const here = sql`datname = current_database() and wait_event_type = 'Lock'`;
  const waiting = () => db.$count(sql`pg_stat_activity`, here);
  return expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0);
}
