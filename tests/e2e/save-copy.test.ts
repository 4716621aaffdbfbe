import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReadPdf } from '../documents/read-pdf';
import { readOdt } from '../documents/read-odt';
import { TITLE } from './draft-page';
import { check, Journey } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

const POPULATION = 'In Wenmoor Vale 63,900 people are 65 or over';

/** Follows a link of the list and answers the file that it saves. */
async function saved(page: Page, name: string): Promise<{ bytes: Uint8Array; fileName: string }> {
  const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
  const answer = await page.request.get(new URL(href!, page.url()).href);
  expect(answer.status(), name).toBe(200);
  const fileName = /filename="([^"]+)"/.exec(answer.headers()['content-disposition'] ?? '')?.[1] ?? '';
  return { bytes: new Uint8Array(await answer.body()), fileName };
}

/** The words of each kind of file, without spaces. */
async function wordsOfAll(page: Page, word: string): Promise<Record<string, string>> {
  const packed = ({ bytes }: { bytes: Uint8Array }) => strFromU8(unzipSync(bytes)['word/document.xml']!);
  const words = {
    docx: packed(await saved(page, word)).replace(/<[^>]+>/g, ''),
    odt: readOdt((await saved(page, 'OpenDocument text')).bytes)
      .paragraphs.map(({ text }) => text)
      .join(' '),
    pdf: new ReadPdf((await saved(page, 'PDF')).bytes).words(),
    html: strFromU8((await saved(page, 'Web page')).bytes).replace(/<[^>]+>/g, ''),
    json: strFromU8((await saved(page, 'Data (JSON)')).bytes)
  };
  return Object.fromEntries(Object.entries(words).map(([kind, text]) => [kind, text.replace(/\s+/g, '')]));
}

const bare = (words: string) => words.replace(/\s+/g, '');

it('EXP-9 EXP-16 a patient representative without JavaScript saves a copy of the draft and of a version in every kind', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await journey.go(patrick, '/specifications');
  await patrick.getByRole('link', { name: TITLE }).click();
  await patrick.getByText('Save a copy').click();
  await check(await sameWithScript(patrick));
  const draft = await wordsOfAll(patrick, 'Word document with comments');
  for (const [kind, words] of Object.entries(draft)) {
    expect(words, kind).toContain(bare(POPULATION));
    expect(words, kind).toContain('Draftof');
  }
  expect((await saved(patrick, 'PDF')).fileName).toMatch(/\.pdf$/);
  await patrick.getByRole('link', { name: 'Frozen versions' }).click();
  await patrick.getByRole('link', { name: /^Version 1/ }).click();
  await patrick.getByText('Save a copy').click();
  const version = await wordsOfAll(patrick, 'Word document');
  for (const [kind, words] of Object.entries(version))
    expect(words, kind).toMatch(/Version1\b|Version1,frozen/);
});

/** The same page in a browser that can be asked about it. */
async function sameWithScript(page: Page): Promise<Page> {
  const other = await journey.arrive('patrick.doyle');
  await other.goto(page.url());
  await other.getByText('Save a copy').click();
  return other;
}
