import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { registerEntry } from '#server/db/schema/decisions';
import { comment, commentResponse } from '#server/db/schema/comments';
import {
  boardsOf,
  decisionFields,
  decisionRows,
  done,
  recorded,
  sign,
  type Boards
} from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope'), paragraph('Response within 2 hours.'), heading(1, 'Premises'));
const ANSWER = { outcome: 'not-changed', body: 'There is no money for it this year.' };

let world: World;
let boards: Boards;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
});
afterAll(() => world.close());

async function said(specificationId: SpecificationId, words: string, by: TestPerson = boards.patrick) {
  const place = await passage(world, specificationId, words);
  return done(await by.commands.addComment({ specificationId, ...place, body: `About ${words}.` })).id;
}

/** Later than what was said. */
async function change(id: SpecificationId, words: string, by: string): Promise<void> {
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  await edit(world, id, boards.helen, replacing(words, by));
}

const ticked = (ids: readonly CommentId[]) => Object.fromEntries(ids.map((id) => [`comment.${id}`, 'yes']));
const answerOf = async (id: CommentId) => done(await boards.patrick.reads.comment(id)).answer;

describe('answering several at once', () => {
  it('ANS-24 each has an answer of its own, with its own words, and an entry in the register', async () => {
    const id = await specificationWith(world, boards.helen, TEXT);
    const [first, second] = [await said(id, 'Response within 2 hours.'), await said(id, 'Premises')];
    await change(id, '2 hours', 'one hour');
    await change(id, 'Premises', 'Premises and parking');
    const fields = { specificationId: id, ...ticked([first, second]), outcome: 'changed', body: 'Done.' };
    const { commentIds } = done(await boards.helen.commands.answerComments(fields));
    expect([...commentIds].sort()).toEqual([first, second].sort());
    expect(await answerOf(first)).toMatchObject({
      body: 'Done.',
      changed: { quote: 'Response within one hour.' }
    });
    expect(await answerOf(second)).toMatchObject({ body: 'Done.', changed: { quote: 'Premises' } });
    const entries = (await recorded(world)).slice(-2);
    expect(entries.map(({ kind }) => kind)).toEqual(['comment-answered', 'comment-answered']);
    const about = entries.map(({ content }) => (content as { commentId: string }).commentId);
    expect(about.sort()).toEqual([first, second].sort());
  });

  it('ANS-24 one place can be named for all, and JSON names the comments in a list', async () => {
    const id = await specificationWith(world, boards.helen, TEXT);
    const commentIds = [await said(id, '2 hours'), await said(id, 'Response')];
    await change(id, 'Premises', 'Places');
    const fields = { commentIds, clause: 'clause-2', outcome: 'partly', body: 'In part.' };
    done(await boards.helen.commands.answerComments(fields));
    for (const each of commentIds) {
      expect((await answerOf(each))?.changed).toMatchObject({ quote: 'Places' });
    }
  });

  it('ANS-24 it is all or nothing', async () => {
    const id = await specificationWith(world, boards.helen, TEXT);
    const other = await specificationWith(world, boards.helen, TEXT);
    const [open, answered, withdrawn, elsewhere] = [
      await said(id, 'Response'),
      await said(id, '2 hours'),
      await said(id, 'Premises'),
      await said(other, 'Premises')
    ];
    done(await boards.helen.commands.answerComment({ commentId: answered, ...ANSWER }));
    done(await boards.patrick.commands.withdrawComment({ commentId: withdrawn }));
    const { db } = world.runtime.tools;
    const rows = async () => [await db.select().from(commentResponse), await db.select().from(registerEntry)];
    const before = await rows();
    const several = (ids: readonly unknown[], by: Pick<TestPerson, 'commands'> = boards.helen) =>
      by.commands.answerComments({ commentIds: ids, ...ANSWER });
    expect(await several([open, answered])).toMatchObject({ code: 'already-answered' });
    expect(await several([open, withdrawn])).toMatchObject({ code: 'already-withdrawn' });
    expect(await several([open, elsewhere])).toMatchObject({ code: 'not-found' });
    expect(await several([open, 'nothing'])).toMatchObject({ code: 'not-found' });
    expect(await several([])).toMatchObject({ code: 'missing-field', field: 'comments' });
    const many = Array.from({ length: 201 }, () => world.runtime.tools.newId());
    expect(await several(many)).toMatchObject({ code: 'invalid-input', field: 'comments' });
    expect(await several([open], boards.patrick)).toMatchObject({ code: 'not-allowed' });
    expect(await several([open], nobody(world))).toMatchObject({ code: 'signed-out' });
    expect(await rows()).toEqual(before);
  });
});

it('ANS-26 DEC-28 a decision on 120 comments is refused at 119 answers, and at 120 signed', async () => {
  const { specificationId, helen, ngozi, tom } = boards;
  const ids: CommentId[] = [];
  // One person says only so much in ten minutes.
  for (let each = 0; each < 5; each += 1) {
    const person = await world.person(`Patient ${each}`, { group: 'patient-carer' });
    for (let time = 0; time < 24; time += 1) ids.push(await said(specificationId, 'two hours', person));
  }
  expect(ids).toHaveLength(120);
  done(await helen.commands.answerComments({ specificationId, ...ticked(ids.slice(1)), ...ANSWER }));
  const fields = decisionFields(boards, { reference: 'ALL-120' });
  const before = await decisionRows(world);
  expect(await helen.commands.proposeDecision(fields)).toMatchObject({
    code: 'comments-unanswered',
    field: `exception.${ids[0]}`
  });
  expect(await decisionRows(world)).toEqual(before);
  // As if the last of them had arrived while the decision was being put to the boards.
  const { db } = world.runtime.tools;
  const arrives = (withdrawnAt: Date | null) =>
    db.update(comment).set({ withdrawnAt }).where(eq(comment.id, ids[0]!));
  await arrives(world.clock.now);
  const { id } = done(await helen.commands.proposeDecision(fields));
  await arrives(null);
  done(await sign(ngozi, id));
  const signedOnce = await decisionRows(world);
  expect(await sign(tom, id)).toMatchObject({ code: 'comments-unanswered' });
  expect(await decisionRows(world)).toEqual(signedOnce);
  done(await helen.commands.answerComment({ commentId: ids[0], ...ANSWER }));
  expect(done(await sign(tom, id))).toMatchObject({ state: 'agreed' });
});
