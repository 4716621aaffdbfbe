import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftText, read } from './draft-page';
import { check, Journey, mark, pathOf, shows, textbox } from './journey';

const BEFORE = 'The call handler rings back every 30 minutes and gives keep-warm advice.';
const AFTER = 'The call handler stays on the line and gives keep-warm advice.';
const PLACE = 'rings back every 30 minutes';

const CLAUSE_LINK = /^Suggest other words ?: .*Service description and care pathway$/;

let journey: Journey;
let helen: Page; // commissioner, lead
let priya: Page; // social services, editor
let patrick: Page; // patient and carer representative, without JavaScript
let roy: Page; // carer, by keyboard
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  priya = await journey.arrive('priya.nair');
  patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  roy = await journey.arrive('roy.endicott');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

const cards = (page: Page, words: string) => page.locator('article.comment').filter({ hasText: words });

/** From the clause's link to the form for the paragraph that holds these words, by links alone. */
async function chooseParagraph(page: Page, words: string): Promise<void> {
  await page.getByRole('link', { name: CLAUSE_LINK }).click();
  await page.getByRole('link', { name: words }).click();
}

describe('suggesting other words', () => {
  it('SUG-1 SUG-2 a patient representative does so without JavaScript, and is told what is wrong with the words kept', async () => {
    await journey.go(patrick, `${reading}?view=full`);
    await chooseParagraph(patrick, PLACE);
    const field = patrick.getByLabel('How it should read');
    const present = await field.inputValue();
    expect(present).toContain(BEFORE);
    const reason = 'Nobody should lie there alone.';
    await patrick.getByLabel('Why (you may leave this empty)').fill(`${reason} Ring 01632 960123.`);
    await field.fill(present.replace(BEFORE, AFTER));
    await patrick.getByRole('button', { name: 'Send the suggestion' }).click();
    await shows(patrick, /This looks like it holds a phone number/);
    expect(await field.inputValue()).toContain(AFTER);
    await patrick.getByLabel('Why (you may leave this empty)').fill(reason);
    await patrick.getByRole('button', { name: 'Send the suggestion' }).click();
    await patrick.waitForURL(/#comment-/);
    expect(pathOf(patrick)).toBe(reading);
    const [card] = await cards(patrick, reason).all();
    expect(await card!.innerText()).toMatch(/Patrick Doyle[^]*Waiting for an answer/);
    expect(await card!.locator('del').innerText()).toContain(PLACE);
    expect(await card!.locator('ins').innerText()).toContain('stays on the line');
    expect(await patrick.locator('article del.left-out').first().innerText()).toContain(PLACE);
  });

  it('SUG-5 a carer suggests other words for the same passage by keyboard', async () => {
    await journey.go(roy, `${reading}?view=full`);
    await roy.getByRole('link', { name: CLAUSE_LINK }).focus();
    await roy.keyboard.press('Enter');
    const paragraph = roy.getByRole('link', { name: PLACE });
    await paragraph.waitFor();
    await check(roy);
    await paragraph.focus();
    await roy.keyboard.press('Enter');
    const field = roy.getByLabel('How it should read');
    await field.waitFor();
    await check(roy);
    const wording = (await field.inputValue()).replace('30 minutes', '10 minutes');
    await field.focus();
    await roy.keyboard.press('Control+a');
    await roy.keyboard.insertText(wording);
    await roy.keyboard.press('Tab');
    await roy.keyboard.type('Half an hour is long.');
    // By way of how others see who suggests it, the rules, and the way to leads and facilitators alone.
    for (let presses = 0; presses < 4; presses += 1) await roy.keyboard.press('Tab');
    await roy.keyboard.press('Enter');
    await roy.waitForURL(/#comment-/);
    await cards(roy, 'Half an hour is long.').waitFor();
    await check(roy);
  });

  it('SUG-4 the change is read out in words, in the text and in the margin', async () => {
    const card = await cards(roy, 'Half an hour is long.').ariaSnapshot();
    expect(card.replace(/\s+/g, ' ')).toMatch(/leave out: 30[^]*put in: 10/);
    const text = await roy.locator('article[aria-label="The text"]').ariaSnapshot();
    expect(text.replace(/\s+/g, ' ')).toMatch(/suggested by Roy Endicott: 10/);
  });
});

describe('an editor decides', () => {
  it('SUG-11 SUG-12 accepts it with a change, and everybody sees it at once', async () => {
    await journey.go(priya, `${reading}/edit`);
    await textbox(priya).locator('ins.put-in', { hasText: 'stays on the line' }).waitFor();
    await journey.go(helen, `${reading}/edit`);
    const card = cards(helen, 'lie there alone');
    await card.getByText('Accept, change or decline').click();
    await check(helen);
    const words = card.getByLabel('The words that go into the text');
    expect(await words.inputValue()).toBe('stays on the line');
    await words.fill('stays on the telephone line');
    await card.getByLabel('Your answer to Patrick Doyle (you may leave this empty)').fill('Agreed.');
    await card.getByRole('button', { name: 'Accept with these changes' }).click();
    await card.getByText('Accepted with changes').waitFor();
    await textbox(helen).getByText('The call handler stays on the telephone line').waitFor();
    await textbox(priya).getByText('The call handler stays on the telephone line').waitFor();
    await cards(roy, 'lie there alone').getByText('Accepted with changes').waitFor();
    await roy.locator('article').getByText('The call handler stays on the telephone line').first().waitFor();
    await cards(patrick, 'lie there alone').waitFor();
    await patrick.reload();
    expect(await cards(patrick, 'lie there alone').innerText()).toMatch(/Agreed\.[^]*Helen Marsh/);
    expect(await draftText(priya, `${journey.product.url}${reading}/edit`)).toContain(
      'The call handler stays on the telephone line and gives keep-warm advice.'
    );
  });

  it('SUG-6 SUG-15 the other one is out of date, and can be made again for the words that stand there now', async () => {
    const card = cards(roy, 'Half an hour is long.');
    await card.getByText('Out of date:').waitFor();
    await check(roy);
    await card.getByRole('link', { name: 'Suggest again for the text as it is now' }).click();
    await roy.waitForURL(/\/suggest/);
    await shows(roy, /How it should read|In which part of the text/);
  });

  it('SUG-11 the text says who wrote which of the words', async () => {
    await journey.go(helen, `${reading}?view=full`);
    await mark(helen, 'stays on the telephone line');
    await helen.getByRole('button', { name: 'Who wrote this?' }).click();
    await helen.waitForURL(/\/history/);
    const parts = await helen.locator('main').innerText();
    expect(parts).toMatch(/stays on the[^]*Patrick Doyle/);
    expect(parts).toMatch(/telephone[^]*Helen Marsh/);
  });

  it('SUG-17 declines another, with the reason in words', async () => {
    await journey.go(roy, `${reading}?view=full`);
    await mark(roy, 'shared with consent');
    await roy.getByRole('button', { name: 'Suggest other words' }).click();
    await roy.waitForURL(/\/suggest\?/);
    const field = roy.getByLabel('How it should read');
    expect(await field.inputValue()).toBe('shared with consent');
    await field.fill('shared with everybody');
    await roy.getByRole('button', { name: 'Send the suggestion' }).click();
    await roy.waitForURL(/#comment-/);
    const id = roy.url().split('#comment-')[1]!;
    const lead = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
    await journey.go(lead, reading);
    const asked = lead.locator(`#comment-${id}`);
    await asked.getByText('Accept, change or decline').click();
    await asked.getByText('Decline the suggestion').click();
    await asked.getByRole('button', { name: 'Decline and say why' }).click();
    await shows(lead, 'Say in plain words what became of the comment, and why.');
    expect(pathOf(lead)).toBe(`${reading}/suggestions/${id}`);
    await lead.getByLabel('Say why, in plain words').fill('Nobody may see it without your consent.');
    await lead.getByRole('button', { name: 'Decline and say why' }).click();
    await lead.waitForURL(/#comment-/);
    await journey.go(helen, `${reading}/suggestions/${id}`);
    await shows(helen, 'Nobody may see it without your consent.');
    await check(helen);
    const card = roy.locator(`#comment-${id}`);
    await card.getByText('Nobody may see it without your consent.').waitFor();
    expect(await card.innerText()).toContain('Declined');
  });
});

it('ANO-10 ANO-11 without a name and without JavaScript: neither the card nor the text names who suggested it, once accepted', async () => {
  const OLD = 'gives keep-warm advice';
  await journey.go(patrick, `${reading}?view=full`);
  await chooseParagraph(patrick, OLD);
  const field = patrick.getByLabel('How it should read');
  await field.fill((await field.inputValue()).replace(OLD, 'says how to keep warm'));
  await patrick.getByLabel('Why (you may leave this empty)').fill('Nobody knows what keep-warm means.');
  await patrick.getByLabel('How do others see you?').selectOption('nobody');
  await patrick.getByRole('button', { name: 'Send the suggestion' }).click();
  await patrick.waitForURL(/#comment-/);
  const id = patrick.url().split('#comment-')[1]!;
  await patrick.locator(`#comment-${id}`).getByText('Anonymous').first().waitFor();

  await journey.go(helen, `${reading}/edit`);
  const card = helen.locator(`#comment-${id}`);
  await card.getByText('Anonymous').first().waitFor();
  expect(await card.innerText()).not.toMatch(/Patrick|Voices/);
  await card.getByText('Accept, change or decline').click();
  await check(helen);
  await card.getByLabel('Your answer to Anonymous (you may leave this empty)').fill('Plainer, thank you.');
  await card.getByRole('button', { name: 'Accept the suggestion' }).click();
  await card.getByText('Accepted').first().waitFor();
  await textbox(helen).getByText('says how to keep warm').waitFor();
  await journey.go(helen, `${reading}?view=full`);
  await mark(helen, 'says how to keep warm');
  await helen.getByRole('button', { name: 'Who wrote this?' }).click();
  await helen.waitForURL(/\/history/);
  const [words] = await helen.locator('.biography li').filter({ hasText: 'says how to keep warm' }).all();
  expect(await words!.innerText()).toMatch(/Anonymous/);
  expect(await words!.innerText()).not.toMatch(/Patrick|Voices/);
  await check(helen);
  // Its writer still finds the answer.
  await journey.go(patrick, '/receipts');
  await shows(patrick, 'Plainer, thank you.');
});
