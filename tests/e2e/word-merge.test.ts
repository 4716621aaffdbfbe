import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { editedWord } from '../documents/edited-word';
import { draftText, edit, PEOPLE, POSTCODE, read, saved } from './draft-page';
import { check, Journey, shows, textbox, typeAfter } from './journey';

let journey: Journey;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'word-merge-'));
  journey = await Journey.start();
});
afterAll(async () => {
  await journey?.end();
  rmSync(folder, { recursive: true });
});

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The draft as it is downloaded, changed, and saved by LibreOffice where there is one. */
async function changedInWord(page: Page, address: string, change: (xml: string) => string): Promise<Buffer> {
  const answer = await page.request.get(`${journey.product.url}${address}/export?format=docx`);
  const bytes = Buffer.from(editedWord(new Uint8Array(await answer.body()), change));
  if (spawnSync('soffice', ['--version']).status !== 0) return bytes;
  const file = join(folder, 'falls.docx');
  writeFileSync(file, bytes);
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const to = ['--convert-to', 'docx:Office Open XML Text', '--outdir', join(folder, 'saved'), file];
  execFileSync('soffice', ['--headless', profile, ...to], { stdio: 'ignore' });
  return readFileSync(join(folder, 'saved', 'falls.docx'));
}

const replaced = (from: string, to: string) => (xml: string) => {
  expect(xml).toContain(from);
  return xml.replace(from, to);
};

async function send(page: Page, buffer: Buffer): Promise<void> {
  await page.getByLabel('Word file').setInputFiles({ name: 'falls.docx', mimeType: DOCX, buffer });
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await shows(page, /^The file (differs|says)/);
}

it('IMP-42 IMP-48 IMP-49 IMP-56 changes made in Word come in clause by clause while somebody types', async () => {
  const tom = await journey.arrive('tom.adeyemi');
  const helen = await journey.arrive('helen.marsh');
  const address = await read(helen, journey.product.url);
  const buffer = await changedInWord(helen, address, (xml) =>
    replaced(
      POSTCODE,
      'In the file help differs by street'
    )(replaced(PEOPLE, 'In Wenmoor Vale 64,000 people are 65 or over')(xml))
  );
  const editingPage = await edit(tom, journey.product.url);

  await helen.getByRole('link', { name: 'Bring in changes from a Word file' }).click();
  await shows(helen, 'Somebody worked on this text in Word?');
  await check(helen);
  await send(helen, buffer);
  await shows(helen, /^The file differs in 1 clause: 1 changed\.$/);
  await helen.locator('ins', { hasText: '64,000' }).waitFor();
  await check(helen);

  // Tom changes one of the clauses meanwhile.
  await typeAfter(tom, POSTCODE, ' Everybody knows it.');
  await saved(tom);
  await helen.getByRole('button', { name: 'Bring in what I chose' }).click();
  await shows(helen, /was changed in the draft meanwhile, so nothing was brought in/);
  await shows(helen, 'Changed in the draft meanwhile');
  expect(await draftText(helen, editingPage)).not.toContain('differs by street');
  await check(helen);

  await helen.getByRole('button', { name: 'Bring in what I chose' }).click();
  await shows(helen, /^Brought in: 1 clause changed\.$/);
  await textbox(tom).getByText('In the file help differs by street').first().waitFor();
  await textbox(tom).getByText('64,000 people').first().waitFor();
  await check(helen);
  await helen.getByRole('link', { name: /^version \d+$/ }).click();
  await shows(helen, /Everybody knows it\./);
});

it('IMP-45 IMP-53 IMP-56 without JavaScript: ours is kept where that is chosen, and a file is given up', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  const address = await read(helen, journey.product.url);
  const words = 'In the file help differs by street';
  const buffer = await changedInWord(helen, address, replaced(words, 'Word says something else'));
  await helen.goto(`${journey.product.url}${address}/merge`);
  await send(helen, buffer);
  await helen.getByLabel('Keep the draft’s words').check();
  await helen.getByRole('button', { name: 'Bring in what I chose' }).click();
  await shows(helen, 'Brought in: nothing.');
  await send(helen, buffer);
  await helen.goto(`${journey.product.url}${address}/merge`);
  await shows(helen, /^The file differs in 1 clause: 1 changed\./);
  await helen.getByRole('button', { name: 'Bring in nothing and remove the file' }).click();
  await helen.waitForURL(`**${address}`);
  await helen.goto(`${journey.product.url}${address}/merge`);
  await helen.getByLabel('Word file').waitFor();
  expect(await draftText(helen, `${journey.product.url}${address}/edit`)).not.toContain('something else');
});

it('UI-16 what was chosen of a file survives a network that goes away while it is sent', async () => {
  const helen = await journey.arrive('helen.marsh');
  const address = await read(helen, journey.product.url);
  const words = 'In the file help differs by street';
  await helen.goto(`${journey.product.url}${address}/merge`);
  await send(helen, await changedInWord(helen, address, replaced(words, 'Word says something else')));
  const keep = helen.getByLabel('Keep the draft’s words');
  const button = helen.getByRole('button', { name: 'Bring in what I chose' });
  await keep.check();
  const stands = async () => {
    await shows(helen, 'The server could not be reached. Nothing was sent');
    expect(await keep.isChecked()).toBe(true);
    expect(await button.isVisible()).toBe(true);
  };
  await helen.context().setOffline(true);
  await button.click();
  await stands();
  await helen.context().setOffline(false);

  // The browser believes in its network; only nothing answers, neither what is sent nor what the page asks then.
  await helen.route('**/merge**', (route) => route.abort());
  const asked = helen.waitForEvent('requestfailed', (request) => request.url().includes('__data.json'));
  await button.click();
  await asked;
  await helen.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  );
  await stands();
  await helen.unroute('**/merge**');
  await button.click();
  await shows(helen, 'Brought in: nothing.');
});

it('IMP-58 lines that only look like headings are offered after changes came in too, without JavaScript', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  const address = await read(helen, journey.product.url);
  await helen.goto(`${journey.product.url}${address}/imported`);
  await shows(helen, 'No line of this text looks like a heading or a list without being one.');
  const buffer = await changedInWord(helen, address, (xml) => {
    const end = xml.indexOf('</w:p>', xml.indexOf('In the file help differs by street'));
    const bold = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Help at night</w:t></w:r></w:p>';
    return `${xml.slice(0, end)}</w:p>${bold}${xml.slice(end + '</w:p>'.length)}`;
  });
  await helen.goto(`${journey.product.url}${address}/merge`);
  await send(helen, buffer);
  await helen.getByRole('button', { name: 'Bring in what I chose' }).click();
  await shows(helen, 'One line of the draft only looks like a heading or a list');
  await helen.getByRole('link', { name: 'put it right' }).click();
  await helen.getByRole('heading', { name: 'Lines to put right', level: 1 }).waitFor();
  await helen.getByLabel('Help at night').waitFor();
  await helen.getByRole('button', { name: 'Make this a heading' }).click();
  await shows(helen, '1 line made a heading.');
  await helen.goto(`${journey.product.url}${address}?view=full`);
  await helen.getByRole('heading', { name: 'Help at night' }).waitFor();
});

it('IMP-54 a file that is not Word is refused at the field', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await helen.goto(`${journey.product.url}${await read(helen, journey.product.url)}/merge`);
  const file = { name: 'falls.docx', mimeType: DOCX, buffer: Buffer.from('not a Word file') };
  await helen.getByLabel('Word file').setInputFiles(file);
  await helen.getByRole('button', { name: 'Show what would change' }).click();
  await shows(helen, 'This is not a Word .docx file.');
});
