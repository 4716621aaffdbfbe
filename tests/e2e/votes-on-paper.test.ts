import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check, Journey, pathOf, shows } from './journey';
import { voteByButtons } from './voting';

let journey: Journey;
/** The ballot that the first test opens. */
let ballot = '';

beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

async function fillBallot(page: Page): Promise<void> {
  await page.getByLabel('Title', { exact: true }).fill('Paper and screen');
  await page.getByLabel('Question', { exact: true }).fill('Which of these matters most?');
  await page
    .getByLabel('What the result feeds and who decides')
    .fill('It feeds the decision of the committee.');
  for (const [index, name] of ['Same-day response', 'Assessment', 'Strength and balance'].entries())
    await page.locator(`[name="options.${index}.name"]`).fill(name);
  await page.getByLabel('Day', { exact: true }).fill(dayAfterTomorrow());
  await page.getByText('People who vote on paper or by telephone').click();
}

function dayAfterTomorrow(): string {
  return new Date(Date.now() + 2 * 24 * 3_600_000).toISOString().slice(0, 10);
}

async function places(page: Page, order: readonly number[]): Promise<void> {
  for (const [option, place] of order.entries())
    await page.locator(`[name="rank-P${option + 1}"]`).selectOption(String(place));
}

it('VOT-40 without JavaScript the numbers are given by group; a wrong one keeps everything that was typed', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, '/priorities/new');
  await fillBallot(helen);
  const patients = helen.getByLabel('Patients and carers without an account');
  await patients.fill('two');
  await helen.getByRole('button', { name: 'Open the ballot' }).click();
  await shows(helen, 'Enter how many vote on paper or by telephone as a whole number up to 500');
  expect(await patients.isVisible()).toBe(true);
  expect(await patients.inputValue()).toBe('two');
  expect(await helen.getByLabel('Title', { exact: true }).inputValue()).toBe('Paper and screen');
  await patients.fill('2');
  await helen.getByRole('button', { name: 'Open the ballot' }).click();
  await shows(helen, '2 people vote on paper, by telephone or in person.');
  ballot = pathOf(helen);
});

it('VOT-41 VOT-42 without JavaScript a helper enters a vote: refused it keeps all, is checked first, and counts', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, ballot);
  await helen.getByRole('link', { name: 'Enter a vote for somebody without an account' }).click();
  const agreed = helen.getByLabel('They asked me to enter this vote');
  expect(await agreed.isChecked()).toBe(false);
  await places(helen, [2, 1, 3]);
  await helen.getByRole('button', { name: 'Check the vote' }).click();
  await shows(helen, 'Enter it only when the person asked you to');
  expect(await helen.locator('[name="rank-P2"]').inputValue()).toBe('1');
  await agreed.check();
  await helen.getByRole('button', { name: 'Check the vote' }).click();
  await shows(helen, 'Check the vote before you enter it');
  expect(await helen.locator('form ol li').allTextContents()).toEqual([
    'P2 Assessment',
    'P1 Same-day response',
    'P3 Strength and balance'
  ]);
  await helen.getByRole('button', { name: 'Go back and change' }).click();
  expect(await agreed.isChecked()).toBe(true);
  await helen.getByRole('button', { name: 'Check the vote' }).click();
  await helen.getByRole('button', { name: 'Enter this vote' }).click();
  await shows(helen, 'The vote counts. The form below is ready for the next one.');
  expect(await agreed.isChecked()).toBe(false);
  expect(await helen.locator('[name="rank-P2"]').inputValue()).toBe('');
});

it('VOT-43 an open page shows the new turnout and who entered votes, and is fit for everyone', async () => {
  const [helen, patrick] = [await journey.arrive('helen.marsh'), await journey.arrive('patrick.doyle')];
  await journey.go(patrick, ballot);
  await shows(patrick, /^1 of \d+ people have voted\.$/);
  await shows(patrick, 'so far Helen Marsh');
  expect(await patrick.getByRole('link', { name: /Enter a vote/ }).count()).toBe(0);
  await journey.go(helen, `${ballot}/enter`);
  await helen.getByLabel('They asked me to enter this vote').check();
  for (const option of [3, 1, 2]) await helen.locator(`[data-move="add-P${option}"]`).click();
  await check(helen);
  await helen.getByRole('button', { name: 'Check the vote' }).click();
  await helen.getByRole('heading', { name: 'Check the vote before you enter it' }).waitFor();
  await check(helen);
  await helen.getByRole('button', { name: 'Enter this vote' }).click();
  await shows(helen, 'The vote counts.');
  await shows(helen, '0 of 3 ranked. 3 still to rank.');
  await shows(patrick, /^2 of \d+ people have voted\.$/);
  await voteByButtons(patrick, [0, 1, 2]);
});

it('VOT-42 a third vote of two is refused in one sentence, and what was typed is kept', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, `${ballot}/enter`);
  await places(helen, [1, 2, 3]);
  await helen.getByLabel('They asked me to enter this vote').check();
  await helen.getByRole('button', { name: 'Check the vote' }).click();
  await shows(helen, 'Only 2 people of this group were to vote on paper or by telephone');
  expect(await helen.locator('[name="rank-P3"]').inputValue()).toBe('3');
});

it('VOT-45 VOT-44 the paper prints alone, with every option and its box, and says who sees it', async () => {
  const helen = await journey.arrive('helen.marsh');
  await journey.go(helen, `${ballot}/paper`);
  await check(helen);
  await helen.emulateMedia({ media: 'print' });
  const paper = helen.locator('.app-ballot-paper');
  await paper.getByText('Which of these matters most?').waitFor();
  expect(await paper.locator('li .app-ballot-paper__box').count()).toBe(3);
  await paper
    .getByText(/Nobody can check whether somebody who votes this way votes on a screen too/)
    .waitFor();
  for (const around of ['.app-header', '.app-footer', '.nhsuk-breadcrumb', '.app-no-print'])
    expect(await helen.locator(around).first().isVisible(), around).toBe(false);
});

it('VOT-43 closed, the page names the helpers and no number of theirs', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, ballot);
  await helen.getByText('Close this ballot before its time').click();
  await helen.getByRole('button', { name: 'Close the ballot now' }).click();
  await shows(helen, 'Votes were entered by Helen Marsh');
  expect(await helen.getByText(/entered by helpers/).count()).toBe(0);
  await journey.go(helen, `${ballot}/enter`);
  await shows(helen, 'No vote can be entered any more.');
  await journey.go(helen, '/register');
  await shows(helen, /votes given on paper or by telephone were entered by Helen Marsh/);
});
