import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { DocumentId, Id, PersonId } from '#domain/ids';
import type { OpenDatabase } from '#server/db/database';
import { DatabaseClients } from '#server/db/document-clients';
import { person } from '#server/db/schema/people';
import { document } from '#server/db/schema/specifications';
import { openTestDatabase } from '#tests/builders/test-database';

const THEN = new Date('2026-11-24T10:00:00.000Z');
const newId = <Kind extends string>() => randomUUID() as Id<Kind>;

let database: OpenDatabase;
let clients: DatabaseClients;
const ada = newId<'person'>();
const ben = newId<'person'>();
beforeAll(async () => {
  database = await openTestDatabase();
  const people = [ada, ben].map((id) => ({ id, email: `${id}@test.example`, name: 'A', createdAt: THEN }));
  await database.db.insert(person).values(people);
});
afterAll(() => database.close());
beforeEach(() => {
  clients = new DatabaseClients(database.db, () => THEN);
});

async function newDocument(): Promise<DocumentId> {
  const id = newId<'document'>();
  await database.db.insert(document).values({ id, createdAt: THEN });
  return id;
}

const bound = (clientId: number, personId: PersonId) => ({ clientId, personId });

it('SYN-139 ids that are asked for in one turn are bound in one commit, and whoever was first has them', async () => {
  const [one, other] = [await newDocument(), await newDocument()];
  const inserts = vi.spyOn(database.db, 'insert');
  const answers = await Promise.all([
    clients.bind(one, [bound(1, ada)]),
    clients.bind(other, [bound(1, ben), bound(2, ben)]),
    clients.bind(one, [bound(1, ben), bound(3, ben)])
  ]);
  expect(inserts).toHaveBeenCalledTimes(1);
  inserts.mockRestore();
  const ofOne = expect.arrayContaining([bound(1, ada), bound(3, ben)]) as unknown;
  const ofOther = expect.arrayContaining([bound(1, ben), bound(2, ben)]) as unknown;
  expect(answers).toEqual([ofOne, ofOther, ofOne]);
  expect(answers.map(({ length }) => length)).toEqual([2, 2, 2]);
  expect(await clients.of(one)).toHaveLength(2);
});

it('SYN-139 one that cannot be bound holds up no other', async () => {
  const [document, unknown] = [await newDocument(), newId<'document'>()];
  const [good, bad] = await Promise.allSettled([
    clients.bind(document, [bound(1, ada)]),
    clients.bind(unknown, [bound(1, ada)])
  ]);
  expect(good).toMatchObject({ status: 'fulfilled', value: [bound(1, ada)] });
  expect(bad.status).toBe('rejected');
  expect(await clients.of(unknown)).toEqual([]);
});
