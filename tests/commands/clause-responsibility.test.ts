import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerWords } from '#domain/clause-words';
import type { OrganisationId, SpecificationId } from '#domain/ids';
import { topicName, type Topic } from '#protocol/topics';
import { commandsFor } from '#server/commands/all-commands';
import { member, organisation } from '#server/db/schema/people';
import { keptRows, MANDATORY, templateWith } from '#tests/builders/clauses';
import { done, recorded } from '#tests/builders/decisions';
import { edit, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let contributor: TestPerson;
let icb: OrganisationId;
let council: OrganisationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  contributor = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  icb = lead.actor.memberships[0]!.organisationId;
  council = await world.organisation('Council', 'council');
  await world.person('Priya Nair', { roles: ['editor'], organisationId: council });
});
afterAll(() => world.close());

const text = () => specificationWith(world, lead, templateWith(...MANDATORY, 'scope-aims'));

function naming(specificationId: SpecificationId, more: Record<string, unknown> = {}) {
  return { specificationId, clause: 'scope', organisationId: icb, kind: 'accountable', ...more };
}

async function ownersOf(id: SpecificationId, by = lead) {
  const map = done(await by.reads.clauseMap(id));
  return new Map(map.states.map((state) => [state.id as string, ownerWords(state.owner)]));
}

async function refusedWith(code: string, fields: Record<string, unknown>, by: TestPerson = lead) {
  const before = await keptRows(world);
  const answer = await by.commands.setResponsibility(fields);
  expect(answer).toMatchObject({ refused: true, code });
  expect(await keptRows(world)).toEqual(before);
  return (answer as { field?: string }).field;
}

describe('who answers for a clause', () => {
  it('CLA-20 CLA-21 an organisation of the partnership is named, is several things at once, and owns the clauses below', async () => {
    const id = await text();
    done(await lead.commands.setResponsibility(naming(id)));
    done(await lead.commands.setResponsibility(naming(id, { kind: 'responsible' })));
    done(await lead.commands.setResponsibility(naming(id, { organisationId: council, kind: 'consulted' })));
    const page = done(await contributor.reads.clause(id, 'scope'));
    expect(page.facts.responsibilities.map(({ kind, organisation: { name } }) => `${kind} ${name}`)).toEqual([
      'accountable ICB',
      'responsible ICB',
      'consulted Council'
    ]);
    expect(page.organisations.map(({ name }) => name)).toEqual(['Council', 'ICB']);
    const owners = await ownersOf(id, contributor);
    expect(owners.get('scope')).toBe('ICB');
    expect(owners.get('scope-aims')).toBe('ICB, as for 3 Scope');
    expect(owners.get('needs')).toBe('No owner yet');
  });

  it('CLA-22 two accountable partners are shown as two until one is taken off', async () => {
    const id = await text();
    done(await lead.commands.setResponsibility(naming(id)));
    done(await lead.commands.setResponsibility(naming(id, { organisationId: council })));
    expect((await ownersOf(id)).get('scope')).toMatch(/^Two owners: (ICB and Council|Council and ICB)$/);
    done(await lead.commands.setResponsibility(naming(id, { organisationId: council, holds: 'no' })));
    expect((await ownersOf(id)).get('scope')).toBe('ICB');
  });

  it('CLA-21 an owner can be left open, and taken from above again', async () => {
    const id = await text();
    done(await lead.commands.setResponsibility(naming(id)));
    const place = { specificationId: id, clause: 'scope-aims' };
    done(await lead.commands.leaveOwnerOpen({ ...place, open: 'yes' }));
    expect((await ownersOf(id)).get('scope-aims')).toBe('No owner yet');
    expect((await recorded(world)).at(-1)).toMatchObject({
      kind: 'owner-left-open',
      content: { clauseId: 'scope-aims', open: true, by: { name: 'Helen Marsh' } }
    });
    const before = await keptRows(world);
    done(await lead.commands.leaveOwnerOpen({ ...place, open: 'yes' }));
    expect(await keptRows(world)).toEqual(before);
    done(await lead.commands.leaveOwnerOpen({ ...place, open: 'no' }));
    expect((await ownersOf(id)).get('scope-aims')).toBe('ICB, as for 3 Scope');
  });

  it('CLA-20 an organisation of nobody here, one that has ended, and a word that is none are refused at their field', async () => {
    const id = await text();
    const stranger = await world.organisation('Elsewhere');
    const ended = await world.organisation('Old trust');
    await world.person('Olive Old', { organisationId: ended });
    const { db } = world.runtime.tools;
    await db.update(organisation).set({ endsOn: '2026-11-23' }).where(eq(organisation.id, ended));
    for (const organisationId of [stranger, ended, 'ICB', '', undefined]) {
      expect(await refusedWith('invalid-input', naming(id, { organisationId }))).toBe('organisationId');
    }
    expect(await refusedWith('invalid-input', naming(id, { kind: 'boss' }))).toBe('kind');
    expect(await refusedWith('missing-field', naming(id, { kind: '' }))).toBe('kind');
  });

  it('CLA-20 an organisation that has left can still be taken off', async () => {
    const id = await text();
    const leaving = await world.organisation('Leaving trust');
    const person = await world.person('Lee Ving', { organisationId: leaving });
    done(await lead.commands.setResponsibility(naming(id, { organisationId: leaving })));
    const { db } = world.runtime.tools;
    await db.update(member).set({ leftAt: world.clock.now }).where(eq(member.id, person.memberId));
    expect((await ownersOf(id)).get('scope')).toBe('Leaving trust');
    done(await lead.commands.setResponsibility(naming(id, { organisationId: leaving, holds: 'no' })));
    expect((await ownersOf(id)).get('scope')).toBe('No owner yet');
    expect(await refusedWith('invalid-input', naming(id, { organisationId: leaving }))).toBe(
      'organisationId'
    );
  });
});

describe('what is refused', () => {
  it('CLA-26 only a lead or an editor says it; everybody else is refused and reads all of it', async () => {
    const id = await text();
    const observer = await world.person('Obi Server', { roles: ['observer'] });
    const elsewhere = await world.partnership('Ashdyke');
    const outsider = await world.person('Olly', { roles: ['lead'], partnershipId: elsewhere });
    await refusedWith('not-allowed', naming(id), contributor);
    await refusedWith('not-allowed', naming(id), observer);
    await refusedWith('not-found', naming(id), outsider);
    const before = await keptRows(world);
    expect(await nobody(world).commands.setResponsibility(naming(id))).toMatchObject({ code: 'signed-out' });
    const open = { specificationId: id, clause: 'scope', open: 'yes' };
    expect(await contributor.commands.leaveOwnerOpen(open)).toMatchObject({ code: 'not-allowed' });
    expect(await keptRows(world)).toEqual(before);
    expect(done(await observer.reads.clauseMap(id)).may).toEqual({ editFacts: false, raise: false });
    expect(await outsider.reads.clauseMap(id)).toMatchObject({ code: 'not-found' });
    expect(await outsider.reads.clause(id, 'scope')).toMatchObject({ code: 'not-found' });
  });

  it('CLA-27 a clause that the draft does not have is not found, and nothing is stored', async () => {
    const id = await text();
    for (const clause of ['nowhere', 'Scope', '', undefined, 7, 'clause-1', "'; drop table"]) {
      expect(await refusedWith('not-found', naming(id, { clause }))).toBe('clause');
      expect(await lead.commands.leaveOwnerOpen({ specificationId: id, clause, open: 'yes' })).toMatchObject({
        code: 'not-found'
      });
    }
    await refusedWith('not-found', naming(world.runtime.tools.newId<'specification'>()));
    expect(await lead.reads.clause(id, 'nowhere')).toMatchObject({ refused: true, code: 'not-found' });
  });
});

describe('when a clause is deleted', () => {
  const without = (id: string) => (json: { content?: { attrs?: Record<string, unknown> }[] }) =>
    ({ ...json, content: (json.content ?? []).filter((node) => node.attrs?.clause !== id) }) as never;

  it('CLA-28 what was said of it stays under its last known heading, can be taken off, and is back with the clause', async () => {
    const id = await text();
    done(await lead.commands.setResponsibility(naming(id, { clause: 'scope-aims' })));
    await edit(world, id, lead, without('scope-aims'));
    const map = done(await lead.reads.clauseMap(id));
    expect(map.states.map((state) => state.id)).not.toContain('scope-aims');
    expect(map.gone).toMatchObject([
      {
        id: 'scope-aims',
        name: '3.1 Aims and objectives of service',
        facts: { responsibilities: [{ kind: 'accountable' }] }
      }
    ]);
    expect(done(await lead.reads.clause(id, 'scope-aims'))).toMatchObject({ state: null, html: '' });
    await refusedWith('not-found', naming(id, { clause: 'scope-aims', kind: 'informed' }));
    await edit(world, id, lead, () => templateWith(...MANDATORY, 'scope-aims'));
    const back = done(await lead.reads.clauseMap(id));
    expect(back.gone).toEqual([]);
    expect((await ownersOf(id)).get('scope-aims')).toBe('ICB');
    await edit(world, id, lead, without('scope-aims'));
    done(await lead.commands.setResponsibility(naming(id, { clause: 'scope-aims', holds: 'no' })));
    expect(done(await lead.reads.clauseMap(id)).gone).toEqual([]);
    expect(await lead.reads.clause(id, 'scope-aims')).toMatchObject({ code: 'not-found' });
  });

  it('CLA-28 freezing a version remembers what the clauses are called by then', async () => {
    const id = await text();
    done(await lead.commands.setResponsibility(naming(id)));
    await edit(world, id, lead, renaming('Scope', 'What we do'));
    done(await lead.commands.freezeVersion({ specificationId: id, label: '' }));
    await edit(world, id, lead, without('scope'));
    expect(done(await lead.reads.clauseMap(id)).gone).toMatchObject([{ id: 'scope', name: '3 What we do' }]);
  });
});

const renaming = (from: string, to: string) => (json: unknown) =>
  JSON.parse(JSON.stringify(json).replace(`"text":"${from}"`, `"text":"${to}"`)) as never;

describe('what is recorded and announced', () => {
  it('CLA-30 each change is an entry of the register; doing it twice, even at once, records it once', async () => {
    const id = await text();
    const before = (await recorded(world)).length;
    await Promise.all([1, 2, 3].map(async () => done(await lead.commands.setResponsibility(naming(id)))));
    done(await lead.commands.setResponsibility(naming(id)));
    const entries = (await recorded(world)).slice(before);
    expect(entries).toMatchObject([
      {
        kind: 'responsibility-changed',
        content: {
          clauseId: 'scope',
          clause: '3 Scope',
          organisation: 'ICB',
          responsibility: 'accountable',
          change: 'given',
          by: { name: 'Helen Marsh' }
        }
      }
    ]);
    done(await lead.commands.setResponsibility(naming(id, { holds: 'no' })));
    expect((await recorded(world)).at(-1)).toMatchObject({ content: { change: 'taken-away' } });
  });

  it('CLA-31 a change is told to the specification’s and the partnership’s pages, a refusal to none', async () => {
    const id = await text();
    const announced: string[] = [];
    const telling = {
      ...world.runtime.tools,
      announce: (topics: readonly Topic[]) => announced.push(...topics.map(topicName))
    };
    const both = [`specification/${id}`, `partnership/${world.partnershipId}`];
    await commandsFor(lead.actor, telling).setResponsibility(naming(id));
    expect(announced.splice(0)).toEqual(both);
    await commandsFor(lead.actor, telling).leaveOwnerOpen({
      specificationId: id,
      clause: 'scope-aims',
      open: 'yes'
    });
    expect(announced.splice(0)).toEqual(both);
    await commandsFor(contributor.actor, telling).setResponsibility(naming(id, { kind: 'informed' }));
    await commandsFor(lead.actor, telling).setResponsibility(naming(id, { clause: 'nowhere' }));
    expect(announced).toEqual([]);
  });
});
