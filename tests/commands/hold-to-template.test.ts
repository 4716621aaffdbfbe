import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ClauseId, SpecificationId } from '#domain/ids';
import type { Refusal } from '#domain/refusal';
import { clauseIdsOf, withTheseClauseIds } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import { EVIDENCE, keptRows, MEASURE } from '#tests/builders/clauses';
import { decisionFields, done, type Boards } from '#tests/builders/decisions';
import {
  documentOf,
  draftOf,
  edit,
  heading,
  paragraph,
  passage,
  specificationWith
} from '#tests/builders/specification';
import { confirmSummary, summaryFor, writeSummary } from '#tests/builders/summaries';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;
let editor: TestPerson;
let reader: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

/** Three of the four mandatory headings of Schedule 2A, in somebody's own words and numbers. */
const IDS = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc', 'dddddddddd'] as ClauseId[];
const TEXT = withTheseClauseIds(
  documentOf(
    heading(1, '1. Population needs'),
    paragraph('People fall.'),
    heading(1, '2. Outcomes'),
    heading(1, '3. Scope'),
    paragraph('All of Wenmoor Vale.'),
    heading(1, '4. Money'),
    paragraph('Not much.')
  ),
  IDS
);

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'secretary'] });
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  reader = await world.person('Rita Reader', { roles: ['contributor', 'facilitator'] });
  const partnershipId = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId });
});
afterAll(() => world.close());
beforeEach(async () => {
  const report = { importReport: { kept: {}, notKept: [], suggestions: [] }, sourceFileName: 'x.docx' };
  id = await specificationWith(world, lead, TEXT, report);
});

const offered = async (by = editor) => done(await by.reads.importedPage(id)).template;
const choose = (choice: string, by = editor, template = 'nhs') =>
  by.commands.holdToTemplate({ specificationId: id, template, choice });
const ids = async () => clauseIdsOf((await draftOf(world, id)).json);
const bare = ({ content }: DocumentJson) =>
  (content ?? []).map(({ attrs: { clause: _, ...attrs } = {}, ...node }) => ({ ...node, attrs }));

test('IMP-60 the page after an import says which template the text looks like, and holds nobody to it', async () => {
  expect(await offered(reader)).toEqual({
    id: 'nhs',
    name: 'NHS Standard Contract, Schedule 2A',
    held: false,
    found: 3,
    headings: 7,
    missing: ['Applicable Service Standards']
  });
  const { readiness } = done(await lead.reads.versions(id));
  expect(readiness).toMatchObject({ onTemplate: false, blockers: [] });
});

test('IMP-61 IMP-62 once held, what is missing, empty or nobody’s blocks a decision; no word has changed', async () => {
  const early = done(await lead.commands.freezeVersion({ specificationId: id, label: '' }));
  const before = (await draftOf(world, id)).json;
  const place = await passage(world, id, 'Wenmoor Vale');
  done(await reader.commands.addComment({ specificationId: id, ...place, body: 'The vale only?' }));

  const held = { template: 'NHS Standard Contract, Schedule 2A', held: true, count: 3 };
  expect(done(await choose('hold'))).toEqual(held);
  const { json } = await draftOf(world, id);
  expect(bare(json)).toEqual(bare(before));
  expect(await ids()).toEqual(['needs', 'outcomes', 'scope', IDS[3]]);
  expect(await offered()).toMatchObject({ held: true, found: 3, missing: ['Applicable Service Standards'] });
  const [comment] = done(await reader.reads.comments(id)).items;
  expect(comment).toMatchObject({ quote: 'Wenmoor Vale', wordsNow: null });

  const late = done(await lead.commands.freezeVersion({ specificationId: id, label: '' }));
  const propose = (versionId: string, reference: string) =>
    lead.commands.proposeDecision(decisionFields({ versionId } as Boards, { reference }));
  const refusal = (await propose(late.id, 'JCC-2')) as Refusal;
  expect(refusal).toMatchObject({ code: 'not-ready', field: 'versionId' });
  expect(refusal.message).toContain('“2. Outcomes” is empty');
  expect(refusal.message).toContain('Applicable Service Standards');
  expect(refusal.message).toContain('nobody is accountable for “1. Population needs” and “3. Scope”');
  done(await propose(early.id, 'JCC-1'));
});

test('IMP-61 IMP-63 what is kept about a clause stays with it when the text is held and when it is let go', async () => {
  const [clause] = IDS;
  const about = { specificationId: id, clause };
  const organisationId = lead.actor.memberships[0]!.organisationId;
  const money = { label: 'Response', perYear: '£1,000', payerId: organisationId };
  done(
    await lead.commands.setResponsibility({ ...about, organisationId, kind: 'accountable', holds: 'yes' })
  );
  done(await lead.commands.keepEvidence({ ...about, ...EVIDENCE }));
  done(await lead.commands.keepMeasure({ ...about, ...MEASURE }));
  done(await lead.commands.keepBudgetLine({ ...about, ...money }));
  done(await lead.commands.leaveOwnerOpen({ specificationId: id, clause: IDS[2], open: 'yes' }));
  const place = await passage(world, id, 'People fall.');
  const point = { specificationId: id, kind: 'question', words: 'How many?', ownerId: lead.memberId };
  done(await lead.commands.raiseOpenPoint({ ...point, ...place }));
  await writeSummary(lead, { specificationId: id, clause: clause!, text: 'Many people fall.' });
  await confirmSummary(lead, id, clause!);
  const { summaryHash } = await summaryFor(lead, id, clause!);
  done(await reader.commands.reviewEasyRead({ ...about, summaryHash, reviewer: 'Sheila Brand' }));

  const kept = async () => {
    const map = done(await lead.reads.clauseMap(id));
    const [first, , third] = map.states.map(({ id: _, template: __, ...state }) => state);
    const now = (await ids())[0]!;
    const { state, html, easyRead } = await summaryFor(lead, id, now);
    const page = done(await lead.reads.clause(id, now));
    expect(page.facts).toMatchObject({ evidence: [{ clause: now }], measures: [{ clause: now }] });
    return { first, third, gone: map.gone, summary: { state, html, easyRead } };
  };
  const before = await kept();
  expect(before.first).toMatchObject({ evidence: 1, measures: 1, budgetLines: 1, openPoints: 1 });
  expect(before.summary).toMatchObject({ state: 'confirmed', easyRead: { current: true } });
  done(await choose('hold'));
  expect((await ids())[0]).toBe('needs');
  expect(await kept()).toEqual(before);
  expect(done(await choose('let-go'))).toMatchObject({ held: false, count: 3 });
  expect(await kept()).toEqual(before);
  expect(done(await lead.reads.versions(id)).readiness).toMatchObject({ onTemplate: false, blockers: [] });
  expect(await offered()).toMatchObject({ held: false, found: 3 });
});

test('IMP-64 without the right, in a closed text, for another template or a second time nothing changes', async () => {
  const state = async () => ({ draft: await draftOf(world, id), rows: await keptRows(world) });
  const refusedWith = async (code: string, answer: () => Promise<unknown>) => {
    const before = await state();
    expect(await answer()).toMatchObject({ refused: true, code });
    expect(await state()).toEqual(before);
  };
  await refusedWith('not-allowed', () => choose('hold', reader));
  await refusedWith('not-found', () => choose('hold', stranger));
  await refusedWith('signed-out', () =>
    nobody(world).commands.holdToTemplate({ specificationId: id, template: 'nhs', choice: 'hold' })
  );
  await refusedWith('invalid-input', () => choose('hold', editor, 'none-such'));
  await refusedWith('invalid-input', () => choose('perhaps'));
  await refusedWith('draft-changed', () => choose('hold', editor, 'short'));
  await refusedWith('draft-changed', () => choose('let-go'));
  done(await choose('hold'));
  await refusedWith('draft-changed', () => choose('hold'));
  done(await choose('let-go'));
  done(await lead.commands.closeText({ specificationId: id }));
  await refusedWith('draft-locked', () => choose('hold'));
  done(await lead.commands.openText({ specificationId: id }));
  await edit(world, id, editor, () => documentOf(paragraph('Nothing is left.')));
  await refusedWith('draft-changed', () => choose('hold'));
});

test('IMP-64 a text that was started here and not imported is not let go of its template', async () => {
  const { id: ours } = done(await lead.commands.createSpecification({ title: 'Falls', serviceNumber: '' }));
  const before = await draftOf(world, ours);
  const fields = { specificationId: ours, template: 'nhs', choice: 'let-go' };
  expect(await lead.commands.holdToTemplate(fields)).toMatchObject({ refused: true, code: 'draft-changed' });
  expect(await draftOf(world, ours)).toEqual(before);
});
