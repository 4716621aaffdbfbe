import { afterAll, beforeAll, expect, it } from 'vitest';
import { Journey, shows } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('SIG-14 signing out elsewhere leaves what is typed on the page and says so', async () => {
  const patrick = await journey.arrive('patrick.doyle');
  await journey.go(patrick, '/specifications');
  await patrick.getByRole('link', { name: 'Integrated falls and frailty service' }).click();
  await patrick.getByText('Say something about this').first().click();
  const words = 'Half a comment about the night service';
  await patrick.getByLabel('Your comment').first().fill(words);

  const other = await patrick.context().newPage();
  await other.goto(journey.product.url);
  await other.getByRole('button', { name: 'Sign out' }).click();
  await shows(patrick, 'Everything on this page is still here.');
  expect(await patrick.getByLabel('Your comment').first().inputValue()).toBe(words);

  await other.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await other.waitForLoadState('load');
  // Back on a shared computer must not show what was there before.
  await other.goBack();
  await other.waitForLoadState('load');
  await other.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
});
