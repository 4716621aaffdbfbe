import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { document, documentUpdate } from '#server/db/schema/specifications';
import { plainSummary } from '#server/db/schema/plain-summaries';
import { registerEntry } from '#server/db/schema/decisions';
import { done } from '#tests/builders/decisions';
import { documentOf, edit, paragraph, replacing } from '#tests/builders/specification';
import { clause, confirmSummary, summaryFor, withClauses, writeSummary } from '#tests/builders/summaries';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());
beforeEach(async () => {
  specificationId = await withClauses(world, helen);
});

const about = (of: string, more: Record<string, unknown> = {}) => ({ specificationId, clause: of, ...more });

const write = (by: TestPerson, of: string, text: string) =>
  writeSummary(by, { specificationId, clause: of, text });

/** Everything that a summary could leave behind. */
async function stored() {
  const { db } = world.runtime.tools;
  const [summaries, documents, updates, entries] = await Promise.all([
    db.select().from(plainSummary),
    db.select().from(document),
    db.select({ id: documentUpdate.documentId, sequence: documentUpdate.sequence }).from(documentUpdate),
    db.select({ sequence: registerEntry.sequence }).from(registerEntry)
  ]);
  return { summaries, documents, updates, entries };
}

async function refusedWithout(change: () => Promise<unknown>): Promise<unknown> {
  const before = await stored();
  const answer = await change();
  expect(await stored()).toEqual(before);
  return answer;
}

describe('starting a summary', () => {
  it('PLN-1 an editor starts it for a clause of the text; again, and by somebody else at once, it is the same', async () => {
    const rooms = await Promise.all(
      [helen, tom, helen].map((by) => by.commands.startPlainSummary(about('aims')))
    );
    const [first, ...others] = rooms.map((answer) => done(answer).room);
    expect(others).toEqual([first, first]);
    expect(first).toMatch(/^draft-/);
    expect(await summaryFor(patrick, specificationId, 'aims')).toMatchObject({
      state: 'none',
      name: '3.1 Aims',
      html: null,
      gone: false,
      reading: null
    });
  });

  it('PLN-1 for a clause that the text has not, and for what is no clause’s id, nothing is stored', async () => {
    for (const unknown of ['nowhere', 'CLAUSE', '', '../edit', 'a'.repeat(33), undefined, 7, 'clause-1']) {
      for (const command of ['startPlainSummary', 'writePlainSummary'] as const) {
        const fields = about(unknown as string, { text: 'Words.' });
        expect(await refusedWithout(() => helen.commands[command](fields))).toMatchObject({
          code: 'not-found'
        });
      }
    }
    expect(await helen.reads.plainSummary(specificationId, 'nowhere')).toMatchObject({ code: 'not-found' });
  });

  it('PLN-2 who may only read starts and writes nothing, and who is not of the partnership finds nothing', async () => {
    await write(helen, 'aims', 'We come.');
    const { summaryHash: seen, clauseHash } = await summaryFor(helen, specificationId, 'aims');
    const fields = about('aims', { text: 'No.', seen, clauseHash, summaryHash: seen });
    for (const command of ['startPlainSummary', 'writePlainSummary', 'confirmPlainSummary'] as const) {
      const by = (who: { commands: TestPerson['commands'] }) =>
        refusedWithout(() => who.commands[command](fields));
      expect(await by(patrick), command).toMatchObject({ code: 'not-allowed' });
      expect(await by(stranger), command).toMatchObject({ code: 'not-found' });
      expect(await by(nobody(world)), command).toMatchObject({ code: 'signed-out' });
    }
    expect(await stranger.reads.plainSummary(specificationId, 'aims')).toMatchObject({ code: 'not-found' });
    expect(done(await patrick.reads.plainSummary(specificationId, 'aims')).may).toEqual({
      edit: false,
      confirm: false
    });
  });
});

describe('writing a summary in a form', () => {
  it('PLN-5 the first words make it, later ones change it in the name of who wrote them', async () => {
    await write(helen, 'aims', 'We come to you.\n\n- day\n- night');
    await write(tom, 'aims', 'We come to you quickly.\n\n- day\n- night');
    const { html, blocks } = await summaryFor(patrick, specificationId, 'aims');
    expect(html).toContain('<ul><li><p>day</p></li>');
    expect(blocks).toEqual(['We come to you quickly.', 'day', 'night']);
    const [row] = (await stored()).summaries.filter((each) => each.specificationId === specificationId);
    const rows = await world.runtime.tools.db.select().from(documentUpdate);
    const authors = rows.filter(({ documentId }) => documentId === row!.documentId);
    expect(authors.map(({ personId }) => personId)).toEqual([helen.actor.personId, tom.actor.personId]);
  });

  it('PLN-5 what somebody else wrote since the form was shown is not overwritten', async () => {
    const page = done(await helen.reads.plainSummary(specificationId, 'aims'));
    expect(page.summary).toBeNull();
    await write(tom, 'aims', 'By Tom.');
    const late = about('aims', { text: 'By Helen.', seen: '' });
    expect(await refusedWithout(() => helen.commands.writePlainSummary(late))).toMatchObject({
      code: 'summary-changed'
    });
    const { summaryHash: seen } = await summaryFor(helen, specificationId, 'aims');
    await write(tom, 'aims', 'By Tom again.');
    const later = about('aims', { text: 'By Helen.', seen });
    expect(await refusedWithout(() => helen.commands.writePlainSummary(later))).toMatchObject({
      code: 'summary-changed'
    });
  });

  it('PLN-5 a text that is too long, or holds what looks like an NHS number, is refused at the field', async () => {
    const long = about('aims', { text: 'word '.repeat(2000) });
    expect(await refusedWithout(() => helen.commands.writePlainSummary(long))).toMatchObject({
      code: 'too-long',
      field: 'text'
    });
    const personal = about('aims', { text: 'Ask for 943 476 5919.' });
    expect(await refusedWithout(() => helen.commands.writePlainSummary(personal))).toMatchObject({
      code: 'personal-data',
      field: 'text'
    });
  });
});

describe('whether it still says what the clause says', () => {
  beforeEach(() => write(helen, 'criteria', 'You can use this at 65 or over.'));
  const state = async (of = 'criteria') => (await summaryFor(patrick, specificationId, of)).state;

  it('PLN-11 PLN-13 a draft, confirmed by name, stale when the clause changes, a draft when the summary does', async () => {
    expect(await state()).toBe('draft');
    await confirmSummary(tom, specificationId, 'criteria');
    expect(await summaryFor(patrick, specificationId, 'criteria')).toMatchObject({
      state: 'confirmed',
      confirmed: { by: 'Tom Adeyemi', at: world.clock.now }
    });
    await edit(world, specificationId, helen, replacing('65 or over', '50 or over'));
    expect(await state()).toBe('stale');
    await edit(world, specificationId, helen, replacing('50 or over', '65 or over'));
    expect(await state()).toBe('confirmed');
    await write(helen, 'criteria', 'You can use this at any age.');
    expect(await state()).toBe('draft');
    await write(helen, 'criteria', '');
    expect(await state()).toBe('none');
  });

  it('PLN-10 edits of other clauses leave it confirmed', async () => {
    await confirmSummary(tom, specificationId, 'criteria');
    await edit(world, specificationId, helen, replacing('finds the cause', 'builds strength'));
    expect(await state()).toBe('confirmed');
  });

  it('PLN-13 a confirmation is an entry of the register, with both hashes', async () => {
    await confirmSummary(helen, specificationId, 'criteria');
    const [entry] = done(await patrick.reads.register({ kind: 'summary-confirmed' })).items;
    expect(entry!.sentence).toBe(
      'Helen Marsh (ICB) confirmed the plain summary of “3.4 Acceptance criteria” in “Integrated falls and frailty service”.'
    );
    const { clauseHash, summaryHash } = await summaryFor(helen, specificationId, 'criteria');
    expect(entry!.content).toMatchObject({ clauseId: 'criteria', clauseHash, summaryHash });
    expect(entry!.href).toBe(`/specifications/${specificationId}/clauses/criteria/plain`);
  });

  it('PLN-14 when a text is another than the one on the page, nothing is confirmed', async () => {
    const { clauseHash, summaryHash } = await summaryFor(helen, specificationId, 'criteria');
    const seen = about('criteria', { clauseHash, summaryHash });
    const refused = async (fields: unknown) => {
      const answer = await refusedWithout(() => helen.commands.confirmPlainSummary(fields));
      return (answer as { code: string }).code;
    };
    await edit(world, specificationId, tom, replacing('65 or over', '50 or over'));
    expect(await refused(seen)).toBe('clause-changed');
    await edit(world, specificationId, tom, replacing('50 or over', '65 or over'));
    await write(tom, 'criteria', 'At 65.');
    expect(await refused(seen)).toBe('summary-changed');
    await write(tom, 'criteria', ' ');
    const empty = await summaryFor(helen, specificationId, 'criteria');
    expect(await refused({ ...seen, summaryHash: empty.summaryHash })).toBe('nothing-to-confirm');
    expect(await refused({ ...seen, clauseHash: 'x' })).toBe('invalid-input');
    expect(await refused(about('aims', { clauseHash, summaryHash }))).toBe('not-found');
    expect(await state()).toBe('none');
  });

  it('PLN-24 what is too hard to read can be written and not confirmed; made plainer, it can', async () => {
    const hard =
      'Comprehensive geriatric assessment is commissioned collaboratively. Multidisciplinary intervention facilitates rehabilitation. Continuity of accountability is demonstrably maintained.';
    await write(helen, 'criteria', hard);
    const { clauseHash, summaryHash, reading, html } = await summaryFor(patrick, specificationId, 'criteria');
    expect(html).toContain('commissioned collaboratively');
    expect(reading).toMatchObject({ level: 'fail', tooHard: true });
    const seen = about('criteria', { clauseHash, summaryHash });
    expect(await refusedWithout(() => helen.commands.confirmPlainSummary(seen))).toMatchObject({
      code: 'too-hard-to-read'
    });
    expect(await state()).toBe('draft');
    await write(helen, 'criteria', 'Multidisciplinary rehabilitation intervention accountability.');
    expect((await summaryFor(patrick, specificationId, 'criteria')).reading).toMatchObject({
      level: 'fail',
      tooHard: false
    });
    await confirmSummary(helen, specificationId, 'criteria');
    expect(await state()).toBe('confirmed');
  });

  it('PLN-7 a summary whose clause is gone is kept, shown last and cannot be confirmed; with the clause it comes back', async () => {
    await write(helen, 'aims', 'We come.');
    await confirmSummary(tom, specificationId, 'criteria');
    const { clauseHash, summaryHash } = await summaryFor(helen, specificationId, 'criteria');
    const rest = [clause('aims', 'Aims', '3.1'), paragraph('One service that responds and finds the cause.')];
    await edit(world, specificationId, helen, () => documentOf(...rest));
    const page = done(await patrick.reads.specificationPage(specificationId));
    expect(page.summaries.map((each) => [each.clause, each.gone, each.state])).toEqual([
      ['aims', false, 'draft'],
      ['criteria', true, 'stale']
    ]);
    expect(page.summaries[1]).toMatchObject({ name: '3.4 Acceptance criteria', clauseHash: null });
    expect(page.summaries[1]!.html).toContain('You can use this at 65 or over.');
    expect(done(await helen.reads.plainSummary(specificationId, 'criteria'))).toMatchObject({
      clauseHtml: null,
      name: '3.4 Acceptance criteria'
    });
    const again = about('criteria', { clauseHash, summaryHash });
    expect(await refusedWithout(() => helen.commands.confirmPlainSummary(again))).toMatchObject({
      code: 'not-found'
    });
    const back = [
      clause('criteria', 'Acceptance criteria', '9'),
      paragraph('Accept: people aged 65 or over.')
    ];
    await edit(world, specificationId, helen, () => documentOf(...back, ...rest));
    expect(await state()).toBe('confirmed');
  });
});

describe('a closed text', () => {
  it('PLN-3 is closed with its summaries and opened with them; while it is closed nothing is started or written', async () => {
    await write(helen, 'aims', 'We come.');
    done(await helen.commands.closeText({ specificationId }));
    const page = done(await tom.reads.plainSummary(specificationId, 'aims'));
    expect(page).toMatchObject({ may: { edit: false, confirm: true }, closed: { closedBy: 'Helen Marsh' } });
    const seen = page.summary!.summaryHash;
    const locked = { code: 'draft-locked' };
    const later = about('aims', { text: 'Later.', seen });
    expect(await refusedWithout(() => tom.commands.writePlainSummary(later))).toMatchObject(locked);
    const first = about('criteria', { text: 'Later.' });
    expect(await refusedWithout(() => tom.commands.writePlainSummary(first))).toMatchObject(locked);
    expect(await refusedWithout(() => tom.commands.startPlainSummary(about('criteria')))).toMatchObject(
      locked
    );
    done(await helen.commands.openText({ specificationId }));
    await write(tom, 'aims', 'Later.');
    expect((await summaryFor(patrick, specificationId, 'aims')).blocks).toEqual(['Later.']);
  });
});
