import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP } from '#tests/builders/browser';
import { edit, PEOPLE, POSTCODE, read, saved } from './draft-page';
import { KEYBOARD, NO_SCRIPTS, type Hands } from './hands';
import { check, Journey, pathOf, shows, textbox } from './journey';

let journey: Journey;
let helen: Page;
/** Without JavaScript. */
let patrick: Page;
/** By keyboard alone. */
let roy: Page;
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  roy = await journey.arrive('roy.endicott');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

const NARROWEST = { width: 320, height: 640 };
const LINK = 'Comment on one paragraph of it';
const words = (page: Page) => page.getByLabel('Your comment', { exact: true });
const send = (page: Page) => page.getByRole('button', { name: 'Send the comment' });
const card = (page: Page, said: string) => page.locator('article.comment').filter({ hasText: said });

/** From the reading page to the form: what opens under the heading, the list of the clause, and what is chosen there. */
async function choose(page: Page, hands: Hands, { clause, of }: { clause: string; of: Locator }) {
  const say = page.locator('details.say').filter({ hasText: clause });
  await hands.press(say.locator('summary'));
  await hands.press(say.getByRole('link', { name: LINK }));
  await page.waitForURL(/\/comment\?clause=/);
  await fits(page, hands);
  await hands.press(of);
  await words(page).waitFor();
  await fits(page, hands);
}

/** Also on the narrowest phone; axe itself needs scripts. */
async function fits(page: Page, { scripts }: Hands): Promise<void> {
  await page.setViewportSize(NARROWEST);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROWEST.width);
  await page.setViewportSize(DESKTOP);
  if (scripts) await check(page);
}

it('CMT-28 CMT-30 the cell of a table without JavaScript on the narrowest phone; what was typed comes back', async () => {
  await journey.go(patrick, `${reading}?view=full`);
  const cell = patrick.getByRole('link', { name: '46%', exact: true });
  await choose(patrick, NO_SCRIPTS, { clause: 'Local outcomes', of: cell });
  await shows(patrick, 'Your comment is about the words: “46%”');
  await patrick.getByLabel('Lived experience').check();
  await words(patrick).fill('Fewer than half? Ring 01632 960123.');
  await send(patrick).click();
  await shows(patrick, /This looks like it holds a phone number/);
  await shows(patrick, 'Your comment is about the words: “46%”');
  expect(await words(patrick).inputValue()).toBe('Fewer than half? Ring 01632 960123.');
  expect(await patrick.getByLabel('Lived experience').isChecked()).toBe(true);
  await fits(patrick, NO_SCRIPTS);
  await words(patrick).fill('Fewer than half?');
  await send(patrick).click();
  await patrick.waitForURL(/#comment-/);
  expect(pathOf(patrick)).toBe(reading);
  expect(await card(patrick, 'Fewer than half?').innerText()).toContain('“46%”');
  await journey.go(helen, `${reading}?view=full`);
  const marked = helen.getByRole('cell', { name: '46%' }).locator('mark');
  expect(await marked.innerText()).toMatch(/^46%\s+\(comment by Patrick Doyle\)$/);
});

it('CMT-28 a paragraph by keyboard alone', async () => {
  await journey.go(roy, `${reading}?view=full`);
  const paragraph = roy.getByRole('link', { name: PEOPLE });
  await choose(roy, KEYBOARD, { clause: 'Local context and evidence base', of: paragraph });
  await KEYBOARD.choose(roy.getByLabel('Question'));
  await KEYBOARD.write(words(roy), 'How many of them live alone?');
  await KEYBOARD.press(send(roy));
  await roy.waitForURL(/#comment-/);
  const said = card(roy, 'How many of them live alone?');
  await said.waitFor();
  expect(await said.innerText()).toContain('63,900');
  expect(await said.innerText()).toContain('Question');
  await check(roy);
});

it('CMT-30 words that were changed meanwhile: it says so, keeps what was typed and asks again, with and without JavaScript', async () => {
  for (const [page, hands] of [
    [patrick, NO_SCRIPTS],
    [roy, KEYBOARD]
  ] as const) {
    const [said, added] = [`Is that fair? ${hands.called}`, ` NOW-${page === roy ? 'TWO' : 'ONE'}.`];
    await journey.go(page, `${reading}?view=full`);
    const paragraph = page.getByRole('link', { name: POSTCODE });
    await choose(page, hands, { clause: 'Local context and evidence base', of: paragraph });
    await edit(helen, journey.product.url);
    await textbox(helen).getByText(POSTCODE).click();
    await helen.keyboard.press('End');
    await helen.keyboard.press('Backspace');
    await helen.keyboard.type(added);
    await saved(helen);
    await hands.write(words(page), said);
    await hands.press(send(page));
    await shows(page, 'What is your comment about now?');
    await fits(page, hands);
    expect(await words(page).inputValue()).toBe(said);
    const now = page.getByRole('radio', { name: added.trim() });
    await now.waitFor();
    await now.check();
    await hands.press(send(page));
    await page.waitForURL(/#comment-/);
    expect(await card(page, said).innerText()).toContain(added.trim());
  }
});
