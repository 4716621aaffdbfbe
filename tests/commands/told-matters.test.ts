import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { MOST_CONCERNS_A_DAY } from '#domain/moderation';
import { registerEntry } from '#server/db/schema/decisions';
import { concern } from '#server/db/schema/moderation';
import { notice } from '#server/db/schema/notices';
import { comment } from '#server/db/schema/comments';
import { done } from '#tests/builders/decisions';
import { everythingSeen } from '#tests/builders/everything-seen';
import { refusing } from '#tests/builders/refused';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const BODY = 'Jan was rough with my father on Tuesday.';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let agnes: TestPerson;
let other: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Cole', { roles: ['facilitator'] });
  const patient = { roles: ['contributor'], group: 'patient-carer' } as const;
  other = await world.person('Maureen Tasker', patient);
  for (const name of ['Iqbal Hussain', 'Roy Endicott', 'Sheila Brand']) await world.person(name, patient);
});
beforeEach(async () => {
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  specificationId = await specificationWith(world, helen, text);
  // Somebody new each time: how many they tell in a day is counted.
  agnes = await world.person('Agnes Mbeki', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

const tell = (by: TestPerson, more: object = {}) =>
  by.commands.tellMatter({ specificationId, body: BODY, ...more });
const own = async (by = agnes) => done(await by.reads.specificationPage(specificationId)).own;
const queued = async (id: string) => {
  const { waiting, settled } = done(await fay.reads.concerns());
  return [...waiting, ...settled].find(({ commentId }) => commentId === id)!;
};

async function rows() {
  const { db } = world.runtime.tools;
  return [
    await db.select().from(comment).orderBy(comment.id),
    await db.select().from(concern).orderBy(concern.id),
    await db.select().from(notice).orderBy(notice.id),
    await db.$count(registerEntry)
  ];
}

const refusedWith = refusing(rows);

describe('a matter that is told to leads and facilitators alone', () => {
  it('MOD-36 for everybody else it is at every moment as if it had not been written', async () => {
    const seen = { specificationId, clause: 'clause-1', body: 'Who rings back?' };
    const shown = done(await other.commands.addComment(seen)).id;
    const bystander = await world.person('Sam Secretary', { roles: ['secretary', 'editor'] });
    const before = await everythingSeen(bystander, specificationId, shown);
    const { commentId } = done(await tell(agnes));
    const isGone = async () => {
      expect(await everythingSeen(bystander, specificationId, shown)).toEqual(before);
      for (const by of [bystander, other])
        expect(await by.reads.comment(commentId)).toMatchObject({ code: 'not-found' });
    };
    await isGone();
    const { id: concernId } = await queued(commentId);
    done(await helen.commands.settleConcern({ concernId, outcome: 'no-concern' }));
    await isGone();
  });

  it('MOD-36 those who see the queue are told of it and read it there, with its writer', async () => {
    const { commentId } = done(await tell(agnes));
    expect(await queued(commentId)).toMatchObject({
      ...{ words: BODY, told: true, raisedBy: null, settled: null, by: { name: 'Agnes Mbeki' } }
    });
    for (const by of [helen, fay]) {
      const { unread } = done(await by.reads.inbox());
      expect(unread.some(({ kind }) => kind === 'to-settle')).toBe(true);
      expect(JSON.stringify(unread)).not.toContain(BODY);
    }
    expect(done(await agnes.reads.inbox()).unread).toEqual([]);
  });

  it('MOD-36 without a name: the queue names nobody and has only the day', async () => {
    world.clock.now = new Date('2026-11-24T17:13:21.000Z');
    const { commentId } = done(await tell(agnes, { shownAs: 'nobody' }));
    const item = await queued(commentId);
    expect(item).toMatchObject({ words: BODY, by: { name: 'Anonymous', memberId: null }, raisedBy: null });
    expect(item.raisedAt).toEqual(new Date('2026-11-24T12:00:00.000Z'));
    expect(JSON.stringify(item)).not.toMatch(/Agnes|17:13/);
    expect(JSON.stringify(item)).not.toContain(agnes.memberId);
    world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  });

  it('MOD-36 its writer finds it with whom to tell, and what came of it', async () => {
    const { commentId } = done(await tell(agnes));
    expect(await own()).toMatchObject({
      items: [{ commentId, standing: 'concern', words: BODY, about: 'the whole specification' }]
    });
    expect((await own()).contacts).toHaveLength(3);
    const { id: concernId } = await queued(commentId);
    const passed = { concernId, outcome: 'passed-on', passedTo: 'Adult social care' };
    done(await fay.commands.settleConcern(passed));
    expect((await own()).items).toMatchObject([{ commentId, standing: 'passed-on' }]);
    expect(done(await agnes.reads.inbox()).unread.map(({ kind }) => kind)).toEqual(['reviewed']);
  });

  it('MOD-36 no such matter: it stays hidden, and its writer is told that they may say it as a comment', async () => {
    const { commentId } = done(await tell(agnes));
    const { id: concernId } = await queued(commentId);
    done(await fay.commands.settleConcern({ concernId, outcome: 'no-concern' }));
    const [item] = (await own()).items;
    expect(item).toMatchObject({ commentId, standing: 'not-let-through' });
    expect(item!.reason).toContain('say it as a comment');
  });

  it('MOD-34 MOD-36 no more than five in a day, raised ones counted', async () => {
    const shown = { specificationId, clause: 'clause-1', body: 'Who rings back?' };
    const { id: commentId } = done(await other.commands.addComment(shown));
    done(await agnes.commands.raiseConcern({ commentId }));
    for (let count = 1; count < MOST_CONCERNS_A_DAY; count += 1) done(await tell(agnes));
    await refusedWith('too-many-tries', () => tell(agnes));
  });

  it('MOD-36 nothing is stored without words, with a number, from elsewhere or signed out', async () => {
    const elsewhere = { roles: ['lead'], partnershipId: await world.partnership('Moor') } as const;
    const stranger = await world.person('Stan Ger', elsewhere);
    expect(await refusedWith('missing-field', () => tell(agnes, { body: ' ' }))).toMatchObject({
      field: 'body'
    });
    await refusedWith('personal-data', () => tell(agnes, { body: 'Ring 01632 960 123 about Jan.' }));
    await refusedWith('invalid-input', () => tell(agnes, { shownAs: 'A GP' }));
    await refusedWith('not-found', () => tell(stranger));
    await refusedWith('signed-out', () => tell({ ...agnes, ...nobody(world) }));
    // One of a group of one would be named by the group.
    await refusedWith('group-too-small', () => tell(fay, { shownAs: 'nobody' }));
  });

  it('MOD-31 MOD-36 of what its writer raised themselves without a name the queue names nobody', async () => {
    const said = { specificationId, clause: 'clause-1', body: BODY, shownAs: 'nobody' };
    const { id: commentId } = done(await agnes.commands.addComment(said));
    done(await agnes.commands.raiseConcern({ commentId }));
    const item = await queued(commentId);
    expect(item).toMatchObject({ raisedBy: null, told: false });
    expect(JSON.stringify(item)).not.toMatch(/Agnes/);
  });
});
