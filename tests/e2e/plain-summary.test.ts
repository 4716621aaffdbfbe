import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from './draft-page';
import { check, Journey, pathOf, shows, textbox, typeAfter } from './journey';

let journey: Journey;
let helen: Page; // commissioner, lead
let priya: Page; // social services, editor
let patrick: Page; // patient and carer representative
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  priya = await journey.arrive('priya.nair');
  patrick = await journey.arrive('patrick.doyle');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

const plainOf = (clause: string) => `${reading}/clauses/${clause}/plain`;
const summaryBox = (page: Page) => page.getByRole('textbox', { name: /^Plain summary of/ });

async function open(page: Page, where: string): Promise<void> {
  await journey.go(page, where);
}

async function openEditor(page: Page, clause: string): Promise<void> {
  await open(page, plainOf(clause));
  await summaryBox(page).waitFor();
}

/** A page that is loaded anew forgets this. */
const remember = (page: Page) => page.evaluate(() => Object.assign(window, { notReloaded: true }));
const isRemembered = (page: Page) => page.evaluate(() => 'notReloaded' in window);

describe('writing a plain summary', () => {
  it('PLN-70 PLN-71 two people write it at once beside its clause, and see how hard it is to read', async () => {
    await openEditor(helen, 'scope-population');
    await openEditor(priya, 'scope-population');
    await shows(helen, 'As in section 1.');
    await shows(helen, /About grade 4: nearly everybody can read this/);
    await typeAfterSummary(helen, 'for people who live in Wenmoor Vale', ' It is free.');
    await summaryBox(priya).getByText('It is free.').waitFor();
    await typeAfterSummary(priya, 'It is free.', ' Comprehensive multidisciplinary rehabilitation.');
    await summaryBox(helen).getByText('multidisciplinary').waitFor();
    for (const page of [helen, priya]) {
      await shows(page, /Long when read out: Comprehensive, multidisciplinary, rehabilitation/);
      await page.getByRole('list', { name: 'People editing now' }).getByText('Helen Marsh').waitFor();
    }
    await helen.keyboard.press('Control+z');
    await summaryBox(priya).getByText('It is free.').waitFor({ state: 'detached' });
    await shows(priya, /Saved\./);
    await check(helen);
    await check(priya);
  });

  it('PLN-72 it can be confirmed once the last words are saved, and stays as it is without a network', async () => {
    await openEditor(priya, 'scope-population');
    const button = priya.getByRole('button', { name: 'Confirm that this is right' });
    await priya.context().setOffline(true);
    await typeAfterSummary(priya, 'for people who live in Wenmoor Vale', ' Come in.');
    await shows(priya, 'You can confirm it when your last words are saved.');
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await priya.context().setOffline(false);
    await shows(priya, /^Saved\./);
    await priya.getByText('You can confirm it when').waitFor({ state: 'detached' });
    await button.click();
    await shows(priya, /Priya Nair confirmed on .* that this says what the full text says/);
    await check(priya);
  });

  it('PLN-12 PLN-64 when the clause changes the summary is stale on every open page, without a reload', async () => {
    await open(patrick, reading);
    await shows(patrick, /Priya Nair confirmed on/);
    await openEditor(helen, 'scope-population');
    await Promise.all([patrick, helen].map(remember));
    await open(priya, `${reading}/edit`);
    await typeAfter(priya, 'As in section 1.', ' Visitors too.');
    for (const page of [patrick, helen]) {
      await shows(page, /The full text has changed since Priya Nair confirmed this on/);
      expect(await isRemembered(page)).toBe(true);
    }
    await shows(helen, 'As in section 1. Visitors too.');
    await helen.getByRole('button', { name: 'Confirm that this is right' }).click();
    await patrick.getByText(/The full text has changed since Priya Nair/).waitFor({ state: 'detached' });
    expect(await isRemembered(patrick)).toBe(true);
  });

  it('PLN-74 PLN-3 whoever is writing when the text is closed is told, and goes on when it is opened', async () => {
    await openEditor(priya, 'scope-population');
    await open(helen, `${reading}/versions`);
    await helen.getByRole('button', { name: 'Close the text for editing' }).click();
    await shows(priya, /Helen Marsh closed the text on/);
    expect(await summaryBox(priya).count()).toBe(0);
    expect(pathOf(priya)).toBe(plainOf('scope-population'));
    await check(priya);
    await helen.getByRole('button', { name: 'Open the text for editing' }).click();
    await summaryBox(priya).waitFor();
    await typeAfterSummary(priya, 'for people who live in Wenmoor Vale', ' Welcome.');
    await shows(priya, /^Saved\./);
  });

  it('PLN-70 a summary is started for a clause that has none, from the reading page', async () => {
    await open(helen, `${reading}?view=plain#clause-scope-interdependence`);
    await helen
      .locator('[data-plain="clause-scope-interdependence"]')
      .getByRole('link', { name: 'Write one' })
      .click();
    await helen.getByRole('button', { name: 'Start the plain summary' }).click();
    await summaryBox(helen).click();
    await helen.keyboard.type('We work with others.');
    await shows(helen, /^Saved\./);
    await open(patrick, `${reading}?view=plain`);
    await shows(patrick, 'We work with others.');
  });

  it('PLN-75 PLN-12 beside the editor the tab “Plain” shows the summary of the clause the caret is in', async () => {
    await open(patrick, `${reading}?view=plain`);
    await remember(patrick);
    await open(helen, `${reading}/edit`);
    await typeAfter(helen, 'Refer on: suspected stroke', ' Then 999.');
    const tabs = helen.getByRole('tablist', { name: 'Beside the text' });
    await tabs.getByRole('tab', { name: /^Comments/ }).focus();
    await helen.keyboard.press('End');
    await helen.keyboard.press('ArrowLeft');
    await helen.getByRole('heading', { name: '3.4 Acceptance and exclusion criteria' }).waitFor();
    const panel = helen.getByRole('tabpanel', { name: 'Plain' });
    await panel.getByText('May be out of date').waitFor();
    await typeAfterSummary(helen, 'You can use this service if', ' Or younger, at risk.');
    await panel.getByText(/^Saved\./).waitFor();
    await panel.getByRole('button', { name: 'Confirm that this is right' }).click();
    await panel.getByText(/Helen Marsh confirmed on/).waitFor();
    const section = patrick.locator('[data-plain="clause-scope-criteria"]');
    await section.getByText('Or younger, at risk.').waitFor();
    await section.getByText(/Helen Marsh confirmed on/).waitFor();

    await typeAfter(helen, 'Then 999.', ' At once.');
    await panel.getByText(/changed since Helen Marsh confirmed this/).waitFor();
    await section.getByText(/changed since Helen Marsh confirmed this/).waitFor();
    expect(await isRemembered(patrick)).toBe(true);
    await check(helen);

    await textbox(helen).getByText('Wenbridge Hub').click();
    await panel.getByRole('button', { name: 'Start the plain summary' }).waitFor();
  });

  it('PLN-75 words of a summary that are not saved yet stay there wherever the caret goes', async () => {
    await open(helen, `${reading}/edit`);
    await textbox(helen).getByText('Refer on: suspected stroke').click();
    await helen.getByRole('tab', { name: 'Plain' }).click();
    await summaryBox(helen).waitFor();
    await helen.context().setOffline(true);
    await typeAfterSummary(helen, 'You can use this service if', ' Ask us.');
    await textbox(helen).getByText('As in section 1.').click();
    await shows(helen, /The caret is in 3\.3 Population covered\./);
    await summaryBox(helen).getByText('Ask us.').waitFor();
    await helen.context().setOffline(false);
    await helen.getByRole('heading', { name: '3.3 Population covered' }).waitFor();
    await open(patrick, `${reading}?view=plain`);
    await shows(patrick, /Ask us\./);
  });

  it('PLN-24 what is too hard to read is saved and not confirmed, and whoever reads it is told', async () => {
    const plain = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
    await open(plain, plainOf('needs-context'));
    const field = plain.getByLabel('The clause in plain words');
    await field.fill(
      'Comprehensive geriatric assessment is commissioned collaboratively. Multidisciplinary intervention facilitates rehabilitation. Continuity of accountability is demonstrably maintained.'
    );
    const confirm = plain.getByRole('button', { name: 'Confirm that this is right' });
    expect(await confirm.count()).toBe(1);
    await plain.getByRole('button', { name: 'Save the summary' }).click();
    await shows(plain, 'You can confirm it when it is plainer: grade 14 is the limit.');
    expect(await field.inputValue()).toContain('commissioned collaboratively');
    expect(await confirm.count()).toBe(0);
    await openEditor(helen, 'needs-context');
    await shows(helen, /Over grade 14 it cannot be confirmed as the plain version/);
    await shows(helen, 'You can confirm it when it is plainer: grade 14 is the limit.');
    await check(helen);
    await open(patrick, `${reading}?view=plain`);
    const section = patrick.locator('[data-plain="clause-needs-context"]');
    await section.getByText('These words are harder to read than we aim for.').waitFor();
    await check(patrick);
    await open(patrick, `${reading}?layout=easy`);
    await shows(patrick, /These words are harder to read than we aim for\./);
    await field.fill('Each year many older people fall.');
    await plain.getByRole('button', { name: 'Save the summary' }).click();
    await confirm.click();
    await shows(plain, /Helen Marsh confirmed on/);
  });

  it('PLN-5 without JavaScript it is written and confirmed in forms', async () => {
    const plain = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
    await open(plain, plainOf('location'));
    await plain.getByLabel('The clause in plain words').fill('You can come to:\n\n- Wenbridge\n- Saltmere');
    await plain.getByRole('button', { name: 'Save the summary' }).click();
    expect(pathOf(plain)).toBe(plainOf('location'));
    expect(await plain.getByLabel('The clause in plain words').inputValue()).toBe(
      'You can come to:\n\n- Wenbridge\n- Saltmere'
    );
    await plain.getByRole('button', { name: 'Confirm that this is right' }).click();
    await shows(plain, /Helen Marsh confirmed on/);
    await open(patrick, `${reading}?view=plain`);
    await patrick
      .getByRole('listitem')
      .filter({ hasText: /^Saltmere$/ })
      .waitFor();
  });
});

async function typeAfterSummary(page: Page, words: string, typed: string): Promise<void> {
  await summaryBox(page).getByText(words).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type(typed, { delay: 5 });
}
