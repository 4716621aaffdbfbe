import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq, inArray } from 'drizzle-orm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openEmbedded } from '#server/db/embedded';
import { member, memberRole, person } from '#server/db/schema/people';
import { DESKTOP, openBrowser, signInAs } from '#tests/builders/browser';
import { copyOfDemo } from '#tests/builders/demo-data';
import { freePort, startProduct, type Product } from '#tests/builders/product';
import { closeAndReopen, databases, draftText, edit, PEOPLE, saved, typeCutOff, written } from './draft-page';
import { check, shows, textbox, typeAfter } from './journey';

let product: Product;
let browser: Browser;
/** The same after every start: a browser keeps things by address. */
let url: string;
let port: string;
beforeAll(async () => {
  port = String(await freePort());
  url = `http://localhost:${port}`;
  product = await startProduct({ dataDir: copyOfDemo(), environment: { PORT: port } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function arrive(who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signInAs(page, url, who);
  return page;
}

/** While the product is stopped, the right of these people to edit goes; then it starts again. */
async function restartWithoutRight(who: readonly string[]): Promise<void> {
  const database = await openEmbedded(join(product.dataDir, 'database'));
  const { db } = database;
  const emails = who.map((name) => `${name}@wenmoor.example`);
  const members = await db
    .select({ id: member.id })
    .from(member)
    .innerJoin(person, eq(person.id, member.personId))
    .where(inArray(person.email, emails));
  expect(members).toHaveLength(who.length);
  for (const { id } of members) {
    await db.delete(memberRole).where(eq(memberRole.memberId, id));
    await db.insert(memberRole).values({ memberId: id, role: 'contributor' });
  }
  await database.close();
  product = await startProduct({ dataDir: product.dataDir, environment: { PORT: port } });
}

function keptField(page: Page) {
  return page.getByLabel('The paragraphs in which you wrote');
}

/** Addresses of the pages that the browser keeps. */
function keptPages(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('concordat-pages-'));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => request.url);
  });
}

/** Puts an update into the browser's copy of the only draft it keeps, as an older page might have left it. */
async function leaveInCopy(context: BrowserContext, update: Uint8Array): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/help`);
  const [name] = await databases(page);
  await page.evaluate(
    async ([database, bytes]) => {
      const opening = indexedDB.open(database);
      const db = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result);
      });
      const change = db.transaction('updates', 'readwrite');
      change.objectStore('updates').add(new Uint8Array(bytes));
      await new Promise((resolve) => change.addEventListener('complete', resolve));
      db.close();
    },
    [name!, [...update]] as const
  );
  await page.close();
}

/** A paragraph, and an element that no specification holds. */
function unfit(words: string): Uint8Array {
  const doc = new Y.Doc();
  const [paragraph, strange] = [new Y.XmlElement('paragraph'), new Y.XmlElement('marquee')];
  paragraph.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment('body').insert(0, [paragraph, strange]);
  return Y.encodeStateAsUpdate(doc);
}

it('SYN-82 what is refused is offered back until it is dismissed, and not sent a second time', async () => {
  const helen = await arrive('helen.marsh');
  const address = await edit(helen, url);
  await saved(helen);
  const context = helen.context();
  await helen.close();
  await leaveInCopy(context, unfit('Words that do not fit.'));

  const page = await context.newPage();
  await page.goto(address);
  await shows(page, 'Your last change does not fit this document, so it was not saved.');
  expect(await keptField(page).inputValue()).toBe('Words that do not fit.');
  await shows(page, 'It is kept on this device until you dismiss it, and only you can see it here.');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as a text file' }).click()
  ]);
  expect(download.suggestedFilename()).toBe('Integrated falls and frailty service - my text.txt');
  expect(await readFile(await download.path(), 'utf8')).toBe('Words that do not fit.');
  await check(page);

  await page.reload();
  await textbox(page).waitFor();
  await saved(page);
  expect(await keptField(page).inputValue()).toBe('Words that do not fit.');
  await typeAfter(page, PEOPLE, ' GOES-ON.');
  await saved(page);
  const text = await draftText(page, address);
  expect(text).toContain('GOES-ON.');
  expect(text).not.toContain('Words that do not fit.');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await keptField(page).waitFor({ state: 'detached' });
  await page.reload();
  await saved(page);
  expect(await keptField(page).count()).toBe(0);
});

it('SYN-83, SYN-62 the right went while the page was cut off: nothing is stored, and the words are offered back', async () => {
  const helen = await arrive('helen.marsh');
  const owen = await arrive('owen.pryce');
  const priya = await arrive('priya.nair');
  const address = await edit(owen, url);
  await edit(priya, url);
  await saved(owen);
  await saved(priya);
  for (const page of [owen, priya])
    await vi.waitFor(async () => expect(await keptPages(page)).toEqual([address]), { timeout: 10_000 });
  await product.stop();
  await typeCutOff(owen, ' OWEN-TYPED-THIS-TOO-LATE.');
  await typeCutOff(priya, ' PRIYA-TYPED-THIS-TOO-LATE.');
  await written(priya);
  // Her window is closed before the product is there again.
  const closed = priya.context();
  await priya.close();
  await restartWithoutRight(['owen.pryce', 'priya.nair']);

  await keptField(owen).waitFor();
  expect(await keptField(owen).inputValue()).toContain('OWEN-TYPED-THIS-TOO-LATE.');
  await expectReadOnly(owen);
  await check(owen);
  await expect.poll(() => keptPages(owen)).toEqual([]);

  const reading = await closed.newPage();
  await reading.goto(address);
  await reading.waitForURL(address.replace(/\/edit$/, ''));
  await keptField(reading).waitFor();
  expect(await keptField(reading).inputValue()).toContain('PRIYA-TYPED-THIS-TOO-LATE.');
  await shows(reading, 'You may no longer change this text, so this was not sent.');
  expect(await keptPages(reading)).toEqual([]);
  await check(reading);
  expect(await draftText(helen, address)).not.toContain('TOO-LATE');

  const again = await closeAndReopen(reading, address);
  await keptField(again).waitFor();
  await again.getByRole('button', { name: 'Dismiss' }).click();
  await keptField(again).waitFor({ state: 'detached' });
}, 240_000);

async function expectReadOnly(page: Page): Promise<void> {
  await page.locator('[contenteditable="false"][role="textbox"]').waitFor();
}

it('SYN-76 a page that comes back from the browser’s memory is shown once, and undo still takes back all', async () => {
  const helen = await arrive('helen.marsh');
  await edit(helen, url);
  await saved(helen);
  await typeAfter(helen, PEOPLE, ' BEFORE-AND');
  await saved(helen);
  await helen.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await saved(helen);
  await helen.keyboard.type('-AFTER.', { delay: 5 });
  await textbox(helen).getByText('BEFORE-AND-AFTER.').waitFor();
  await saved(helen);
  expect(await helen.locator('.peer-caret').count()).toBe(0);
  await shows(helen, 'Only you are here.');
  while ((await textbox(helen).getByText('BEFORE').count()) > 0) await helen.keyboard.press('Control+z');
  expect(await textbox(helen).getByText('AFTER.').count()).toBe(0);
  await saved(helen);
});
