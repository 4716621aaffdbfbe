import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP } from '#tests/builders/browser';
import { hasFocus } from './hands';
import { check, Journey, shows } from './journey';

let journey: Journey;
let helen: Page;
let link: string;
beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, '/people/invitations');
  await helen.getByLabel('What are people invited for?').fill('Tell us what matters to carers.');
  await helen.getByLabel('Where does the link lead?').selectOption({ index: 1 });
  await helen.getByLabel('For which group do they speak?').selectOption('patient-carer');
  await helen.getByLabel('How many people may come by this link?').fill('9');
  await helen.getByLabel('What they write').selectOption('no');
  await helen.getByRole('button', { name: 'Make the link' }).click();
  link = (await helen.getByRole('link', { name: /\/join\?link=/ }).getAttribute('href'))!;
});
afterAll(() => journey?.end());

/** A browser that nobody has used yet; `check` needs scripts. */
async function stranger(javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await journey.browser.newContext({ viewport: DESKTOP, javaScriptEnabled })).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function join(name: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await stranger(javaScriptEnabled);
  await page.goto(link, { waitUntil: 'networkidle' });
  await page.getByLabel('How do you want to be shown?').selectOption('name');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await shows(page, `Others see you as “${name}”.`);
  return page;
}

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'INV-20, INV-23 a lead hands over a code, and the guest comes back by it once (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const name = javaScriptEnabled ? 'Mary Tregear' : 'Jory Nance';
    await join(name, javaScriptEnabled);
    const lead = javaScriptEnabled ? await journey.arrive('helen.marsh') : helen;
    await journey.go(lead, '/people');
    await lead.getByText(`New private link for ${name}`, { exact: true }).click();
    await lead.getByRole('button', { name: `Make a new private link for ${name}` }).click();
    // Far down that page nobody would see what stands at its top and is shown this once.
    const shown = lead.getByRole('alert', { name: `A new private link for ${name}` });
    const code = (await shown.locator('strong.code').textContent())!;
    if (javaScriptEnabled) {
      await expect.poll(() => hasFocus(shown)).toBe(true);
      await check(lead);
    }
    expect(code).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){4}$/);

    const page = await stranger(javaScriptEnabled);
    await journey.go(page, '/sign-in');
    // Beside one another both ways in begin on one line.
    const tops = await page
      .locator('main h2')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect(tops).toEqual([tops[0], tops[0]]);
    await page.getByRole('link', { name: 'type the code that you were given' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await shows(page, 'Enter the code.');
    await page.getByLabel('The code').fill('k7m2-9xqd');
    await page.getByRole('button', { name: 'Go on' }).click();
    await shows(page, 'This code does not work. Look at each letter and digit again.');
    expect(await page.getByLabel('The code').inputValue()).toBe('k7m2-9xqd');
    if (javaScriptEnabled) await check(page);
    await page.getByLabel('The code').fill(code.toUpperCase().replaceAll('-', ' '));
    await page.getByRole('button', { name: 'Go on' }).click();
    await shows(page, 'It works once, so that nobody can use it after you.');
    await page.getByRole('button', { name: `Go on as ${name}` }).click();
    await shows(page, 'Make a link of your own now');
    if (javaScriptEnabled) await check(page);
    await page.getByRole('button', { name: 'Make my private link' }).click();
    await page.getByRole('link', { name: /\/come-back\?key=/ }).waitFor();

    const late = await stranger(javaScriptEnabled);
    await journey.go(late, `/come-back?key=${code}`);
    await shows(late, 'This link does not work.');
    await late.getByRole('heading', { level: 1, name: 'You cannot use this link' }).waitFor();
  }
);

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'MSG-31, MSG-33, MSG-34 a guest gives an address, confirms it, and it is removed by a link (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const address = `own${javaScriptEnabled}@example.org`;
    const page = await join(javaScriptEnabled ? 'Una Moyle' : 'Wyn Rowe', javaScriptEnabled);
    await journey.go(page, '/account');
    await page.getByRole('link', { name: 'Get an e-mail when you are answered' }).click();
    await page.getByLabel('Your e-mail address').fill('own at example');
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await shows(page, 'Enter an e-mail address, like name@example.org.');
    expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('own at example');
    if (javaScriptEnabled) await check(page);
    await page.getByLabel('Your e-mail address').fill(address);
    await page.getByRole('button', { name: 'Send me the link' }).click();
    await shows(page, 'One more step');
    // Who saw that they mistyped it gives the same one again, and not another.
    await page.getByLabel('Your e-mail address').waitFor();
    await shows(page, 'The same again, or another. Only the newest link works.');
    expect(await page.locator('main').innerText()).not.toContain(address);
    if (javaScriptEnabled) await check(page);

    const reader = await stranger(javaScriptEnabled);
    await journey.go(reader, '/mailbox');
    await reader.getByRole('link', { name: 'Is this your e-mail address?' }).first().click();
    await shows(reader, 'If it is not, do nothing');
    expect(await reader.locator('main').innerText()).not.toContain(address);
    const words = await reader.locator('main').innerText();
    const [confirm, stop] = [/\/confirm-address\?key=[\w-]+/, /\/unsubscribe\/[\w-]+/].map(
      (address) => address.exec(words)![0]
    );
    await journey.go(reader, confirm!);
    if (javaScriptEnabled) await check(reader);
    await reader.getByRole('button', { name: 'Yes, write to me there' }).click();
    await shows(reader, 'Your address is confirmed');
    await journey.go(reader, confirm!);
    await shows(reader, 'If you have pressed its button already, the address is confirmed.');
    await journey.go(page, '/account/address');
    await shows(page, 'E-mail goes to the address that you confirmed on');

    await journey.go(reader, stop!);
    await reader.getByRole('button', { name: 'Stop all e-mail' }).click();
    await shows(reader, 'has removed it');
    if (javaScriptEnabled) await check(reader);
    await journey.go(page, '/account/address');
    expect(await page.getByRole('button', { name: 'Remove my address' }).count()).toBe(0);
  }
);
