import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HEADING_STYLES, styled, wordFile } from '#tests/documents/word-file';
import { saved } from './draft-page';
import { check, Journey, pathOf, shows, textbox } from './journey';

const TEMPLATE = 'NHS Standard Contract, Schedule 2A';
const HEADINGS = ['1. Population needs', '2. Outcomes', '3. Scope', '4. Applicable service standards'];

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** Brings in a Word file with these headings and words under all but “Outcomes”; answers the specification's path. */
async function bringIn(page: Page, headings: readonly string[], title: string): Promise<string> {
  const body = headings.flatMap((words) => [
    styled('Heading1', words),
    ...(words.includes('Outcomes') ? [] : [`<w:p><w:r><w:t>Words on ${words}.</w:t></w:r></w:p>`])
  ]);
  const file = wordFile({ styles: HEADING_STYLES, coreTitle: title, body: body.join('') });
  await journey.go(page, '/specifications/new?start=word');
  await page.locator('input[type="file"]').setInputFiles({
    name: 'ours.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(file)
  });
  await page.getByRole('button', { name: /import/i }).click();
  await page.waitForURL(/\/imported$/);
  return pathOf(page).replace(/\/imported$/, '');
}

it('IMP-60 IMP-61 IMP-63 without JavaScript an imported text is held to the template that it looks like, and let go', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, '/specifications/new');
  const [word, template] = ['From a Word file', 'From a template'].map((name) =>
    helen.getByRole('heading', { name })
  );
  expect((await template!.boundingBox())!.y).toBe((await word!.boundingBox())!.y);
  const path = await bringIn(helen, HEADINGS.slice(0, 3), 'Held and let go');
  await shows(
    helen,
    `This text looks like the template “${TEMPLATE}”: 3 of its 7 main headings are in this text.`
  );
  await shows(helen, 'Applicable Service Standards');
  await helen.getByRole('button', { name: 'Hold this text to the template' }).click();
  await shows(helen, `This text is held to the template “${TEMPLATE}”.`);
  await journey.go(helen, `${path}/versions`);
  await shows(helen, 'Not ready');
  const list = helen.locator('.box li');
  expect((await list.allInnerTexts()).join('\n')).toMatch(
    /Outcomes is empty[^]*Service Standards is missing/
  );

  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, `${path}/imported`);
  await shows(patrick, `This text is held to the template “${TEMPLATE}”: 3 of its 7 main headings`);
  expect(await patrick.getByRole('button', { name: /Let it go|Hold this/ }).count()).toBe(0);

  await journey.go(helen, `${path}/imported`);
  await helen.getByRole('button', { name: 'Let it go again' }).click();
  await shows(helen, `This text is no longer held to the template “${TEMPLATE}”.`);
  await journey.go(helen, `${path}/versions`);
  await shows(helen, 'Nothing stands in the way of sign-off');
});

it('IMP-62 CLA-40 CLA-45 an empty mandatory heading stands in the way of sign-off until there are words under it', async () => {
  const helen = await journey.arrive('helen.marsh');
  const path = await bringIn(helen, HEADINGS, 'Empty and filled');
  await helen.getByRole('button', { name: 'Hold this text to the template' }).click();
  await shows(helen, `This text is held to the template “${TEMPLATE}”.`);
  await check(helen);
  const owning = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  for (const clause of ['needs', 'outcomes', 'scope', 'standards'])
    await own(owning, `${path}/clauses/${clause}`);
  await journey.go(helen, `${path}/versions`);
  await shows(helen, 'One thing stands in the way of sign-off of the draft as it stands.');
  expect(await helen.locator('.box li').allInnerTexts()).toEqual([
    '2. Outcomes is empty. The template asks for it.'
  ]);
  await check(helen);

  await journey.go(helen, `${path}/edit`);
  await textbox(helen).getByText('Outcomes').click();
  await helen.keyboard.press('End');
  await helen.keyboard.press('Enter');
  await helen.keyboard.type('Fewer falls.', { delay: 5 });
  await saved(helen);
  await journey.go(helen, `${path}/versions`);
  await shows(helen, 'Nothing stands in the way of sign-off of the draft as it stands.');
  expect(await helen.locator('.box li').count()).toBe(0);
});

/** Names the first organisation as accountable. */
async function own(page: Page, clausePage: string): Promise<void> {
  await journey.go(page, clausePage);
  const form = page.locator('form').filter({ has: page.locator('[name="organisationId"]') });
  await form.locator('select').selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Save' }).click();
  await page.locator('#owners .kind').getByText('Accountable').waitFor();
}
