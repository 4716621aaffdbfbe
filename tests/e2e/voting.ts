import type { Page } from 'playwright-core';
import { check, shows } from './journey';

/** Ranks P1, P2, … with the buttons, in this order of option numbers (0 is P1), and casts the vote. */
export async function voteByButtons(page: Page, order: readonly number[]): Promise<void> {
  for (const index of order) await page.locator(`[data-move="add-P${index + 1}"]`).click();
  await check(page);
  await page.getByRole('button', { name: 'Check your vote' }).click();
  await page.getByRole('button', { name: 'Cast my vote' }).click();
  await shows(page, 'Your vote is cast');
}

/** Tab and Enter only; ranks in the order of the page. */
export async function voteByKeyboard(page: Page, options: number): Promise<void> {
  for (let option = 1; option <= options; option += 1) {
    await tabTo(page, new RegExp(`^add-P${option}$`));
    await page.keyboard.press('Enter');
  }
  await tabTo(page, /^Check your vote$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cast my vote' }).waitFor();
  await tabTo(page, /^Cast my vote$/);
  await page.keyboard.press('Enter');
  await shows(page, 'Your vote is cast');
}

/** Plain form controls: gives each option a place, the last option first; checks; casts. */
export async function voteByForm(page: Page, options: number): Promise<void> {
  for (let option = 1; option <= options; option += 1) {
    await page.locator(`[name="rank-P${option}"]`).selectOption(String(options + 1 - option));
  }
  await page.getByRole('button', { name: 'Check your vote' }).click();
  await page.getByRole('button', { name: 'Cast my vote' }).click();
  await shows(page, 'Your vote is cast');
}

const MOST_TABS = 80;

async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('data-move') ?? element?.textContent?.trim() ?? '';
    });
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (wanted.test(await focused())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} tabs did not reach ${wanted}.`);
}
