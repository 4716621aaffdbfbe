import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A way of using a page. Whoever uses it finds things by what they are called, and works them in this way alone. */
export interface Hands {
  readonly called: string;
  readonly scripts: boolean;
  /** A link, a button, or what opens something. */
  press(target: Locator): Promise<void>;
  /** One of several choices. */
  choose(target: Locator): Promise<void>;
  /** An entry of a list that folds out. */
  pick(list: Locator, entry: string): Promise<void>;
  write(field: Locator, words: string): Promise<void>;
}

/** Moves to the middle of it and presses there: what lies above it would be pressed instead. */
async function clickOn(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('It cannot be seen.');
  // A line that wraps has nothing in the middle of its box: near its beginning there are always words.
  const [x, y] = [box.x + Math.min(box.width / 2, 24), box.y + Math.min(box.height / 2, 12)];
  await target.page().mouse.click(x, y);
}

export const MOUSE: Hands = {
  called: 'with a mouse',
  scripts: true,
  press: clickOn,
  choose: clickOn,
  // The list itself is drawn by the system, where no test can point.
  async pick(list, entry) {
    await clickOn(list);
    await list.selectOption({ label: entry });
  },
  async write(field, words) {
    await clickOn(field);
    await field.page().keyboard.insertText(words);
  }
};

/** More than any page of the journey has. */
const MOST_TABS = 250;

export const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Goes there with Tab alone, from where the focus is. */
async function tabTo(target: Locator, reached = hasFocus): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    if (await reached(target)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there.');
}

/** Of radio buttons Tab reaches one; arrows lead to the others. */
const groupHasFocus = (target: Locator) =>
  target.evaluate((element) => {
    const [wanted, now] = [element as HTMLInputElement, document.activeElement as HTMLInputElement];
    return now.type === 'radio' && now.name === wanted.name && now.form === wanted.form;
  });

export const KEYBOARD: Hands = {
  called: 'by keyboard alone',
  scripts: true,
  async press(target) {
    await tabTo(target);
    await target.page().keyboard.press('Enter');
  },
  async choose(target) {
    await tabTo(target, groupHasFocus);
    for (let pressed = 0; !(await hasFocus(target)); pressed += 1) {
      if (pressed > 9) throw new Error('The arrow keys do not lead there.');
      await target.page().keyboard.press('ArrowDown');
    }
    await target.page().keyboard.press('Space');
  },
  async pick(list, entry) {
    await tabTo(list);
    const [firstWord] = entry.split(' ') as [string];
    await list.page().keyboard.type(firstWord);
    expect(await list.locator('option:checked').innerText()).toBe(entry);
  },
  async write(field, words) {
    await tabTo(field);
    await field.page().keyboard.insertText(words);
  }
};

const plainly: Pick<Hands, 'press' | 'choose' | 'pick' | 'write'> = {
  press: (target) => target.click(),
  choose: (target) => target.check(),
  pick: async (list, entry) => void (await list.selectOption({ label: entry })),
  write: (field, words) => field.fill(words)
};

export const NO_SCRIPTS: Hands = { ...plainly, called: 'without JavaScript', scripts: false };

/** What a screen reader is told of this, in one line. */
export async function toldOf(part: Locator): Promise<string> {
  return (await part.ariaSnapshot()).replace(/\s+/g, ' ');
}

/** Nothing is worked that a screen reader is not told of by a role and a name. */
async function named(target: Locator, role: RegExp): Promise<void> {
  await target.waitFor();
  expect(await toldOf(target)).toMatch(role);
}

export const SCREEN_READER: Hands = {
  called: 'as a screen reader is told it',
  scripts: true,
  async press(target) {
    // What opens and closes has no role that all browsers agree on; its words are told in any case.
    await named(target, /^- '?(link|button|text|group) ?"?.*\w/);
    await target.click();
  },
  async choose(target) {
    await named(target, /^- '?radio ".+"/);
    await target.check();
  },
  async pick(list, entry) {
    await named(list, /^- '?combobox ".+"/);
    await list.selectOption({ label: entry });
  },
  async write(field, words) {
    await named(field, /^- '?textbox ".+"/);
    await field.fill(words);
  }
};

/** Where a page is gone to by its address, as a bookmark or a link in an e-mail does. */
export async function goTo(page: Page, address: string): Promise<void> {
  // A new part of the same page does not load it.
  await page.goto('about:blank');
  await page.goto(address);
}
