import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitsForAnswer } from '#domain/comment-thread';
import type { CommentId, SpecificationId } from '#domain/ids';
import { exportedComments } from '#server/documents/export-comments';
import { comment } from '#server/db/schema/comments';
import { CONTRIBUTION } from '#tests/builders/contributions';
import { done } from '#tests/builders/decisions';
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
beforeEach(async () => {
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  specificationId = await specificationWith(world, helen, text);
});
afterAll(() => world.close());

const enter = (more: object = {}, by = fay) =>
  by.commands.enterContribution({ specificationId, ...CONTRIBUTION, ...more });
const entered = async (more: object = {}): Promise<CommentId> => done(await enter(more)).id;
const asRead = async (id: CommentId, by = patient) => done(await by.reads.comment(id));
const stored = () =>
  world.runtime.tools.db.select().from(comment).where(eq(comment.specificationId, specificationId));

async function refusedWith(expected: object, more: object, by = fay): Promise<void> {
  const before = await stored();
  expect(await enter(more, by)).toMatchObject({ refused: true, ...expected });
  expect(await stored()).toEqual(before);
}

describe('who enters what', () => {
  it('ENT-1 a lead, an editor and a facilitator; nobody else, and a refusal stores nothing', async () => {
    const editor = await world.person('Erin Editor', { roles: ['editor'] });
    for (const by of [helen, editor, fay]) done(await enter({}, by));
    const others = ['contributor', 'secretary', 'board-member', 'observer'] as const;
    for (const role of others)
      await refusedWith({ code: 'not-allowed' }, {}, await world.person(`One ${role}`, { roles: [role] }));
    const elsewhere = { roles: ['lead'], partnershipId: await world.partnership('Other') } as const;
    await refusedWith({ code: 'not-found' }, {}, await world.person('Sam Stranger', elsewhere));
    expect(await nobody(world).reads.enterPage(specificationId, null)).toMatchObject({ code: 'signed-out' });
    expect(await patient.reads.enterPage(specificationId, null)).toMatchObject({ code: 'not-allowed' });
  });

  it.each([
    ['body', '', 'missing-field'],
    ['body', 'Ring me on 07700 900123.', 'personal-data'],
    ['clause', '', 'missing-field'],
    ['clause', 'clause-99', 'invalid-input'],
    ['kind', 'complaint', 'invalid-input'],
    ['who', '', 'missing-field'],
    ['who', 'An observer', 'missing-field'],
    ['name', 'a@b.example', 'personal-data'],
    ['name', '…', 'invalid-input'],
    ['way', 'pigeon', 'missing-field'],
    ['on', '', 'missing-field'],
    ['on', '2026-02-30', 'invalid-input']
  ])('ENT-1 %s %j is refused and nothing is stored', async (field, value, code) => {
    await refusedWith({ field, code }, { [field]: value });
  });

  it('ENT-2 without their agreement it is refused', async () => {
    await refusedWith({ field: 'agreed', code: 'missing-field' }, { agreed: undefined });
  });

  it('ENT-6 the last day is today in the United Kingdom, and the first a year ago', async () => {
    for (const on of ['2026-11-25', '2025-11-22', '1926-11-20'])
      await refusedWith({ field: 'on', code: 'invalid-input' }, { on });
    for (const on of ['2026-11-24', '2025-11-24']) await entered({ on });
  });
});

describe('how it is shown', () => {
  it('ENT-3 ENT-4 without a name: what they are, their group and the day; nothing else is stored of them', async () => {
    const read = await asRead(await entered());
    expect(read).toMatchObject({
      kind: 'experience',
      quote: 'Scope',
      dayOnly: true,
      at: new Date('2026-11-24T12:00:00.000Z'),
      by: { memberId: null, name: 'A carer', group: 'patient-carer', organisation: '' },
      entered: { by: { name: 'Fay Cole', organisation: 'Wenmoor Voices' }, way: 'paper', on: '2026-11-20' },
      mine: false
    });
    const [row] = await stored();
    expect(row).toMatchObject({ authorId: fay.memberId, enteredName: null, roleWords: 'A carer' });
  });

  it('ENT-3 with the name that they want, and in a Word file who entered it', async () => {
    const read = await asRead(await entered({ name: ' Ivy  Bell ' }));
    expect(read.by).toEqual({ memberId: null, name: 'Ivy Bell', group: 'patient-carer', organisation: '' });
    const [inFile] = exportedComments([read]);
    expect(inFile).toMatchObject({ author: 'Ivy Bell' });
    expect(inFile!.body).toContain(
      'Entered by Fay Cole (Wenmoor Voices) from paper, said on 20 November 2026.'
    );
  });

  it('ENT-5 nobody is made to speak who is here, nor one whose name reads the same', async () => {
    for (const name of ['Patrick Doyle', 'PATRICK D0YLE'.replace('0', 'Ο'), 'patrick.doyle'])
      await refusedWith({ field: 'name', code: 'name-taken' }, { name });
  });

  it('ENT-11 on the whole specification: before all others, and its answer must name a clause', async () => {
    const onClause = await entered();
    const id = await entered({ clause: 'whole' });
    const { items } = done(await patient.reads.comments(specificationId));
    expect(items.map((each) => each.id)).toEqual([id, onClause]);
    expect(items[0]).toMatchObject({ subject: { kind: 'whole' }, quote: '', anchor: null, range: null });
    expect(exportedComments(items)[0]!.body).toMatch(/^About the whole specification: Two hours/);
    const answer = { commentId: id, outcome: 'changed', body: 'It is one hour now.' };
    expect(await helen.commands.answerComment(answer)).toMatchObject({
      code: 'missing-field',
      field: 'clause'
    });
    expect((await asRead(id)).answer).toBeNull();
    await edit(world, specificationId, helen, replacing('two hours', 'one hour'));
    done(await helen.commands.answerComment({ ...answer, clause: 'clause-1' }));
    expect((await asRead(id)).answer?.changed?.quote).toBe('Scope');
  });
});

describe('what it counts for', () => {
  it('ENT-7 an answer is owed to a carer within ten working days of the entering, and to a GP none', async () => {
    const ofCarer = await asRead(await entered());
    expect(ofCarer.duty).toMatchObject({ owner: { name: 'Helen Marsh' }, dueOn: '2026-12-08' });
    expect(waitsForAnswer(ofCarer)).toBe(true);
    expect((await asRead(await entered({ who: 'A GP' }))).duty).toBeNull();
    const owed = done(await helen.reads.owed(specificationId, new URLSearchParams()));
    expect(owed.threads.map(({ id }) => id)).toEqual([ofCarer.id]);
  });

  it('ENT-8 for the contributor’s group on Home, in a consultation and in the voice meter, not for the helper’s', async () => {
    await entered();
    const home = done(await helen.reads.home());
    const tasks = home.tasks.filter(({ href }) => href.includes(specificationId));
    expect(tasks).toMatchObject([{ kind: 'answer' }]);
    const meter = done(await patient.reads.voice(specificationId, null)).meter;
    expect(meter.measures[0]!.sentence).toContain('0 of 1 comment by patients and carers');
    const rows = meter.measures[0]!.tables[0]!.rows;
    expect(rows.find(({ group }) => group === 'patient-carer')?.cells[0]).toBe(1);
  });

  it('ENT-8 a decision waits for its answer', async () => {
    const id = await entered();
    const { unansweredOn } = await import('#server/db/unanswered');
    const until = new Date('2026-11-25T00:00:00.000Z');
    const waiting = () => unansweredOn(world.runtime.tools.db, specificationId, until);
    expect((await waiting()).map((each) => each.id)).toEqual([id]);
    await entered({ who: 'A social worker' });
    expect(await waiting()).toHaveLength(1);
  });
});

describe('what the helper may do with it', () => {
  it('ENT-9 corrects and withdraws it with its history; nobody else does; the name goes with the words', async () => {
    const id = await entered({ name: 'Ivy Bell' });
    expect((await asRead(id, fay)).mine).toBe(true);
    const change = { commentId: id, body: 'An hour is long on a cold floor.' };
    expect(await helen.commands.changeComment(change)).toMatchObject({ code: 'not-allowed' });
    done(await fay.commands.changeComment(change));
    const changed = await asRead(id, helen);
    expect(changed).toMatchObject({ body: change.body, by: { name: 'Ivy Bell' } });
    expect(changed.earlier.map(({ body }) => body)).toEqual([CONTRIBUTION.body]);
    done(await fay.commands.withdrawComment({ commentId: id }));
    expect((await stored())[0]).toMatchObject({ body: '', enteredName: null, enteredGroup: 'patient-carer' });
    expect((await asRead(id)).by.name).toBe('A carer');
  });

  it('ENT-9 MOD-20 removed, the name goes with the words, and comes back with them', async () => {
    const id = await entered({ name: 'Ivy Bell' });
    done(await helen.commands.removeSaid({ commentId: id, reason: 'patient' }));
    expect((await stored())[0]).toMatchObject({ body: '', enteredName: null });
    for (const reader of [fay, helen])
      expect(JSON.stringify(await asRead(id, reader))).not.toContain('Ivy Bell');
    done(await fay.commands.askSecondLook({ commentId: id }));
    const other = await world.person('Ola Reviewer', { roles: ['facilitator'] });
    done(await other.commands.giveSecondLook({ commentId: id, outcome: 'back' }));
    expect((await stored())[0]).toMatchObject({ body: CONTRIBUTION.body, enteredName: 'Ivy Bell' });
  });

  it('ENT-9 after its answer it is not changed; the helper is told, and replies in their own name', async () => {
    const id = await entered();
    done(await fay.commands.replyToComment({ commentId: id, body: 'I asked back: she meant at night.' }));
    expect((await asRead(id)).replies).toMatchObject([{ by: { name: 'Fay Cole' }, dayOnly: false }]);
    done(await helen.commands.answerComment({ commentId: id, outcome: 'not-changed', body: 'Not yet.' }));
    expect(await fay.commands.changeComment({ commentId: id, body: 'Else.' })).toMatchObject({
      code: 'already-answered'
    });
    expect((await asRead(id)).body).toBe(CONTRIBUTION.body);
    const inbox = done(await fay.reads.inbox());
    expect(JSON.stringify(inbox)).toContain(id);
    expect(JSON.stringify(inbox)).toContain('has an answer: it is for whoever said it.');
  });

  it('ENT-12 it stands on no receipt of the helper’s, and its words are not quoted in public', async () => {
    await entered();
    const own = { specificationId, clause: 'clause-1', body: 'I say this myself.' };
    const { id } = done(await fay.commands.addComment(own));
    const { receipts } = done(await fay.reads.receipts());
    const here = receipts.find(({ specification }) => specification.id === specificationId);
    expect(here?.comments.map((each) => each.id)).toEqual([id]);
    expect((await stored()).map(({ mayBeQuoted }) => mayBeQuoted).sort()).toEqual([false, true]);
  });

  it('ENT-10 the page knows what was entered just before, of this text and by this helper', async () => {
    const id = await entered();
    const saved = async (by: TestPerson, which: string) =>
      done(await by.reads.enterPage(specificationId, which)).saved?.id ?? null;
    expect(await saved(fay, id)).toBe(id);
    expect(await saved(helen, id)).toBeNull();
    expect(await saved(fay, 'nonsense')).toBeNull();
  });
});
