import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { registerEntry } from '#server/db/schema/decisions';
import { comment, commentResponse } from '#server/db/schema/comments';
import { done, recorded } from '#tests/builders/decisions';
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
  heading(1, 'Scope', '3'),
  paragraph('Response within 2 hours if not injured.'),
  heading(1, 'Premises', '6'),
  paragraph('Saltmere Clinic.')
);

let world: World;
let lead: TestPerson;
let patient: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

const text = () => specificationWith(world, lead, TEXT);
const pass = (minutes: number) => (world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000));

async function on(specificationId: SpecificationId, words: string): Promise<CommentId> {
  const place = await passage(world, specificationId, words);
  return done(await patient.commands.addComment({ specificationId, ...place, body: 'Too long.' })).id;
}

const answer = (commentId: CommentId, more: object = {}) =>
  lead.commands.answerComment({ commentId, outcome: 'changed', body: 'It is one hour now.', ...more });
const answerOf = async (id: CommentId) => done(await patient.reads.comment(id)).answer;

async function refusedWith(code: string, act: () => Promise<unknown>) {
  const { db } = world.runtime.tools;
  const rows = async () => [
    await db.select().from(comment),
    await db.select().from(commentResponse),
    await db.select().from(registerEntry)
  ];
  const before = await rows();
  const refusal = await act();
  expect(refusal).toMatchObject({ refused: true, code });
  expect(await rows()).toEqual(before);
  return refusal as { field?: string };
}

describe('what an answer says', () => {
  it('ANS-20 ANS-23 it was passed on, and to whom; the register keeps it', async () => {
    const id = await on(await text(), 'Saltmere Clinic');
    const passed = { outcome: 'passed-on', passedTo: 'The council’s transport team, action A6' };
    const without = await refusedWith('missing-field', () => answer(id, { ...passed, passedTo: ' ' }));
    expect(without.field).toBe('passedTo');
    await refusedWith('personal-data', () => answer(id, { ...passed, passedTo: 'Joan, 01632 960 983' }));
    done(await answer(id, passed));
    expect(await answerOf(id)).toMatchObject({ ...passed, changed: null });
    expect((await recorded(world)).at(-1)?.content).toMatchObject(passed);
  });

  it('ANS-20 who is named for another outcome is not kept', async () => {
    const id = await on(await text(), 'Saltmere Clinic');
    done(await answer(id, { outcome: 'not-changed', passedTo: 'Somebody', clause: 'clause-1' }));
    expect(await answerOf(id)).toMatchObject({ passedTo: null, changed: null });
    expect((await recorded(world)).at(-1)?.content).not.toHaveProperty('passedTo');
  });
});

describe('the words that changed', () => {
  it('ANS-21 ANS-22 ANS-23 without another place they are those that were commented on, as they read now', async () => {
    const specificationId = await text();
    const id = await on(specificationId, 'within 2 hours if');
    await edit(world, specificationId, lead, replacing('2 hours', 'one hour'));
    done(await answer(id));
    const { changed } = (await answerOf(id))!;
    expect(changed).toMatchObject({
      before: 'within 2 hours if',
      quote: 'within one hour if',
      now: 'within one hour if'
    });
    expect(changed?.range).not.toBeNull();
    expect((await recorded(world)).at(-1)?.content).toMatchObject({ words: 'within one hour if' });
    await edit(world, specificationId, lead, replacing('one hour', '45 minutes'));
    expect((await answerOf(id))?.changed).toMatchObject({
      quote: 'within one hour if',
      now: 'within 45 minutes if'
    });
  });

  it('ANS-22 where the commented words read as before, nothing is said of before, in the thread and on the public page', async () => {
    const specificationId = await text();
    const id = await on(specificationId, 'Premises');
    pass(1);
    await edit(world, specificationId, lead, replacing('Saltmere Clinic', 'The clinic'));
    done(await answer(id));
    expect((await answerOf(id))?.changed).toMatchObject({ before: null, quote: 'Premises' });
    done(await lead.commands.publishAnswer({ commentId: id, words: 'own' }));
    const shown = async () => done(await lead.reads.youSaid(specificationId)).parts;
    expect(await shown()).toMatchObject([{ before: '', after: 'Premises' }]);
    // Once they do change, the thread tells; what was published stays as it was.
    await edit(world, specificationId, lead, replacing('Premises', 'Present premises'));
    expect((await answerOf(id))?.changed).toMatchObject({ before: 'Premises', now: 'Present premises' });
    expect(await shown()).toMatchObject([{ before: '', after: 'Premises' }]);
  });

  it('ANS-21 ANS-22 words marked in the text, or a clause; when they go, the thread says so', async () => {
    const specificationId = await text();
    const [marked, clause] = [await on(specificationId, '2 hours'), await on(specificationId, '2 hours')];
    pass(1);
    await edit(world, specificationId, lead, replacing('Saltmere Clinic', 'Saltmere Hub'));
    done(await answer(marked, await passage(world, specificationId, 'Saltmere Hub')));
    done(await answer(clause, { outcome: 'partly', clause: 'clause-2' }));
    expect((await answerOf(marked))?.changed).toMatchObject({ before: null, quote: 'Saltmere Hub' });
    expect((await answerOf(clause))?.changed).toMatchObject({ before: null, quote: 'Premises' });
    await edit(world, specificationId, lead, replacing('Saltmere Hub.', ''));
    expect((await answerOf(marked))?.changed).toMatchObject({ quote: 'Saltmere Hub', range: null });
  });

  it('ANS-21 words that changed meanwhile, a clause that is not there, and words that are gone are refused', async () => {
    const specificationId = await text();
    const id = await on(specificationId, 'Saltmere Clinic');
    const place = await passage(world, specificationId, 'Saltmere Clinic');
    await edit(world, specificationId, lead, replacing('Saltmere Clinic.', 'Wenbridge Hub.'));
    await edit(world, specificationId, lead, replacing('Wenbridge Hub.', ''));
    await refusedWith('passage-changed', () => answer(id, place));
    expect((await refusedWith('invalid-input', () => answer(id, { clause: 'clause-9' }))).field).toBe(
      'clause'
    );
    expect((await refusedWith('missing-field', () => answer(id))).field).toBe('clause');
    done(await answer(id, { clause: 'clause-2' }));
  });

  it('ANS-22 the first version after the answer, and the newest from before the comment', async () => {
    const specificationId = await text();
    const freeze = async () => {
      pass(1);
      await edit(world, specificationId, lead, replacing('if', 'and if'));
      done(await lead.commands.freezeVersion({ specificationId, label: '' }));
      pass(1);
    };
    await freeze();
    await freeze();
    const id = await on(specificationId, 'within 2 hours');
    await freeze();
    done(await answer(id, { clause: 'clause-1' }));
    const versions = async () => {
      const { versionBefore, versionAfter } = (await answerOf(id))!.changed!;
      return [versionBefore, versionAfter];
    };
    expect(await versions()).toEqual([2, null]);
    await freeze();
    await freeze();
    expect(await versions()).toEqual([2, 4]);
  });

  it('ANS-23 an answer from before there were places is read as it was', async () => {
    const specificationId = await text();
    const id = await on(specificationId, 'within 2 hours if');
    await edit(world, specificationId, lead, replacing('2 hours', 'one hour'));
    done(await answer(id));
    const { db } = world.runtime.tools;
    const old = { anchor: null, quote: null };
    await db.update(commentResponse).set(old).where(eq(commentResponse.commentId, id));
    expect(await answerOf(id)).toMatchObject({ outcome: 'changed', changed: null });
  });
});
