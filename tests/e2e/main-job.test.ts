import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  check,
  fingerprintOn,
  Journey,
  mark,
  optionWith,
  pathOf,
  shows,
  textbox,
  typeAfter
} from './journey';
import { voteByButtons, voteByForm, voteByKeyboard } from './voting';

const WORD_FILE = 'tests/fixtures/falls-service-specification.docx';
const TITLE = 'Community Falls and Frailty Service';
const PRIORITIES = [
  'Falls response at night',
  'Home hazard checks',
  'Strength and balance',
  'Fracture liaison',
  'Care home reviews',
  'Help for carers'
];

let journey: Journey;
let helen: Page; // commissioner
let owen: Page; // GP
let priya: Page; // social services
let patrick: Page; // patient and carer representative
/** Addresses found on the way. */
const at = { specification: '', ballot: '', decision: '', version: '' };
let fingerprint = '';

const go = (page: Page, where: string) => journey.go(page, where);

beforeAll(async () => {
  journey = await Journey.start();
  helen = await journey.arrive('helen.marsh');
  owen = await journey.arrive('owen.pryce');
  priya = await journey.arrive('priya.nair');
  patrick = await journey.arrive('patrick.doyle');
});
afterAll(() => journey?.end());

describe('the main job', () => {
  it('JRN-1 JRN-10 a commissioner imports a Word file and reads what was kept', async () => {
    await check(helen);
    await go(helen, '/specifications');
    await check(helen);
    await go(helen, '/specifications/new');
    await check(helen);
    await helen.getByLabel('Word file').setInputFiles(WORD_FILE);
    await helen.getByRole('button', { name: 'Import' }).click();
    await helen.waitForURL(/\/specifications\/[^/]+\/imported/);
    await check(helen);
    await shows(helen, /2 footnotes|3 footnotes|notes/);
    at.specification = pathOf(helen).replace('/imported', '');
    await helen.getByRole('link', { name: 'Open the text' }).click();
    await textbox(helen).waitFor();
    await shows(helen, TITLE);
  });

  it('JRN-2 three people edit at once, and undo takes back only one’s own', async () => {
    await Promise.all([owen, priya].map((page) => go(page, `${at.specification}/edit`)));
    await Promise.all(
      [helen, owen, priya].map((page) => textbox(page).getByText('About one in three people').waitFor())
    );
    await Promise.all([
      typeAfter(helen, 'About one in three people', ' HELEN-WAS-HERE.'),
      typeAfter(owen, 'About one in three people', ' OWEN-WAS-HERE.'),
      typeAfter(priya, 'Wenmoor Vale has 214,000 residents', ' PRIYA-WAS-HERE.')
    ]);
    for (const page of [helen, owen, priya]) {
      for (const words of ['HELEN-WAS-HERE.', 'OWEN-WAS-HERE.', 'PRIYA-WAS-HERE.']) {
        await textbox(page).getByText(words).first().waitFor();
      }
      await shows(page, /Saved\./);
    }
    await helen.keyboard.press('Control+z');
    await textbox(owen).getByText('HELEN-WAS-HERE.').waitFor({ state: 'detached' });
    await textbox(helen).getByText('OWEN-WAS-HERE.').waitFor();
    await textbox(helen).getByText('PRIYA-WAS-HERE.').waitFor();
    await check(priya);
  });

  it('JRN-3 what is typed without a network is kept and saved afterwards', async () => {
    await owen.context().setOffline(true);
    await shows(owen, /^Offline\./);
    await typeAfter(owen, 'Wenmoor Vale has 214,000 residents', ' TYPED-ON-THE-TRAIN.');
    await owen.context().setOffline(false);
    await textbox(helen).getByText('TYPED-ON-THE-TRAIN.').waitFor();
    await shows(owen, /^Saved\./);
  });

  it('JRN-4 JRN-10 a patient representative comments without edit right and sees the answer arrive', async () => {
    await go(patrick, `${at.specification}/edit`);
    expect(pathOf(patrick)).toBe(at.specification);
    await shows(patrick, 'TYPED-ON-THE-TRAIN.');
    await mark(patrick, 'at least once a year');
    await patrick.getByRole('button', { name: 'Comment on this passage' }).waitFor();
    await patrick.keyboard.press('Control+Alt+m');
    const body = 'My mother fell four times in one winter. Who counts those?';
    await patrick.locator('textarea:focus').fill(body);
    await patrick.keyboard.press('Control+Enter');
    await patrick.locator('#comments').getByText(body).waitFor();
    await helen.locator('#comments').getByText(body).waitFor();

    const card = helen.locator('[id^="comment-"]').filter({ hasText: body }).first();
    await card.getByText('Answer this comment').click();
    await card.getByLabel('We did not change the text').check();
    await card
      .getByLabel('Say why, in plain words')
      .fill('Every fall that is reported counts, not only the first: it says so here.');
    await card.getByRole('button', { name: 'Give the answer' }).click();
    await patrick.locator('#comments').getByText('Every fall that is reported counts').waitFor();
    await check(patrick);
    await check(helen);
  });

  it('JRN-8 JRN-10 the text is frozen for the boards', async () => {
    await go(helen, `${at.specification}/versions`);
    await helen.getByLabel('Label (optional)').fill('For the boards');
    await helen.getByRole('button', { name: /Freeze/ }).click();
    // The first was frozen by itself when the Word file came in.
    await helen.getByRole('link', { name: 'Read version 2' }).click();
    await helen.waitForURL(/versions\/2$/);
    at.version = pathOf(helen);
    await check(helen);
    fingerprint = await fingerprintOn(helen);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('JRN-5 JRN-10 the four rank the priorities, hidden until the ballot closes', async () => {
    await go(helen, '/priorities/new');
    await check(helen);
    await helen.getByLabel('Title', { exact: true }).fill('Which six first?');
    await helen.getByLabel('Question', { exact: true }).fill('In which order should we fund these?');
    await helen
      .getByLabel('What the result feeds and who decides')
      .fill('It feeds the decision of the boards.');
    for (const [index, name] of PRIORITIES.entries()) {
      await helen.locator(`[name="options.${index}.name"]`).fill(name);
    }
    const nextYear = `${new Date().getFullYear() + 1}-03-01`;
    await helen.getByLabel('Day', { exact: true }).fill(nextYear);
    await helen.getByLabel('Time in the United Kingdom').fill('17:00');
    await helen.getByRole('button', { name: 'Open the ballot' }).click();
    await helen.waitForURL(/\/priorities\/[0-9a-f-]{36}$/);
    at.ballot = pathOf(helen);
    await check(helen);

    await go(owen, at.ballot);
    await voteByButtons(owen, [2, 0, 1, 3, 4, 5]);
    await shows(helen, /1 of \d+ (people )?ha(s|ve) voted/);
    await go(patrick, at.ballot);
    await voteByKeyboard(patrick, PRIORITIES.length);
    await shows(helen, /2 of \d+ (people )?have voted/);
    const plain = await journey.arrive('priya.nair', { javaScriptEnabled: false });
    await go(plain, at.ballot);
    await voteByForm(plain, PRIORITIES.length);
    await shows(helen, /3 of \d+ (people )?have voted/);
    expect(await helen.locator('main').innerText()).not.toMatch(/comes first|points/i);
    await voteByButtons(helen, [0, 1, 2, 3, 4, 5]);
  });

  it('JRN-6 JRN-10 the result appears on every open page when the ballot closes', async () => {
    await go(patrick, at.ballot);
    await helen.getByText('Close this ballot before its time').click();
    await helen.getByRole('button', { name: 'Close the ballot now' }).click();
    await patrick.getByRole('heading', { name: 'Who voted' }).waitFor();
    await shows(patrick, /4 of \d+ people have voted|4 of \d+/);
    await check(patrick);
  });

  it('JRN-7 JRN-10 two board members of different organisations sign, and a third sees it agreed', async () => {
    await go(helen, '/decisions/new');
    await check(helen);
    const fill = (name: string, value: string) => helen.locator(`[name="${name}"]`).fill(value);
    await fill('reference', 'JCC-TEST-001');
    await fill('title', 'Commission the falls service');
    await fill('question', 'Shall we commission it?');
    await fill('wording', 'Commission the falls service as frozen in version 2.');
    await fill('reasons', 'People wait on cold floors.');
    for (const [index, title] of ['Commission it', 'Do nothing'].entries()) {
      await fill(`options.${index}.title`, title);
      await fill(`options.${index}.reason`, index === 0 ? 'It meets the need.' : 'The need stays unmet.');
    }
    await helen.locator('[name="chosen"][value="0"]').check();
    await helen
      .getByLabel('Frozen version of the specification')
      .selectOption({ label: await optionWith(helen, 'versionId', TITLE) });
    await helen
      .getByLabel('Ballot (optional)')
      .selectOption({ label: await optionWith(helen, 'ballotId', 'Which six first?') });
    await helen.getByRole('button', { name: 'Put it to the boards' }).click();
    await helen.waitForURL(/\/decisions\/[0-9a-f-]{36}$/);
    at.decision = pathOf(helen);
    await check(helen);

    await go(patrick, at.decision);
    await shows(patrick, /Not yet a decision\. Waiting for 2 organisations to sign/);
    await sign(helen, 'not the password');
    await shows(helen, /That is not your password/);
    await check(helen);
    await sign(helen, 'wenmoor-demo');
    await shows(patrick, /Waiting for 1 more organisation to sign/);
    await go(priya, at.decision);
    await sign(priya, 'wenmoor-demo');
    await shows(patrick, /^Agreed on .* by/);
    await check(patrick);
  });

  it('JRN-8 editing the draft afterwards changes nothing that was signed', async () => {
    await go(helen, at.version);
    const frozenText = () => helen.locator('main .document-text').innerText();
    const before = await frozenText();
    expect(before).toContain('About one in three people');
    await go(priya, `${at.specification}/edit`);
    await typeAfter(priya, 'Wenmoor Vale has 214,000 residents', ' AFTER-THE-SIGNATURES.');
    await shows(priya, /^Saved\./);
    await go(helen, at.specification);
    await shows(helen, 'AFTER-THE-SIGNATURES.');
    await go(helen, at.version);
    expect(await frozenText()).toBe(before);
    expect(await fingerprintOn(helen)).toBe(fingerprint);
  });

  it('JRN-9 JRN-10 every step stands in the register, which verifies', async () => {
    await go(patrick, '/register');
    await check(patrick);
    const entries = await patrick.locator('main').innerText();
    for (const words of [
      'was agreed by',
      'Priya Nair (Wenmoor Vale Council) signed decision',
      'Helen Marsh (NHS Fenwold and Coast Integrated Care Board) signed decision',
      'put decision',
      'closed the ballot “Which six first?”',
      'opened the ballot “Which six first?”',
      'froze version 2',
      'answered a comment',
      `imported “${TITLE}”`
    ]) {
      expect(entries).toContain(words);
    }
    await patrick.getByRole('button', { name: 'Verify this register' }).click();
    await shows(patrick, 'The register verifies');
    await go(patrick, '/people');
    await check(patrick);
    await go(patrick, '/decisions');
    await check(patrick);
    await go(patrick, '/priorities');
    await check(patrick);
    await go(patrick, '/help');
    await check(patrick);
  });
});

async function sign(page: Page, password: string): Promise<void> {
  await go(page, `${at.decision}/sign`);
  await page.getByLabel('I sign for my organisation').check();
  await page.getByLabel(/^Your password/).fill(password);
  await page.getByRole('button', { name: 'Confirm' }).click();
}
