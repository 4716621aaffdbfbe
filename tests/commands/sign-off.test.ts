import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { MANDATORY, templateWith } from '#tests/builders/clauses';
import { decisionFields, decisionRows, done, type Boards } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let references = 0;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'secretary'] });
});
afterAll(() => world.close());

async function own(specificationId: SpecificationId, clause: string, holds = 'yes') {
  const organisationId = lead.actor.memberships[0]!.organisationId;
  done(
    await lead.commands.setResponsibility({
      specificationId,
      clause,
      organisationId,
      kind: 'accountable',
      holds
    })
  );
}

async function frozen(specificationId: SpecificationId) {
  return done(await lead.commands.freezeVersion({ specificationId, label: '' })).id;
}

function propose(versionId: string) {
  references += 1;
  return lead.commands.proposeDecision(
    decisionFields({ versionId } as Boards, { reference: `JCC-${references}` })
  );
}

async function refusal(versionId: string): Promise<string> {
  const before = await decisionRows(world);
  const answer = await propose(versionId);
  expect(answer).toMatchObject({ refused: true, code: 'not-ready', field: 'versionId' });
  expect(await decisionRows(world)).toEqual(before);
  return (answer as { message: string }).message;
}

const offered = async (versionId: string) =>
  done(await lead.reads.decisionProposal()).versions.find(({ id }) => id === versionId)!.readiness!;

it('CLA-40 CLA-41 CLA-44 empty headings and headings without an owner block a decision, by name, until they are mended', async () => {
  const id = await specificationWith(world, lead, templateWith('needs', 'scope', 'standards'));
  const empty = await frozen(id);
  expect(await refusal(empty)).toBe(
    'This version is not ready for sign-off: “2 Outcomes” is empty; nobody is accountable for “1 Population Needs”, “3 Scope” and “4 Applicable Service Standards”.'
  );
  for (const clause of MANDATORY) await own(id, clause);
  expect(await refusal(empty)).toBe('This version is not ready for sign-off: “2 Outcomes” is empty.');
  await edit(world, id, lead, () => templateWith(...MANDATORY));
  expect(await refusal(empty)).toContain('is empty');
  const mended = await frozen(id);
  expect((await offered(mended)).blockers).toEqual([]);
  await own(id, 'scope', 'no');
  expect(await refusal(mended)).toBe(
    'This version is not ready for sign-off: nobody is accountable for “3 Scope”.'
  );
  await own(id, 'scope');
  done(await propose(mended));
});

it('CLA-44 nothing stops anybody from freezing a draft that is not ready', async () => {
  const made = done(await lead.commands.createSpecification({ title: 'Falls', serviceNumber: '' }));
  const list = done(await lead.reads.versions(made.id));
  expect(list.readiness.blockers).toHaveLength(4);
  await frozen(made.id);
});

it('CLA-45 the page of versions tells it of the draft, the form for a decision of every version', async () => {
  const id = await specificationWith(world, lead, templateWith('needs', 'outcomes', 'scope'));
  for (const clause of MANDATORY) await own(id, clause);
  const first = await frozen(id);
  await edit(world, id, lead, () => templateWith(...MANDATORY));
  const second = await frozen(id);
  expect(done(await lead.reads.versions(id)).readiness.blockers).toEqual([]);
  expect((await offered(first)).blockers).toMatchObject([{ kind: 'empty', id: 'standards' }]);
  expect((await offered(second)).blockers).toEqual([]);
});

it('CLA-43 an open contradiction is shown before a decision and blocks nothing', async () => {
  const id = await specificationWith(world, lead, templateWith(...MANDATORY));
  for (const clause of MANDATORY) await own(id, clause);
  const version = await frozen(id);
  const place = await passage(world, id, 'Words on scope.');
  const point = { specificationId: id, kind: 'contradiction', words: '2 days or 5?', ownerId: lead.memberId };
  const { id: raised } = done(
    await lead.commands.raiseOpenPoint({ ...point, ...place, outside: 'A draft says 5.' })
  );
  expect((await offered(version)).warnings).toEqual([
    { kind: 'contradiction', words: '2 days or 5?', id: null }
  ]);
  done(await propose(version));
  done(await lead.commands.resolveOpenPoint({ pointId: raised, resolution: 'Two.' }));
  expect((await offered(version)).warnings).toEqual([]);
});

it('CLA-42 a text without headings of the template, such as an imported one, is held to none', async () => {
  const id = await specificationWith(
    world,
    lead,
    documentOf(heading(1, 'Vision'), paragraph('One service.'))
  );
  const version = await frozen(id);
  expect(await offered(version)).toEqual({ onTemplate: false, blockers: [], warnings: [] });
  done(await propose(version));
});

it('PER-9 an NHS number in a text is a warning to who freezes it or puts it to the boards, and blocks nothing', async () => {
  const text = documentOf(
    paragraph('Ring 020 7946 0958.'),
    paragraph('Ask 943 476 5919.'),
    paragraph('5919')
  );
  const version = await frozen(await specificationWith(world, lead, text));
  expect((await offered(version)).warnings).toEqual([
    {
      kind: 'personal-data',
      words: 'The text holds what looks like an NHS number (943 476 5919). If it is one, take it out.',
      id: null
    }
  ]);
  done(await propose(version));
});
