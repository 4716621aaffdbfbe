import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP } from '#tests/builders/browser';
import { edit, PEOPLE, read, saved } from './draft-page';
import { hasFocus, KEYBOARD, NO_SCRIPTS, type Hands } from './hands';
import { check, Journey, pathOf, shows, typeAfter } from './journey';

let journey: Journey;
/** Changes the text. */
let priya: Page;
/** Says something, without JavaScript. */
let patrick: Page;
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  priya = await journey.arrive('priya.nair');
  patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  reading = await read(priya, journey.product.url);
});
afterAll(() => journey?.end());

const CONTEXT = 'Local context and evidence base';
const WHY = 'Say why, in plain words';
const LEAD_ON = 'Choose a paragraph, a list item or a table cell';
const NARROWEST = { width: 320, height: 640 };
const card = (page: Page, said: string) => page.locator('article.comment').filter({ hasText: said });

/** Says something about the clause with the paragraphs and the table. */
async function say(words: string): Promise<void> {
  await journey.go(patrick, `${reading}?view=full`);
  const form = patrick.locator('details.say').filter({ hasText: CONTEXT });
  await form.locator('summary').click();
  await form.getByLabel('Your comment').fill(words);
  await form.getByRole('button', { name: 'Send the comment' }).click();
  await patrick.waitForURL(/#comment-/);
}

async function change(after: string, typed: string): Promise<void> {
  await edit(priya, journey.product.url);
  await typeAfter(priya, after, typed);
  await saved(priya);
}

/** From the card of a comment to the page on which the words are chosen, with an answer typed. */
async function lead(page: Page, hands: Hands, { said, why }: { said: string; why: string }) {
  await journey.go(page, reading);
  const form = card(page, said);
  // From there the keyboard goes on.
  await page.goto(`${journey.product.url}${reading}#${await form.getAttribute('id')}`);
  await hands.press(form.locator('summary', { hasText: 'Answer this comment' }));
  await hands.choose(form.getByLabel('We changed part of it'));
  await hands.write(form.getByLabel(WHY), why);
  const leadOn = form.getByRole('button', { name: LEAD_ON });
  // It stands above what was written last.
  for (let pressed = 0; hands.scripts && pressed < 5 && !(await hasFocus(leadOn)); pressed += 1)
    await page.keyboard.press('Shift+Tab');
  await hands.press(leadOn);
  await page.getByRole('heading', { level: 1, name: 'Answer, and say where the change stands' }).waitFor();
  expect(await page.getByLabel(WHY).inputValue()).toBe(why);
  expect(await page.getByLabel('We changed part of it').isChecked()).toBe(true);
  await shows(page, `You answer: “${said}”`);
  await fits(page, hands);
}

/** Also on the narrowest phone; axe itself needs scripts. */
async function fits(page: Page, { scripts }: Hands): Promise<void> {
  await page.setViewportSize(NARROWEST);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(NARROWEST.width);
  await page.setViewportSize(DESKTOP);
  if (scripts) await check(page);
}

it('ANS-32 ANS-33 without JavaScript one paragraph of several is chosen, and the receipt shows its very words', async () => {
  const said = 'Do you know how many live alone?';
  await say(said);
  await change(PEOPLE, ' ONE-IN-THREE lives alone.');
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await lead(helen, NO_SCRIPTS, { said, why: 'We say so now.' });

  // Another part of the text and back: what was typed stays.
  const parts = await helen.getByLabel('In which part of the text?').locator('option').allInnerTexts();
  const [other] = parts.filter((part) => part !== 'Choose a part' && !part.includes(CONTEXT));
  await helen.getByLabel('In which part of the text?').selectOption({ label: other! });
  await helen.getByRole('button', { name: 'Show the words of this part' }).click();
  await helen.getByLabel(`All of ${other!}`).waitFor();
  expect(await helen.getByLabel(WHY).inputValue()).toBe('We say so now.');

  await helen.getByRole('button', { name: 'Give the answer' }).click();
  await shows(helen, 'Choose where the change stands.');
  const own = parts.find((part) => part.includes(CONTEXT))!;
  await helen.getByLabel('In which part of the text?').selectOption({ label: own });
  await helen.getByRole('button', { name: 'Show the words of this part' }).click();
  await helen.getByRole('radio', { name: /ONE-IN-THREE/ }).check();
  await helen.getByLabel(WHY).fill('We say so now. Ring 01632 960123.');
  await helen.getByRole('button', { name: 'Give the answer' }).click();
  await shows(helen, /This looks like it holds a phone number/);
  expect(await helen.getByLabel(WHY).inputValue()).toBe('We say so now. Ring 01632 960123.');
  expect(await helen.getByRole('radio', { name: /ONE-IN-THREE/ }).isChecked()).toBe(true);
  await helen.getByLabel(WHY).fill('We say so now.');
  await helen.getByRole('button', { name: 'Give the answer' }).click();
  await helen.waitForURL(/#comment-/);
  expect(pathOf(helen)).toBe(reading);
  expect(await card(helen, said).innerText()).toMatch(/ONE-IN-THREE lives alone/);

  await journey.go(patrick, '/receipts');
  const receipt = patrick.locator('article, li').filter({ hasText: said }).first();
  const told = await receipt.innerText();
  expect(told).toContain('We changed part of it');
  expect(told).toMatch(/Where the change stands\s+“[^”]*ONE-IN-THREE lives alone\.[^”]*”/);
});

it('ANS-32 ANS-33 by keyboard alone a cell of a table; where it was changed meanwhile it is chosen again', async () => {
  const said = 'Is 46% still right?';
  await say(said);
  await change('46%', ' SOME');
  const page = await journey.arrive('helen.marsh');
  await lead(page, KEYBOARD, { said, why: 'It has another number.' });
  const outcomes = page.getByLabel('In which part of the text?');
  const parts = await outcomes.locator('option').allInnerTexts();
  await outcomes.selectOption({ label: parts.find((part) => part.includes('Local outcomes'))! });
  await KEYBOARD.press(page.getByRole('button', { name: 'Show the words of this part' }));
  await page.getByRole('radio', { name: '46% SOME' }).check();
  await edit(priya, journey.product.url);
  await typeAfter(priya, '46%', ' MORE');
  await saved(priya);
  await KEYBOARD.press(page.getByRole('button', { name: 'Give the answer' }));
  await shows(page, /The words that you chose were changed meanwhile/);
  await fits(page, KEYBOARD);
  expect(await page.getByLabel(WHY).inputValue()).toBe('It has another number.');
  await page.getByRole('radio', { name: /^46%.*MORE/ }).check();
  await KEYBOARD.press(page.getByRole('button', { name: 'Give the answer' }));
  await page.waitForURL(/#comment-/);
  expect(await card(page, said).innerText()).toMatch(/“46%.*MORE.*”/);
});

it('ANS-33 several without JavaScript: without a tick it leads back with what was typed; with ticks one place is theirs', async () => {
  const both = ['Nobody rings back after a fall.', 'After a fall nobody rings back.'];
  for (const each of both) await say(each);
  await change('Help differs by postcode', ' RINGS-BACK');
  const page = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(page, `${reading}/owed?kind=comment`);
  const form = page.locator('form#ticked');
  const leadOn = async () => {
    await form.getByRole('button', { name: LEAD_ON }).click();
    await page.getByRole('heading', { level: 1, name: 'Answer, and say where the change stands' }).waitFor();
  };
  await form.getByLabel('We changed the text').check();
  await form.getByLabel(WHY).fill('Somebody rings back now.');
  await leadOn();
  await page.getByRole('button', { name: 'Choose what you answer' }).click();
  await shows(page, 'Tick the comments that you answer.');
  expect(await form.getByLabel(WHY).inputValue()).toBe('Somebody rings back now.');
  for (const each of both) await page.getByLabel(`Answer it with others: ${each}`).check();
  await leadOn();
  await shows(page, 'You answer 2 comments at once.');
  const part = page.getByLabel('In which part of the text?');
  const parts = await part.locator('option').allInnerTexts();
  await part.selectOption({ label: parts.find((each) => each.includes(CONTEXT))! });
  await page.getByRole('button', { name: 'Show the words of this part' }).click();
  await page.getByRole('radio', { name: /RINGS-BACK/ }).check();
  await page.getByRole('button', { name: 'Answer these comments' }).click();
  await shows(page, '2 comments have their answers now');
  expect(new URL(page.url()).searchParams.get('kind')).toBe('comment');
  await journey.go(page, reading);
  for (const each of both) expect(await card(page, each).innerText()).toContain('RINGS-BACK');
});

it('ANS-33 the Enter key in a field of the answer still gives it, and leads nowhere else', async () => {
  const said = 'Who runs the bus?';
  await say(said);
  const page = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(page, reading);
  const form = card(page, said);
  await form.getByText('Answer this comment').click();
  await form.getByLabel('We passed it on').check();
  await form.getByLabel(WHY).fill('The council runs it.');
  await form.getByLabel('To whom was it passed?').fill('The council');
  await form.getByLabel('To whom was it passed?').press('Enter');
  await page.waitForURL(/#comment-/);
  await card(page, said).getByText('Passed to: The council').waitFor();
});
