import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { topicName, type Topic } from '#protocol/topics';
import { commandsFor, type Commands } from '#server/commands/all-commands';
import { keptRows, MANDATORY, templateWith } from '#tests/builders/clauses';
import { decisionFields, done, recorded, type Boards } from '#tests/builders/decisions';
import { contradiction, TWO_AND_FIVE } from '#tests/builders/open-points';
import { edit, passage, replacing, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let gp: TestPerson;
let patient: TestPerson;
let observer: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  gp = await world.person('Owen Pryce', { roles: ['contributor'], group: 'clinician' });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  observer = await world.person('Obi Server', { roles: ['observer'] });
  id = await specificationWith(world, lead, TWO_AND_FIVE);
});
afterAll(() => world.close());

const raising = async (more: Record<string, unknown> = {}, text = id) => ({
  ...(await contradiction(world, text, gp.memberId)),
  ...more
});

/** What open pages are told, and commands that tell it. */
function listening() {
  const announced: string[] = [];
  const announce = (topics: readonly Topic[]) => announced.push(...topics.map(topicName));
  const tools = { ...world.runtime.tools, announce };
  return { announced, commandsOf: ({ actor }: TestPerson) => commandsFor(actor, tools) };
}

async function refusedWith(code: string, answer: () => Promise<unknown>) {
  const before = await keptRows(world);
  const refusal = await answer();
  expect(refusal).toMatchObject({ refused: true, code });
  expect(await keptRows(world)).toEqual(before);
  return refusal as { field?: string; message: string };
}

const pointsOn = async (by: TestPerson, text = id) => done(await by.reads.openPoints(text)).points;
const pointOf = async (point: string, by = lead, text = id) =>
  (await pointsOn(by, text)).find((each) => each.id === point)!;

describe('raising', () => {
  it('CLA-50 CLA-51 whoever may comment raises a contradiction with something outside the text', async () => {
    const { id: point } = done(await patient.commands.raiseOpenPoint(await raising()));
    expect(await pointOf(point, observer)).toMatchObject({
      kind: 'contradiction',
      words: 'Two working days here, five elsewhere.',
      outside: 'The community trust’s draft says 5.',
      place: { quote: '2 working days', range: {} },
      other: null,
      owner: { name: 'Owen Pryce' },
      raisedBy: { name: 'Patrick Doyle' },
      raisedAt: world.clock.now,
      resolution: null,
      mayResolve: false
    });
  });

  it('CLA-51 the second place may be other words of the text, and follows them', async () => {
    const text = await specificationWith(world, lead, TWO_AND_FIVE);
    const fields = await raising({ outside: '', otherQuote: 'within  5 working days' }, text);
    const { id: point } = done(await gp.commands.raiseOpenPoint(fields));
    const before = await pointOf(point, lead, text);
    await edit(world, text, lead, replacing('Plan shared', 'A plan is shared'));
    const { place, other } = await pointOf(point, lead, text);
    expect(place.range!.from).toBe(
      before.place.range!.from + 'A plan is shared'.length - 'Plan shared'.length
    );
    expect(other!.range!.from).toBeGreaterThan(place.range!.to);
    expect(other!.quote).toBe('within 5 working days');
  });

  it('CLA-50 a question is raised from a clause, and holds no second place', async () => {
    const fields = { specificationId: id, kind: 'question', words: 'Who does this?', ownerId: lead.memberId };
    const sent = { ...fields, clause: 'clause-1', outside: 'ignored', otherQuote: 'ignored' };
    const { id: point } = done(await gp.commands.raiseOpenPoint(sent));
    expect(await pointOf(point)).toMatchObject({ place: { quote: 'Pathway' }, other: null, outside: '' });
    await refusedWith('invalid-input', () => gp.commands.raiseOpenPoint({ ...sent, clause: 'clause-9' }));
  });

  it('CLA-50 it needs a kind, words, and an owner who may comment', async () => {
    const wrong = async (code: string, more: Record<string, unknown>) =>
      (await refusedWith(code, async () => gp.commands.raiseOpenPoint(await raising(more)))).field;
    expect(await wrong('missing-field', { kind: '' })).toBe('kind');
    expect(await wrong('invalid-input', { kind: 'complaint' })).toBe('kind');
    expect(await wrong('missing-field', { words: ' ' })).toBe('words');
    expect(await wrong('too-long', { words: 'a'.repeat(2001) })).toBe('words');
    expect(await wrong('missing-field', { ownerId: '' })).toBe('ownerId');
    expect(await wrong('invalid-input', { ownerId: observer.memberId })).toBe('ownerId');
    expect(await wrong('invalid-input', { ownerId: world.runtime.tools.newId() })).toBe('ownerId');
    expect(await wrong('missing-field', { quote: '' })).toBe('quote');
    expect(await wrong('missing-field', { outside: '', otherQuote: ' ' })).toBe('outside');
    expect(await wrong('invalid-input', { otherQuote: ['a'] })).toBe('otherQuote');
  });

  it('CLA-52 words that do not stand in the text are refused at their field', async () => {
    const missing = await raising({ otherQuote: 'within a fortnight' });
    const refusal = await refusedWith('passage-changed', () => gp.commands.raiseOpenPoint(missing));
    expect(refusal.field).toBe('otherQuote');
    const gone = await raising({ quote: 'in 3 working days' });
    await refusedWith('passage-changed', () => gp.commands.raiseOpenPoint(gone));
  });

  it('CLA-50 who may not comment, or is not a member, raises nothing', async () => {
    const elsewhere = await world.partnership('Ashdyke');
    const outsider = await world.person('Olly', { roles: ['lead'], partnershipId: elsewhere });
    const fields = await raising();
    await refusedWith('not-allowed', () => observer.commands.raiseOpenPoint(fields));
    await refusedWith('not-found', () => outsider.commands.raiseOpenPoint(fields));
    await refusedWith('signed-out', () => nobody(world).commands.raiseOpenPoint(fields));
    expect(await outsider.reads.openPoints(id)).toMatchObject({ code: 'not-found' });
    expect(await observer.reads.newPoint(id, { quote: 'a', clause: null })).toMatchObject({
      code: 'not-allowed'
    });
    const own = { ...fields, specificationId: world.runtime.tools.newId() };
    await refusedWith('not-found', () => gp.commands.raiseOpenPoint(own));
  });

  it('CLA-58 an NHS number is stopped, and so is the one who sends too many', async () => {
    for (const field of ['words', 'outside']) {
      const fields = await raising({ [field]: 'See 943 476 5919.' });
      expect((await refusedWith('personal-data', () => gp.commands.raiseOpenPoint(fields))).field).toBe(
        field
      );
    }
    const busy = await world.person('Busy Body', { roles: ['contributor'] });
    const fields = await raising();
    for (let sent = 0; sent < 30; sent += 1) done(await busy.commands.raiseOpenPoint(fields));
    await refusedWith('too-many-tries', () => busy.commands.raiseOpenPoint(fields));
    const comment = { specificationId: id, clause: 'clause-1', body: 'One more.' };
    await refusedWith('too-many-tries', () => busy.commands.addComment(comment));
  });

  it('CLA-56 when the words are gone the question keeps them, and the clause they stood in', async () => {
    const text = await specificationWith(world, lead, templateWith(...MANDATORY));
    const place = await passage(world, text, 'on scope.');
    const fields = {
      specificationId: text,
      kind: 'question',
      words: 'Whose?',
      ownerId: gp.memberId,
      ...place
    };
    const { id: point } = done(await gp.commands.raiseOpenPoint(fields));
    expect((await pointOf(point, lead, text)).place.clause).toEqual({ id: 'scope', name: '3 Scope' });
    await edit(world, text, lead, replacing('on scope.', 'on the scope.'));
    expect((await pointOf(point, lead, text)).place.wordsNow).toBe('on the scope.');
    await edit(world, text, lead, replacing(' on the scope.', ''));
    const { place: now } = await pointOf(point, lead, text);
    expect(now).toEqual({
      quote: 'on scope.',
      range: null,
      wordsNow: null,
      clause: { id: 'scope', name: '3 Scope' }
    });
  });
});

describe('resolving', () => {
  const raised = async (by = patient) => done(await by.commands.raiseOpenPoint(await raising())).id;
  const resolve = (point: string, commands: Commands, more: Record<string, unknown> = {}) =>
    commands.resolveOpenPoint({ pointId: point, resolution: 'Two, as the text says.', ...more });

  it('CLA-53 CLA-54 its owner says how it was settled, once, and it stands in the register', async () => {
    const point = await raised();
    expect((await pointOf(point, gp)).mayResolve).toBe(true);
    done(await resolve(point, gp.commands));
    expect(await pointOf(point, gp)).toMatchObject({
      resolution: { words: 'Two, as the text says.', by: { name: 'Owen Pryce' }, at: world.clock.now },
      mayResolve: false
    });
    expect((await recorded(world)).at(-1)).toMatchObject({
      kind: 'open-point-resolved',
      content: {
        openPointId: point,
        pointKind: 'contradiction',
        words: 'Two working days here, five elsewhere.',
        resolution: 'Two, as the text says.',
        by: { name: 'Owen Pryce' }
      }
    });
    await refusedWith('already-resolved', () => resolve(point, gp.commands));
    await refusedWith('already-resolved', () => resolve(point, lead.commands));
  });

  it('CLA-53 a lead or an editor may as well, and nobody else', async () => {
    const point = await raised();
    const elsewhere = await world.partnership('Elsewhere');
    const outsider = await world.person('Otto', { roles: ['lead'], partnershipId: elsewhere });
    await refusedWith('not-allowed', () => resolve(point, patient.commands));
    await refusedWith('not-allowed', () => resolve(point, observer.commands));
    await refusedWith('not-found', () => resolve(point, outsider.commands));
    await refusedWith('signed-out', () => resolve(point, nobody(world).commands));
    await refusedWith('not-found', () => resolve('no-such', lead.commands));
    const page = { specificationId: world.runtime.tools.newId() };
    await refusedWith('not-found', () => resolve(point, lead.commands, page));
    expect(
      (await refusedWith('missing-field', () => resolve(point, lead.commands, { resolution: ' ' }))).field
    ).toBe('resolution');
    const number = { resolution: 'See 943 476 5919.' };
    await refusedWith('personal-data', () => resolve(point, lead.commands, number));
    const editor = await world.person('Ed Itor', { roles: ['editor'] });
    expect((await pointOf(point, editor)).mayResolve).toBe(true);
    done(await resolve(point, editor.commands));
  });

  it('CLA-53 of two resolutions at once one is taken', async () => {
    const point = await raised();
    const answers = await Promise.all([resolve(point, gp.commands), resolve(point, lead.commands)]);
    expect(answers.filter((answer) => isRefusal(answer))).toMatchObject([{ code: 'already-resolved' }]);
  });
});

describe('where it is shown', () => {
  it('CLA-55 HOM-1 at its clause, on its own page, to its owner on Home and on the decision, until it is resolved', async () => {
    const text = await specificationWith(world, lead, templateWith(...MANDATORY));
    for (const clause of MANDATORY) {
      const organisationId = lead.actor.memberships[0]!.organisationId;
      const fields = { specificationId: text, clause, organisationId, kind: 'accountable' };
      done(await lead.commands.setResponsibility(fields));
    }
    const version = done(await lead.commands.freezeVersion({ specificationId: text, label: '' }));
    const boards = { versionId: version.id } as Boards;
    const decision = done(await lead.commands.proposeDecision(decisionFields(boards))).id as DecisionId;
    const owner = await world.person('Ann Owner', { roles: ['contributor'] });
    const place = await passage(world, text, 'Words on scope.');
    const fields = { specificationId: text, kind: 'question', words: 'Who checks at six weeks?', ...place };
    const { id: point } = done(await gp.commands.raiseOpenPoint({ ...fields, ownerId: owner.memberId }));
    const shown = async () => ({
      clause: done(await observer.reads.clauseMap(text)).states.find((state) => state.id === 'scope')
        ?.openPoints,
      reading: done(await observer.reads.specificationPage(text)).openPoints.map((each) => each.id),
      clausePage: done(await observer.reads.clause(text, 'scope')).points.filter((each) => !each.resolution)
        .length,
      decision: done(await observer.reads.decision(decision)).openPoints.map((each) => each.id),
      home: done(await owner.reads.home()).tasks
    });
    expect(await shown()).toEqual({
      clause: 1,
      reading: [point],
      clausePage: 1,
      decision: [point],
      home: [
        {
          kind: 'settle',
          title: 'the question “Who checks at six weeks?”',
          href: `/specifications/${text}/points#point-${point}`,
          minutes: 10,
          due: null,
          age: null
        }
      ]
    });
    expect(done(await gp.reads.home()).tasks.map(({ href }) => href)).not.toContain(
      `/specifications/${text}/points#point-${point}`
    );
    done(await owner.commands.resolveOpenPoint({ pointId: point, resolution: 'The community trust does.' }));
    expect(await shown()).toEqual({ clause: 0, reading: [], clausePage: 0, decision: [], home: [] });
    expect(await pointsOn(observer, text)).toMatchObject([{ id: point, resolution: {} }]);

    const { announced, commandsOf } = listening();
    const watching = [`specification/${text}`, `partnership/${world.partnershipId}`, `decision/${decision}`];
    const again = { ...fields, ownerId: owner.memberId };
    const { id: second } = done(await commandsOf(gp).raiseOpenPoint(again));
    expect(announced.splice(0)).toEqual(watching);
    const told = commandsOf(owner);
    await told.resolveOpenPoint({ pointId: second, resolution: '' });
    expect(announced).toEqual([]);
    await told.resolveOpenPoint({ pointId: second, resolution: 'Settled.' });
    expect(announced).toEqual(watching);
  });

  it('CLA-57 raising is told to open pages of the specification and of the partnership', async () => {
    const { announced, commandsOf } = listening();
    const commands = commandsOf(gp);
    done(await commands.raiseOpenPoint(await raising()));
    expect(announced.splice(0)).toEqual([`specification/${id}`, `partnership/${world.partnershipId}`]);
    await commands.raiseOpenPoint(await raising({ words: '' }));
    expect(announced).toEqual([]);
  });

  it('CLA-55 those that wait come first, and what was resolved stays to be read', async () => {
    const points = await pointsOn(observer);
    const resolvedFrom = points.findIndex(({ resolution }) => resolution !== null);
    expect(resolvedFrom).toBeGreaterThan(0);
    expect(points.slice(resolvedFrom).every(({ resolution }) => resolution !== null)).toBe(true);
  });
});
