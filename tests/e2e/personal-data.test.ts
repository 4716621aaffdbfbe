import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, saved } from './draft-page';
import { check, Journey, textbox } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('PER-6 PER-7 what is typed into a shared text is looked at before it goes out, and the person told', async () => {
  const helen = await journey.arrive('helen.marsh');
  const priya = await journey.arrive('priya.nair');
  await edit(helen, journey.product.url);
  await edit(priya, journey.product.url);
  const line = textbox(helen).getByText('As in section 1.');
  const note = helen.getByRole('alert').filter({ hasText: 'This looks like' });

  await line.click();
  await helen.keyboard.press('End');
  await helen.keyboard.type(' Mrs Hill, 943 476 5919, said so.');
  await note.getByText('This looks like an NHS number (943 476 5919)').waitFor();
  await check(helen);
  await saved(helen);
  // Everything but the sign that would have completed it.
  await textbox(priya).getByText('As in section 1. Mrs Hill, 943 476 591, said so.').waitFor();
  await note.getByRole('button', { name: 'Close this note' }).click();
  expect(await note.count()).toBe(0);
  expect(await textbox(helen).evaluate((box) => box === document.activeElement)).toBe(true);

  await helen.keyboard.press('End');
  await helen.keyboard.type(' Ring 020 7946 0958 day or night. ');
  await note.getByText('This looks like a phone number').waitFor();
  await saved(helen);
  await textbox(priya).getByText('Ring 020 7946 0958 day or night.').waitFor();
  expect(await priya.getByRole('alert').filter({ hasText: 'This looks like' }).count()).toBe(0);
});
