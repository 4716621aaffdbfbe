import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, saved } from './draft-page';
import { check, Journey, mark, shows, textbox, typeAfter } from './journey';

const TYPED = ' Carers are asked every year.';

let journey: Journey;
let address: string;
beforeAll(async () => {
  journey = await Journey.start();
  const priya = await journey.arrive('priya.nair');
  address = (await edit(priya, journey.product.url)).replace(/\/edit$/, '');
  await typeAfter(priya, 'As in section 1.', TYPED);
  await saved(priya);
});
afterAll(() => journey?.end());

it('AUT-15 without JavaScript a link under the clause leads to its sentences, and each to who wrote it', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.goto(address);
  await patrick.getByRole('link', { name: /^Who wrote this ?: Population covered$/ }).click();
  await shows(patrick, 'Where clause 3.3 Population covered comes from');
  await patrick.getByRole('link', { name: TYPED.trim() }).click();
  await patrick.waitForURL(/quote=/);
  const parts = patrick.locator('.parts li');
  expect(await parts.count()).toBe(1);
  expect(await parts.innerText()).toMatch(
    /Carers are asked every year\.[^]*Priya Nair[^]*Social care[^]*Priya Nair wrote this on/
  );
  await shows(patrick, 'Nobody has commented on these words.');
  await shows(patrick, /^No frozen version says exactly this/);
});

it('AUT-15 selected words lead to where their sentence comes from: its writer, version and decision', async () => {
  const helen = await journey.arrive('helen.marsh');
  await helen.goto(address);
  await mark(helen, 'first month home');
  await helen.getByRole('button', { name: 'Who wrote this?' }).click();
  await shows(helen, /Dr Sam Whitlock wrote this on/);
  await shows(helen, /^Version 2/);
  await shows(helen, /JCC-2027-004/);
  await check(helen);
  await helen.goto(`${address}/history?clause=clause-needs-context`);
  await check(helen);
});

it('AUT-15 in the editor the tab follows the caret', async () => {
  const helen = await journey.arrive('helen.marsh');
  await edit(helen, journey.product.url);
  await helen.getByRole('tab', { name: 'History' }).click();
  const panel = helen.getByRole('tabpanel', { name: 'History' });
  await textbox(helen).getByText('No scoring tool is used').click();
  await panel.getByText('“No scoring tool is used to decide who gets help.”').first().waitFor();
  await panel.getByText(/Dr Owen Pryce wrote this on/).waitFor();
  await textbox(helen).getByText('Refer on: suspected stroke').click();
  await panel.getByText('“Refer on: suspected stroke, head injury on blood thinners.”').first().waitFor();
  await check(helen);
});
