import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { migrationsFolder } from '#server/db/migrations';
import { commentResponse } from '#server/db/schema/comments';
import { boardsOf, done, type Boards } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  id = await specificationWith(
    world,
    boards.helen,
    documentOf(
      paragraph('Response within 2 hours.'),
      paragraph('Somebody rings back.'),
      paragraph('Open daily.')
    )
  );
});
afterAll(() => world.close());

const on = async (words: string) => ({ specificationId: id, ...(await passage(world, id, words)) });
const said = async (words: string): Promise<CommentId> =>
  done(await boards.patrick.commands.addComment({ ...(await on(words)), body: 'Is it?' })).id;
const answered = async (commentId: CommentId, outcome: string, more: object = {}) =>
  void done(await boards.helen.commands.answerComment({ commentId, outcome, body: 'So it is.', ...more }));
const change = async (words: string, by: string) => {
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  await edit(world, id, boards.helen, replacing(words, by));
};

/** What the migration does to the answers that it finds. */
function backfill(): string {
  const [statement] = readFileSync(join(migrationsFolder(), '0031_real_changes.sql'), 'utf8')
    .split('--> statement-breakpoint')
    .filter((each) => each.includes('UPDATE "comment_response"'));
  return statement!;
}

const marks = async () => {
  const rows = await world.runtime.tools.db.select().from(commentResponse);
  return new Map(rows.map(({ commentId, realChange }) => [commentId, realChange]));
};

it('ANS-27 answers from before get the mark where their own words changed or were taken over, and no other does', async () => {
  const { db } = world.runtime.tools;
  const [own, elsewhere, refused] = [
    await said('within 2 hours'),
    await said('rings back'),
    await said('Open daily')
  ];
  const suggestion = await boards.patrick.commands.suggestWording({
    ...(await on('Somebody')),
    replacement: 'A nurse',
    body: 'They know.'
  });
  const wording = done(suggestion).id;
  await change('2 hours', '1 hour');
  await answered(own, 'changed');
  await answered(elsewhere, 'changed', await passage(world, id, '1 hour'));
  await answered(refused, 'not-changed');
  done(await boards.helen.commands.acceptSuggestion({ commentId: wording, body: 'Better.' }));
  const now = await marks();
  expect(now).toEqual(
    new Map([
      [own, true],
      [elsewhere, true],
      [refused, false],
      [wording, true]
    ])
  );
  await db.execute(sql`update comment_response set real_change = false`);
  await db.execute(sql.raw(backfill()));
  // Which words changed elsewhere was not kept: such an answer has no change on record.
  expect(await marks()).toEqual(new Map([...now, [elsewhere, false]]));
});
