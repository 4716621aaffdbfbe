import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { emailOf, MEMBERS, type DemoMember } from '#server/cli/demo/people';
import { signInToDemo } from '#tests/builders/demo-visitor';

const FILE = 'tests/fixtures/corpus/large.docx';
const COMMENTS = 60;
/** One person may send 30 in ten minutes. */
const COMMENTS_EACH = 20;
/** People beside the one who is measured. */
const OTHERS = 9;

/** A long specification with its comments, and those who may write in it. */
export interface Scene {
  readonly address: string;
  readonly room: string;
  readonly cookies: readonly string[];
}

/** Brings the corpus's longest Word file in, over HTTP as a browser would, and comments on its clauses. */
export async function setScene(url: string): Promise<Scene> {
  const editors = MEMBERS.filter(({ roles }) => roles.includes('editor'));
  const cookies = await Promise.all(
    Array.from({ length: OTHERS }, (_, index) => signIn(url, editors[index % editors.length]!))
  );
  const { id, room } = await bringIn(url, await leadOf(url));
  await comment(url, id, cookies.slice(0, COMMENTS / COMMENTS_EACH));
  return { address: `${url}/specifications/${id}`, room, cookies };
}

function leadOf(url: string): Promise<string> {
  return signIn(
    url,
    MEMBERS.find(({ roles }) => roles.includes('lead'))!
  );
}

function signIn(url: string, { name }: DemoMember): Promise<string> {
  return signInToDemo(url, emailOf(name));
}

async function bringIn(url: string, cookie: string): Promise<{ id: string; room: string }> {
  const form = new FormData();
  form.set('file', new Blob([readFileSync(FILE)]), 'large.docx');
  const answer = await fetch(`${url}/api/v1/specifications`, {
    method: 'POST',
    headers: { origin: url, cookie },
    body: form
  });
  if (answer.status !== 201)
    throw new Error(`The file was not taken: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string; room: string };
}

async function comment(url: string, id: string, cookies: readonly string[]): Promise<void> {
  const address = `${url}/api/v1/specifications/${id}/comments`;
  for (let number = 0; number < COMMENTS; number += 1) {
    const cookie = cookies[Math.floor(number / COMMENTS_EACH)]!;
    const answer = await fetch(address, {
      method: 'POST',
      headers: { origin: url, cookie, 'content-type': 'application/json' },
      body: JSON.stringify({
        clause: `clause-${number * 2 + 1}`,
        body: `Remark ${number + 1} on this clause.`
      })
    });
    if (answer.status !== 201) throw new Error(`A comment was not taken: ${await answer.text()}`);
  }
}

/** Opens the editing page and answers the milliseconds until the whole text can be typed in. */
export async function openToEdit(page: Page, { address }: Scene): Promise<number> {
  const before = performance.now();
  await page.goto(`${address}/edit`, { waitUntil: 'commit' });
  // Looking for words on the page would go through the whole text, many times over.
  await page.locator('.draft-text[contenteditable="true"]').waitFor();
  return performance.now() - before;
}
