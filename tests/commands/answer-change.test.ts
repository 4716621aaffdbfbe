import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { commentResponse } from '#server/db/schema/comments';
import { registerEntry } from '#server/db/schema/decisions';
import { openedBy } from '#tests/builders/ballots';
import { CONTRIBUTION } from '#tests/builders/contributions';
import { boardsOf, done, type Boards } from '#tests/builders/decisions';
import { refusing } from '#tests/builders/refused';
import { clause, writeSummary } from '#tests/builders/summaries';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(
  heading(1, 'Scope'),
  paragraph('Response within 2 hours if not injured. Somebody rings back.'),
  heading(2, 'Waiting'),
  paragraph('Nobody waits alone.'),
  heading(1, 'Premises'),
  paragraph('Saltmere Clinic.')
);

let world: World;
let boards: Boards;
let fay: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  fay = await world.person('Fay Cole', { roles: ['facilitator'] });
  for (const name of ['Ann', 'Bob', 'Cyd', 'Dot'])
    await world.person(`${name} Hicks`, { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  id = await specificationWith(world, boards.helen, TEXT);
});

const at = (moment: string) => (world.clock.now = new Date(moment));
const later = () => (world.clock.now = new Date(world.clock.now.getTime() + 60_000));
const change = async (words: string, by: string) => {
  later();
  await edit(world, id, boards.helen, replacing(words, by));
};
const say = async (place: object, more: object = {}): Promise<CommentId> =>
  done(
    await boards.patrick.commands.addComment({ specificationId: id, ...place, body: 'Too long.', ...more })
  ).id;
const on = async (words: string, more: object = {}) => say(await passage(world, id, words), more);
const answer = (commentId: CommentId, more: object = {}) =>
  boards.helen.commands.answerComment({ commentId, outcome: 'changed', body: 'It is so now.', ...more });
const marked = async (words: string) => passage(world, id, words);
const refusedWith = refusing(async () => [
  await world.runtime.tools.db.select().from(commentResponse),
  await world.runtime.tools.db.select().from(registerEntry)
]);
const nothingChanged = (act: () => Promise<unknown>) => refusedWith('nothing-changed', act);

describe('“changed” is about a change', () => {
  it('ANS-27 where nothing changed it is refused, in whole or in part, and any other answer is taken', async () => {
    const comment = await on('within 2 hours');
    const refused = await nothingChanged(() => answer(comment));
    expect(refused.field).toBe('outcome');
    expect(refused.message).toMatch(/read the same .* where it said so already.*What you typed is kept/);
    await nothingChanged(() => answer(comment, { outcome: 'partly' }));
    await nothingChanged(() => answer(comment, { clause: 'clause-1' }));
    const { db } = world.runtime.tools;
    done(await answer(comment, { outcome: 'not-changed', body: 'It said so already.' }));
    const [row] = await db.select().from(commentResponse).where(eq(commentResponse.commentId, comment));
    expect(row).toMatchObject({ outcome: 'not-changed', realChange: false });
  });

  it('ANS-27 what was changed before the comment was made does not count', async () => {
    await change('Nobody waits alone.', 'Nobody waits alone for long.');
    later();
    const comment = await on('within 2 hours');
    await nothingChanged(() => answer(comment, { clause: 'clause-2' }));
    await nothingChanged(async () => answer(comment, await marked('for long')));
    await change('for long', 'for very long');
    done(await answer(comment, await marked('very long')));
  });

  it('ANS-28 a clause and a heading take in the clauses under them, and nothing beside them', async () => {
    const [scope, waiting, premises] = [
      await say({ clause: 'clause-1' }),
      await say({ clause: 'clause-2' }),
      await say({ clause: 'clause-3' })
    ];
    await change('waits alone', 'waits without help');
    await nothingChanged(() => answer(premises));
    await nothingChanged(() => answer(scope, { clause: 'clause-3' }));
    done(await answer(scope));
    done(await answer(waiting, { clause: 'clause-1' }));
    const { db } = world.runtime.tools;
    const [row] = await db.select().from(commentResponse).where(eq(commentResponse.commentId, scope));
    expect(row).toMatchObject({ outcome: 'changed', quote: 'Scope', realChange: true });
  });

  it('ANS-28 words beside a change and words that only moved do not pass; what closes a gap does', async () => {
    const [first, second] = [await on('Saltmere'), await on('Saltmere')];
    await change('Somebody rings back.', '');
    await nothingChanged(async () => answer(first, await marked('within 2 hours')));
    await change('Saltmere Clinic.', 'Saltmere Clinic. Somebody rings back.');
    await nothingChanged(async () => answer(first, await marked('Somebody rings back')));
    await change(' if not injured', '');
    done(await answer(first, await marked('2 hours.')));
    await nothingChanged(async () => answer(second, await marked('Response')));
  });

  it('ANS-28 where the commented words are gone, that is the change', async () => {
    const comment = await on('Somebody rings back');
    await change(' Somebody rings back.', '');
    done(await answer(comment, { clause: 'clause-3' }));
  });
});

describe('what else was commented on', () => {
  it('ANS-29 of a plain summary: the summary or its clause', async () => {
    const json = documentOf(clause('aims', 'Aims'), paragraph('One service.'), heading(1, 'Other'));
    id = await specificationWith(world, boards.helen, json);
    const write = (text: string) => writeSummary(boards.helen, { specificationId: id, clause: 'aims', text });
    await write('We come to you.');
    // The words of a summary are stored by the clock of the machine.
    world.clock.now = new Date();
    const about = { about: 'plain-summary', clause: 'aims' };
    const [first, second] = [await say(about), await say(about)];
    await nothingChanged(() => answer(first));
    await write('We come to you at night.');
    await nothingChanged(() => answer(first, { clause: 'clause-2' }));
    done(await answer(first));
    done(await answer(second, { clause: 'clause-1' }));
  });

  it('ANS-29 of an option: a clause of the text that changed since, and nothing else', async () => {
    const ballotId = await openedBy(boards.helen, { specificationId: id });
    const comment = await say({ about: 'option', ballotId, option: 'P1' });
    await refusedWith('missing-field', () => answer(comment));
    await nothingChanged(() => answer(comment, { clause: 'clause-1' }));
    await change('2 hours', 'one hour');
    done(await answer(comment, { clause: 'clause-1' }));
  });
});

describe('when a comment was made', () => {
  it('ANS-30 what somebody said elsewhere, on that day', async () => {
    await change('2 hours', 'one hour');
    at('2026-11-27T10:00:00.000Z');
    const entered = async (onDay: string) =>
      done(await fay.commands.enterContribution({ specificationId: id, ...CONTRIBUTION, on: onDay }))
        .id as CommentId;
    const [before, after] = [await entered('2026-11-24'), await entered('2026-11-25')];
    done(await answer(before));
    await nothingChanged(() => answer(after));
  });

  it('ANS-30 ANO-14 something without a name, at the beginning of its day: no refusal tells the hour', async () => {
    at('2026-11-25T09:00:00.000Z');
    const early = await on('Saltmere', { shownAs: 'nobody' });
    at('2026-11-25T12:00:00.000Z');
    await change('2 hours', 'one hour');
    at('2026-11-25T15:00:00.000Z');
    const [late, named] = [await on('Saltmere', { shownAs: 'nobody' }), await on('Saltmere')];
    at('2026-11-26T09:00:00.000Z');
    const nextDay = await on('Saltmere', { shownAs: 'nobody' });
    for (const comment of [named, nextDay])
      await nothingChanged(() => answer(comment, { clause: 'clause-1' }));
    for (const comment of [early, late]) done(await answer(comment, { clause: 'clause-1' }));
  });
});

it('ANS-31 of several none is answered where one changed nothing, and it says which', async () => {
  const ids = [await on('within 2 hours if'), await on('Saltmere', { body: 'There is no bus.' })];
  await change('2 hours', 'one hour');
  const several = (commentIds: readonly CommentId[]) =>
    boards.helen.commands.answerComments({ commentIds, outcome: 'changed', body: 'It is one hour now.' });
  const { message } = await nothingChanged(() => several(ids));
  expect(message).toContain('for 1 of these 2 comments');
  expect(message).toContain('“There is no bus.”');
  done(await several(ids.slice(0, 1)));
});

it('ANS-31 of a comment on another specification nothing is told', async () => {
  const elsewhere = await say({ clause: 'clause-1' }, { body: 'SECRET' });
  id = await specificationWith(world, boards.helen, TEXT);
  const here = await say({ clause: 'clause-1' });
  await change('2 hours', 'one hour');
  const refused = await refusedWith('not-found', () =>
    boards.helen.commands.answerComments({ commentIds: [here, elsewhere], outcome: 'changed', body: 'Now.' })
  );
  expect(JSON.stringify(refused)).not.toContain('SECRET');
});
