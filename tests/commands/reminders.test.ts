import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { notice } from '#server/db/schema/notices';
import { done } from '#tests/builders/decisions';
import { newsOf, noticeRowsOf } from '#tests/builders/notices';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let patrick: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.runtime.tools.db.delete(notice);
  at('2026-11-24T10:00:00.000Z');
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  specificationId = await specificationWith(world, helen, text);
});

function at(moment: string): void {
  world.clock.now = new Date(moment);
}

const say = async (): Promise<CommentId> =>
  done(await patrick.commands.addComment({ specificationId, clause: 'clause-1', body: 'That is long.' })).id;
const remind = () => world.runtime.regular.remindOwners.look();
/** Reads all that is new, and answers how much that was. */
const news = async () => {
  const found = (await newsOf(helen, 'to-answer')).length;
  const { asOf } = done(await helen.reads.inbox());
  done(await helen.commands.readNotices({ all: 'yes', until: asOf }));
  return found;
};
const tellsAfter = async (moment: string) => {
  at(moment);
  await remind();
  return news();
};

describe('whoever owes an answer', () => {
  it('MSG-14 is told again two days before it is due and the day after, once each', async () => {
    await say();
    expect(await news()).toBe(1);
    // Due on 8 December.
    expect(await tellsAfter('2026-12-05T23:59:00.000Z')).toBe(0);
    expect(await tellsAfter('2026-12-06T00:00:00.000Z')).toBe(1);
    expect(await tellsAfter('2026-12-06T12:00:00.000Z')).toBe(0);
    expect(await tellsAfter('2026-12-08T23:59:00.000Z')).toBe(0);
    expect(await tellsAfter('2026-12-09T00:00:00.000Z')).toBe(1);
    expect(await tellsAfter('2027-01-20T09:00:00.000Z')).toBe(0);
  });

  it('MSG-14 who missed the first is told once when it is late, and what was mailed is mailed again', async () => {
    await say();
    await world.runtime.tools.db.update(notice).set({ mailedAt: world.clock.now });
    expect(await tellsAfter('2026-12-15T09:00:00.000Z')).toBe(1);
    expect(await tellsAfter('2026-12-16T09:00:00.000Z')).toBe(0);
    expect(await noticeRowsOf(world)).toMatchObject([{ kind: 'to-answer', mailedAt: null }]);
  });

  it('MSG-14 is told of nothing that was answered, withdrawn or is not shown, nor once it is somebody else’s', async () => {
    const [answered, withdrawn, hidden, others] = [await say(), await say(), await say(), await say()];
    const gwen = await world.person('Gwen Parry', { roles: ['lead'] });
    await news();
    done(await helen.commands.answerComment({ commentId: answered, outcome: 'not-changed', body: 'No.' }));
    done(await patrick.commands.withdrawComment({ commentId: withdrawn }));
    done(await patrick.commands.raiseConcern({ commentId: hidden }));
    done(
      await helen.commands.setAnswerDuty({ commentId: others, ownerId: gwen.memberId, dueOn: '2026-12-08' })
    );
    expect(await tellsAfter('2026-12-09T09:00:00.000Z')).toBe(0);
    expect(await newsOf(gwen, 'to-answer')).toHaveLength(1);
  });

  it('MSG-14 of two nodes that look at once each is told once', async () => {
    await say();
    await news();
    at('2026-12-06T09:00:00.000Z');
    await Promise.all([remind(), remind()]);
    expect(await news()).toBe(1);
    await remind();
    expect(await news()).toBe(0);
  });
});
