import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import type { ImportReport } from '#schema/import-report';
import { specificationVersion } from '#server/db/schema/specifications';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(
  paragraph('A service for Wenmoor Vale.'),
  heading(1, 'Scope', '3'),
  heading(2, 'Pathway & criteria', '3.2'),
  paragraph('Response within 2 hours if not injured.')
);

const REPORT: ImportReport = {
  kept: {
    words: 12,
    headings: 2,
    numberedClauses: 2,
    lists: 0,
    listItems: 0,
    tables: 0,
    mergedCells: 0,
    links: 0,
    notes: 0
  },
  notKept: [{ what: 'comment', count: 1, detail: [{ author: 'A. Writer', text: 'Check this.' }] }]
};

let world: World;
let lead: TestPerson;
let patient: TestPerson;
let observer: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  observer = await world.person('Una Watcher', { roles: ['observer'], group: 'observer' });
});
afterAll(() => world.close());

async function page(id: string, reader: TestPerson = patient) {
  const found = await reader.reads.specificationPage(id);
  if (isRefusal(found)) throw new Error(found.code);
  return found;
}

describe('reading a specification', () => {
  it('SPC-1 everyone in the partnership reads the newest committed text', async () => {
    const id = await specificationWith(world, lead, TEXT);
    expect((await page(id, observer)).html).toContain('within 2 hours');
    await edit(world, id, lead, replacing('within 2 hours', 'within 60 minutes'));
    const { html, title, serviceNumber, room } = await page(id, observer);
    expect(html).toContain('within 60 minutes');
    expect(html).not.toContain('within 2 hours');
    expect({ title, serviceNumber }).toEqual({
      title: 'Integrated falls and frailty service',
      serviceNumber: 'WV/2027/FF/01'
    });
    expect(room).not.toBe('');
  });

  it('SPC-2 a specification one may not see is not found, like one that does not exist', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const elsewhere = await world.partnership('Ashdyke');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    const refusals = [
      await stranger.reads.specificationPage(id),
      await lead.reads.specificationPage(world.runtime.tools.newId()),
      await lead.reads.specificationPage('../../etc')
    ];
    expect(refusals[0]).toMatchObject({ refused: true, code: 'not-found' });
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[2]).toEqual(refusals[0]);
    expect(await nobody(world).reads.specificationPage(id)).toMatchObject({ code: 'signed-out' });
  });

  it('SPC-3 the contents list names every heading, with the passage that its words are', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const { contents, html } = await page(id);
    expect(contents).toEqual([
      {
        id: 'clause-1',
        clause: null,
        level: 1,
        number: '3',
        text: 'Scope',
        quote: 'Scope',
        top: true,
        ...(await range(id, 'Scope'))
      },
      {
        id: 'clause-2',
        clause: null,
        level: 2,
        number: '3.2',
        text: 'Pathway & criteria',
        quote: 'Pathway & criteria',
        top: true,
        ...(await range(id, 'Pathway & criteria'))
      }
    ]);
    for (const clause of contents) expect(html).toContain(`id="${clause.id}"`);
  });

  it('SPC-4 commented words are marked in the text, with who commented said in words', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const words = await passage(world, id, 'within 2 hours');
    const added = await patient.commands.addComment({ specificationId: id, ...words, body: 'Too long.' });
    if (isRefusal(added)) throw new Error(added.code);
    const { html } = await page(id);
    expect(html).toContain(`id="passage-${added.id}" data-comment="${added.id}">within 2 hours<span`);
    expect(html).toContain('(comment by Patrick Doyle)');
  });

  it('SPC-5 the page names the newest frozen version and says whether the draft has changed since', async () => {
    const id = await specificationWith(world, lead, TEXT);
    expect((await page(id)).newestVersion).toBeNull();
    await freeze(id, 1, 'For the workshop');
    expect((await page(id)).newestVersion).toMatchObject({
      number: 1,
      label: 'For the workshop',
      draftIsNewer: false
    });
    await edit(world, id, lead, replacing('within 2 hours', 'within 60 minutes'));
    expect((await page(id)).newestVersion).toMatchObject({ number: 1, draftIsNewer: true });
  });

  it('SPC-6 what an import did not keep can be read by everyone who reads the text', async () => {
    const imported = await specificationWith(world, lead, TEXT, {
      importReport: REPORT,
      sourceFileName: 'falls.docx'
    });
    expect((await page(imported, observer)).imported).toEqual({
      fileName: 'falls.docx',
      report: {
        kept: ['12 words', '2 headings', '2 clause numbers'],
        notKept: [{ sentence: '1 comment was not brought in.', details: ['A. Writer: “Check this.”'] }]
      }
    });
    expect((await page(await specificationWith(world, lead, TEXT))).imported).toBeNull();
  });

  it('SPC-7 the page offers what the reader’s role allows and nothing else', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const all = { comment: true, answer: true, edit: true, freeze: true, review: true, raiseConcern: true };
    const facts = { editFacts: true, raise: true, reviewEasyRead: true, consult: true, enter: true };
    // Whoever reads may say that something is a safeguarding matter.
    const nothing = {
      ...{ comment: false, answer: false, edit: false, freeze: false, review: false },
      raiseConcern: true
    };
    const noFacts = { editFacts: false, raise: false, reviewEasyRead: false, consult: false, enter: false };
    expect((await page(id, lead)).may).toEqual({ ...all, ...facts });
    const patients = { ...nothing, ...noFacts, comment: true, raise: true };
    expect((await page(id, patient)).may).toEqual(patients);
    expect((await page(id, observer)).may).toEqual({ ...nothing, ...noFacts });
  });

  it('SPC-8 an open page is told when the specification changes', async () => {
    const id = await specificationWith(world, lead, TEXT);
    expect((await page(id)).topics).toEqual([{ kind: 'specification', id }]);
  });
});

async function range(id: Parameters<typeof passage>[1], words: string) {
  const { from, to } = await passage(world, id, words);
  return { from, to };
}

async function freeze(id: Parameters<typeof passage>[1], number: number, label: string): Promise<void> {
  const { db, newId, now } = world.runtime.tools;
  const values = {
    id: newId<'version'>(),
    specificationId: id,
    number,
    label,
    title: 'T',
    canonical: 'c',
    hash: 'h'
  };
  await db
    .insert(specificationVersion)
    .values({ ...values, logSequence: 1, frozenAt: await now(db), frozenBy: lead.memberId });
}
