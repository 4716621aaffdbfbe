import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInToDemo } from '#tests/builders/demo-visitor';
import { saved } from './draft-page';
import { changedClause, EIGHT, firstDraft, OUTCOMES, type ScenarioComment } from './eight-comments';
import { goTo, hasFocus, KEYBOARD, MOUSE, NO_SCRIPTS, SCREEN_READER, toldOf, type Hands } from './hands';
import { Journey, shows, textbox } from './journey';

let journey: Journey;
/** Everybody signs in once; by the same session they use every way. */
const cookies = new Map<string, string>();
const pages = new Map<string, Promise<Page>>();
const EDITOR = 'helen.marsh';
/** By which a guest comes, once for each way. */
let invitation = '';
/** The page of a ballot with six options. */
let ballot = '';

beforeAll(async () => {
  journey = await Journey.start();
  const people = [EDITOR, ...EIGHT.filter(({ guest }) => !guest).map(({ by }) => by)];
  const signedIn = people.map(async (who) => {
    cookies.set(who, await signInToDemo(journey.product.url, `${who}@wenmoor.example`));
  });
  await Promise.all(signedIn);
  const helen = await pageOf(EDITOR, MOUSE);
  invitation = await invited(helen);
  ballot = await ballotWith(
    helen,
    `Say something about ${EIGHT.find(({ place }) => place === 'option')!.clause}`
  );
});
afterAll(() => journey?.end());

/** Somebody's page, with scripts or without. */
function pageOf(who: string, { scripts }: Pick<Hands, 'scripts'>): Promise<Page> {
  const key = `${who} ${scripts}`;
  const opened = pages.get(key) ?? journey.withCookie(cookies.get(who)!, { javaScriptEnabled: scripts });
  pages.set(key, opened);
  return opened;
}

/** The page of whoever says this; a guest joins, in the same way as they say it. */
async function writerOf({ by, guest }: ScenarioComment, hands: Hands): Promise<Page> {
  if (!guest) return pageOf(by, hands);
  const key = `guest ${hands.called}`;
  const page = pages.get(key) ?? joined(hands);
  pages.set(key, page);
  return page;
}

async function invited(helen: Page): Promise<string> {
  await journey.go(helen, '/people/invitations');
  await helen.getByLabel('What are people invited for?').fill('Tell us what matters to patients.');
  await helen.getByLabel('Where does the link lead?').selectOption({ index: 1 });
  await helen.getByLabel('For which group do they speak?').selectOption('patient-carer');
  await helen.getByLabel('How many people may come by this link?').fill('9');
  await helen.getByLabel('What they write').selectOption('no');
  await helen.getByRole('button', { name: 'Make the link' }).click();
  const link = helen.getByRole('link', { name: /\/join\?link=/ });
  return (await link.getAttribute('href'))!;
}

async function joined(hands: Hands): Promise<Page> {
  const context = await journey.browser.newContext({ javaScriptEnabled: hands.scripts });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(invitation, { waitUntil: 'networkidle' });
  await hands.pick(page.getByLabel('How do you want to be shown?'), 'Without a name, as “A patient”');
  await hands.press(page.getByRole('button', { name: 'Join' }));
  await shows(page, 'Others see you as “A patient”.');
  return page;
}

/** The first ballot whose page offers this. */
async function ballotWith(page: Page, offer: string): Promise<string> {
  await journey.go(page, '/priorities');
  const links = page.locator('main a[href^="/priorities/"]:not([href$="/new"])');
  for (const where of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))) {
    await journey.go(page, where);
    if ((await page.getByText(offer, { exact: true }).count()) > 0) return journey.product.url + where;
  }
  throw new Error(`No ballot offers “${offer}”.`);
}

/** Brings in the draft that nobody has commented on yet, and answers the address of its reading page. */
async function newDraft(title: string): Promise<string> {
  const helen = await pageOf(EDITOR, MOUSE);
  await journey.go(helen, '/specifications/new?start=word');
  const name = 'Falls service.docx';
  await helen
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: '', buffer: Buffer.from(firstDraft()) });
  await helen.locator('form:has(input[type="file"])').getByLabel('Title (optional)').fill(title);
  await helen.getByRole('button', { name: /import/i }).click();
  await helen.waitForURL(/\/imported$/);
  return helen.url().replace(/\/imported$/, '');
}

/** Says it about its clause, and answers the comment's id. */
async function say(reading: string, comment: ScenarioComment, hands: Hands): Promise<string> {
  const page = await writerOf(comment, hands);
  const form = await formFor(reading, comment, { page, hands });
  if (comment.kind) await hands.choose(form.getByRole('radio', { name: comment.kind }));
  if (comment.anonymous)
    await hands.pick(form.getByLabel('How do others see you?'), 'Not at all: “Anonymous”');
  await hands.write(form.getByRole('textbox', { name: 'Your comment' }), comment.body);
  // Under an option it is told in short, and leads to where it stands among all comments of the text.
  const toAll = page.locator('#discussion').getByRole('link', { name: /Change it, withdraw it or reply/ });
  const before = await toAll.count();
  await hands.press(form.getByRole('button', { name: 'Send the comment' }));
  if (comment.place === 'option') {
    await expect.poll(() => toAll.count()).toBe(before + 1);
    await hands.press(toAll.last());
  }
  const card = page.locator('article.comment', { hasText: comment.body }).last();
  await card.getByText('Helen Marsh answers by').waitFor();
  // The address names the clause by now, and focus is still where the work went.
  if (hands.scripts && comment.place === undefined) await expect.poll(() => hasFocus(card)).toBe(true);
  const id = (await card.getAttribute('id'))!;
  if (hands === SCREEN_READER) {
    const by = comment.anonymous ? 'Anonymous' : comment.guest ? comment.by : '[^"]+';
    expect(await toldOf(card)).toMatch(new RegExp(`article "${comment.kind ?? 'Comment'} by ${by}[^"]*"`));
  }
  return id.replace('comment-', '');
}

interface Working {
  readonly page: Page;
  readonly hands: Hands;
}

/** The way to the form: what opens at the heading, at the option, or, of a cell, the list that the heading’s form leads to. */
async function formFor(reading: string, { clause, place }: ScenarioComment, { page, hands }: Working) {
  if (place === 'option') {
    await goTo(page, ballot);
    const opens = page.locator('summary', { hasText: new RegExp(`^Say something about ${clause}$`) });
    await hands.press(opens);
    return page.locator('details', { has: opens }).locator('form');
  }
  const heading = place === 'cell' ? OUTCOMES : clause;
  await goTo(page, `${reading}?view=full`);
  const opens = page
    .locator('summary', { hasText: /^Say something about this/ })
    .filter({ hasText: heading });
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await contents.waitFor();
  await hands.press(contents.getByRole('link', { name: heading }));
  await hands.press(opens);
  const details = page.locator('details', { has: opens });
  if (place !== 'cell') return details.locator('form');
  await hands.press(details.getByRole('link', { name: 'Comment on one paragraph of it' }));
  await hands.press(page.getByRole('link', { name: clause, exact: true }));
  await page.getByText(`Your comment is about the words: “${clause}”`).waitFor();
  return page.locator('main form', { has: page.getByRole('textbox', { name: 'Your comment' }) });
}

/** The responsible editor changes the clauses, in one go as she works. */
async function changeText(reading: string): Promise<void> {
  const helen = await pageOf(EDITOR, MOUSE);
  await helen.goto(`${reading}/edit`);
  for (const { clause, change, place } of EIGHT) {
    if (!change) continue;
    await textbox(helen)
      .getByRole(place === 'cell' ? 'cell' : 'heading', { name: clause })
      .click();
    await helen.keyboard.press('End');
    await helen.keyboard.press('ArrowLeft');
    for (let gone = 0; gone < change.leaveOut; gone += 1) await helen.keyboard.press('Backspace');
    await helen.keyboard.insertText(change.putIn);
  }
  await saved(helen);
}

async function answer(
  where: string,
  id: string,
  given: NonNullable<ScenarioComment['answer']>,
  hands: Hands
): Promise<void> {
  const helen = await pageOf(EDITOR, hands);
  await goTo(helen, `${where}#comment-${id}`);
  const card = helen.locator(`#comment-${id}`);
  await hands.press(card.locator('summary', { hasText: 'Answer this comment' }));
  const form = card.locator('details[open] form').first();
  await hands.choose(form.getByRole('radio', { name: given.outcome }));
  await hands.write(form.getByRole('textbox', { name: 'Say why, in plain words' }), given.body);
  await hands.press(form.getByRole('button', { name: 'Give the answer' }));
  await card.getByRole('group', { name: 'The answer' }).waitFor();
}

/** The reading page of the text that a ballot is about. */
async function textOf(about: string): Promise<string> {
  const helen = await pageOf(EDITOR, MOUSE);
  await helen.goto(about);
  const link = helen.locator('main a[href^="/specifications/"]').first();
  const href = (await link.getAttribute('href'))!;
  return journey.product.url + /^\/specifications\/[0-9a-f-]+/.exec(href)![0];
}

/** What names a person and may be abuse is hidden and passed on to those whose task it is. */
async function passOn(reading: string, id: string, to: string, hands: Hands): Promise<void> {
  const helen = await pageOf(EDITOR, hands);
  await goTo(helen, `${reading}#comment-${id}`);
  await hands.press(helen.locator(`#comment-${id}`).getByRole('link', { name: /^Report this/ }));
  await hands.press(helen.getByRole('button', { name: 'Hide it and have it looked at' }));
  await helen.getByRole('heading', { level: 1, name: 'Whom to tell' }).waitFor();
  await goTo(helen, `${journey.product.url}/review/concerns`);
  const waiting = helen.locator('li', { has: helen.getByRole('textbox') });
  await hands.write(waiting.getByRole('textbox', { name: 'To whom was it passed on?' }), to);
  await hands.press(waiting.getByRole('button', { name: /^Passed on/ }));
  await waiting.waitFor({ state: 'detached' });
}

/** Its writer is told that it was passed on and whom to tell; nobody else sees it any more. */
async function isTold(reading: string, { by, body }: ScenarioComment, hands: Hands): Promise<void> {
  const page = await pageOf(by, hands);
  await goTo(page, reading);
  const own = page.getByRole('region', { name: 'What you wrote or entered, and others do not see' });
  await own.getByText(body).waitFor();
  const words = await (hands === SCREEN_READER ? toldOf(own) : own.innerText());
  for (const said of ['passed on as a safeguarding or complaint matter', 'Whom to tell', '999'])
    expect(words).toContain(said);
  const other = await pageOf(EIGHT[0]!.by, hands);
  await goTo(other, `${reading}?view=full`);
  await other.getByText(EIGHT[0]!.body).first().waitFor();
  expect(await other.getByText(body).count()).toBe(0);
}

/** From the inbox to one's own receipt: what was said, what was answered, and the words that changed. */
async function finds(comment: ScenarioComment, id: string, hands: Hands): Promise<void> {
  const page = await writerOf(comment, hands);
  await goTo(page, `${journey.product.url}/inbox`);
  await hands.press(page.getByRole('link', { name: 'What you said, and what became of it' }));
  const receipt = page.locator(`#said-${id}`);
  await receipt.getByText(comment.body).waitFor();
  const { outcome, body } = comment.answer!;
  const words = (await receipt.innerText()).replace(/\s+/g, ' ');
  for (const said of [outcome, body]) expect(words).toContain(said);
  if (comment.anonymous) expect(words).toContain('Others see you as “Anonymous”');
  if (comment.change) {
    expect(await receipt.locator('del').innerText()).toBe(comment.clause);
    expect(await receipt.locator('ins').innerText()).toBe(changedClause(comment));
  }
  if (hands === SCREEN_READER) {
    const told = await toldOf(receipt);
    expect(told).toMatch(new RegExp(`^- '?article "${comment.kind ?? 'Comment'}, \\d+ \\w+ \\d{4}"`));
    expect(told).toMatch(new RegExp(`group "The answer": .*strong: ${outcome}`));
    if (comment.change) expect(told).toMatch(/deletion: .*insertion: /);
  }
}

describe.each([MOUSE, KEYBOARD, NO_SCRIPTS, SCREEN_READER])(
  'the eight comments of the scenario, $called',
  (hands) => {
    let reading = '';
    const ids = new Map<ScenarioComment, string>();

    it('JRN-11 are said by eight people', async () => {
      reading = await newDraft(`Falls service ${hands.called}`);
      for (const comment of EIGHT) ids.set(comment, await say(reading, comment, hands));
    });

    it('JRN-11 are answered by the responsible editor, who changes the text; what may be abuse is passed on and hidden', async () => {
      await changeText(reading);
      for (const [{ answer: given, passedOnTo, place }, id] of ids)
        if (given) await answer(place === 'option' ? await textOf(ballot) : reading, id, given, hands);
        else await passOn(reading, id, passedOnTo!, hands);
    });

    it('JRN-11 are found with their answers and the words that changed, each by its writer', async () => {
      for (const [comment, id] of ids)
        if (comment.answer) await finds(comment, id, hands);
        else await isTold(reading, comment, hands);
      expect(ids.size).toBe(8);
    });
  }
);
