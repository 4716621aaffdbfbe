import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from './draft-page';
import { Journey, shows } from './journey';

let journey: Journey;
let helen: Page; // commissioner, lead
let priya: Page; // social services, editor
let patrick: Page; // patient and carer representative, without scripts
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  priya = await journey.arrive('priya.nair');
  patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

/** The words of every paragraph, list item and cell under a selector, without the meanings of glossary words. */
function blocksIn(page: Page, where: string): Promise<string[]> {
  return page.locator(where).evaluateAll((all) =>
    all.flatMap((text) =>
      [...text.querySelectorAll('p, li, td, th')].map((block) => {
        const copy = block.cloneNode(true) as Element;
        copy.querySelectorAll('.term-meaning, button, ul, ol, p').forEach((inner) => inner.remove());
        return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
      })
    )
  );
}

const clauses = (page: Page) => page.locator('details.say').count();

describe('what a reader of the plain words can rely on', () => {
  it('PLN-62 every block of the full text is folded in the plain view, and a clause without words asks for no summary', async () => {
    await journey.go(patrick, `${reading}?view=full`);
    const full = (await blocksIn(patrick, 'article .document-text')).filter(Boolean);
    expect(full.length).toBeGreaterThan(30);
    const headings = await patrick.locator('article :is(h2, h3, h4)').count();
    await journey.go(patrick, `${reading}?view=plain`);
    const folded = await blocksIn(patrick, 'article details .document-text, article > .document-text');
    expect(full.filter((block) => !folded.includes(block))).toEqual([]);
    const asks = await patrick.locator('article [data-plain]').count();
    expect(asks).toBeGreaterThan(5);
    expect(asks).toBeLessThan(headings);
    // “Scope” and “Outcomes” are headings over other clauses.
    for (const clause of ['clause-scope', 'clause-outcomes'])
      expect(await patrick.locator(`[data-plain="${clause}"]`).count(), clause).toBe(0);
  });

  it('PLN-63 in every view and layout one can say something under each clause', async () => {
    await journey.go(patrick, `${reading}?view=full`);
    const most = await clauses(patrick);
    expect(most).toBeGreaterThan(10);
    for (const how of ['view=plain', 'view=both', 'view=full&print=large']) {
      await journey.go(patrick, `${reading}?${how}`);
      expect(await clauses(patrick), how).toBe(most);
    }
    await journey.go(patrick, `${reading}?layout=easy`);
    expect(await clauses(patrick)).toBe(await patrick.locator('section.easy').count());
  });

  it('PLN-64 a stale summary says so before its words, and leads only those who may edit to where it is brought up to date', async () => {
    const stale = (page: Page) =>
      page.locator('[data-plain]').filter({ hasText: 'The full text has changed since' }).first();
    await journey.go(patrick, `${reading}?view=plain`);
    const order = await stale(patrick).evaluate((summary) => {
      const [said, words] = [summary.querySelector('.stale'), summary.querySelector('.document-text')];
      return said && words && said.compareDocumentPosition(words);
    });
    expect(order).toBe(4); // Node.DOCUMENT_POSITION_FOLLOWING: the words come after it
    const link = { name: 'Bring it up to date' };
    expect(await stale(patrick).getByRole('link', link).count()).toBe(0);
    await journey.go(helen, `${reading}?view=plain`);
    const clause = (await stale(helen).getAttribute('data-plain'))!.replace('clause-', '');
    expect(await stale(helen).getByRole('link', link).getAttribute('href')).toBe(
      `${reading}/clauses/${clause}/plain`
    );
  });

  it('PLN-66 large print is one column without thin grey; on paper as large, without comments and navigation', async () => {
    await journey.go(helen, `${reading}?view=both&print=large`);
    const text = helen.locator('.large-print');
    const looks = () =>
      text.locator('p, li').evaluateAll((all) =>
        all
          .filter((each) => each.getClientRects().length > 0)
          .map((each) => {
            const { fontSize, color, fontWeight } = getComputedStyle(each);
            return { points: (parseFloat(fontSize) * 72) / 96, color, weight: Number(fontWeight) };
          })
      );
    const onScreen = await looks();
    expect(Math.min(...onScreen.map(({ points }) => points))).toBeGreaterThanOrEqual(16);
    const body = await text.evaluate((element) => getComputedStyle(element).color);
    expect(new Set(onScreen.map(({ color }) => color))).toEqual(new Set([body]));
    expect(Math.min(...onScreen.map(({ weight }) => weight))).toBeGreaterThanOrEqual(400);
    const comments = await helen.locator('#comments').boundingBox();
    const box = await text.boundingBox();
    expect(comments!.y).toBeGreaterThanOrEqual(box!.y + box!.height - 1);
    await helen.emulateMedia({ media: 'print' });
    expect(Math.min(...(await looks()).map(({ points }) => points))).toBeGreaterThanOrEqual(16);
    for (const gone of ['#comments', '#nav', '.large-print nav', '.views'])
      expect(await helen.locator(gone).first().isVisible(), gone).toBe(false);
    await helen.emulateMedia({ media: null });
  });

  it('PLN-74 what was typed into a summary while its text was closed is kept and offered to who typed it', async () => {
    await journey.go(priya, `${reading}/clauses/scope-population/plain`);
    const box = priya.getByRole('textbox', { name: /^Plain summary of/ });
    await box.waitFor();
    await shows(priya, /^Saved\./);
    await priya.context().setOffline(true);
    await box.getByText('for people who live in Wenmoor Vale').first().click();
    await priya.keyboard.press('End');
    await priya.keyboard.type(' TYPED-TOO-LATE.', { delay: 5 });
    await journey.go(helen, `${reading}/versions`);
    await helen.getByRole('button', { name: 'Close the text for editing' }).click();
    await helen.getByRole('button', { name: 'Open the text for editing' }).waitFor();
    await priya.context().setOffline(false);
    await shows(priya, /Helen Marsh closed the text on/);
    const offered = priya.getByLabel('The paragraphs in which you wrote');
    await offered.waitFor();
    expect(await offered.inputValue()).toContain('TYPED-TOO-LATE.');
    expect(priya.url()).toContain('/clauses/scope-population/plain');
    await journey.go(patrick, `${reading}?view=plain`);
    expect(await patrick.getByText('TYPED-TOO-LATE').count()).toBe(0);
    await helen.getByRole('button', { name: 'Open the text for editing' }).click();
  });
});
