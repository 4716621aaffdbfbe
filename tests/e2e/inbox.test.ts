import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DESKTOP, PHONE } from '#tests/builders/browser';
import { hasFocus, KEYBOARD } from './hands';
import { check, Journey, pathOf, shows } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** The number that the navigation tells. */
async function told(page: Page): Promise<number> {
  const name = await page.locator('nav[aria-label="Main"] a[href="/inbox"]').textContent();
  return Number(/\((\d+)\snew\)/.exec(name ?? '')?.[1] ?? 0);
}

/** Says something on the demo's specification, and has it answered. */
async function answeredComment(patrick: Page, helen: Page, words: string): Promise<void> {
  await journey.go(patrick, '/specifications');
  await patrick
    .getByRole('link', { name: /^Integrated falls/ })
    .first()
    .click();
  await patrick.getByText('Say something about this').first().click();
  const form = patrick.locator('details.say[open] form').first();
  await form.getByRole('textbox').fill(words);
  await form.getByRole('button', { name: 'Send the comment' }).click();
  await shows(patrick, words);
  await helen.goto(patrick.url());
  // Where she has that page open already, only what follows the # is another.
  await helen.reload();
  const card = helen.locator('[id^="comment-"]').filter({ hasText: words }).last();
  await card.getByText('Answer this comment').click();
  await card.getByRole('radio', { name: /did not change/ }).check();
  await card.getByRole('textbox').last().fill('The same people as on a Monday.');
  await card.getByRole('button', { name: 'Give the answer' }).click();
  await shows(helen, 'The same people as on a Monday.');
}

/** The newest message that a comment has its answer. */
function newest(page: Page) {
  return page.getByRole('link', { name: /^Your comment on .* has an answer\.$/ }).first();
}

const AT_A_COMMENT = /\/specifications\/[0-9a-f-]{36}#comment-[0-9a-f-]{36}$/;

it('MSG-1 MSG-8 MSG-4 MSG-11 the answer is in the inbox, leads to the comment and is read then, or is marked read, without JavaScript and on a phone', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  const before = await told(patrick);
  await answeredComment(patrick, helen, 'Who comes on a Sunday?');
  await patrick.setViewportSize(PHONE);
  await journey.go(patrick, '/inbox');
  expect(await told(patrick)).toBe(before + 1);
  await shows(patrick, 'is removed after 90 days');
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await newest(patrick).click();
  expect(patrick.url()).toMatch(AT_A_COMMENT);
  await shows(patrick, 'The same people as on a Monday.');
  expect(await told(patrick)).toBe(before);
  await patrick.setViewportSize(DESKTOP);
  await answeredComment(patrick, helen, 'Who comes on a Saturday?');
  await patrick.setViewportSize(PHONE);
  await journey.go(patrick, '/inbox');
  expect(await told(patrick)).toBe(before + 1);
  await patrick
    .getByRole('button', { name: /^Mark as read ?: Your comment/ })
    .first()
    .click();
  await patrick.getByRole('heading', { name: 'Inbox', exact: true }).waitFor();
  expect(await told(patrick)).toBe(before);
  if (before > 1) {
    await patrick.getByRole('button', { name: 'Mark all as read' }).click();
    await shows(patrick, 'Nothing new.');
  }
  expect(await told(patrick)).toBe(0);
});

it('MSG-11 with JavaScript: resting on a message asks nothing, opening it reads it, and so does its link in an e-mail after signing in', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  const writes = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  const before = await told(patrick);
  await answeredComment(writes, helen, 'Who comes at night?');
  await answeredComment(writes, helen, 'Who comes at Easter?');
  await journey.go(patrick, '/inbox');
  expect(await told(patrick)).toBe(before + 2);
  const asked: string[] = [];
  patrick.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const link = (await newest(patrick).getAttribute('href'))!;
  await newest(patrick).hover();
  // What the page would fetch of itself on resting there, it has fetched when it comes to another link.
  const another = patrick.waitForRequest((request) => request.url().includes('/receipts'));
  await patrick.getByRole('link', { name: 'What you said, and what became of it' }).hover();
  await another;
  expect(asked.filter((path) => path.startsWith(link))).toEqual([]);
  await newest(patrick).click();
  await patrick.waitForURL(AT_A_COMMENT);
  expect(asked).toContain(link);
  expect(await told(patrick)).toBe(before + 1);
  await patrick.goBack();
  await patrick.getByRole('heading', { name: 'Inbox', exact: true }).waitFor();
  expect(await told(patrick)).toBe(before + 1);
  const mailed = (await newest(patrick).getAttribute('href'))!;
  expect(mailed).not.toBe(link);

  const reader = await journey.browser.newPage({ viewport: DESKTOP });
  await reader.goto(journey.product.url + mailed);
  await reader.getByLabel('E-mail address', { exact: true }).fill('patrick.doyle@wenmoor.example');
  await reader.getByLabel('Password', { exact: true }).fill('wenmoor-demo');
  await reader.getByRole('button', { name: 'Sign in', exact: true }).click();
  await reader.waitForURL(AT_A_COMMENT);
  expect(await told(reader)).toBe(before);
  await reader.close();
});

it('MSG-8 with JavaScript: who marks a message read by keyboard goes on from how many are still new', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  const writes = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await answeredComment(writes, helen, 'Who comes in August?');
  await answeredComment(writes, helen, 'Who comes in May?');
  await journey.go(patrick, '/inbox');
  const before = await told(patrick);
  await KEYBOARD.press(patrick.getByRole('button', { name: /^Mark as read/ }).first());
  await expect.poll(() => told(patrick)).toBe(before - 1);
  await expect.poll(() => hasFocus(patrick.getByRole('heading', { level: 2 }).first())).toBe(true);
});

it('ANO-16 MSG-28 MSG-29 the e-mail in the demo’s mailbox leads out of all e-mail and back, signed out and without JavaScript', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await answeredComment(patrick, helen, 'Who comes at Christmas?');
  const reader = await journey.browser.newPage({ javaScriptEnabled: false, viewport: PHONE });
  const mine = reader.getByRole('link', { name: /^Your answer is here/ });
  await expect
    .poll(
      async () => {
        await reader.goto(`${journey.product.url}/mailbox`);
        return mine.count();
      },
      { timeout: 30_000 }
    )
    .toBeGreaterThan(0);
  await shows(reader, 'also when somebody wrote without their name');
  await shows(reader, 'A real server has no such page.');
  await mine.first().click();
  await shows(reader, 'has an answer');
  expect(await reader.locator('main').textContent()).not.toMatch(/Sunday|Christmas/);
  await reader.getByRole('link', { name: /\/unsubscribe\// }).click();
  await shows(reader, 'You need not sign in');
  expect(await reader.locator('body').textContent()).not.toMatch(/Patrick|@/);
  await reader.getByRole('button', { name: 'Stop all e-mail' }).click();
  await shows(reader, 'You get no more e-mail');
  await reader.getByRole('button', { name: 'Go on as before' }).click();
  await reader.getByRole('button', { name: 'Stop all e-mail' }).waitFor();
  await reader.close();
});

it.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])(
  'MSG-30 what comes by e-mail is chosen under one’s name (JavaScript: $javaScriptEnabled)',
  async ({ javaScriptEnabled }) => {
    const page = await journey.arrive('leila.farrukh', { javaScriptEnabled });
    await page.getByRole('link', { name: /, your account$/ }).click();
    await page.getByRole('link', { name: 'What you get by e-mail' }).click();
    await page.getByRole('heading', { name: 'What you get by e-mail' }).waitFor();
    if (javaScriptEnabled) await check(page);
    await page.getByRole('radio', { name: 'Once a week' }).check();
    await page.getByRole('checkbox', { name: 'Your answer is here' }).uncheck();
    await page.getByRole('button', { name: 'Keep this' }).click();
    await shows(page, 'What you chose is kept.');
    expect(pathOf(page)).toBe('/account/e-mail');
    expect(await page.getByRole('radio', { name: 'Once a week' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Your answer is here' }).isChecked()).toBe(false);
    expect(await page.getByRole('checkbox', { name: 'Your vote is needed today' }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: 'Your answer is here' }).check();
    await page.getByRole('button', { name: 'Keep this' }).click();
    if (javaScriptEnabled) {
      await journey.go(page, '/inbox');
      await check(page);
      await journey.go(page, '/mailbox');
      await check(page);
    }
  }
);
