import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { readDocx } from '#server/documents/read-docx';
import { done } from '#tests/builders/decisions';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { editDraft } from '#server/commands/edit-draft';
import { ReadPdf } from '../documents/read-pdf';
import { accepted } from '../documents/read-word';

let world: World;
let editor: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  world.clock.now = new Date('2027-02-10T09:00:00.000Z');
  editor = await world.person('Erin Editor', { roles: ['editor'] });
  id = await specificationWith(world, editor, documentOf(heading(1, 'Needs', '1'), paragraph('As it was.')));
});
afterAll(() => world.close());

const FINGERPRINT = /Fingerprint of this text \(SHA-256\): ([0-9a-f]{64})/;

async function exported(format: string, version: string | null = null): Promise<string | Uint8Array> {
  return done(await editor.reads.specificationExport(id, { format, version })).body;
}

function textOf(body: string | Uint8Array): string {
  if (typeof body === 'string') return body;
  const parts = unzipSync(body);
  return strFromU8((parts['word/document.xml'] ?? parts['content.xml'])!);
}

/** The words of a PDF, which have no spaces there. */
const wordsOf = (body: string | Uint8Array) => new ReadPdf(body as Uint8Array).words();
const FORMATS = ['docx', 'odt', 'html'];

const hashOf = (json: DocumentJson) =>
  createHash('sha256').update(canonicalDocument(json), 'utf8').digest('hex');

const adding = (words: string) =>
  editDraft(id, (json) => documentOf(...(json.content ?? []), paragraph(words)), {
    actor: editor.actor,
    tools: world.runtime.tools
  });

test('EXP-9 a draft says “Draft”, its date and the fingerprint of its text in every format', async () => {
  const json = JSON.parse((await exported('json')) as string) as DocumentJson & { about: unknown };
  const sha256 = hashOf(json);
  const state = 'Draft of 10 February 2027, WV/2027/FF/01';
  const form = 'concordat-document/1';
  expect(json.about).toEqual({ title: 'Integrated falls and frailty service', state, sha256, form });
  for (const format of FORMATS) {
    const text = textOf(await exported(format));
    expect(text).toContain(state);
    expect(FINGERPRINT.exec(text)?.[1]).toBe(sha256);
  }
  const words = wordsOf(await exported('pdf'));
  expect(words).toContain(`${state}Fingerprint of this text (SHA-256): ${sha256}`.replace(/ /g, ''));
});

test('EXP-9 a frozen version says its number and the hash it was frozen with in every format', async () => {
  const { hash, number } = done(await editor.commands.freezeVersion({ specificationId: id }));
  const json = JSON.parse((await exported('json', String(number))) as string) as { about: unknown };
  const state = `Version ${number}, frozen on 10 February 2027, WV/2027/FF/01`;
  expect(json.about).toMatchObject({ state, sha256: hash });
  for (const format of FORMATS) {
    const text = textOf(await exported(format, String(number)));
    expect(text).toContain(state);
    expect(FINGERPRINT.exec(text)?.[1]).toBe(hash);
  }
  const words = wordsOf(await exported('pdf', String(number)));
  expect(words).toContain(`${state}Fingerprint of this text (SHA-256): ${hash}`.replace(/ /g, ''));
});

test('EXP-10 while others write, an export is one state of the text: what is in the file has the fingerprint it names', async () => {
  const seen = new Set<string>();
  for (let round = 0; round < 6; round += 1) {
    const writing = Promise.all(Array.from({ length: 5 }, (_, each) => adding(`Sentence ${round}.${each}.`)));
    const bytes = (await exported('docx')) as Uint8Array;
    (await writing).forEach(done);
    const named = FINGERPRINT.exec(textOf(bytes))![1]!;
    expect(hashOf(accepted(readDocx(bytes, 'x.docx')).json)).toBe(named);
    seen.add(named);
  }
  expect(seen.size).toBeGreaterThan(2);
});
