import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, PHONE } from '#tests/builders/browser';
import { hasFocus } from './hands';
import { check, Journey, shows } from './journey';

let journey: Journey;
let helen: Page;
beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
});
afterAll(() => journey?.end());

/** A browser that nobody has used yet. */
async function stranger(javaScriptEnabled: boolean): Promise<Page> {
  const context = await journey.browser.newContext({ viewport: DESKTOP, javaScriptEnabled });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** A choice made before the page's script has come may be lost with it: a person is slower than this. */
function follow(page: Page, link: string): Promise<unknown> {
  return page.goto(link, { waitUntil: 'networkidle' });
}

async function makeLink(page: Page, most: '1' | '3', forAddress = ''): Promise<string> {
  await journey.go(page, '/people/invitations');
  await page.getByLabel('What are people invited for?').fill('Tell us what matters to carers.');
  await page.getByLabel('Where does the link lead?').selectOption({ index: 1 });
  await page.getByLabel('For which group do they speak?').selectOption('patient-carer');
  await page.getByLabel('How many people may come by this link?').fill(most);
  await page.getByLabel('Their e-mail address (optional)').fill(forAddress);
  await page.getByLabel('What they write').selectOption('no');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByRole('link', { name: /\/join\?link=/ }).getAttribute('href');
  return link!;
}

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'INV-3, INV-4, INV-9, INV-10 somebody follows a link, joins, comments and comes back elsewhere (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const name = javaScriptEnabled ? 'Mary Tregear' : 'Jory Nance';
    const link = await makeLink(helen, '3');
    await check(helen);
    const page = await stranger(javaScriptEnabled);
    await follow(page, link);
    await shows(page, 'Tell us what matters to carers.');
    await shows(page, 'What others see of you');
    if (javaScriptEnabled) await check(page);

    // What is missing is said, and what was chosen is kept.
    await page.getByLabel('How do you want to be shown?').selectOption('By my name');
    await page.getByRole('button', { name: 'Join' }).click();
    await shows(page, 'Enter a name. It need not be your full name.');
    expect(await page.getByLabel('How do you want to be shown?').inputValue()).toBe('name');
    await page.getByLabel('Name', { exact: true }).fill('Helen Marsh');
    await page.getByRole('button', { name: 'Join' }).click();
    await shows(page, 'Somebody here is called that already.');
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Helen Marsh');
    if (javaScriptEnabled) await check(page);
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Join' }).click();
    await shows(page, `Others see you as “${name}”.`);
    if (javaScriptEnabled) await check(page);

    await page.getByRole('button', { name: 'Make my private link' }).click();
    const back = await page.getByRole('link', { name: /\/come-back\?key=/ }).getAttribute('href');
    if (javaScriptEnabled) {
      await check(page);
      await page.evaluate(
        () => (navigator.clipboard.writeText = () => Promise.reject(new Error('Not here.')))
      );
      await page.getByRole('button', { name: 'Copy the link' }).click();
      await shows(page, 'Copy it by hand.');
    }
    await page.getByRole('link', { name: 'Go on to what you were invited for' }).click();
    await page.waitForURL(/\/specifications\/[^/]+$/);
    await page.getByText('Say something about this').first().click();
    const form = page.locator('details.say[open] form').first();
    await form.getByRole('textbox').fill(`What happens at night? ${name}`);
    await form.getByRole('button', { name: 'Send the comment' }).click();
    await shows(page, `What happens at night? ${name}`);

    const elsewhere = await stranger(javaScriptEnabled);
    await elsewhere.goto(back!);
    await shows(elsewhere, 'Use it only if it is yours.');
    if (javaScriptEnabled) await check(elsewhere);
    await elsewhere.getByRole('button', { name: `Go on as ${name}` }).click();
    await shows(elsewhere, `Hello ${name.split(' ')[0]}`);
    await journey.go(elsewhere, '/account');
    await shows(elsewhere, 'None: you came by an invitation');
    if (javaScriptEnabled) await check(elsewhere);
  }
);

it('INV-5, INV-8 a link for one person works once; a member goes on as who they are', async () => {
  const link = await makeLink(helen, '1');
  await helen.goto(link);
  await shows(helen, 'You take part already, so this link is not used up.');
  await check(helen);
  const [first, second] = [await stranger(true), await stranger(true)];
  await follow(first, link);
  await first.getByLabel('How do you want to be shown?').selectOption('A carer');
  await first.getByRole('button', { name: 'Join' }).click();
  await shows(first, 'Others see you as “A carer”.');
  await second.goto(link);
  await shows(second, 'This link does not work.');
  await check(second);
});

it('INV-4 of two guests who are called alike each stands on Home', async () => {
  const link = await makeLink(helen, '3');
  for (const page of [await stranger(true), await stranger(true)]) {
    await follow(page, link);
    await page.getByLabel('How do you want to be shown?').selectOption('A carer');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('link', { name: 'Go on to what you were invited for' }).click();
    await page.waitForURL(/\/specifications\/[^/]+$/);
  }
  const failed: string[] = [];
  helen.on('pageerror', (error) => failed.push(error.message));
  await expect
    .poll(async () => {
      await journey.go(helen, '/');
      return helen.getByRole('region', { name: 'Here now' }).getByText('A carer').count();
    })
    .toBe(2);
  expect(failed).toEqual([]);
});

it('INV-16 a link for one e-mail address: another is refused and what was chosen stays, with its own one comes in', async () => {
  const link = await makeLink(helen, '1', 'dilys@example.org');
  await journey.go(helen, '/people/invitations');
  await shows(helen, 'It works only with the e-mail address that it was made for.');
  expect(await helen.locator('main').textContent()).not.toContain('dilys@');
  const page = await stranger(false);
  await page.setViewportSize(PHONE);
  await page.goto(link);
  await page.getByLabel('Your e-mail address').fill('somebody@example.org');
  await page.getByLabel('How do you want to be shown?').selectOption('A carer');
  await page.getByRole('button', { name: 'Join' }).click();
  await shows(page, 'This link is for another e-mail address.');
  expect(await page.getByLabel('Your e-mail address').inputValue()).toBe('somebody@example.org');
  expect(await page.getByLabel('How do you want to be shown?').inputValue()).toBe('A carer');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await page.getByLabel('Your e-mail address').fill('Dilys@Example.org');
  await page.getByRole('button', { name: 'Join' }).click();
  await shows(page, 'Others see you as “A carer”.');
});

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'INV-17 a guest without a private link is asked before signing out, and not again with one (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const link = await makeLink(helen, '3');
    const join = async () => {
      const page = await stranger(javaScriptEnabled);
      await follow(page, link);
      await page.getByLabel('How do you want to be shown?').selectOption('A carer');
      await page.getByRole('button', { name: 'Join' }).click();
      await shows(page, 'Others see you as “A carer”.');
      return page;
    };
    const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).click();
    const careless = await join();
    await signOut(careless);
    await shows(careless, 'You have no private link yet.');
    if (javaScriptEnabled) await check(careless);
    await careless.getByRole('button', { name: 'Sign out without a link' }).click();
    await careless.waitForURL(/\/sign-in/);
    await careless.getByLabel('Password', { exact: true }).waitFor();

    const careful = await join();
    await signOut(careful);
    // The page that they came from has that button too.
    await shows(careful, 'You have no private link yet.');
    await careful.getByRole('button', { name: 'Make my private link' }).click();
    const back = await careful.getByRole('link', { name: /\/come-back\?key=/ }).getAttribute('href');
    await signOut(careful);
    await careful.waitForURL(/\/sign-in/);
    await careful.goto(back!);
    await careful.getByRole('button', { name: 'Go on as A carer' }).click();
    await shows(careful, 'Hello');
  }
);

it('INV-11, INV-12, INV-15 the lead sees who came, withdraws the link and ends the access; the guest is out', async () => {
  const link = await makeLink(helen, '3');
  const page = await stranger(true);
  await follow(page, link);
  await page.getByLabel('How do you want to be shown?').selectOption('By my name');
  await page.getByLabel('Name', { exact: true }).fill('Lou Hicks');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: 'Go on to what you were invited for' }).click();
  await page.waitForURL(/\/specifications\/[^/]+$/);

  await journey.go(helen, '/people/invitations');
  await shows(helen, '1 of 3 came');
  await helen
    .getByRole('button', { name: /^Withdraw/ })
    .first()
    .click();
  await shows(helen, 'Withdrawn');
  await check(helen);
  await journey.go(helen, '/people');
  await shows(helen, 'Guest, invited for “Tell us what matters to carers.”');
  await helen.getByText('End access of Lou Hicks').click();
  await helen.getByRole('button', { name: 'End the access of Lou Hicks' }).click();
  await helen.getByText('No longer a member').first().waitFor();
  const said = helen.getByRole('alert').filter({ hasText: 'The access of Lou Hicks is ended.' });
  await expect.poll(() => hasFocus(said)).toBe(true);
  await check(helen);
  await shows(page, 'You are signed out');
});

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'ACC-1, ACC-3, ACC-6 somebody states what they need, and the lead sees it (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const who = javaScriptEnabled ? 'maureen.tasker' : 'agnes.mbeki';
    const page = await journey.arrive(who, { javaScriptEnabled });
    await journey.go(page, '/account');
    await page.getByRole('link', { name: 'What you need to take part' }).click();
    await page.getByLabel('Large print').check();
    await page.getByLabel('Anything else, in your own words').fill('x'.repeat(1001));
    await page.getByRole('button', { name: 'Keep this' }).click();
    await shows(page, 'This is too long: at most 1000 characters.');
    expect(await page.getByLabel('Large print').isChecked()).toBe(true);
    if (javaScriptEnabled) await check(page);
    await page.getByLabel('Anything else, in your own words').fill('');
    await page.getByLabel('Another language').fill('Welsh');
    await page.getByRole('button', { name: 'Keep this' }).click();
    await shows(page, 'What you stated is kept.');
    if (javaScriptEnabled) await check(page);
    expect(await page.getByLabel('Another language').inputValue()).toBe('Welsh');

    await journey.go(helen, '/people');
    const person = helen
      .getByRole('listitem')
      .filter({ hasText: javaScriptEnabled ? 'Maureen Tasker' : 'Agnes Mbeki' });
    await person.getByText('Access needs').click();
    await person.getByText('Language: Welsh').waitFor();
    await check(helen);
  }
);

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'ANO-1, ANO-8, MOD-1 a carer comments without a name, told who can see it, and the lead sees no name (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const page = await journey.arrive('tariq.mahmood', { javaScriptEnabled });
    await journey.go(page, '/specifications');
    await page
      .getByRole('link', { name: /falls and frailty/i })
      .first()
      .click();
    await page.waitForURL(/\/specifications\/[^/]+$/);
    const at = new URL(page.url()).pathname;
    await page.getByText('Say something about this').first().click();
    const form = page.locator('details.say[open] form').first();
    const words = `The hall is cold in winter (${javaScriptEnabled ? 'one' : 'two'}).`;
    await form.getByRole('textbox').fill(words);
    await form.getByLabel('How do others see you?').selectOption('nobody');
    await form.getByText('leads and facilitators included').first().waitFor();
    expect(await form.getByRole('link', { name: /Rules for what you write/ }).getAttribute('href')).toBe(
      '/rules'
    );
    if (javaScriptEnabled) await check(page);
    await form.getByRole('button', { name: 'Send the comment' }).click();
    const card = page.getByRole('article').filter({ hasText: words });
    await card.getByText('Anonymous').first().waitFor();

    await journey.go(helen, at);
    const theirs = helen.getByRole('article').filter({ hasText: words });
    await theirs.getByText('Anonymous').first().waitFor();
    await theirs.getByText('Waiting for an answer').waitFor();
    expect(await theirs.innerText()).not.toMatch(/Tariq|Voices|ago/);
    await check(helen);
    await journey.go(page, '/rules');
    await shows(page, 'They hold for everybody, whatever their job.');
    if (javaScriptEnabled) await check(page);
  }
);
