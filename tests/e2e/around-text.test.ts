import { afterAll, beforeAll, expect, it } from 'vitest';
import { PHONE } from '#tests/builders/browser';
import { read } from './draft-page';
import { check, Journey, shows } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

it('CLA-65 what is kept about each clause stands beside its words, without JavaScript, and below them on a phone', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  const path = await read(patrick, journey.product.url);
  await patrick.getByRole('link', { name: 'With owners, need and money' }).click();
  expect(
    await patrick.getByRole('navigation', { name: 'Ways to read' }).locator('[aria-current]').allInnerTexts()
  ).toEqual(['With owners, need and money']);
  const clause = patrick.getByRole('complementary', { name: /^What is kept about .*care pathway/ });
  for (const words of ['Who answers for it', 'P2 Comprehensive assessment', '£672,000', 'Together'])
    expect(await clause.getByText(words).first().isVisible(), words).toBe(true);
  expect(await clause.locator('form').count()).toBe(0);
  const beside = await clause.evaluate((aside) => {
    const [words, facts] = [aside.previousElementSibling!, aside].map((each) => each.getBoundingClientRect());
    return facts!.left >= words!.right;
  });
  expect(beside).toBe(true);
  const helen = await journey.arrive('helen.marsh');
  await journey.go(helen, `${path}?layout=around`);
  await check(helen);

  await patrick.setViewportSize({ ...PHONE, width: 320 });
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(320);
  const below = await clause.evaluate(
    (aside) =>
      aside.getBoundingClientRect().top >= aside.previousElementSibling!.getBoundingClientRect().bottom
  );
  expect(below).toBe(true);

  // One can say something there as everywhere.
  await patrick.locator('details.say').first().locator('summary').first().click();
  await patrick.getByLabel('Your comment').first().fill('Said beside owners and money.');
  await patrick.getByRole('button', { name: 'Send the comment' }).first().click();
  await patrick.waitForURL(`**${path}#comment-*`);
  await shows(patrick, 'Said beside owners and money.');
});
