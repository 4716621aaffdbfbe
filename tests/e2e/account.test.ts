import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check, Journey, pathOf, shows } from './journey';

const OLD = 'wenmoor-demo';
const NEW = 'violet kettle harbour';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

async function fill(page: Page, present: string, fresh: string): Promise<void> {
  await page.getByLabel('Your present password').fill(present);
  await page.getByLabel('New password').fill(fresh);
  await page.getByRole('button', { name: 'Change my password' }).click();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

it.each([
  { who: 'tom.adeyemi', first: 'Tom', javaScriptEnabled: true },
  { who: 'leila.farrukh', first: 'Leila', javaScriptEnabled: false }
])(
  'SIG-18, SIG-19 $who changes the password and goes on here, and is signed out elsewhere (JavaScript: $javaScriptEnabled)',
  async ({ who, first, javaScriptEnabled }) => {
    const elsewhere = await journey.arrive(who);
    const page = await journey.arrive(who, { javaScriptEnabled });
    await page.getByRole('link', { name: /, your account$/ }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    if (javaScriptEnabled) await check(page);

    await fill(page, 'not my password', NEW);
    await shows(page, 'That is not your present password. Nothing was changed.');
    expect(await page.getByLabel('New password').inputValue()).toBe('');
    await fill(page, OLD, 'password1234');
    await shows(page, 'This password is among the first that somebody would try.');
    if (javaScriptEnabled) await check(page);

    await fill(page, OLD, NEW);
    await shows(page, 'Your password is changed. You were signed out everywhere else.');
    if (javaScriptEnabled) await check(page);
    await journey.go(page, '/');
    await shows(page, `Hello ${first}`);

    await shows(elsewhere, 'You are signed out');
    await journey.go(elsewhere, '/sign-in');
    expect(pathOf(elsewhere)).toBe('/sign-in');
    await signIn(elsewhere, `${who}@wenmoor.example`, OLD);
    await shows(elsewhere, 'That e-mail address and password do not match.');
    await signIn(elsewhere, `${who}@wenmoor.example`, NEW);
    await shows(elsewhere, `Hello ${first}`);
  }
);

it.each([true, false])(
  'UI-21 somebody chooses that changes are not read out, and they are not, in this browser (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled });
    const told = () => patrick.locator('main [aria-live="polite"]').first();
    const open = async () => {
      await journey.go(patrick, '/glossary');
      await told().waitFor({ state: 'attached' });
      return told().evaluate((region) => getComputedStyle(region).display);
    };
    expect(await open()).toBe('block');
    await journey.go(patrick, '/account');
    await patrick.getByRole('link', { name: 'What is read out to you' }).click();
    expect(await patrick.getByLabel('Yes').isChecked()).toBe(true);
    await patrick.getByLabel('No', { exact: true }).check();
    await patrick.getByRole('button', { name: 'Keep this' }).click();
    await shows(patrick, 'What you chose is kept in this browser.');
    expect(await patrick.getByLabel('No', { exact: true }).isChecked()).toBe(true);
    if (javaScriptEnabled) await check(patrick);
    expect(await open()).toBe('none');
  }
);
