import { afterAll, beforeAll, expect, it } from 'vitest';
import { draftText, edit, PEOPLE, saved } from './draft-page';
import { Journey, shows, typeAfter } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('SPC-60, SPC-63 a text that is closed while somebody writes: they are taken to the reading page, and nothing stored is lost', async () => {
  const tom = await journey.arrive('tom.adeyemi');
  const helen = await journey.arrive('helen.marsh');
  const editingPage = await edit(tom, journey.product.url);
  const address = editingPage.replace(/\/edit$/, '');
  await typeAfter(tom, PEOPLE, ' Written in time.');
  await saved(tom);

  await helen.goto(`${address}/versions`);
  await helen.getByRole('button', { name: 'Close the text for editing' }).click();
  await shows(helen, 'The text is closed: nobody can change it.');

  await tom.waitForURL(address);
  await shows(tom, /Helen Marsh closed this text on/);
  expect(await tom.getByRole('link', { name: 'Edit the text' }).count()).toBe(0);
  await tom.goto(editingPage);
  expect(tom.url()).toBe(address);
  expect(await draftText(tom, editingPage)).toContain('Written in time.');

  await helen.getByRole('button', { name: 'Open the text for editing' }).click();
  await shows(helen, 'The text is open again for its editors.');
  await tom.getByRole('link', { name: 'Edit the text' }).click();
  await typeAfter(tom, PEOPLE, ' And later.');
  await saved(tom);
  expect(await draftText(tom, editingPage)).toContain('And later.');
});
