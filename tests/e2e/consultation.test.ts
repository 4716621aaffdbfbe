import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
import { hasFocus } from './hands';
import { Journey, shows } from './journey';

let journey: Journey;
let address: string;

beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('CON-6 CON-7 a patient representative meets the promise on Home and on the text, without JavaScript and on a phone', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.setViewportSize(PHONE);
  await shows(patrick, 'You are being consulted, until');
  await patrick.getByRole('link', { name: /^Have your say/ }).click();
  const promise = patrick.getByRole('region', { name: 'You are being consulted' });
  await expect.poll(() => promise.textContent()).toContain('Who decides: the Joint Commissioning Committee');
  expect(await promise.textContent()).toContain('The last day to have your say is');
  const asked = promise.getByRole('link', { name: 'version 1, “When a consultation was opened”' });
  expect(await asked.getAttribute('href')).toMatch(/\/versions\/1$/);
  await promise.getByRole('link', { name: 'More about this consultation' }).click();
  await shows(patrick, 'What has happened so far');
  expect(await patrick.getByRole('button', { name: 'Open the consultation' }).count()).toBe(0);
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  address = patrick.url();
});

it('CON-16 CON-17 the consultation leads to the text that people are asked about and to what has changed since, without JavaScript', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.setViewportSize(PHONE);
  await patrick.goto(address);
  await patrick.getByRole('link', { name: 'version 1, “When a consultation was opened”' }).click();
  await shows(patrick, 'Version 1, When a consultation was opened');
  await patrick.goto(address);
  await patrick.getByRole('link', { name: 'What has changed in the text since it opened' }).click();
  await patrick.waitForURL('**/versions/compare?from=1&to=draft');
  await shows(patrick, /words? added/);
});

it('CON-13 the promise stands beside every form with which one comments elsewhere, and leads to the consultation', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.setViewportSize(PHONE);
  const reading = new URL(address).pathname.replace(/\/consultation$/, '');
  const discussed = async (list: string, opener: string) => {
    await journey.go(patrick, list);
    const links = await patrick.locator(`main a[href^="${list}/"]`).all();
    const found = await Promise.all(links.map((link) => link.getAttribute('href')));
    for (const href of found) {
      await journey.go(patrick, href!);
      if ((await patrick.getByText(opener).count()) > 0) return href!;
    }
    throw new Error(`No page of ${list} says “${opener}”.`);
  };
  for (const page of [
    `${reading}/comment`,
    `${reading}/suggest`,
    `${reading}/clauses/scope-aims/plain`,
    await discussed('/decisions', 'Say something about this decision'),
    await discussed('/priorities', 'Say something about P1')
  ]) {
    await journey.go(patrick, page);
    const line = patrick.locator('p', { hasText: 'More about this consultation' });
    expect(await line.innerText(), page).toMatch(
      /^You are being consulted until \d+ \w+ \d{4}: .+ Who decides: the Joint Commissioning Committee/
    );
    expect(await patrick.evaluate('document.documentElement.scrollWidth'), page).toBe(PHONE.width);
    expect(await line.getByRole('link').getAttribute('href'), page).toBe(`${reading}/consultation`);
  }
});

it('CON-1 CON-2 CON-5 a facilitator ends it early and opens another; what was typed is kept when a field is wrong', async () => {
  const grace = await journey.arrive('grace.lindqvist');
  const patrick = await journey.arrive('patrick.doyle');
  await Promise.all([grace.goto(address), patrick.goto(address)]);
  await grace.getByText('End this consultation early').click();
  await grace.getByRole('button', { name: 'End it now' }).click();
  await shows(grace, 'Say why it ends before the day that people were promised.');
  await grace.getByRole('textbox', { name: /^Why it ends/ }).fill('The money is gone.');
  await grace.getByRole('button', { name: 'End it now' }).click();
  await shows(grace, 'Why it ended early: The money is gone.');
  await shows(patrick, 'Why it ended early: The money is gone.');
  await patrick.getByRole('link', { name: 'What changed in the text while it was open' }).click();
  await patrick.waitForURL('**/versions/compare?from=1&to=*');
  await shows(patrick, /words? added/);
  await patrick.goto(address);
  const told = (words: string) => grace.getByRole('alert').filter({ hasText: words });
  await expect.poll(() => hasFocus(told('The consultation is ended.'))).toBe(true);

  await grace.getByRole('textbox', { name: 'What you ask people' }).fill('What is missing?');
  await grace.getByRole('button', { name: 'Open the consultation' }).click();
  await shows(grace, 'Choose what people’s part is.');
  expect(await grace.getByRole('textbox', { name: 'What you ask people' }).inputValue()).toBe(
    'What is missing?'
  );
  await grace.getByRole('radio', { name: 'You are deciding with us' }).check();
  await grace.getByRole('textbox', { name: 'Who decides, and when' }).fill('Everybody here.');
  const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await grace.getByLabel('Last day to have a say').fill(nextMonth);
  await grace.getByRole('button', { name: 'Open the consultation' }).click();
  await shows(grace, 'What is missing?');
  await shows(patrick, 'You are deciding with us.');
  await expect.poll(() => hasFocus(told('The consultation is open.'))).toBe(true);
  const [promised, happened] = ['What was promised', 'What has happened so far'].map((name) =>
    grace.getByRole('heading', { level: 2, name }).first()
  );
  expect((await promised!.boundingBox())!.y).toBe((await happened!.boundingBox())!.y);
});
