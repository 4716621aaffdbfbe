import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ReadPdf } from '../documents/read-pdf';
import { check, fingerprintOn, Journey, shows } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

async function openPaper(page: Page, name: string): Promise<void> {
  await journey.go(page, '/decisions');
  await page.locator('main a[href^="/decisions/"]').filter({ hasNotText: 'Put' }).first().click();
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(`${name}: `) }).waitFor();
}

it('PAP-1 PAP-8 PAP-12 a patient representative without JavaScript reads both papers of a decision', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await openPaper(patrick, 'Board paper');
  const heading = (name: string) => patrick.getByRole('heading', { level: 2, name }).waitFor();
  await heading('1 What the board is asked to do');
  await shows(patrick, 'Place, each group counts the same');
  await shows(patrick, 'No answer yet');
  await heading('21 What is not recorded');
  await patrick.getByRole('link', { name: 'council report' }).click();
  await heading('4 Other options considered and rejected');
});

it('PAP-11 the page is accessible, and the PDF that it offers has its words and its fingerprint', async () => {
  const helen = await journey.arrive('helen.marsh');
  await openPaper(helen, 'Council report');
  await check(helen);
  const hash = await fingerprintOn(helen);
  const href = await helen.getByRole('link', { name: 'PDF', exact: true }).getAttribute('href');
  const answer = await helen.request.get(new URL(href!, helen.url()).href);
  expect(answer.headers()['content-disposition']).toMatch(/filename="[a-z0-9-]+-council-report\.pdf"/);
  const pdf = new ReadPdf(new Uint8Array(await answer.body()));
  expect(pdf.words()).toContain(`SHA-256):${hash}`);
  expect(pdf.words()).toContain('9Financialimplications');
});
