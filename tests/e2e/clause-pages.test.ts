import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
import { edit, read } from './draft-page';
import { check, Journey, shows, textbox } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('CLA-61 without JavaScript a clause\u2019s page takes evidence, and keeps what was typed when it is refused', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(helen, '/specifications');
  await helen.getByRole('link', { name: 'Integrated falls and frailty service' }).first().click();
  await helen.goto(`${helen.url()}/clauses/scope-population`);
  await helen.getByText('Add evidence').click();
  const form = helen.locator('form').filter({ has: helen.getByLabel('What does it show?') });
  await form.getByLabel('What does it show?').fill('Falls are more common in East Quarter.');
  await form.getByRole('button').first().click();
  await shows(helen, 'There is a problem');
  expect(await helen.getByLabel('What does it show?').inputValue()).toBe(
    'Falls are more common in East Quarter.'
  );
  await helen.getByLabel('Which people is it about?').fill('People of 65 and over');
  await helen.getByLabel('Where does it come from?').fill('Joint strategic needs assessment');
  await helen.getByLabel('When was it published or collected?').fill('2026');
  await form.getByRole('button').first().click();
  await helen.waitForURL(/#evidence$/);
  await shows(helen, 'Falls are more common in East Quarter.');

  const patrick = await journey.arrive('patrick.doyle');
  await patrick.goto(helen.url());
  await shows(patrick, 'Joint strategic needs assessment');
  expect(await patrick.getByText('Add evidence').count()).toBe(0);
  await check(patrick);
});

it('CLA-36 CLA-37 CLA-38 without JavaScript a line is chosen at a second clause, said at both, and taken from one', async () => {
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await helen.setViewportSize(PHONE);
  const clauses = `${await read(helen, journey.product.url)}/clauses`;
  await journey.go(helen, `${clauses}/scope-population`);
  await helen.getByText('Choose a budget line that is there already').click();
  const form = helen.locator('form#link-budget-line');
  await form.getByRole('button').click();
  await shows(helen, 'Choose the line that pays for this clause.');
  const choice = helen.getByLabel('Which line?').locator('option', { hasText: 'P4 Fracture liaison' });
  expect(await choice.innerText()).toMatch(/^P4 Fracture liaison, £460,000 a year from .+, for 3\.2 Service/);
  await helen.getByLabel('Which line?').selectOption((await choice.getAttribute('value'))!);
  await form.getByRole('button').click();
  await helen.waitForURL(/#budget$/);
  const budget = helen.locator('#budget');
  await expect.poll(() => budget.innerText()).toMatch(/It also pays for 3\.2 Service/);
  expect(await helen.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);

  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, `${clauses}/scope-pathway`);
  await shows(patrick, /It also pays for 3\.3 /);
  expect(await patrick.getByText('Choose a budget line').count()).toBe(0);
  await check(patrick);

  await budget.getByText(/^Change or remove/).click();
  await shows(helen, 'Taken from this clause, it stays with the others.');
  await helen.getByRole('button', { name: 'Take it from this clause' }).click();
  await helen.waitForURL(/#budget$/);
  await shows(helen, 'No budget line is linked to this clause yet.');
  await journey.go(helen, `${clauses}/scope-pathway`);
  await shows(helen, /^P4 Fracture liaison/);
});

it('CLA-34 CLA-35 the map shows which clauses lack a plain summary, and each leads to where it is written', async () => {
  const helen = await journey.arrive('helen.marsh');
  const map = `${await read(helen, journey.product.url)}/map`;
  await journey.go(helen, map);
  const plainOf = (clause: string) =>
    helen
      .getByRole('row')
      .filter({ has: helen.getByRole('link', { name: clause }) })
      .getByRole('cell')
      .nth(3)
      .innerText();
  await helen.getByRole('columnheader', { name: 'Plain summary' }).waitFor();
  expect(await plainOf('3.1 Aims')).toBe('Confirmed');
  expect(await plainOf('3.3 Population')).toBe('Draft');
  expect(await plainOf('3.4 Acceptance')).toBe('May be out of date');
  expect(await plainOf('3.5 ')).toBe('None yet');
  await check(helen);

  const everything = await helen.getByRole('row').count();
  await helen.getByRole('link', { name: /^No plain summary, or an old one/ }).click();
  await helen.waitForURL(/show=plain$/);
  await helen.getByRole('link', { name: '3.1 Aims' }).waitFor({ state: 'detached' });
  expect(await helen.getByRole('row').count()).toBeLessThan(everything);
  await check(helen);

  await helen.getByRole('link', { name: '3.4 Acceptance' }).click();
  await shows(helen, 'Its plain summary may be out of date.');
  await check(helen);
  await helen.getByRole('link', { name: 'Read it beside the clause' }).click();
  await helen.getByRole('textbox', { name: /^Plain summary of/ }).waitFor();

  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await journey.go(patrick, `${map}?show=plain`);
  await patrick.getByRole('link', { name: '3.5 ' }).click();
  await shows(patrick, 'No plain summary yet.');
  expect(await patrick.getByRole('link', { name: 'Write one' }).count()).toBe(0);
});

it('CLA-63 on a phone the panel is a sheet that a button opens and Escape closes', async () => {
  const helen = await journey.arrive('helen.marsh');
  await edit(helen, journey.product.url);
  await textbox(helen).waitFor();
  await helen.setViewportSize(PHONE);
  const opener = helen.getByRole('button', { name: 'Comments and owners' });
  const owners = helen.getByRole('tab', { name: 'Owners' });
  expect(await owners.isVisible()).toBe(false);
  await opener.click();
  await owners.click();
  await check(helen);
  await helen.setViewportSize(PHONE);
  await owners.focus();
  await helen.keyboard.press('Escape');
  await owners.waitFor({ state: 'hidden' });
  expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
});
