import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
import { check, Journey, shows } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('ACC-9 a facilitator plans by one list, without JavaScript, on a phone and on paper; nobody else finds it', async () => {
  const maureen = await journey.arrive('maureen.tasker', { javaScriptEnabled: false });
  await journey.go(maureen, '/account/access-needs');
  await maureen.getByLabel('Large print').check();
  await maureen.getByLabel('Another language').fill('Welsh');
  await maureen.getByLabel('Anything else, in your own words').fill('Mornings are best.');
  await maureen.getByRole('button', { name: 'Keep this' }).click();
  await shows(maureen, 'What you stated is kept.');

  const facilitator = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
  await journey.go(facilitator, '/people');
  await facilitator.getByRole('link', { name: 'Access needs of everybody, in one list' }).click();
  await shows(facilitator, 'Only leads and facilitators see this page.');
  const counted = facilitator.getByRole('table', { name: 'How many need what' });
  expect(await counted.getByRole('row', { name: 'Large print 1' }).count()).toBe(1);
  expect(await counted.getByRole('row', { name: 'Language: Welsh 1' }).count()).toBe(1);
  const people = facilitator.getByRole('table', { name: 'Who needs what' });
  const hers = people.getByRole('row', { name: /^Maureen Tasker/ });
  for (const cell of ['Large print', 'Welsh', 'Mornings are best.'])
    expect(await hers.getByRole('cell', { name: cell }).count()).toBe(1);
  for (const width of [320, PHONE.width]) {
    await facilitator.setViewportSize({ ...PHONE, width });
    expect(await facilitator.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const region = facilitator.locator('main div:has(> table)').last();
    expect(await region.evaluate((each) => each.scrollWidth - each.clientWidth)).toBeLessThanOrEqual(0);
  }
  await facilitator.emulateMedia({ media: 'print' });
  for (const words of ['Mornings are best.', 'show it to nobody else'])
    expect(await facilitator.getByText(words).first().isVisible()).toBe(true);
  const cell = hers.getByRole('cell', { name: 'Welsh' });
  expect(await cell.evaluate((each) => getComputedStyle(each).display)).toBe('table-cell');
  expect(await facilitator.getByRole('button').filter({ visible: true }).count()).toBe(0);

  await journey.go(maureen, '/people');
  await shows(maureen, 'People');
  expect(await maureen.getByRole('link', { name: /^Access needs/ }).count()).toBe(0);
  await journey.go(maureen, '/people/access-needs');
  await shows(maureen, 'Code: not-allowed');

  const scripted = await journey.arrive('helen.marsh');
  await journey.go(scripted, '/people/access-needs');
  await shows(scripted, 'Mornings are best.');
  await check(scripted);
});
