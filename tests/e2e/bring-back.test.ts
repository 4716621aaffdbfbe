import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftText, edit, PEOPLE, POSTCODE, saved } from './draft-page';
import { check, Journey, shows, textbox, typeAfter } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('VER-28, VER-20 a version is brought back while somebody else has the draft open; who looked too early is told', async () => {
  const tom = await journey.arrive('tom.adeyemi');
  const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  const editingPage = await edit(tom, journey.product.url);
  const address = editingPage.replace(/\/edit$/, '');
  // All of it, at once.
  await textbox(tom).click();
  await tom.keyboard.press('Control+a');
  await tom.keyboard.press('Delete');
  await tom.keyboard.type('Nothing is left.', { delay: 5 });
  await saved(tom);
  await expect.poll(() => draftText(tom, editingPage)).not.toContain('Help differs');

  await helen.goto(`${address}/versions/2`);
  await helen.getByRole('link', { name: 'Bring this version back into the draft' }).click();
  await shows(helen, /^What would change in the draft: /);
  await typeAfter(tom, 'Nothing is left.', ' Or is it?');
  await saved(tom);
  await helen.getByRole('button', { name: 'Bring it back into the draft' }).click();
  await shows(helen, /^The draft has changed since you opened this page/);
  expect(await draftText(tom, editingPage)).not.toContain('Help differs');

  // The page that says so shows what would change by now.
  expect(await helen.locator('article').innerText()).toContain('Or is it?');
  await helen.getByRole('button', { name: 'Bring it back into the draft' }).click();
  await shows(helen, 'The draft now says what version 2 says.');
  await shows(helen, /^What the draft said before is kept as/);
  await textbox(tom).getByText(PEOPLE).first().waitFor();
  await textbox(tom).getByText(POSTCODE).first().waitFor();
  await saved(tom);

  await helen.getByRole('link', { name: 'version 3', exact: true }).click();
  await shows(helen, 'Nothing is left. Or is it?');
  await tom.goto(`${address}/versions/2/restore`);
  await check(tom);
});
