import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftText, read } from './draft-page';
import { check, Journey, mark, shows } from './journey';

let journey: Journey;
let helen: Page; // commissioner, lead
let patrick: Page; // patient and carer representative
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  patrick = await journey.arrive('patrick.doyle');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

const sayUnder = (page: Page, clause: string) => page.locator(`#say-clause-${clause}`);

async function open(page: Page, where: string): Promise<void> {
  await journey.go(page, where);
}

/** Says something under a clause, by the interface: one thing is told, and nothing else of theirs loads. */
async function say(page: Page, body: string): Promise<void> {
  const status = await page.evaluate(
    async ([where, json]) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(where!, { method: 'POST', headers, body: json! })).status;
    },
    [`/api/v1${reading}/comments`, JSON.stringify({ clause: 'clause-scope-aims', body })]
  );
  expect(status).toBe(201);
}

/** What the page is told each time something would load it from the network: true, that it stays. */
const stayings = (page: Page) => page.evaluate(() => (globalThis as { stayed?: boolean[] }).stayed);

/** Notes it from now on. */
async function noteStaying(page: Page): Promise<void> {
  await page.evaluate(() => {
    const stayed: boolean[] = [];
    Object.assign(globalThis, { stayed });
    const { navigation } = globalThis as unknown as { navigation: EventTarget };
    navigation.addEventListener('navigate', (event) => setTimeout(() => stayed.push(event.defaultPrevented)));
  });
}

describe('reading the plain version', () => {
  it('PLN-61 PLN-65 a patient is shown the plain words first, a commissioner the full text', async () => {
    const fresh = await journey.arrive('patrick.doyle');
    await open(fresh, reading);
    await shows(fresh, 'one team comes to help you');
    const current = (page: Page) => page.locator('.switch [aria-current]').innerText();
    expect(await current(fresh)).toBe('Plain words');
    await shows(
      fresh,
      /\d+ of \d+ clauses have a plain summary; 1 may be out of date\.\s+Taken together they are at about grade/
    );
    await check(fresh);
    const lead = await journey.arrive('tom.adeyemi');
    await open(lead, reading);
    expect(await current(lead)).toBe('Full text');
    expect(await lead.getByText('one team comes to help you').count()).toBe(0);
  });

  it('PLN-60 PLN-62 without JavaScript the view is switched by links and remembered, and nothing is out of reach', async () => {
    const plain = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
    const visible = (words: string) => plain.getByText(words).first().isVisible();
    await open(plain, reading);
    const full = 'One service that responds';
    expect(await visible('one team comes to help you')).toBe(true);
    await plain.getByText('Read the full text of this clause').first().click();
    expect(await visible('In Wenmoor Vale 63,900 people')).toBe(true);
    await shows(plain, 'There is no plain summary of this clause yet.');

    await plain.getByRole('link', { name: 'Full text' }).click();
    expect(new URL(plain.url()).search).toBe('?view=full');
    expect(await plain.getByText('one team comes to help you').count()).toBe(0);
    expect(await visible(full)).toBe(true);
    await open(plain, reading);
    expect(await plain.locator('.switch [aria-current]').innerText()).toBe('Full text');
    const cookies = await plain.context().cookies();
    expect(cookies.find(({ name }) => name === 'concordat-view')).toMatchObject({
      value: 'full',
      httpOnly: true,
      sameSite: 'Lax'
    });

    await plain.getByRole('link', { name: 'Side by side' }).click();
    const left = await plain.getByText('one team comes to help you').boundingBox();
    const right = await plain.getByText('One service that responds').boundingBox();
    expect(right!.x).toBeGreaterThan(left!.x + left!.width - 1);
  });

  it('PLN-60 side by side is one under the other on a phone, and every view passes the accessibility check', async () => {
    for (const view of ['plain', 'full', 'both']) {
      await open(patrick, `${reading}?view=${view}`);
      await check(patrick);
    }
    await patrick.setViewportSize({ width: 360, height: 740 });
    const first = await patrick.getByText('one team comes to help you').boundingBox();
    const second = await patrick.getByText('One service that responds').boundingBox();
    expect(second!.y).toBeGreaterThan(first!.y + first!.height - 1);
    await patrick.setViewportSize({ width: 1280, height: 900 });
  });

  it('PLN-63 a comment sent from the plain view, without JavaScript, lands on the clause', async () => {
    const plain = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
    await open(plain, `${reading}?view=plain`);
    const form = sayUnder(plain, 'scope-aims');
    await plain.locator('details', { has: form }).locator('summary').last().click();
    await form.getByLabel('Your comment').fill('Will the same person come each time?');
    await form.getByRole('button', { name: 'Send the comment' }).click();
    const card = plain.locator('[id^="comment-"]').filter({ hasText: 'Will the same person come' });
    await card.getByText('Aims and objectives').first().waitFor();
  });

  it('PLN-63 a comment on words that are marked in a summary lands on its clause and begins with them', async () => {
    await open(patrick, `${reading}?view=plain`);
    await mark(patrick, 'No score on a form');
    await patrick.getByRole('button', { name: 'Comment on this passage' }).waitFor();
    await patrick.keyboard.press('Control+Alt+m');
    const field = patrick.locator('textarea:focus');
    await field.waitFor();
    expect(await field.inputValue()).toBe('About the plain words “No score on a form”: ');
    await patrick.keyboard.press('End');
    await patrick.keyboard.type('Good.');
    await patrick.keyboard.press('Control+Enter');
    const card = patrick.locator('[id^="comment-"]').filter({ hasText: '“No score on a form”: Good.' });
    await card.getByText('Service description and care pathway').first().waitFor();
  });

  it('PLN-43 a word is explained in place by keyboard and without JavaScript', async () => {
    const plain = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
    await open(plain, `${reading}?view=plain`);
    const button = plain.getByRole('button', { name: 'What “blood thinners” means' }).first();
    const meaning = plain.getByText('Drugs that stop blood from clotting').first();
    expect(await meaning.isVisible()).toBe(false);
    await button.focus();
    await plain.keyboard.press('Enter');
    expect(await meaning.isVisible()).toBe(true);
    await plain.keyboard.press('Escape');
    expect(await meaning.isVisible()).toBe(false);
    await plain.keyboard.press('Enter');
    await plain.getByRole('link', { name: 'All words of the glossary' }).first().click();
    await plain.waitForURL(/\/glossary#term-/);
  });

  it('PLN-66 large print is at least 16 point in one column, and on paper without comments', async () => {
    await open(patrick, `${reading}?view=plain&print=large`);
    const words = patrick.getByText('one team comes to help you');
    const size = await words.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThanOrEqual((16 * 96) / 72);
    await check(patrick);
    await patrick.emulateMedia({ media: 'print' });
    expect(await patrick.locator('#comments').isVisible()).toBe(false);
    expect(await words.isVisible()).toBe(true);
    await patrick.emulateMedia({ media: null });
    await patrick.getByRole('link', { name: 'Ordinary print' }).click();
    await patrick.getByRole('link', { name: 'Large print' }).waitFor();
  });

  it('PLN-67 PLN-50 easy read has a sentence a row with room for a picture left, and says who checked it', async () => {
    await open(patrick, `${reading}?layout=easy`);
    const row = patrick.locator('.row').filter({ hasText: 'They find out why you fell.' });
    const [picture, words] = [row.locator('.picture'), row.locator('p')];
    const [left, right] = [await picture.boundingBox(), await words.boundingBox()];
    expect(right!.x).toBeGreaterThanOrEqual(left!.x + left!.width);
    const size = await words.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThanOrEqual((16 * 96) / 72);
    await shows(patrick, /Checked in easy read by Sheila Brand on/);
    await shows(patrick, 'Not checked in easy read yet.');
    expect(await patrick.getByText('Record who checked this').count()).toBe(0);
    await check(patrick);

    await open(helen, `${reading}?layout=easy`);
    const section = helen.locator('section.easy').filter({ hasText: 'This service is for people who live' });
    await section.getByText('Record who checked this').click();
    await section.getByLabel('Who checked it').fill('Kenneth Wroe');
    await section.getByRole('button', { name: 'Record the check' }).click();
    await section.getByText(/Checked in easy read by Kenneth Wroe on/).waitFor();
    await patrick.getByText(/Checked in easy read by Kenneth Wroe on/).waitFor();
    await check(helen);
  });
});

describe('the glossary', () => {
  it('PLN-40 a lead adds a word, and it is explained where the text is read', async () => {
    await open(helen, '/glossary');
    await helen.getByText('Add a word').click();
    await helen.getByLabel('Word or words').first().fill('keep-warm advice');
    await helen.getByLabel('What it means, in plain words').first().fill('How to stay warm while you wait.');
    await helen.getByRole('button', { name: 'Add the word' }).click();
    await helen.getByText('How to stay warm while you wait.').first().waitFor();
    await check(helen);
    await open(patrick, `${reading}?view=full`);
    await patrick.getByRole('button', { name: 'What “keep-warm advice” means' }).first().click();
    await patrick.getByText('How to stay warm while you wait.').first().waitFor();
    await open(patrick, '/glossary?find=warm');
    expect(await patrick.locator('dt').allInnerTexts()).toEqual(['keep-warm advice']);
    expect(await patrick.getByRole('button', { name: 'Add the word' }).count()).toBe(0);
    await check(patrick);
    await open(patrick, '/help');
    await patrick.getByRole('link', { name: 'all words are explained here' }).click();
    await patrick.waitForURL(/\/glossary$/);
  });

  it('UI-16 a word that is sent without a network is said to be not sent, stays in its form, and goes when it is sent again', async () => {
    await open(helen, '/glossary');
    const word = helen.locator('dl > div', { has: helen.getByText('keep-warm advice', { exact: true }) });
    await word.locator('summary').click();
    const form = word.locator('form');
    const meaning = form.getByLabel('What it means, in plain words');
    await meaning.fill('What keeps you warm.');
    await helen.context().setOffline(true);
    await form.getByRole('button', { name: 'Save the change' }).click();
    await form.getByText('The server could not be reached. Nothing was sent').waitFor();
    expect(await helen.getByText('The server could not be reached').count()).toBe(1);
    expect(await meaning.inputValue()).toBe('What keeps you warm.');
    await check(helen);
    await helen.context().setOffline(false);
    await form.getByRole('button', { name: 'Save the change' }).click();
    await word.locator('dd').getByText('What keeps you warm.').first().waitFor();
    await helen.getByText('The server could not be reached').waitFor({ state: 'detached' });
  });

  it('UI-16 an answer that is sent without a network stays in its form, which stays open', async () => {
    await open(helen, `${reading}?view=full`);
    const answer = helen.locator('form[id^="answer-"]').first();
    await helen.getByText('Answer this comment').first().click();
    await answer.getByRole('textbox').fill('We will say so.');
    await answer.getByRole('radio').first().check();
    await helen.context().setOffline(true);
    await answer.getByRole('button', { name: 'Give the answer' }).click();
    await answer.getByText('The server could not be reached. Nothing was sent').waitFor();
    expect(await answer.getByRole('textbox').inputValue()).toBe('We will say so.');
    expect(await answer.getByRole('radio').first().isChecked()).toBe(true);
    expect(await helen.getByText('The server could not be reached').count()).toBe(1);
    await helen.context().setOffline(false);
  });

  it('UI-16 the network goes while two questions for news are under way: the page stays', async () => {
    await open(helen, `${reading}?view=full`);
    const held: Route[] = [];
    let offline = false;
    const refuse = (route: Route) => route.abort('internetdisconnected');
    await helen.route('**/__data.json*', (route) => (offline ? refuse(route) : void held.push(route)));
    await noteStaying(helen);
    for (const [index, words] of ['Is there a ramp?', 'Is there a lift?'].entries()) {
      await say(patrick, words);
      await expect.poll(() => held.length, { timeout: 30_000 }).toBeGreaterThan(index);
    }
    offline = true;
    await helen.context().setOffline(true);
    await Promise.all(held.map(refuse));
    await expect.poll(() => stayings(helen), { timeout: 30_000 }).toEqual(held.map(() => true));
    await helen.unroute('**/__data.json*');
    await helen.context().setOffline(false);
    await shows(helen, 'Is there a lift?');
  });

  it('PLN-44 what is saved as a file has no explanations in it', async () => {
    const saved = await draftText(patrick, `${journey.product.url}${reading}/edit`);
    expect(saved).toContain('keep-warm advice');
    expect(saved).not.toContain('How to stay warm');
  });
});
