import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from './draft-page';
import { hasFocus } from './hands';
import { check, Journey, shows } from './journey';

let journey: Journey;
/** None of these has JavaScript. */
let agnes: Page;
let patrick: Page;
let helen: Page;
/** Helen with JavaScript, without which axe does not end. */
let looking: Page;
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  const arrive = (who: string) => journey.arrive(who, { javaScriptEnabled: false });
  [agnes, patrick, helen] = (await Promise.all(
    ['agnes.mbeki', 'patrick.doyle', 'helen.marsh'].map(arrive)
  )) as [Page, Page, Page];
  looking = await journey.arrive('helen.marsh');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

/** What axe says of the page that somebody is on. */
async function checkPageOf(page: Page): Promise<void> {
  await looking.goto(page.url());
  await check(looking);
}

/** Agnes says something on the first clause that has a form. */
async function said(body: string) {
  await journey.go(agnes, reading);
  const form = agnes.locator('#say-clause-scope-aims');
  await agnes.locator('details.say', { has: form }).locator('summary').first().click();
  await form.getByLabel('Your comment').fill(body);
  await form.getByRole('button', { name: /^Send/ }).click();
  await agnes.locator('article', { hasText: body }).waitFor();
}

/** A guest whose words are held, on the reading page. */
async function heldGuest(): Promise<Page> {
  await journey.go(helen, '/people/invitations');
  await helen.getByLabel('What are people invited for?').fill('Tell us what matters to carers.');
  await helen.getByLabel('Where does the link lead?').selectOption({ index: 1 });
  await helen.getByLabel('For which group do they speak?').selectOption('patient-carer');
  await helen.getByLabel('What they write').selectOption('yes');
  await helen.getByRole('button', { name: 'Make the link' }).click();
  const link = await helen.getByRole('link', { name: /\/join\?link=/ }).getAttribute('href');
  const guest = await (await journey.browser.newContext({ javaScriptEnabled: false })).newPage();
  await guest.goto(link!);
  await guest.getByLabel('How do you want to be shown?').selectOption('A carer');
  await guest.getByRole('button', { name: 'Join' }).click();
  await guest.getByRole('link', { name: 'Go on to what you were invited for' }).click();
  return guest;
}

it('MOD-13, MOD-18 without JavaScript what is held is found from Home, let through or not, and each time it is said what came of it', async () => {
  const guest = await heldGuest();
  const [good, bad] = ['Nobody rings back after a fall.', 'They are all thieves.'];
  for (const body of [good, bad]) {
    await guest.getByText('Say something about this').first().click();
    const form = guest.locator('details.say[open] form').first();
    await form.getByRole('textbox').fill(body!);
    await form.getByRole('button', { name: 'Send the comment' }).click();
    await shows(guest, body!);
  }
  await journey.go(helen, '/');
  await helen.getByRole('link', { name: 'Review: 2 contributions' }).click();
  await checkPageOf(helen);
  const held = (body: string) => helen.getByRole('form', { name: `Decide on “${body}”` });
  await held(bad!).getByRole('button', { name: 'Do not let it through' }).click();
  await shows(helen, 'Say in plain words why it is not let through.');
  await held(bad!).getByLabel('Or say why not').fill('It insults people.');
  await held(bad!).getByRole('button', { name: 'Do not let it through' }).click();
  await shows(helen, 'It is not let through. Its writer is told why.');
  await held(good!).getByRole('button', { name: 'Let it through', exact: true }).click();
  await shows(helen, 'It is let through: others see it now.');
  await checkPageOf(helen);
  await guest.context().close();
});

it('MOD-35 a lead who enters whom to tell is told that it is kept', async () => {
  await journey.go(looking, '/review/contacts');
  await looking.getByLabel('Phone number').first().fill('01632 960 119');
  await looking.getByRole('button', { name: 'Save' }).click();
  const said = looking.getByRole('alert').filter({ hasText: 'What you entered is kept.' });
  await expect.poll(() => hasFocus(said)).toBe(true);
  await check(looking);
});

describe('what is reported and removed', () => {
  it('MOD-30 MOD-31 MOD-32 MOD-33 without JavaScript a matter is hidden at once, and shown again when it was none', async () => {
    const body = 'Nobody feeds the lady upstairs.';
    await said(body);
    await journey.go(patrick, reading);
    await patrick
      .locator('article', { hasText: body })
      .getByRole('link', { name: /^Report this/ })
      .first()
      .click();
    await shows(patrick, /Adult|adult/);
    await checkPageOf(patrick);
    await patrick.getByRole('button', { name: 'Hide it and have it looked at' }).click();
    await patrick.getByRole('heading', { level: 1, name: 'Whom to tell' }).waitFor();
    await journey.go(patrick, reading);
    expect(await patrick.getByText(body).count()).toBe(0);
    await journey.go(agnes, reading);
    await shows(agnes, /may be a safeguarding or complaint matter/);
    await shows(agnes, /call 999/);

    await journey.go(helen, '/review/concerns');
    await checkPageOf(helen);
    const waiting = helen.locator('li', { hasText: body });
    await waiting.getByRole('button', { name: /^Passed on/ }).click();
    await shows(helen, /Say to whom it was passed on/);
    await helen
      .locator('li', { hasText: body })
      .getByRole('button', { name: /^Not a concern/ })
      .click();
    await shows(helen, /Not a concern, by/);
    await shows(helen, 'It is recorded as no concern.');
    await journey.go(patrick, reading);
    await patrick.locator('article', { hasText: body }).waitFor();
  });

  it('MOD-36 without JavaScript a matter is told to leads and facilitators alone, from the form for a comment', async () => {
    const body = 'Jan was rough with my father on Tuesday.';
    await journey.go(agnes, reading);
    const form = agnes.locator('#say-clause-scope-aims');
    await agnes.locator('details.say', { has: form }).locator('summary').first().click();
    await form.getByRole('link', { name: 'Tell it to the leads and facilitators alone' }).click();
    await shows(agnes, /call 999/);
    await checkPageOf(agnes);
    await agnes.getByLabel('What happened?').fill(`${body} Ring 01632 960 123.`);
    await agnes.getByLabel('How do others see you?').selectOption('nobody');
    await agnes.getByRole('button', { name: 'Send it to leads and facilitators alone' }).click();
    await shows(agnes, /This looks like it holds a phone number/);
    expect(await agnes.getByLabel('How do others see you?').inputValue()).toBe('nobody');
    await agnes.getByLabel('What happened?').fill(body);
    await agnes.getByRole('button', { name: 'Send it to leads and facilitators alone' }).click();
    await shows(agnes, /nobody else does/);
    expect(await agnes.getByLabel('What happened?').inputValue()).toBe('');
    await agnes.getByRole('link', { name: 'what you wrote and others do not see' }).click();
    await agnes
      .getByRole('region', { name: /others do not see/ })
      .getByText(body)
      .waitFor();
    await journey.go(patrick, reading);
    expect(await patrick.getByText(body).count()).toBe(0);
    await journey.go(helen, '/review/concerns');
    await checkPageOf(helen);
    const waiting = helen.locator('li', { hasText: body });
    expect(await waiting.innerText()).toMatch(/Anonymous[^]*Told to leads and facilitators alone/);
    expect(await waiting.innerText()).not.toMatch(/Agnes/);
    await waiting.getByLabel('To whom was it passed on?').fill('Adult social care');
    await waiting.getByRole('button', { name: /^Passed on/ }).click();
    await shows(helen, /Passed on to Adult social care/);
    await shows(helen, 'It is recorded as passed on and stays hidden.');
    await journey.go(agnes, reading);
    await shows(agnes, /This was passed on as a safeguarding or complaint matter/);
  });

  it('MOD-20 MOD-21 MOD-23 MOD-25 removed with a reason; its writer asks for a second look', async () => {
    const body = 'They are all fools up there.';
    await said(body);
    await journey.go(helen, reading);
    await helen
      .locator('article', { hasText: body })
      .getByRole('link', { name: /^Report this/ })
      .first()
      .click();
    await helen.getByRole('button', { name: 'Remove it' }).click();
    await shows(helen, /Choose which of the rules it breaks/);
    await helen.getByLabel(/^insults, threats/).check();
    await helen.getByRole('button', { name: 'Remove it' }).click();
    await shows(helen, /Removed by a facilitator/);
    await shows(helen, /1 contribution was removed by a facilitator/);
    expect(await helen.getByText(body).count()).toBe(0);
    await journey.go(agnes, reading);
    await agnes.getByRole('button', { name: 'Ask for a second look' }).click();
    await shows(agnes, /You have asked for a second look/);
  });
});
