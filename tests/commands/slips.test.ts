import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { inGroups } from '#domain/slip-code';
import { hashToken } from '#server/auth/tokens';
import { member } from '#server/db/schema/people';
import { receiptLink } from '#server/db/schema/receipts';
import { comment } from '#server/db/schema/comments';
import { CONTRIBUTION } from '#tests/builders/contributions';
import { done } from '#tests/builders/decisions';
import { doorsAt } from '#tests/builders/guests';
import { refusing } from '#tests/builders/refused';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patient: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  const organisationId = await world.organisation('Wenmoor Voices', 'patient-voice');
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Cole', { roles: ['facilitator'], group: 'voluntary', organisationId });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  specificationId = await specificationWith(world, helen, text);
});

const db = () => world.runtime.tools.db;
const links = () => db().select().from(receiptLink).orderBy(receiptLink.tokenHash);
const linksTo = async (id: CommentId) => (await links()).filter(({ commentId }) => commentId === id);
const entered = async (more: object = {}): Promise<CommentId> =>
  done(await fay.commands.enterContribution({ specificationId, ...CONTRIBUTION, ...more })).id;
const make = (commentId: CommentId, by = fay, more: object = {}) =>
  by.commands.makeSlipLink({ commentId, specificationId, days: '90', ...more });
const codeOf = async (commentId: CommentId) => done(await make(commentId)).code;
const follow = (code: string, address?: string) => doorsAt(world, { address }).receipt(code);
const answer = async (commentId: CommentId) => {
  await edit(world, specificationId, helen, replacing('two hours', 'one hour'));
  const given = { commentId, outcome: 'changed', body: 'It is one hour now.', clause: 'clause-1' };
  return done(await helen.commands.answerComment(given));
};
const refusedWith = refusing(links);

describe('the slip', () => {
  it('ENT-13 holds what was said, its kind, place, way and day, by when an answer is due, and the answer', async () => {
    const id = await entered();
    const slip = async () => done(await fay.reads.slip(specificationId, id));
    expect((await slip()).receipt).toMatchObject({
      specification: { id: specificationId, title: 'Integrated falls and frailty service' },
      comments: [
        {
          ...{ id, kind: 'experience', body: CONTRIBUTION.body, quote: 'Scope', by: { name: 'A carer' } },
          entered: { way: 'paper', on: '2026-11-20' },
          duty: { dueOn: '2026-12-08', owner: null },
          answer: null
        }
      ]
    });
    expect((await slip()).link).toBeNull();
    await answer(id);
    expect((await slip()).receipt!.comments[0]!.answer).toMatchObject({ body: 'It is one hour now.' });
    expect(JSON.stringify(await slip())).not.toMatch(/Helen|Fay/);
  });

  it('ENT-13 nobody else sees it or makes and ends its link; a refusal changes nothing', async () => {
    const id = await entered();
    await make(id);
    const colleague = await world.person('Colin Reid', { roles: ['facilitator'] });
    for (const by of [colleague, patient]) {
      expect(await by.reads.slip(specificationId, id)).toMatchObject({ code: 'not-allowed' });
      await refusedWith('not-allowed', () => make(id, by));
      await refusedWith('not-allowed', () => by.commands.endSlipLink({ commentId: id }));
    }
    await refusedWith('not-allowed', () => make(id, helen));
    const elsewhere = { roles: ['lead'], partnershipId: await world.partnership('Other') } as const;
    const stranger = await world.person('Sam Stranger', elsewhere);
    for (const by of [stranger]) {
      expect(await by.reads.slip(specificationId, id)).toMatchObject({ code: 'not-found' });
      await refusedWith('not-found', () => make(id, by));
      await refusedWith('not-found', () => by.commands.endSlipLink({ commentId: id }));
    }
    expect(await nobody(world).reads.slip(specificationId, id)).toMatchObject({ code: 'signed-out' });
    await refusedWith('signed-out', () => nobody(world).commands.makeSlipLink({ commentId: id, days: '7' }));
  });

  it('ENT-13 what somebody said themselves has none, and none is found on the page of another text', async () => {
    const said = { specificationId, clause: 'clause-1', body: 'I say this myself.' };
    const { id } = done(await fay.commands.addComment(said));
    expect(await fay.reads.slip(specificationId, id)).toMatchObject({ code: 'not-found' });
    await refusedWith('not-found', () => make(id));
    const second = await specificationWith(world, helen, documentOf(heading(1, 'Aims')));
    const own = await entered();
    expect(await fay.reads.slip(second, own)).toMatchObject({ code: 'not-found' });
    expect(await fay.reads.slip(specificationId, 'nonsense')).toMatchObject({ code: 'not-found' });
    await refusedWith('not-found', () => make(own, fay, { specificationId: second }));
  });
});

describe('its link', () => {
  it('ENT-14 is shown once, stored as a hash, and ends the one before; however it is typed', async () => {
    const id = await entered();
    const first = await codeOf(id);
    expect(first).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
    expect(await linksTo(id)).toMatchObject([
      { memberId: null, tokenHash: hashToken(first), expiresAt: new Date('2027-02-22T10:00:00.000Z') }
    ]);
    const slip = done(await fay.reads.slip(specificationId, id));
    expect(slip.link).toMatchObject({ madeAt: world.clock.now });
    expect(JSON.stringify([slip, await links()])).not.toContain(first);
    const second = await codeOf(id);
    expect(await follow(first)).toMatchObject({ code: 'link-not-valid' });
    for (const typed of [second, inGroups(second), inGroups(second).toUpperCase()])
      expect(done(await follow(typed)).name).toBe('A carer');
  });

  it('ENT-14 two that are made at the same moment leave one, and one of several entered ends no other', async () => {
    const [one, other] = [await entered(), await entered()];
    const kept = await codeOf(other);
    const codes = (await Promise.all([make(one), make(one)])).map((made) => done(made).code);
    expect(await linksTo(one)).toHaveLength(1);
    const answers = await Promise.all(codes.map((code) => follow(code)));
    expect(answers.filter((each) => 'receipts' in each)).toHaveLength(1);
    expect(done(await follow(kept)).receipts[0]!.comments[0]!.id).toBe(other);
  });

  it('ENT-14 another time is refused; so is one to what was withdrawn', async () => {
    const id = await entered();
    for (const [days, code] of [
      ['', 'missing-field'],
      ['365', 'invalid-input']
    ] as const)
      expect(await refusedWith(code, () => make(id, fay, { days }))).toMatchObject({ field: 'days' });
    done(await fay.commands.withdrawComment({ commentId: id }));
    await refusedWith('already-withdrawn', () => make(id));
  });

  it('ENT-14 ENT-16 unknown, over or ended: the same answer as a receipt’s; ending twice is refused', async () => {
    const refusal = await follow('x'.repeat(32));
    expect(refusal).toMatchObject({ code: 'link-not-valid' });
    const id = await entered();
    expect(await follow('0000-0000-0000-0000-0000')).toEqual(refusal);
    const code = await codeOf(id);
    world.clock.now = new Date('2027-02-22T10:00:00.000Z');
    expect(await follow(code)).toEqual(refusal);
    expect(done(await fay.reads.slip(specificationId, id)).link).toBeNull();
    world.clock.now = new Date('2026-11-24T10:00:00.000Z');
    expect(done(await follow(code)).entered).toBe(true);
    done(await fay.commands.endSlipLink({ commentId: id, specificationId }));
    expect(await follow(code)).toEqual(refusal);
    await refusedWith('not-found', () => fay.commands.endSlipLink({ commentId: id }));
  });

  it('ENT-16 wrong codes are counted with the wrong links of receipts', async () => {
    const code = await codeOf(await entered());
    const address = '198.51.100.77';
    for (let times = 0; times < 30; times += 1) await follow(`0000-0000-0000-0000-00${10 + times}`, address);
    expect(await follow(code, address)).toMatchObject({ code: 'too-many-tries' });
    expect(done(await follow(code, '198.51.100.78')).entered).toBe(true);
  });

  it('ENT-16 what is mistyped so that it can be no code gets the same answer, and is not counted', async () => {
    const code = await codeOf(await entered());
    const refusal = await follow('x'.repeat(32));
    const address = '198.51.100.79';
    for (let times = 0; times < 40; times += 1)
      for (const typed of ['', code.slice(1), `${code}0`, code.replace(/.$/, 'u')])
        expect(await follow(typed, address)).toEqual(refusal);
    expect(done(await follow(code, address)).entered).toBe(true);
  });

  it('ENT-16 it works when whoever entered it has left, and a member’s own link beside it', async () => {
    const organisationId = await world.organisation('Saltmere Carers', 'charity');
    const gone = await world.person('Gwen Parry', { roles: ['facilitator'], organisationId });
    const id = done(await gone.commands.enterContribution({ specificationId, ...CONTRIBUTION })).id;
    const { code } = done(await make(id, gone));
    const { token } = done(await gone.commands.makeReceiptLink({ days: '7', send: 'here' }));
    await db().update(member).set({ leftAt: world.clock.now }).where(eq(member.id, gone.memberId));
    expect(await follow(token!)).toMatchObject({ code: 'link-not-valid' });
    expect(done(await follow(code)).receipts[0]!.comments[0]!.body).toBe(CONTRIBUTION.body);
  });
});

describe('what it shows', () => {
  it('ENT-15 that one thing, its answer and the words that changed; it names nobody else', async () => {
    const id = await entered({ name: 'Ivy Bell' });
    await entered({ body: 'Another carer said this.' });
    done(await fay.commands.replyToComment({ commentId: id, body: 'I asked back.' }));
    done(await patient.commands.replyToComment({ commentId: id, body: 'I say so too.' }));
    const code = await codeOf(id);
    await edit(world, specificationId, helen, replacing('Scope', 'Who it is for'));
    await answer(id);
    const linked = done(await follow(code));
    expect(linked).toMatchObject({ entered: true, name: 'Ivy Bell', partnership: 'Vale' });
    expect(linked.receipts).toHaveLength(1);
    expect(linked.receipts[0]!.comments).toMatchObject([
      {
        ...{ id, body: CONTRIBUTION.body, quote: 'Scope', replies: [], earlier: [], mine: false },
        entered: { by: { memberId: null, name: 'Wenmoor Voices' } },
        answer: { body: 'It is one hour now.', by: { memberId: null, name: 'ICB' } }
      }
    ]);
    expect(linked.receipts[0]!.comments[0]!.answer!.changed).toMatchObject({ quote: 'Who it is for' });
    const all = JSON.stringify(linked);
    expect(all).not.toMatch(/Helen|Fay|Patrick|asked back|say so too|Another carer/);
    for (const { memberId, actor } of [helen, fay, patient]) {
      expect(all).not.toContain(memberId);
      expect(all).not.toContain(actor.personId);
    }
  });

  it('ENT-15 what was changed, withdrawn or removed, without the words that are gone', async () => {
    const id = await entered({ name: 'Ivy Bell' });
    const code = await codeOf(id);
    const shown = async (by = code) => done(await follow(by)).receipts[0]!.comments[0]!;
    done(await fay.commands.changeComment({ commentId: id, body: 'An hour is long.' }));
    expect(await shown()).toMatchObject({ body: 'An hour is long.', earlier: [] });
    done(await fay.commands.withdrawComment({ commentId: id }));
    expect(await shown()).toMatchObject({ body: '', by: { name: 'A carer' }, removed: null });
    expect((await shown()).withdrawnAt).not.toBeNull();
    const removed = await entered();
    const other = await codeOf(removed);
    done(await helen.commands.removeSaid({ commentId: removed, reason: 'insult' }));
    expect(await shown(other)).toMatchObject({ body: '', removed: 'insult' });
    expect(JSON.stringify(await follow(other))).not.toContain('cold floor');
  });

  it('ENT-15 nothing while it is not shown to others, neither on the slip; and it comes back', async () => {
    const id = await entered({ name: 'Ivy Bell' });
    const code = await codeOf(id);
    const stands = (standing: 'concern' | 'shown') =>
      db().update(comment).set({ standing }).where(eq(comment.id, id));
    await stands('concern');
    const hidden = done(await follow(code));
    expect(hidden).toMatchObject({ entered: true, name: '', receipts: [] });
    expect(JSON.stringify(hidden)).not.toMatch(/Ivy|cold floor|falls/);
    expect(done(await fay.reads.slip(specificationId, id)).receipt).toBeNull();
    await refusedWith('not-found', () => make(id));
    await stands('shown');
    expect(done(await follow(code)).name).toBe('Ivy Bell');
  });
});
