import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetTotal } from '#domain/clause-facts';
import type { OrganisationId, SpecificationId } from '#domain/ids';
import { topicName, type Topic } from '#protocol/topics';
import { commandsFor, type Commands } from '#server/commands/all-commands';
import { EVIDENCE, keptRows, MANDATORY, MEASURE, templateWith } from '#tests/builders/clauses';
import { done } from '#tests/builders/decisions';
import { edit, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let contributor: TestPerson;
let icb: OrganisationId;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  contributor = await world.person('Patrick Doyle', { roles: ['contributor'] });
  icb = lead.actor.memberships[0]!.organisationId;
  id = await specificationWith(world, lead, templateWith(...MANDATORY));
});
afterAll(() => world.close());

type Kind = 'Evidence' | 'Measure' | 'BudgetLine';
const budget = (more: Record<string, unknown> = {}) => ({
  label: 'P1 response',
  perYear: '£767,000',
  payerId: icb,
  note: 'By line, not by pool.',
  ...more
});
const RIGHT: Record<Kind, () => Record<string, unknown>> = {
  Evidence: () => ({ ...EVIDENCE }),
  Measure: () => ({ ...MEASURE }),
  BudgetLine: budget
};
const KINDS = Object.keys(RIGHT) as Kind[];

const at = (fields: Record<string, unknown>, clause = 'scope') => ({
  specificationId: id,
  clause,
  ...fields
});
const keep = (kind: Kind, fields: Record<string, unknown>, commands: Commands = lead.commands) =>
  commands[`keep${kind}`](at(fields));

async function refusedWith(code: string, answer: () => Promise<unknown>) {
  const before = await keptRows(world);
  const refusal = await answer();
  expect(refusal).toMatchObject({ refused: true, code });
  expect(await keptRows(world)).toEqual(before);
  return refusal as { field?: string; message: string };
}

const factsAt = async (clause: string, by = contributor) => done(await by.reads.clause(id, clause)).facts;

describe('evidence, measures and budget lines', () => {
  it('CLA-23 evidence is kept with its source, date, population and what it shows, changed and taken away', async () => {
    const sent = at({ ...EVIDENCE, link: 'www.nice.org.uk/guidance/ng249' }, 'needs');
    const added = done(await lead.commands.keepEvidence(sent));
    expect((await factsAt('needs')).evidence).toEqual([
      {
        ...EVIDENCE,
        id: added.id,
        clause: 'needs',
        link: 'https://www.nice.org.uk/guidance/ng249',
        addedBy: 'Helen Marsh',
        addedAt: world.clock.now
      }
    ]);
    const changed = { ...sent, factId: added.id, shows: 'Admissions fell.', link: '' };
    expect(done(await lead.commands.keepEvidence(changed)).id).toBe(added.id);
    expect((await factsAt('needs')).evidence).toMatchObject([{ shows: 'Admissions fell.', link: '' }]);
    done(await lead.commands.removeEvidence(at({ factId: added.id }, 'needs')));
    expect((await factsAt('needs')).evidence).toEqual([]);
  });

  it('CLA-23 a link is a web or e-mail address and nothing else', async () => {
    for (const link of [
      'javascript:alert(1)',
      '#scope',
      'ng249',
      'https://nhs.uk@evil.example',
      'data:text/html,x'
    ]) {
      const refusal = await refusedWith('invalid-input', () => keep('Evidence', { ...EVIDENCE, link }));
      expect(refusal.field).toBe('link');
    }
  });

  it('CLA-24 a measure names how, from where, to where, by when and perhaps who', async () => {
    const added = done(await keep('Measure', { ...MEASURE, ownerId: icb }));
    const [measure] = (await factsAt('scope')).measures;
    expect(measure).toEqual({ ...MEASURE, id: added.id, clause: 'scope', owner: { id: icb, name: 'ICB' } });
    done(await keep('Measure', { ...MEASURE, factId: added.id, ownerId: '' }));
    expect((await factsAt('scope')).measures).toMatchObject([{ owner: null }]);
    done(await lead.commands.removeMeasure(at({ factId: added.id })));
  });

  it('CLA-25 a budget line keeps every penny, as a form or a script sends it', async () => {
    const first = done(await keep('BudgetLine', budget({ perYear: '£767,000.05' })));
    const second = done(await keep('BudgetLine', budget({ perYear: 672_000, note: '' })));
    // Added in one moment, they come in either order.
    const { budgetLines: kept } = await factsAt('scope');
    const budgetLines = [...kept].sort((a, b) => b.pencePerYear - a.pencePerYear);
    expect(budgetLines).toMatchObject([
      {
        label: 'P1 response',
        pencePerYear: 76_700_005,
        payer: { name: 'ICB' },
        note: 'By line, not by pool.'
      },
      { pencePerYear: 67_200_000, note: '' }
    ]);
    expect(budgetTotal(budgetLines)).toBe(143_900_005);
    for (const factId of [first.id, second.id]) done(await lead.commands.removeBudgetLine(at({ factId })));
  });

  it.each([
    ['Evidence', ['source', 'dated', 'population', 'shows']],
    ['Measure', ['name', 'measure', 'baseline', 'target', 'byWhen']],
    ['BudgetLine', ['label', 'perYear', 'payerId']]
  ] as const)(
    'CLA-23 CLA-24 CLA-25 %s without one of its words is refused by its field',
    async (kind, fields) => {
      for (const field of fields) {
        const wrong = { ...RIGHT[kind](), [field]: '  ' };
        const code = field === 'payerId' ? 'invalid-input' : 'missing-field';
        expect((await refusedWith(code, () => keep(kind, wrong))).field).toBe(field);
        const missing = { ...RIGHT[kind](), [field]: '' };
        expect((await refusedWith('missing-field', () => keep(kind, missing))).field).toBe(field);
      }
    }
  );

  it('CLA-24 CLA-25 owners and payers are organisations of the partnership, and sums are sums', async () => {
    const stranger = await world.organisation('Elsewhere');
    const owned = { ...MEASURE, ownerId: stranger };
    expect((await refusedWith('invalid-input', () => keep('Measure', owned))).field).toBe('ownerId');
    const paid = budget({ payerId: stranger });
    expect((await refusedWith('invalid-input', () => keep('BudgetLine', paid))).field).toBe('payerId');
    for (const perYear of ['lots', '-5', '1.5', 'NaN', -5, 1.005]) {
      const wrong = budget({ perYear });
      expect((await refusedWith('invalid-input', () => keep('BudgetLine', wrong))).field).toBe('perYear');
    }
  });
});

describe('what is refused', () => {
  it.each(KINDS)('CLA-26 only a lead or an editor keeps, changes or takes away: %s', async (kind) => {
    const { id: factId } = done(await keep(kind, RIGHT[kind]()));
    const elsewhere = await world.partnership('Ashdyke');
    const outsider = await world.person('Olly', { roles: ['lead'], partnershipId: elsewhere });
    const tries = [
      [contributor.commands, 'not-allowed'],
      [outsider.commands, 'not-found'],
      [nobody(world).commands, 'signed-out']
    ] as const;
    for (const [commands, code] of tries) {
      await refusedWith(code, () => keep(kind, RIGHT[kind](), commands));
      await refusedWith(code, () => keep(kind, { ...RIGHT[kind](), factId }, commands));
      await refusedWith(code, () => commands[`remove${kind}`](at({ factId })));
    }
    done(await lead.commands[`remove${kind}`](at({ factId })));
  });

  it.each(KINDS)('CLA-27 no clause of that name, or a fact of somewhere else: %s', async (kind) => {
    const { id: factId } = done(await keep(kind, RIGHT[kind]()));
    const remove = lead.commands[`remove${kind}`];
    const wrong = (fields: Record<string, unknown>) =>
      refusedWith('not-found', () => lead.commands[`keep${kind}`]({ ...at(RIGHT[kind]()), ...fields }));
    expect((await wrong({ clause: 'nowhere' })).field).toBe('clause');
    await wrong({ clause: 'needs', factId });
    await wrong({ factId: world.runtime.tools.newId() });
    await wrong({ factId: 'first' });
    const second = await specificationWith(world, lead, templateWith(...MANDATORY));
    await wrong({ specificationId: second, factId });
    await refusedWith('not-found', () => remove(at({ factId }, 'needs')));
    await refusedWith('not-found', () => remove({ ...at({ factId }), specificationId: second }));
    await refusedWith('not-found', () => remove(at({})));
    done(await remove(at({ factId })));
    await refusedWith('not-found', () => remove(at({ factId })));
    await refusedWith('not-found', () => keep(kind, { ...RIGHT[kind](), factId }));
  });

  it.each([
    ['Evidence', 'shows'],
    ['Evidence', 'source'],
    ['Measure', 'baseline'],
    ['BudgetLine', 'note']
  ] as const)('CLA-29 what looks like an NHS number is stopped in %s %s', async (kind, field) => {
    const fields = { ...RIGHT[kind](), [field]: 'See 943 476 5919.' };
    expect((await refusedWith('personal-data', () => keep(kind, fields))).field).toBe(field);
  });
});

it('CLA-28 facts of a clause that is gone are listed, can be changed, and are back when it is', async () => {
  const text = await specificationWith(world, lead, templateWith(...MANDATORY, 'scope-aims'));
  const place = { specificationId: text, clause: 'scope-aims' };
  const added = done(await lead.commands.keepEvidence({ ...place, ...EVIDENCE }));
  const cut = (json: { content?: { attrs?: Record<string, unknown> }[] }) =>
    ({
      ...json,
      content: (json.content ?? []).filter(({ attrs }) => attrs?.clause !== 'scope-aims')
    }) as never;
  await edit(world, text, lead, cut);
  done(await lead.commands.keepEvidence({ ...place, ...EVIDENCE, factId: added.id, shows: 'Still true.' }));
  await refusedWith('not-found', () => lead.commands.keepEvidence({ ...place, ...EVIDENCE }));
  const map = done(await contributor.reads.clauseMap(text));
  expect(map.gone).toMatchObject([
    { name: '3.1 Aims and objectives of service', facts: { evidence: [{ shows: 'Still true.' }] } }
  ]);
  await edit(world, text, lead, () => templateWith(...MANDATORY, 'scope-aims'));
  const back = done(await contributor.reads.clauseMap(text));
  expect(back.gone).toEqual([]);
  expect(back.states.find((state) => state.id === 'scope-aims')?.evidence).toBe(1);
});

it.each(KINDS)('CLA-31 keeping and taking away is announced, a refusal is not: %s', async (kind) => {
  const announced: string[] = [];
  const telling = {
    ...world.runtime.tools,
    announce: (topics: readonly Topic[]) => announced.push(...topics.map(topicName))
  };
  const commands = commandsFor(lead.actor, telling);
  const both = [`specification/${id}`, `partnership/${world.partnershipId}`];
  const { id: factId } = done(await keep(kind, RIGHT[kind](), commands));
  expect(announced.splice(0)).toEqual(both);
  done(await commands[`remove${kind}`](at({ factId })));
  expect(announced.splice(0)).toEqual(both);
  await commands[`remove${kind}`](at({ factId }));
  await keep(kind, {}, commands);
  expect(announced).toEqual([]);
});
