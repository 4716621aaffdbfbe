import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMENT_KINDS } from '#domain/comment-kind';
import { comment } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope', '3'), paragraph('Response within 2 hours if not injured.'));

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let specificationId: string;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  specificationId = await specificationWith(world, lead, TEXT);
});
afterAll(() => world.close());

const say = (more: object) =>
  patient.commands.addComment({ specificationId, clause: 'clause-1', body: 'It is cold.', ...more });

describe('what a comment is', () => {
  it.each(COMMENT_KINDS)('ANS-1 ANS-2 it can be: %s, and is read as that', async (kind) => {
    const { id } = done(await say({ kind }));
    expect(await lead.reads.comment(id)).toMatchObject({ kind });
  });

  it.each([{}, { kind: '' }])('ANS-1 whoever does not say what it is makes a comment', async (more) => {
    const { id } = done(await say(more));
    expect(await lead.reads.comment(id)).toMatchObject({ kind: 'comment' });
  });

  it.each(['complaint', 7, ['question'], null])('ANS-1 it cannot be: %j', async (kind) => {
    const { db } = world.runtime.tools;
    const before = await db.select().from(comment);
    expect(await say({ kind })).toMatchObject({ refused: true, code: 'invalid-input', field: 'kind' });
    expect(await db.select().from(comment)).toEqual(before);
  });
});
