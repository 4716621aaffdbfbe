import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { edit, PEOPLE, POSTCODE, saved } from './draft-page';
import { Journey, textbox } from './journey';

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

/** Puts a note behind these words. */
async function addNote(page: Page, words: string, note: string): Promise<void> {
  await textbox(page).getByText(words).first().click();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: /^Note/ }).click();
  await page.getByRole('textbox', { name: /note/i }).fill(note);
  await page.keyboard.press('Enter');
  await textbox(page).locator('.footnote').first().waitFor();
}

/** What the style sheet writes into these elements, as it is read out. */
async function drawnIn(page: Page, selector: string): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument');
  const { nodeIds } = await cdp.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector });
  const read = async (nodeId: number) => {
    const { nodes } = await cdp.send('Accessibility.queryAXTree', { nodeId, role: 'StaticText' });
    return nodes.map(({ name }) => String(name?.value ?? '')).join('');
  };
  return Promise.all(nodeIds.map(read));
}

it('SPC-76 the name on a caret in a first line is not cut off', async () => {
  const helen = await journey.arrive('helen.marsh');
  await edit(helen, journey.product.url);
  const priya = await journey.arrive('priya.nair');
  await edit(priya, journey.product.url);
  const paragraph = textbox(priya).locator('p', { hasText: POSTCODE });
  await paragraph.click({ position: { x: 2, y: 8 } });
  const label = textbox(helen).locator('.peer-caret__label', { hasText: 'Priya Nair' });
  await label.waitFor();
  await label.scrollIntoViewIfNeeded();
  const name = await label.evaluate((node: HTMLElement) => {
    node.style.pointerEvents = 'auto';
    const { left, top, width, height } = node.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 4)?.textContent;
  });
  expect(name).toBe(await label.innerText());
});

it('SPC-76 notes are numbered through the text, though paragraphs out of sight are not drawn', async () => {
  const helen = await journey.arrive('helen.marsh');
  await edit(helen, journey.product.url);
  await addNote(helen, PEOPLE, 'Census of 2021.');
  await addNote(helen, POSTCODE, 'By the partners’ own count.');
  await saved(helen);
  expect(await drawnIn(helen, '.footnote')).toEqual(['1', '2']);
  const kept = await textbox(helen).evaluate((text) =>
    [...text.children].map((each) => [
      getComputedStyle(each).contentVisibility,
      each.querySelector('.footnote') ? 'note' : each.tagName
    ])
  );
  expect(kept.filter(([, what]) => what === 'note').map(([how]) => how)).toEqual(['visible', 'visible']);
  const paragraphs = kept.filter(([, what]) => what === 'P');
  expect(paragraphs.length).toBeGreaterThan(5);
  expect(paragraphs.every(([how]) => how === 'auto')).toBe(true);
});
