import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { SpecificationId } from '#domain/ids';
import { hashToken } from '#server/auth/tokens';
import { member, person } from '#server/db/schema/people';
import { receiptLink } from '#server/db/schema/receipts';
import { ballotFields } from '#tests/builders/ballots';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, invitedBy } from '#tests/builders/guests';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { refusing } from '#tests/builders/refused';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(
  heading(1, 'Scope', '3'),
  paragraph('Response within 2 hours if not injured.'),
  paragraph('Saltmere Clinic opens at nine.')
);

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let carer: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  patient = await world.person('Patrick Doyle', { group: 'patient-carer' });
  carer = await world.person('Maureen Tasker', { group: 'patient-carer' });
  id = await specificationWith(world, lead, TEXT);
});

const db = () => world.runtime.tools.db;
const receiptsOf = async (by: TestPerson) => done(await by.reads.receipts());
const links = () => db().select().from(receiptLink).orderBy(receiptLink.memberId);
const make = (by: TestPerson, more: object = {}) =>
  by.commands.makeReceiptLink({ days: '30', send: 'here', ...more });
const tokenOf = async (by: TestPerson) => done(await make(by)).token!;
const follow = (token: string, address?: string) => doorsAt(world, { address }).receipt(token);

async function said(by: TestPerson, words: string, body: string, more: object = {}) {
  const place = await passage(world, id, words);
  return done(await by.commands.addComment({ specificationId: id, ...place, body, ...more })).id;
}

/** Patrick asked, somebody else spoke under it and beside it, and the text was changed. */
async function answered() {
  const commentId = await said(patient, 'within 2 hours if', 'Two hours is long.', { kind: 'question' });
  done(await patient.commands.replyToComment({ commentId, body: 'And cold.' }));
  done(await carer.commands.replyToComment({ commentId, body: 'I say so too.' }));
  const beside = await said(carer, 'Saltmere Clinic', 'Too far for me.');
  done(await patient.commands.replyToComment({ commentId: beside, body: 'There is a bus.' }));
  await edit(world, id, lead, replacing('2 hours', '1 hour'));
  done(await lead.commands.answerComment({ commentId, outcome: 'changed', body: 'It is one hour now.' }));
  return { commentId, beside };
}

const refusedWith = refusing(links);

describe('one’s own receipt', () => {
  it('RCP-1 RCP-2 what was said, its kind and day, the answer and the words that changed', async () => {
    const { commentId } = await answered();
    const { receipts } = await receiptsOf(patient);
    expect(receipts).toMatchObject([
      {
        specification: { id, title: 'Integrated falls and frailty service' },
        comments: [
          {
            id: commentId,
            kind: 'question',
            body: 'Two hours is long.',
            at: new Date('2026-11-24T10:00:00.000Z'),
            quote: 'within 2 hours if',
            answer: {
              outcome: 'changed',
              body: 'It is one hour now.',
              by: { name: 'Helen Marsh' },
              changed: { quote: 'within 1 hour if', now: 'within 1 hour if' }
            }
          }
        ],
        published: []
      }
    ]);
  });

  it('RCP-2 what waits says who answers it by which day; what was promised no answer has none', async () => {
    await said(patient, 'within 2 hours if', 'Two hours is long.');
    const [receipt] = (await receiptsOf(patient)).receipts;
    expect(receipt!.comments[0]).toMatchObject({
      answer: null,
      duty: { owner: { name: 'Helen Marsh' }, dueOn: '2026-12-08', daysLeft: 14 }
    });
    await said(lead, 'within 2 hours if', 'Is that right?');
    const own = (await receiptsOf(lead)).receipts.find(({ specification }) => specification.id === id);
    expect(own!.comments[0]).toMatchObject({ answer: null, duty: null });
  });

  it('RCP-3 a suggestion says what became of it', async () => {
    const place = await passage(world, id, '2 hours');
    const suggested = done(
      await patient.commands.suggestWording({ specificationId: id, ...place, wording: '1 hour' })
    );
    const shown = async () => (await receiptsOf(patient)).receipts[0]!.comments[0]!.suggestion;
    expect(await shown()).toMatchObject({ state: 'open', before: '2 hours', after: '1 hour' });
    done(await lead.commands.acceptSuggestion({ commentId: suggested.id }));
    expect(await shown()).toMatchObject({ state: 'accepted' });
  });

  it('RCP-4 nothing that others said, and nothing of a ballot', async () => {
    await answered();
    const ballot = done(await lead.commands.openBallot(ballotFields({ specificationId: id })));
    await carer.commands.castVote({ ballotId: ballot.id, ranking: ['P1', 'P2', 'P3'] });
    const page = await receiptsOf(patient);
    expect(page.receipts[0]!.replies).toMatchObject([
      { quote: 'Saltmere Clinic', reply: { body: 'There is a bus.' } }
    ]);
    expect(JSON.stringify(page)).not.toMatch(/I say so too|Too far|Maureen|ballot|P1/);
    expect((await receiptsOf(stranger)).receipts).toEqual([]);
    expect(await nobody(world).reads.receipts()).toMatchObject({ code: 'signed-out' });
  });

  it('RCP-1 what was withdrawn says so, without its words; a guest has a receipt too', async () => {
    const { commentId } = await answered();
    done(await patient.commands.withdrawComment({ commentId }));
    const [receipt] = (await receiptsOf(patient)).receipts;
    expect(receipt!.comments[0]).toMatchObject({ body: '', withdrawnAt: world.clock.now });
    const guest = await guestOf(world, (await invitedBy(lead)).token, { called: 'A carer' });
    await said(guest, 'Saltmere Clinic', 'Too long for my mother.');
    const [own] = (await receiptsOf(guest)).receipts;
    expect(own!.comments[0]).toMatchObject({ body: 'Too long for my mother.', by: { name: 'A carer' } });
  });
});

describe('the private link', () => {
  it('RCP-10 is shown once, stored as a hash, and ends the one before', async () => {
    const first = await tokenOf(patient);
    expect(Buffer.from(first, 'base64url')).toHaveLength(24);
    const rows = (await links()).filter(({ memberId }) => memberId === patient.memberId);
    expect(rows).toMatchObject([
      { tokenHash: hashToken(first), expiresAt: new Date('2026-12-24T10:00:00.000Z') }
    ]);
    expect(JSON.stringify([rows, await receiptsOf(patient)])).not.toContain(first);
    const second = await tokenOf(patient);
    expect(await follow(first)).toMatchObject({ code: 'link-not-valid' });
    expect(done(await follow(second)).name).toBe('Patrick Doyle');
  });

  it('RCP-10 another time, or no choice where it goes, is refused', async () => {
    expect(await refusedWith('missing-field', () => make(patient, { days: '' }))).toMatchObject({
      field: 'days'
    });
    expect(await refusedWith('invalid-input', () => make(patient, { days: '365' }))).toMatchObject({
      field: 'days'
    });
    expect(
      await refusedWith('invalid-input', () => make(patient, { send: 'lead@test.example' }))
    ).toMatchObject({ field: 'send' });
    await refusedWith('signed-out', () =>
      nobody(world).commands.makeReceiptLink({ days: '30', send: 'here' })
    );
  });

  it('RCP-11 RCP-4 it shows only what its owner said and the answers, and names nobody else', async () => {
    await answered();
    const linked = done(await follow(await tokenOf(patient)));
    expect(linked).toMatchObject({ name: 'Patrick Doyle', partnership: 'Vale' });
    expect(linked.receipts[0]!.comments[0]).toMatchObject({
      body: 'Two hours is long.',
      answer: { body: 'It is one hour now.', by: { name: 'ICB', memberId: null } },
      duty: { owner: null }
    });
    const all = JSON.stringify(linked);
    expect(all).not.toMatch(/Helen|Maureen|I say so too|Too far/);
    for (const { memberId, actor } of [lead, carer]) {
      expect(all).not.toContain(memberId);
      expect(all).not.toContain(actor.personId);
    }
  });

  it('RCP-12 RCP-13 unknown, over, ended, or of somebody who left or was disabled: one and the same answer', async () => {
    const refusal = await follow('x'.repeat(32));
    expect(refusal).toMatchObject({ code: 'link-not-valid' });
    const token = await tokenOf(patient);
    world.clock.now = new Date('2026-12-24T10:00:00.000Z');
    expect(await follow(token)).toEqual(refusal);
    expect((await receiptsOf(patient)).link).toBeNull();
    world.clock.now = new Date('2026-11-24T10:00:00.000Z');
    expect((await receiptsOf(patient)).link).not.toBeNull();
    await refusedWith('not-found', () => carer.commands.endReceiptLink({ memberId: patient.memberId }));
    done(await patient.commands.endReceiptLink({}));
    expect(await follow(token)).toEqual(refusal);
    const again = await tokenOf(patient);
    const { personId } = patient.actor;
    await db().update(person).set({ disabledAt: world.clock.now }).where(eq(person.id, personId));
    expect(await follow(again)).toEqual(refusal);
    await db().update(person).set({ disabledAt: null }).where(eq(person.id, personId));
    expect(done(await follow(again)).name).toBe('Patrick Doyle');
    await db().update(member).set({ leftAt: world.clock.now }).where(eq(member.id, patient.memberId));
    expect(await follow(again)).toEqual(refusal);
  });

  it('RCP-12 after thirty links that are not valid every link is refused from there, and from nowhere else', async () => {
    const token = await tokenOf(patient);
    const address = '198.51.100.9';
    for (let times = 0; times < 30; times += 1) await follow(`wrong-${times}`.padEnd(32, '-'), address);
    expect(await follow(token, address)).toMatchObject({ code: 'too-many-tries' });
    expect(done(await follow(token, '198.51.100.10')).name).toBe('Patrick Doyle');
  });

  it('RCP-15 on a server that sends no e-mail none is made', async () => {
    const refusal = await refusedWith('not-allowed', () => make(patient, { send: 'e-mail' }));
    expect(refusal).toMatchObject({ field: 'send', message: (await receiptsOf(patient)).noMail });
  });
});
