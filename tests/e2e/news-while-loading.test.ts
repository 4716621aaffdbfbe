import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read } from './draft-page';
import { Journey } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** What the page says it watches, and what it is told of that, as it comes. */
function newsOf(page: Page): { watched: string[]; told: string[] } {
  const news = { watched: [] as string[], told: [] as string[] };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => void news.watched.push(String(payload)));
    socket.on('framereceived', ({ payload }) => void news.told.push(String(payload)));
  });
  return news;
}

/** Holds back what this page asks of this address, and answers what is held. */
async function holdBack(page: Page, address: string): Promise<Route[]> {
  const held: Route[] = [];
  await page.route(`**${address}/__data.json*`, (route) => void held.push(route));
  return held;
}

it('UI-26 news that arrives while a link is being followed does not lose the link that is followed in its place', async () => {
  const helen = await journey.arrive('helen.marsh');
  // News is asked for at once, not up to a quarter of a second later.
  await helen.addInitScript(() => (Math.random = () => 0));
  const news = newsOf(helen);
  const path = await read(helen, journey.product.url);
  await expect.poll(() => news.watched.join()).toContain(path.split('/').at(-1));
  const toldBefore = news.told.length;
  const [first, second] = [await holdBack(helen, '/decisions'), await holdBack(helen, '/priorities')];

  const link = (name: string) => helen.getByRole('navigation').getByRole('link', { name }).first();
  await link('Decisions').click();
  await expect.poll(() => first).toHaveLength(1);
  const priya = await journey.arrive('priya.nair', { javaScriptEnabled: false });
  await journey.go(priya, path);
  await priya.getByText('Say something about this').first().click();
  await priya.getByLabel('Your comment').first().fill('Said while a page is loading.');
  await priya.getByRole('button', { name: 'Send the comment' }).first().click();
  await expect.poll(() => news.told.length).toBeGreaterThan(toldBefore);
  await helen.evaluate(() => new Promise((resolve) => setTimeout(resolve)));

  await link('Priorities').click();
  await expect.poll(() => second).toHaveLength(1);
  await first[0]!.continue();
  await helen.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await second[0]!.continue();
  await helen.waitForURL('**/priorities');
  await helen.getByRole('heading', { level: 1, name: 'Priorities' }).waitFor();
});
