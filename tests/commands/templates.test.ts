import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { TEMPLATES } from '#schema/all-templates';
import { clauseIdsOf } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { templateFrom } from '#schema/own-template';
import { documentFault } from '#schema/schema';
import { ownTemplate, specification } from '#server/db/schema/specifications';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  draftOf,
  edit,
  heading,
  paragraph,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let editor: TestPerson;
let patient: TestPerson;
let stranger: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  patient = await world.person('Pat Patient', { roles: ['contributor'] });
  const partnershipId = await world.partnership('Elsewhere');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId });
});
afterAll(() => world.close());

const cell = (type: string, text: string): DocumentJson => ({ type, content: [paragraph(text)] });
const hint = (text: string): DocumentJson => ({
  type: 'paragraph',
  content: [{ type: 'text', text, marks: [{ type: 'italic' }] }]
});
const named = (text: string, clause: string): DocumentJson => {
  const node = heading(1, text, '1');
  return { ...node, attrs: { ...node.attrs, clause } };
};
const TEXT: DocumentJson = documentOf(
  named('Aims', 'aims'),
  hint('Say what it is for.'),
  paragraph('One service.'),
  paragraph('For everybody.'),
  {
    type: 'table',
    content: [
      { type: 'tableRow', content: [cell('tableHeader', 'Outcome'), cell('tableHeader', 'Owner')] },
      { type: 'tableRow', content: [cell('tableCell', 'Fewer falls'), cell('tableCell', 'ICB')] }
    ]
  }
);

/** Everything that a refusal must leave as it was. */
async function stored(): Promise<unknown> {
  const { db } = world.runtime.tools;
  return [await db.select().from(ownTemplate), await db.$count(specification)];
}

async function refusedUnchanged(act: () => Promise<unknown>): Promise<string[]> {
  const before = await stored();
  const answer = await act();
  if (!isRefusal(answer)) throw new Error('it was not refused');
  expect(await stored()).toEqual(before);
  return [answer.code, answer.field ?? ''];
}

async function template(name: string, keeps = 'headings'): Promise<string> {
  const specificationId = await specificationWith(world, editor, TEXT);
  return done(await editor.commands.saveTemplate({ specificationId, name, keeps })).id;
}

const headingsOf = async (id: Parameters<typeof draftOf>[1]) => clauseIdsOf((await draftOf(world, id)).json);

describe('starting from a template', () => {
  it('SPC-70 each of the product gives its own headings, and Schedule 2A is the usual one', async () => {
    const firsts = new Map<string, unknown>();
    for (const { id } of TEMPLATES) {
      const made = done(await editor.commands.createSpecification({ title: 'Falls', template: id }));
      firsts.set(id, (await headingsOf(made.id))[0]);
    }
    expect([...firsts]).toEqual([
      ['nhs', 'needs'],
      ['specialised', 'sp-population'],
      ['short', 'short-why']
    ]);
    const usual = done(await editor.commands.createSpecification({ title: 'Falls' }));
    expect((await headingsOf(usual.id))[0]).toBe('needs');
  });

  it('SPC-70 one that does not exist, or of another partnership, is refused at the list', async () => {
    const ours = await template('Ours');
    for (const choice of ['', 'NHS', '../x', crypto.randomUUID(), 7]) {
      const act = () => editor.commands.createSpecification({ title: 'Falls', template: choice });
      expect(await refusedUnchanged(act)).toEqual(['invalid-input', 'template']);
    }
    const act = () => stranger.commands.createSpecification({ title: 'Falls', template: ours });
    expect(await refusedUnchanged(act)).toEqual(['invalid-input', 'template']);
  });

  it('SPC-71 one of the partnership keeps the ids of its clauses, its hints and its tables', async () => {
    const choice = await template('Falls headings');
    const page = done(await editor.reads.startPage());
    expect(page.own.map(({ name }) => name)).toContain('Falls headings');
    expect(page.templates.map(({ id }) => id)).toEqual(expect.arrayContaining(['nhs', choice]));
    const made = done(await editor.commands.createSpecification({ title: 'Next', template: choice }));
    const { json } = await draftOf(world, made.id);
    expect(clauseIdsOf(json)).toEqual(['aims']);
    expect(textOf(json)).toBe('AimsSay what it is for.OutcomeOwner');
    expect(json.content!.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'paragraph', 'table']);
    const whole = await template('Falls, all of it', 'everything');
    const copy = done(await editor.commands.createSpecification({ title: 'Copy', template: whole }));
    expect(textOf((await draftOf(world, copy.id)).json)).toBe(textOf(TEXT));
  });

  it('SPC-71 what is made of any text is a document', () => {
    for (const json of [TEXT, documentOf(), documentOf(paragraph('Only words.'))]) {
      expect(documentFault(templateFrom(json, 'headings'))).toBeNull();
    }
  });
});

describe('its title', () => {
  it.each(['title', 'serviceNumber'])(
    'PER-8 a %s that looks like an NHS number is stopped',
    async (field) => {
      const typed = { title: 'Falls', serviceNumber: 'WV/1', [field]: 'For 943 476 5919' };
      const act = () => editor.commands.createSpecification(typed);
      expect(await refusedUnchanged(act)).toEqual(['personal-data', field]);
    }
  );
});

describe('the partnership\u2019s own', () => {
  it('SPC-72 a name is there once, is not too long and names no patient', async () => {
    const specificationId = await specificationWith(world, editor, TEXT);
    await template('Once');
    const save = (name: string) => () =>
      editor.commands.saveTemplate({ specificationId, name, keeps: 'headings' });
    expect(await refusedUnchanged(save('Once'))).toEqual(['name-taken', 'name']);
    expect(await refusedUnchanged(save(' '))).toEqual(['missing-field', 'name']);
    expect(await refusedUnchanged(save('x'.repeat(81)))).toEqual(['too-long', 'name']);
    expect(await refusedUnchanged(save('For 943 476 5919'))).toEqual(['personal-data', 'name']);
    const badly = () => editor.commands.saveTemplate({ specificationId, name: 'New', keeps: 'some' });
    expect(await refusedUnchanged(badly)).toEqual(['invalid-input', 'keeps']);
    const ofNothing = () => editor.commands.saveTemplate({ name: 'New', keeps: 'headings' });
    expect(await refusedUnchanged(ofNothing)).toEqual(['missing-field', 'specificationId']);
  });

  it('SPC-73 removing one changes no specification, and needs the right to', async () => {
    const templateId = await template('To go');
    const made = done(await editor.commands.createSpecification({ title: 'Stays', template: templateId }));
    expect(await refusedUnchanged(() => patient.commands.removeTemplate({ templateId }))).toEqual([
      'not-allowed',
      ''
    ]);
    expect(await refusedUnchanged(() => stranger.commands.removeTemplate({ templateId }))).toEqual([
      'not-found',
      ''
    ]);
    expect(await refusedUnchanged(() => nobody(world).commands.removeTemplate({ templateId }))).toEqual([
      'signed-out',
      ''
    ]);
    const specificationId = made.id;
    for (const [who, code] of [
      [patient, 'not-allowed'],
      [stranger, 'not-found']
    ] as const) {
      const act = () => who.commands.saveTemplate({ specificationId, name: 'Mine', keeps: 'everything' });
      expect(await refusedUnchanged(act)).toEqual([code, '']);
    }
    expect(done(await editor.commands.removeTemplate({ templateId }))).toMatchObject({ name: 'To go' });
    expect(await refusedUnchanged(() => editor.commands.removeTemplate({ templateId }))).toEqual([
      'not-found',
      ''
    ]);
    expect(await headingsOf(made.id)).toEqual(['aims']);
    expect(done(await patient.reads.startPage()).may).toEqual({ create: false, manageTemplates: false });
  });
});

describe('what must be filled in', () => {
  const OF_OURS: DocumentJson = documentOf(
    named('Aims', 'aims'),
    hint('Say what it is for.'),
    paragraph('One service.'),
    named('Costs', 'costs'),
    hint('Say what it costs.'),
    named('Scope', 'scope')
  );
  const choose = (by: TestPerson, templateId: string, ...ids: string[]) =>
    by.commands.chooseMandatoryHeadings({
      templateId,
      ...Object.fromEntries(ids.map((id) => [`must-${id}`, 'yes']))
    });
  const owned = async (name: string) =>
    done(await editor.reads.startPage()).own.find((each) => each.name === name)!;

  async function ofOurs(name: string): Promise<string> {
    const specificationId = await specificationWith(world, editor, OF_OURS);
    return done(await editor.commands.saveTemplate({ specificationId, name, keeps: 'headings' })).id;
  }

  it('SPC-74 is chosen among its headings, and counts for what is started from it afterwards', async () => {
    const templateId = await ofOurs('With costs');
    const before = done(await editor.commands.createSpecification({ title: 'Before', template: templateId }));
    expect((await owned('With costs')).headings).toEqual([
      { id: 'aims', name: '1 Aims', mandatory: false, fixed: false },
      { id: 'costs', name: '1 Costs', mandatory: false, fixed: false },
      { id: 'scope', name: '1 Scope', mandatory: true, fixed: true }
    ]);
    done(await choose(editor, templateId, 'costs'));
    expect((await owned('With costs')).headings[1]).toMatchObject({ id: 'costs', mandatory: true });
    const made = done(await editor.commands.createSpecification({ title: 'After', template: templateId }));
    done(await editor.commands.removeTemplate({ templateId }));
    const blockers = async (id: string) => done(await editor.reads.versions(id)).readiness.blockers;
    expect(await blockers(made.id)).toMatchObject([
      { kind: 'empty', id: 'costs' },
      { kind: 'empty', id: 'scope' },
      { kind: 'missing', clause: expect.any(String) },
      { kind: 'missing' },
      { kind: 'missing' }
    ]);
    expect((await blockers(before.id)).map(({ id }) => id)).not.toContain('costs');
    await edit(world, made.id, editor, () => documentOf(named('Scope', 'scope')));
    expect((await blockers(made.id)).filter(({ kind }) => kind === 'missing').at(-1)).toEqual({
      kind: 'missing',
      clause: 'Costs',
      id: 'costs'
    });
  });

  it('SPC-74 who may not manage templates chooses nothing, nor does anybody a heading that is not there or not to choose', async () => {
    const templateId = await ofOurs('Held');
    const attempts: [TestPerson, string, string][] = [
      [patient, 'costs', 'not-allowed'],
      [stranger, 'costs', 'not-found'],
      [editor, 'nowhere', 'invalid-input'],
      [editor, 'scope', 'invalid-input']
    ];
    for (const [by, heading, code] of attempts) {
      expect((await refusedUnchanged(() => choose(by, templateId, heading)))[0]).toBe(code);
    }
    expect((await refusedUnchanged(() => choose(editor, crypto.randomUUID(), 'costs')))[0]).toBe('not-found');
  });

  it('SPC-75 its hints are no words of what is started from it, and a template of that asks for the same', async () => {
    const templateId = await ofOurs('First of two');
    done(await choose(editor, templateId, 'aims', 'costs'));
    const { id } = done(await editor.commands.createSpecification({ title: 'Next', template: templateId }));
    const map = done(await editor.reads.clauseMap(id)).states;
    expect(map.map(({ id: clause, empty, template: kind }) => [clause, empty, kind])).toEqual([
      ['aims', true, 'mandatory'],
      ['costs', true, 'mandatory'],
      ['scope', true, 'mandatory']
    ]);
    expect(done(await editor.reads.specificationPage(id)).summarised).toEqual([]);
    const again = { specificationId: id, name: 'Second of two', keeps: 'headings' };
    done(await editor.commands.saveTemplate(again));
    expect((await owned('Second of two')).headings.filter(({ mandatory }) => mandatory)).toHaveLength(3);
  });
});
