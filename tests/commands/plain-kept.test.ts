import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_PLAIN, PLAIN_HELPS } from '#domain/kept-summary';
import type { SpecificationId } from '#domain/ids';
import { look } from '#server/cli/verify/look';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { confirmSummary, withClauses, writeSummary } from '#tests/builders/summaries';
import { inTamperedCopy, toolsOn } from '#tests/builders/tampering';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { readsFor } from '#server/reads/all-reads';
import { ReadPdf } from '../documents/read-pdf';

let world: World;
let lead: TestPerson;
let patrick: TestPerson;
let id: SpecificationId;

const AIMS = 'One team comes to help you.';
const CRITERIA = 'You can ask for help if you are 65.';

/** Version 1: aims confirmed, criteria not. Version 2: both texts of aims went on. Version 3: as 2, with other plain words. */
beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lea Lead', { roles: ['lead'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  id = await withClauses(world, lead);
  await writeSummary(lead, { specificationId: id, clause: 'aims', text: AIMS });
  await writeSummary(lead, { specificationId: id, clause: 'criteria', text: CRITERIA });
  await confirmSummary(lead, id, 'aims');
  await freeze();
  await edit(world, id, lead, replacing('One service', 'Two services'));
  await freeze();
  await writeSummary(lead, { specificationId: id, clause: 'criteria', text: 'You can ask from 60.' });
  await freeze();
});
afterAll(() => world.close());

async function freeze(of = id, by = lead) {
  return done(await by.commands.freezeVersion({ specificationId: of }));
}

const page = async (number: number, of = id, by = lead) => done(await by.reads.version(of, String(number)));
const standings = async (number: number, of = id) =>
  (await page(number, of)).plain?.summaries.map(({ clause, state }) => `${clause} ${state}`);

async function saved(format: string, version: number, more: { text?: string } = {}, of = id) {
  return lead.reads.specificationExport(of, { format, version: String(version), ...more });
}

async function frozenEntries(of = id) {
  const { items } = done(await lead.reads.register({ kind: 'version-frozen' }));
  return items.map(({ content }) => content!).filter(({ specificationId }) => specificationId === of);
}

describe('what is kept', () => {
  test('VER-50 the summaries as they stood, each with how it stood to its clause, who confirmed it and when', async () => {
    const { plain } = await page(1);
    expect(await standings(1)).toEqual(['aims confirmed', 'criteria draft']);
    expect(plain?.summaries.map(({ html, standing }) => [html, standing])).toEqual([
      [
        expect.stringContaining(AIMS),
        'Lea Lead confirmed on 24 November 2026 that this says what the full text says.'
      ],
      [
        expect.stringContaining(CRITERIA),
        'Not confirmed: nobody had said yet that it says what the full text says.'
      ]
    ]);
  });

  test('VER-50 whatever is written later changes nothing of it; one whose clause had changed says so', async () => {
    expect(await standings(2)).toEqual(['aims stale', 'criteria draft']);
    expect((await page(2)).plain?.summaries[0]?.standing).toBe(
      'May be out of date: the full text had changed since Lea Lead confirmed this on 24 November 2026.'
    );
    const words = (await Promise.all([1, 2, 3].map((number) => page(number)))).map(
      ({ plain }) => /from 60|if you are 65/.exec(plain!.summaries[1]!.html)?.[0]
    );
    expect(words).toEqual(['if you are 65', 'if you are 65', 'from 60']);
  });

  test('VER-50 summaries without words, and of clauses that the text has not, are not kept', async () => {
    const other = await withClauses(world, lead);
    await writeSummary(lead, { specificationId: other, clause: 'aims', text: AIMS });
    await writeSummary(lead, { specificationId: other, clause: 'criteria', text: CRITERIA });
    await writeSummary(lead, { specificationId: other, clause: 'criteria', text: '' });
    await freeze(other);
    expect(await standings(1, other)).toEqual(['aims draft']);
    const bare = await specificationWith(world, lead, documentOf(heading(1, 'Scope'), paragraph('All.')));
    await freeze(bare);
    expect(await standings(1, bare)).toEqual([]);
  });

  test('VER-52 they are kept at milestones too, to the last stored word when the text is closed', async () => {
    const other = await withClauses(world, lead);
    await writeSummary(lead, { specificationId: other, clause: 'aims', text: AIMS });
    await confirmSummary(lead, other, 'aims');
    done(await lead.commands.closeText({ specificationId: other }));
    const closed = await page(1, other);
    expect([closed.automatic, await standings(1, other)]).toEqual([true, ['aims confirmed']]);
    done(await lead.commands.openText({ specificationId: other }));
    await edit(world, other, lead, replacing('One service', 'No service'));
    const { seen } = done(await lead.reads.versionRestore(other, { number: '1', clause: null }));
    done(await lead.commands.restoreVersion({ specificationId: other, number: '1', seen }));
    expect((await page(2, other)).label).toBe('Before version 1 was brought back');
    expect(await standings(2, other)).toEqual(['aims stale']);
  });
});

describe('what is signed', () => {
  test('VER-51 the fingerprint of the text is the same whatever the summaries say; they have one of their own in the register', async () => {
    const [second, third] = [await page(2), await page(3)];
    expect(third.hash).toBe(second.hash);
    expect(third.plain?.hash).not.toBe(second.plain?.hash);
    const entries = await frozenEntries();
    expect(entries.map(({ plainHash }) => plainHash)).toEqual(
      [third, second, await page(1)].map(({ plain }) => plain?.hash)
    );
    const bare = await specificationWith(world, lead, documentOf(heading(1, 'Scope'), paragraph('All.')));
    await freeze(bare);
    expect(Object.keys((await frozenEntries(bare))[0]!)).not.toContain('plainHash');
    expect(done(await lead.reads.register({ verify: '' })).check).toMatchObject({ ok: true });
  });

  test('VER-53 no name is kept with them: who confirmed is told by the name that the person has now', async () => {
    const { db } = world.runtime.tools;
    const rows = await db.execute(sql`select plain, plain_confirmed_by from specification_version`);
    expect(JSON.stringify(rows)).toContain(AIMS);
    expect(JSON.stringify(rows)).not.toContain('Lea Lead');
    const before = (await page(1)).plain?.hash;
    const rename = sql`update person set name = 'Somebody who left' where name = 'Lea Lead'`;
    await inTamperedCopy(world, [rename], async (copy) => {
      const reads = readsFor({ tools: toolsOn(world, copy), actor: lead.actor, present: () => new Set() });
      const { plain } = done(await reads.version(id, '1'));
      expect(plain?.summaries[0]?.standing).toMatch(/^Somebody who left confirmed on/);
      expect(plain?.hash).toBe(before);
    });
  });

  test('VER-53 summaries that were altered in the database are not shown', async () => {
    const alter = sql`update specification_version set plain = replace(plain, 'One team', 'No team') where number = 1`;
    await inTamperedCopy(world, [alter], async (copy) => {
      const reads = readsFor({ tools: toolsOn(world, copy), actor: lead.actor, present: () => new Set() });
      await expect(reads.version(id, '1')).rejects.toThrow('do not have the hash they were kept with');
    });
  });

  test('VER-55 a version of the time before they were kept says so, and is what it was', async () => {
    const earlier = sql`update specification_version set plain = null, plain_hash = null, plain_confirmed_by = null`;
    const before = await page(1);
    await inTamperedCopy(world, [earlier], async (copy) => {
      const reads = readsFor({ tools: toolsOn(world, copy), actor: patrick.actor, present: () => new Set() });
      const { plain, hash, html, plainFirst } = done(await reads.version(id, '1'));
      expect([plain, plainFirst]).toEqual([null, false]);
      expect([hash, html]).toEqual([before.hash, before.html]);
      const asked = { format: 'html', version: '1', text: 'plain' };
      expect(await reads.specificationExport(id, asked)).toMatchObject({ code: 'not-found' });
    });
  });

  test('VER-54 patients and carers are to read the plain words first, where there are any', async () => {
    const bare = await specificationWith(world, lead, documentOf(heading(1, 'Scope'), paragraph('All.')));
    await freeze(bare);
    expect((await page(1, id, patrick)).plainFirst).toBe(true);
    expect((await page(1, bare, patrick)).plainFirst).toBe(false);
    expect((await page(1, id, lead)).plainFirst).toBe(false);
    expect((await page(1)).summarised).toEqual(['aims', 'criteria']);
  });
});

describe('saved', () => {
  test('VER-56 they are a file of their own in every format, which says first that the full text is what is signed', async () => {
    const { plain } = await page(2);
    const words = [PLAIN_HELPS, '3.1 Aims', 'May be out of date', AIMS, '3.4 Acceptance criteria', CRITERIA];
    for (const [format, part] of [
      ['docx', 'word/document.xml'],
      ['odt', 'content.xml'],
      ['html', null],
      ['pdf', null]
    ] as const) {
      const { body, fileName } = done(await saved(format, 2, { text: 'plain' }));
      expect(fileName).toBe(`integrated-falls-and-frailty-service-version-2-in-plain-words.${format}`);
      const text =
        typeof body === 'string'
          ? body
          : format === 'pdf'
            ? new ReadPdf(body).words()
            : strFromU8(unzipSync(body)[part!]!);
      const there = (each: string) => text.indexOf(format === 'pdf' ? each.replace(/ /g, '') : each);
      for (const each of [...words, 'Version 2, frozen on', plain!.hash])
        expect(there(each), `${format}: ${each}`).toBeGreaterThan(-1);
      expect(there(PLAIN_HELPS)).toBeLessThan(there(AIMS));
    }
  });

  test('VER-56 where there are none there is no such file, and the full text of a version holds none', async () => {
    const bare = await specificationWith(world, lead, documentOf(heading(1, 'Scope'), paragraph('All.')));
    await freeze(bare);
    expect(await saved('html', 1, { text: 'plain' }, bare)).toMatchObject({ code: 'not-found' });
    expect(JSON.parse(done(await saved('json', 1, {}, bare)).body as string)).not.toHaveProperty('plain');
    expect(done(await saved('html', 1)).body).not.toContain(AIMS);
    expect(NO_PLAIN).toContain('frozen');
  });

  test('VER-57 as data both are in one file, and who checks it is told about both', async () => {
    const version = done(await saved('json', 1)).body as string;
    expect(done(await saved('json', 1, { text: 'plain' })).body).toBe(version);
    const { plain } = JSON.parse(version) as { plain: { sha256: string; form: string; clauses: unknown } };
    // As docs/canonical-document.md says: the same keys in the same order, and no white space.
    expect(plain.form).toBe('concordat-plain/1');
    const canonical = `concordat-plain/1\n${JSON.stringify({ clauses: sortedKeys(plain.clauses) })}`;
    expect(createHash('sha256').update(canonical, 'utf8').digest('hex')).toBe(plain.sha256);
    const register = JSON.stringify(done(await lead.reads.registerExport()));
    const codes = (text: string) => look({ version: text, register }).map(({ code }) => code);
    expect(codes(version)).toContain('plain-agrees');
    expect(codes(version)).toContain('plain-in-register');
    expect(look({ version, register }).some(({ wrong }) => wrong)).toBe(false);

    const altered = version.replace(AIMS, 'Nobody comes.');
    expect(altered).not.toBe(version);
    expect(codes(altered)).toEqual(
      expect.arrayContaining(['fingerprint-agrees', 'plain-differs', 'in-register', 'plain-not-in-register'])
    );
  });
});

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sortedKeys(each)]));
}
