import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
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
  const card = helen.locator('[id^="comment-"]').filter({ hasText: words }).last();
  await card.getByText('Answer this comment').click();
  await card.getByRole('radio', { name: /did not change/ }).check();
  await card.getByRole('textbox').last().fill('The same people as on a Monday.');
  await card.getByRole('button', { name: 'Give the answer' }).click();
  await shows(helen, 'The same people as on a Monday.');
}

it('MSG-1 MSG-8 MSG-4 the answer is in the inbox, leads to the comment, and is marked read, without JavaScript and on a phone', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  const before = await told(patrick);
  await answeredComment(patrick, helen, 'Who comes on a Sunday?');
  await patrick.setViewportSize(PHONE);
  await journey.go(patrick, '/inbox');
  expect(await told(patrick)).toBe(before + 1);
  const today = patrick.getByRole('link', { name: /^Your comment on .* has an answer\.$/ }).first();
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  await today.click();
  expect(patrick.url()).toMatch(/\/specifications\/[0-9a-f-]{36}#comment-[0-9a-f-]{36}$/);
  await shows(patrick, 'The same people as on a Monday.');
  await journey.go(patrick, '/inbox');
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
