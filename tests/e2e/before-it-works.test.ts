import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from './draft-page';
import { Journey } from './journey';

let journey: Journey;
let helen: Page; // commissioner, lead
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

/** The built file that holds a component which a page asks for after it works. */
function builtFile(component: string): string {
  const manifest = readFileSync('.svelte-kit/output/client/.vite/manifest.json', 'utf8');
  return (JSON.parse(manifest) as Record<string, { file: string }>)[component]!.file;
}

/** Files of the build wait until they are let go, as on a slow line. */
async function hold(page: Page, files: string): Promise<() => void> {
  let letGo = (): void => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(files, async (route) => {
    await gone;
    await route.continue();
  });
  return letGo;
}

describe('a page whose scripts are still on their way', () => {
  it('UI-18 comments are read and written in before the code for them is there, and nothing is made anew', async () => {
    const patrick = await journey.arrive('patrick.doyle');
    const letGo = await hold(patrick, `**/${builtFile('src/lib/ui/CommentPanel.svelte')}`);
    await journey.go(patrick, `${reading}?view=full`);
    const panel = patrick.locator('aside > div');
    expect(await panel.getAttribute('data-later')).toBe('');
    expect(await panel.locator('article, li').first().innerText()).not.toBe('');
    const details = panel.locator('details', { hasText: 'Reply to' }).first();
    const field = details.locator('textarea').first();
    await details.locator('summary').first().click();
    await field.fill('Written before it worked.');
    await details.evaluate((element) => (element.dataset.same = 'yes'));

    letGo();
    await patrick.locator('aside > div:not([data-later])').waitFor();
    expect(await field.inputValue()).toBe('Written before it worked.');
    expect(await field.isVisible()).toBe(true);
    expect(await details.getAttribute('data-same')).toBe('yes');
    expect(await patrick.locator('[data-later]').count()).toBe(0);
  });

  it('UI-18 a comment is sent before the code for it is there', async () => {
    const patrick = await journey.arrive('patrick.doyle');
    const letGo = await hold(patrick, `**/${builtFile('src/lib/ui/CommentPanel.svelte')}`);
    await journey.go(patrick, `${reading}?view=full`);
    const panel = patrick.locator('aside > div');
    const details = panel.locator('details', { hasText: 'Reply to' }).first();
    const field = details.locator('textarea').first();
    await details.locator('summary').first().click();
    await field.fill('Sent before it worked.');
    await details.getByRole('button').first().click();
    await patrick.getByText('Sent before it worked.').first().waitFor();
    expect(await field.inputValue()).toBe('');
    letGo();
  });

  it('UI-19 what is chosen in a list before the page works stays chosen, and the page follows it', async () => {
    const letGo = await hold(helen, '**/_app/immutable/**/*.js');
    await helen.goto(`${journey.product.url}/register`, { waitUntil: 'commit' });
    const kind = helen.locator('select[name="kind"]');
    const values = await kind
      .locator('option')
      .evaluateAll((all) => all.map((option) => option.getAttribute('value')));
    await kind.selectOption(values[2]!);
    letGo();
    await works(helen, 'select[name="kind"]');
    expect(await kind.inputValue()).toBe(values[2]);
    await kind.selectOption(values[1]!);
    expect(await kind.inputValue()).toBe(values[1]);
  });
});

/** Svelte has taken the choice over: it keeps the value beside the element. */
async function works(page: Page, select: string): Promise<void> {
  await page.waitForFunction(
    (where) => (document.querySelector(where) as { __value?: unknown } | null)?.__value !== undefined,
    select
  );
}

describe('names that a screen reader reads out', () => {
  it('UI-20 a hidden word does not run into the word before it', async () => {
    const owen = await journey.arrive('owen.pryce');
    await journey.go(owen, `${reading}?view=full`);
    const names = await spokenNames(owen);
    expect(names).toContain('Patrick Doyle on “Carers say the first month home is the hardest.”');
    expect(names).toContain('Who wrote this : Population needs');
    await journey.go(owen, '/register');
    expect(await spokenNames(owen)).toContain('Open what entry 2 is about');
  });
});

/** The names of links as the browser hands them to a screen reader, with one space where there are several. */
async function spokenNames(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const links = nodes.filter(({ role }) => role?.value === 'link');
  return links.map(({ name }) => String(name?.value).replace(/\s+/g, ' ').trim());
}
