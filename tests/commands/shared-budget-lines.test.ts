import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alsoPaysFor, onTakingAway } from '#domain/budget-words';
import { budgetTotal } from '#domain/clause-facts';
import type { ClauseId, OrganisationId, SpecificationId } from '#domain/ids';
import { topicName, type Topic } from '#protocol/topics';
import { commandsFor } from '#server/commands/all-commands';
import { followRenamedClauses } from '#server/db/renamed-clauses';
import { keptRows, MANDATORY, templateWith } from '#tests/builders/clauses';
import { done } from '#tests/builders/decisions';
import { edit, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let contributor: TestPerson;
let stranger: TestPerson;
let icb: OrganisationId;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  contributor = await world.person('Patrick Doyle', { roles: ['contributor'] });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
  icb = lead.actor.memberships[0]!.organisationId;
});
afterAll(() => world.close());
beforeEach(async () => {
  id = await specificationWith(world, lead, templateWith(...MANDATORY));
});

const added = async (clause = 'scope') =>
  done(
    await lead.commands.keepBudgetLine({
      ...{ specificationId: id, clause, label: 'Community rehabilitation team' },
      ...{ perYear: '£410,000', payerId: icb, note: '' }
    })
  ).id;
const link = (clause: string, lineId: string, by = lead) =>
  by.commands.linkBudgetLine({ specificationId: id, clause, lineId });
const take = (clause: string, factId: string) =>
  lead.commands.removeBudgetLine({ specificationId: id, clause, factId });
const at = async (clause: string) => done(await contributor.reads.clause(id, clause));
const map = async () => done(await contributor.reads.clauseMap(id));
const linesIn = async () => (await map()).facts.budgetLines;

async function refusedWith(code: string, answer: () => Promise<unknown>) {
  const before = await keptRows(world);
  const refusal = await answer();
  expect(refusal).toMatchObject({ refused: true, code });
  expect(await keptRows(world)).toEqual(before);
  return refusal as { field?: string };
}

describe('one line for several clauses', () => {
  it('CLA-36 a line is chosen at another clause, and what is changed at one is changed for both', async () => {
    const lineId = await added();
    expect((await at('needs')).otherLines).toMatchObject([{ id: lineId, clauses: ['scope'] }]);
    expect(done(await link('needs', lineId))).toEqual({ id: lineId, clause: 'needs' });
    done(await link('needs', lineId));
    const [line, ...others] = await linesIn();
    expect([line!.id, line!.clauses.toSorted(), others]).toEqual([lineId, ['needs', 'scope'], []]);
    const changed = { label: 'Rehabilitation', perYear: '£500,000', payerId: icb, note: 'From April.' };
    const place = { specificationId: id, clause: 'needs', factId: lineId };
    done(await lead.commands.keepBudgetLine({ ...place, ...changed }));
    for (const clause of ['scope', 'needs']) {
      const { facts, otherLines } = await at(clause);
      expect(facts.budgetLines).toMatchObject([{ label: 'Rehabilitation', pencePerYear: 50_000_000 }]);
      expect(otherLines).toEqual([]);
    }
  });

  it('CLA-36 what is missing, unknown, elsewhere or not allowed is refused, and nothing changes', async () => {
    const lineId = await added();
    const elsewhere = await specificationWith(world, lead, templateWith(...MANDATORY));
    const there = { specificationId: elsewhere, clause: 'needs', lineId };
    expect((await refusedWith('missing-field', () => link('needs', ''))).field).toBe('lineId');
    expect((await refusedWith('not-found', () => link('needs', 'one of them'))).field).toBe('lineId');
    expect((await refusedWith('not-found', () => lead.commands.linkBudgetLine(there))).field).toBe('lineId');
    expect((await refusedWith('not-found', () => link('no-such-clause', lineId))).field).toBe('clause');
    await refusedWith('not-allowed', () => link('needs', lineId, contributor));
    await refusedWith('not-found', () => link('needs', lineId, stranger));
    await refusedWith('signed-out', () =>
      commandsFor({ kind: 'nobody' }, world.runtime.tools).linkBudgetLine({
        specificationId: id,
        clause: 'needs',
        lineId
      })
    );
    await refusedWith('not-found', () => take('needs', lineId));
    done(await take('scope', lineId));
    await refusedWith('not-found', () => link('needs', lineId));
  });

  it('CLA-36 CLA-31 it is announced to the open pages', async () => {
    const lineId = await added();
    const announced: string[] = [];
    const announce = (topics: readonly Topic[]) => void announced.push(...topics.map(topicName));
    const { linkBudgetLine } = commandsFor(lead.actor, { ...world.runtime.tools, announce });
    done(await linkBudgetLine({ specificationId: id, clause: 'needs', lineId }));
    expect(announced).toEqual([`specification/${id}`, `partnership/${world.partnershipId}`]);
  });

  it('CLA-37 it counts once in every sum and every count, and says what else it pays for', async () => {
    const lineId = await added('scope-aims');
    await added('needs');
    for (const clause of ['scope', 'needs']) done(await link(clause, lineId));
    const { facts, states } = await map();
    expect(budgetTotal(facts.budgetLines)).toBe(82_000_000);
    const counted = (clause: string) => states.find((state) => state.id === clause)!.budgetLines;
    // Of the clause itself and of one below it, it is one line.
    expect(['scope', 'scope-aims', 'needs', 'outcomes'].map(counted)).toEqual([1, 1, 2, 0]);
    const { facts: own, clauseNames } = await at('needs');
    const shared = own.budgetLines.find((line) => line.id === lineId)!;
    expect(alsoPaysFor(shared, 'needs' as ClauseId, clauseNames)).toBe(
      'It also pays for 3 Scope and 3.1 Aims and objectives of service.'
    );
  });

  it('CLA-38 taken from one clause it stays with the others; taken from the last it is removed', async () => {
    const lineId = await added();
    done(await link('needs', lineId));
    const button = async (clause: string) => onTakingAway((await linesIn())[0]!, clause as ClauseId).button;
    expect(await button('scope')).toBe('Take it from this clause');
    done(await take('scope', lineId));
    expect(await linesIn()).toMatchObject([{ id: lineId, clauses: ['needs'] }]);
    expect(await button('needs')).toBe('Remove it');
    done(await take('needs', lineId));
    expect(await linesIn()).toEqual([]);
  });

  it('CLA-38 of those who take it away and choose it at one moment one comes second, and no line pays for nothing', async () => {
    for (let round = 0; round < 5; round += 1) {
      const lineId = await added();
      await Promise.all([take('scope', lineId), link('needs', lineId)]);
      const left = (await linesIn()).filter((line) => line.id === lineId);
      expect(left.every(({ clauses }) => clauses.length === 1 && clauses[0] === 'needs')).toBe(true);
      if (left.length > 0) done(await take('needs', lineId));
    }
    const lineId = await added();
    done(await link('needs', lineId));
    await Promise.all([take('scope', lineId), take('needs', lineId)]);
    expect(await linesIn()).toEqual([]);
  });

  it('CLA-28 CLA-37 a clause that is gone keeps its link; it counts once, and can be taken away', async () => {
    const text = await specificationWith(world, lead, templateWith(...MANDATORY, 'scope-aims'));
    id = text;
    const lineId = await added('scope-aims');
    done(await link('scope', lineId));
    const without = templateWith(...MANDATORY);
    const kept = without.content!.filter(({ attrs }) => attrs?.clause !== 'scope-aims');
    await edit(world, text, lead, () => ({ ...without, content: kept }));
    const { facts, gone } = await map();
    expect(budgetTotal(facts.budgetLines)).toBe(41_000_000);
    expect(gone).toMatchObject([{ id: 'scope-aims', facts: { budgetLines: [{ id: lineId }] } }]);
    const { facts: own, clauseNames } = await at('scope');
    expect(alsoPaysFor(own.budgetLines[0]!, 'scope' as ClauseId, clauseNames)).toBe(
      'It also pays for 3.1 Aims and objectives of service (no longer in the text).'
    );
    done(await take('scope-aims', lineId));
    expect(await linesIn()).toMatchObject([{ clauses: ['scope'] }]);
  });

  it('CLA-39 it goes on with a clause that gets another id', async () => {
    const lineId = await added();
    done(await link('needs', lineId));
    const [scope, other] = ['scope', 'other'] as ClauseId[];
    const { db } = world.runtime.tools;
    const rename = (from: ClauseId, to: ClauseId) =>
      db.transaction((tx) => followRenamedClauses(tx, id, [{ from, to } as never]));
    await rename(scope!, other!);
    expect((await linesIn())[0]!.clauses.toSorted()).toEqual(['needs', 'other']);
  });
});
