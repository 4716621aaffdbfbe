import { afterAll, beforeAll, expect, it } from 'vitest';
import { NO_PLAIN, PLAIN_HELPS } from '#domain/kept-summary';
import { look } from '#server/cli/verify/look';
import { read } from './draft-page';
import { check, fingerprintOn, Journey, shows } from './journey';

let journey: Journey;
/** The version of the demo that two boards are to sign. */
let version = '';
beforeAll(async () => {
  journey = await Journey.start();
  const helen = await journey.arrive('helen.marsh');
  version = `${await read(helen, journey.product.url)}/versions/2`;
});
afterAll(() => journey?.end());

const PLAIN = 'one team comes to help you';
const FULL = 'In Wenmoor Vale 63,900 people';

it('VER-54 a board member is shown the full text of a version, and reads its plain words, or both, by links', async () => {
  const tom = await journey.arrive('tom.adeyemi');
  await journey.go(tom, version);
  await shows(tom, PLAIN_HELPS);
  const current = () =>
    tom.getByRole('navigation', { name: 'Ways to read' }).locator('[aria-current]').innerText();
  expect(await current()).toBe('Full text');
  expect(await tom.getByText(PLAIN).count()).toBe(0);
  await check(tom);

  await tom.getByRole('link', { name: 'Side by side' }).click();
  await shows(tom, PLAIN);
  expect(await tom.getByText(FULL).first().isVisible()).toBe(true);
  await check(tom);

  await tom.getByRole('link', { name: 'Plain words' }).click();
  await tom.waitForURL(/view=plain/);
  expect(await current()).toBe('Plain words');
  await shows(tom, 'This clause had no plain summary when this version was frozen.');
  await tom.getByRole('button', { name: 'Check this text' }).click();
  await shows(tom, 'The text is as it was recorded');
  await check(tom);
  // What was chosen there is not how this browser reads from now on.
  await journey.go(tom, version);
  expect(await current()).toBe('Full text');
});

it('VER-54 a patient reads the plain words first, without JavaScript, and one that is out of date says so before its words', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await journey.go(patrick, version);
  const visible = (words: string) => patrick.getByText(words).first().isVisible();
  expect(
    await patrick.getByRole('navigation', { name: 'Ways to read' }).locator('[aria-current]').innerText()
  ).toBe('Plain words');
  expect([await visible(PLAIN), await visible(FULL)]).toEqual([true, false]);
  await patrick.getByText('Read the full text of this clause').first().click();
  expect(await visible(FULL)).toBe(true);
  const warning = patrick.locator('article .warning', { hasText: 'May be out of date' }).first();
  expect(await warning.innerText()).toMatch(
    /The full text had changed since|the full text had changed since/
  );
  await patrick.getByRole('link', { name: 'Full text' }).click();
  expect(await visible(FULL)).toBe(true);
  expect(await patrick.getByText(PLAIN).count()).toBe(0);
});

it('VER-54 a version of a text without plain summaries says so', async () => {
  const helen = await journey.arrive('helen.marsh');
  await journey.go(helen, '/specifications/new');
  await helen.locator('#template-title').fill('A text without plain words');
  await helen.getByRole('button', { name: 'Start from the template' }).click();
  await helen.waitForURL(/\/specifications\/[0-9a-f-]{36}/);
  const made = new URL(helen.url()).pathname.split('/').slice(0, 3).join('/');
  await journey.go(helen, `${made}/versions`);
  await helen.getByRole('button', { name: /^Freeze version/ }).click();
  await helen.getByRole('link', { name: 'Version 1', exact: true }).click();
  await shows(helen, NO_PLAIN);
  await check(helen);
});

it('VER-47 the page says how somebody else can check the version, and both files that it gives agree', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await journey.go(patrick, `${version}?view=full`);
  const hash = await fingerprintOn(patrick);
  await patrick.getByText('How somebody else can check this text').click();
  await shows(patrick, 'npm run verify -- version.json register.json');
  const file = async (name: RegExp) => {
    const href = await patrick.getByRole('link', { name }).first().getAttribute('href');
    const answer = await patrick.request.get(journey.product.url + href);
    expect(answer.ok()).toBe(true);
    return answer.text();
  };
  const given = { version: await file(/this version as data/), register: await file(/the register/) };
  const findings = look(given);
  expect(findings.filter(({ wrong }) => wrong)).toEqual([]);
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining([
      'fingerprint-agrees',
      'register-sound',
      'in-register',
      'plain-in-register',
      'decision'
    ])
  );
  expect(findings.map(({ sentence }) => sentence).join(' ')).toContain(hash);
});

it('VER-56 the plain version is saved from the page', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await journey.go(patrick, version);
  await patrick.getByText('Save a copy').click();
  const links = patrick.locator('a[href*="text=plain"]');
  for (const kind of ['Word document', 'PDF', 'Web page', 'OpenDocument text']) {
    // The name that a screen reader tells: the style sheet keeps the hidden words apart (UI-20).
    await patrick.getByRole('link', { name: `${kind} of the plain version`, exact: true }).waitFor();
  }
  expect(await links.count()).toBe(4);
  const answer = await patrick.request.get(journey.product.url + (await links.nth(2).getAttribute('href')));
  expect(await answer.text()).toContain(PLAIN_HELPS);
});
