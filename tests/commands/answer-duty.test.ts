import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import { setAnswerDuty } from '#server/commands/set-answer-duty';
import { registerEntry } from '#server/db/schema/decisions';
import { memberRole } from '#server/db/schema/people';
import { comment } from '#server/db/schema/comments';
import { done, recorded } from '#tests/builders/decisions';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const CLAUSE = 'k3x9q0zw7a';
const scope = heading(1, 'Scope');
const TEXT = documentOf(
  { ...scope, attrs: { ...scope.attrs, clause: CLAUSE } },
  paragraph('Response within 2 hours.'),
  heading(1, 'Premises'),
  paragraph('Saltmere Clinic.')
);

let world: World;
let helen: TestPerson;
let priya: TestPerson;
let secretary: TestPerson;
let patient: TestPerson;
let council: string;

beforeAll(async () => {
  world = await buildWorld();
  council = await world.organisation('Council', 'council');
  const organisationId = council as never;
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  priya = await world.person('Priya Nair', { roles: ['lead'], organisationId });
  secretary = await world.person('Grace Lindqvist', { roles: ['secretary'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

const text = () => specificationWith(world, helen, TEXT);

async function said(specificationId: SpecificationId, more: object = {}, by = patient): Promise<CommentId> {
  const fields = { specificationId, clause: 'clause-1', body: 'It is too long.', ...more };
  return done(await by.commands.addComment(fields)).id;
}

const dutyOf = async (id: CommentId) => done(await helen.reads.comment(id)).duty;
const owed = async (id: SpecificationId, query = '') =>
  done(await helen.reads.owed(id, new URLSearchParams(query)));

describe('who owes an answer, and by when', () => {
  it('ANS-10 ANS-11 ANS-12 a patient’s comment has an owner and a day, a colleague’s has not', async () => {
    const specificationId = await text();
    expect(await dutyOf(await said(specificationId))).toEqual({
      owner: { memberId: helen.memberId, name: 'Helen Marsh' },
      dueOn: '2026-12-08',
      daysLeft: 14
    });
    expect(await dutyOf(await said(specificationId, {}, secretary))).toBeNull();
  });

  it('ANS-10 the lead of the organisation that is accountable for the clause owes it', async () => {
    const specificationId = await text();
    const clause = { specificationId, clause: CLAUSE, organisationId: council, kind: 'accountable' };
    done(await helen.commands.setResponsibility(clause));
    expect((await dutyOf(await said(specificationId)))?.owner?.name).toBe('Priya Nair');
    expect((await dutyOf(await said(specificationId, { clause: 'clause-2' })))?.owner?.name).toBe(
      'Helen Marsh'
    );
  });

  it('ANS-12 ANS-14 time goes by: home and the card say how late it is, until it is answered', async () => {
    const specificationId = await text();
    const id = await said(specificationId);
    const start = world.clock.now;
    const tasks = async (who = helen) =>
      done(await who.reads.home()).tasks.filter(({ href }) => href.includes(specificationId));
    const href = `/specifications/${specificationId}/owed?owner=${helen.memberId}`;
    const title = '1 comment on Integrated falls and frailty service';
    expect(await tasks()).toMatchObject([{ kind: 'answer', title, href, age: '14 days left' }]);
    expect(await tasks(secretary)).toEqual([]);
    world.clock.now = new Date('2026-12-10T09:00:00Z');
    expect(await tasks()).toMatchObject([{ age: '2 days late', due: '2026-12-08' }]);
    expect((await dutyOf(id))?.daysLeft).toBe(-2);
    done(await helen.commands.answerComment({ commentId: id, outcome: 'not-changed', body: 'Not now.' }));
    expect(await tasks()).toEqual([]);
    world.clock.now = start;
  });
});

describe('handing it over', () => {
  const duty = (commentId: CommentId, more: object = {}, by: Pick<TestPerson, 'commands'> = helen) =>
    by.commands.setAnswerDuty({ commentId, ownerId: priya.memberId, dueOn: '2026-12-01', ...more });

  it('ANS-13 somebody else who may answer owes it, by another day, and the register keeps it', async () => {
    const id = await said(await text());
    done(await duty(id, {}, secretary));
    expect(await dutyOf(id)).toMatchObject({
      owner: { name: 'Priya Nair' },
      dueOn: '2026-12-01',
      daysLeft: 7
    });
    expect((await recorded(world)).at(-1)).toMatchObject({
      kind: 'answer-duty-changed',
      content: { commentId: id, owner: 'Priya Nair', dueOn: '2026-12-01', by: { name: 'Grace Lindqvist' } }
    });
    const { items } = done(await helen.reads.register());
    expect(items[0]?.sentence).toContain('Priya Nair answers a comment on');
  });

  async function refusedWith(code: string, act: () => Promise<unknown>) {
    const { db } = world.runtime.tools;
    const rows = async () => [await db.select().from(comment), await db.select().from(registerEntry)];
    const before = await rows();
    expect(await act()).toMatchObject({ refused: true, code });
    expect(await rows()).toEqual(before);
  }

  it('ANS-13 not to who may not answer, not to another day than from today to a year ahead', async () => {
    const id = await said(await text());
    await refusedWith('invalid-input', () => duty(id, { ownerId: patient.memberId }));
    await refusedWith('invalid-input', () => duty(id, { ownerId: 'nobody' }));
    for (const dueOn of ['2026-11-23', '2027-12-01', '2026-02-30', 'tomorrow', '2026-13-01']) {
      await refusedWith('invalid-input', () => duty(id, { dueOn }));
    }
    await refusedWith('missing-field', () => duty(id, { dueOn: '' }));
    done(await duty(id, { dueOn: '2026-11-24' }));
  });

  it('ANS-13 not by who may not answer, not from elsewhere', async () => {
    const id = await said(await text());
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    await refusedWith('not-allowed', () => duty(id, {}, patient));
    await refusedWith('not-found', () => duty(id, {}, stranger));
    await refusedWith('signed-out', () => duty(id, {}, nobody(world)));
    await refusedWith('not-found', () => duty(world.runtime.tools.newId()));
    const other = await text();
    await refusedWith('not-found', () => duty(id, { specificationId: other }));
  });

  it('ANS-13 not once it is answered or withdrawn, nor where nothing was promised', async () => {
    const specificationId = await text();
    const [answered, withdrawn] = [await said(specificationId), await said(specificationId)];
    done(
      await helen.commands.answerComment({ commentId: answered, outcome: 'not-changed', body: 'Not now.' })
    );
    done(await patient.commands.withdrawComment({ commentId: withdrawn }));
    await refusedWith('already-answered', () => duty(answered));
    await refusedWith('already-withdrawn', () => duty(withdrawn));
    const colleague = await said(specificationId, {}, secretary);
    await refusedWith('no-answer-owed', () => duty(colleague));
    expect(setAnswerDuty.needs).toBe('answer-comment');
  });

  it('ANS-10 where whoever started the text may not answer any more, another lead owes it', async () => {
    const gone = await world.person('Gone Soon', { roles: ['lead'] });
    const specificationId = await specificationWith(world, gone, TEXT);
    await world.runtime.tools.db.delete(memberRole).where(eq(memberRole.memberId, gone.memberId));
    const owner = (await dutyOf(await said(specificationId)))?.owner?.memberId as MemberId;
    expect([helen.memberId, priya.memberId]).toContain(owner);
  });
});

describe('the page of what is owed', () => {
  it('ANS-15 the most urgent first, by owner, group, kind and lateness', async () => {
    const specificationId = await text();
    const later = await said(specificationId, { kind: 'question', body: 'Who comes?' });
    const soon = await said(specificationId, { kind: 'experience', body: 'I waited.' });
    const colleague = await said(specificationId, { body: 'A typing error.' }, secretary);
    done(
      await helen.commands.setAnswerDuty({ commentId: soon, ownerId: priya.memberId, dueOn: '2026-11-25' })
    );
    const ids = async (query: string) => (await owed(specificationId, query)).threads.map(({ id }) => id);
    expect(await ids('')).toEqual([soon, later]);
    expect(await ids(`owner=${priya.memberId}`)).toEqual([soon]);
    expect(await ids('kind=question')).toEqual([later]);
    expect(await ids('group=all')).toEqual([soon, later, colleague]);
    expect(await ids('group=commissioner')).toEqual([colleague]);
    expect(await ids('late=yes')).toEqual([]);
    expect(await ids('owner=nobody&group=others&kind=none&late=no')).toEqual([soon, later]);
    const start = world.clock.now;
    world.clock.now = new Date('2026-11-26T09:00:00Z');
    expect(await ids('late=yes')).toEqual([soon]);
    expect((await owed(specificationId)).counts).toEqual({ owed: 2, late: 1 });
    world.clock.now = start;
  });

  it('ANS-15 who may not read the specification does not find it; who may not answer is offered nothing', async () => {
    const specificationId = await text();
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    const asked = new URLSearchParams();
    expect(await stranger.reads.owed(specificationId, asked)).toMatchObject({ code: 'not-found' });
    expect(done(await patient.reads.owed(specificationId, asked)).may).toEqual({
      answer: false,
      publish: false
    });
  });
});
