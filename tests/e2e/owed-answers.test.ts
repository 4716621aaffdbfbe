import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edit, read, saved } from './draft-page';
import { check, Journey, mark, pathOf, shows, typeAfter } from './journey';

let journey: Journey;
/** The reading page of the demo's specification. */
let reading = '';

beforeAll(async () => {
  journey = await Journey.start();
  const helen = await journey.arrive('helen.marsh');
  reading = await read(helen, journey.product.url);
});
afterAll(() => journey?.end());

describe('what is owed an answer', () => {
  it('ANS-12 ANS-14 ANS-17 home leads its owner to what is owed, and the card says until when', async () => {
    const helen = await journey.arrive('helen.marsh');
    await shows(helen, /the first by .* \(\d+ days? (left|late)\)|due today/);
    await helen.getByRole('link', { name: /^Answer: \d+ comments? on Integrated falls/ }).click();
    await helen.getByRole('heading', { level: 1, name: 'What is owed an answer' }).waitFor();
    await shows(helen, /the bank holidays of England are left out\. An extra one that is given only once/);
    await helen
      .locator('article', { hasText: 'Saltmere Clinic has no bus on Sundays.' })
      .getByText(/answers by/)
      .waitFor();
    await check(helen);
  });

  it('ANS-13 ANS-15 without JavaScript the list is narrowed, and a comment is handed over', async () => {
    const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
    await journey.go(helen, `${reading}/owed`);
    const cards = helen.locator('article');
    const all = await cards.count();
    await helen.getByLabel('What it is').selectOption('Question');
    await helen.getByRole('button', { name: 'Show these' }).click();
    expect(new URL(helen.url()).searchParams.get('kind')).toBe('question');
    expect(await cards.count()).toBeLessThan(all);
    const card = cards.filter({ hasText: 'What in the service actually happens' });
    await card.getByText('Hand it over, or give another day').click();
    await card.getByLabel('Who answers').selectOption({ label: 'Priya Nair, Wenmoor Vale Council' });
    await card.getByLabel('By which day').fill('2020-01-01');
    await card.getByRole('button', { name: 'Save' }).click();
    await shows(helen, /Choose a day from today on/);
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await card.getByLabel('By which day').fill(inAWeek);
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText(/Priya Nair answers by/).waitFor();

    const priya = await journey.arrive('priya.nair');
    await priya.getByRole('link', { name: /^Answer: 1 comment on Integrated falls/ }).waitFor();
  });

  it('ANS-24 ANS-25 without JavaScript two are answered at once; refused once, the ticks stay', async () => {
    const said = ['Nobody told me about the classes.', 'We never heard of the classes.'];
    for (const body of said) {
      const page = await journey.arrive('agnes.mbeki', { javaScriptEnabled: false });
      await journey.go(page, reading);
      const form = page.locator('#say-clause-scope-aims');
      await page.locator('details', { has: form }).locator('summary').last().click();
      await form.getByLabel('Your comment').fill(body);
      await form.getByRole('button', { name: 'Send the comment' }).click();
      await shows(page, body);
    }
    const helen = await journey.arrive('helen.marsh', { javaScriptEnabled: false });
    await journey.go(helen, `${reading}/owed?kind=comment`);
    for (const body of said) await helen.getByLabel(`Answer it with others: ${body}`).check();
    const form = helen.locator('form#ticked');
    await form.getByLabel('We passed it on').check();
    await form.getByLabel('Say why, in plain words').fill('The classes will be in the newsletter.');
    await form.getByRole('button', { name: 'Answer the ticked comments' }).click();
    await shows(helen, 'Say to whom it was passed.');
    for (const body of said) {
      expect(await helen.getByLabel(`Answer it with others: ${body}`).isChecked()).toBe(true);
    }
    await form.getByLabel('To whom was it passed?').fill('The newsletter of AgeWell');
    await form.getByRole('button', { name: 'Answer the ticked comments' }).click();
    await shows(helen, '2 comments have their answers now');
    expect(new URL(helen.url()).searchParams.get('kind')).toBe('comment');
    for (const body of said) expect(await helen.getByText(body).count()).toBe(0);
    await journey.go(helen, reading);
    for (const body of said) {
      const card = helen.locator('article.comment', { hasText: body });
      await card.getByText('Passed to: The newsletter of AgeWell').waitFor();
    }
  });

  it('ANS-21 ANS-22 ANS-27 words marked in the text are shown in the thread as the place of the change', async () => {
    const helen = await journey.arrive('helen.marsh');
    await edit(helen, journey.product.url);
    await typeAfter(helen, 'Wenbridge Hub, Saltmere Clinic', ' We visit at weekends.');
    await saved(helen);
    await journey.go(helen, reading);
    const card = helen.locator('article.comment', { hasText: 'Saltmere Clinic has no bus on Sundays.' });
    await card.getByText('Answer this comment').click();
    await card.getByLabel('We changed part of it').check();
    // What stood there already is no change; what was typed is kept.
    await mark(helen, 'home visits');
    await card.getByRole('button', { name: 'At the words I marked in the text' }).click();
    await card.getByLabel('Say why, in plain words').fill('At weekends we come to you.');
    await card.getByRole('button', { name: 'Give the answer' }).click();
    await card
      .getByText(/read the same when the comment was made/)
      .first()
      .waitFor();
    expect(await card.getByLabel('Say why, in plain words').inputValue()).toBe('At weekends we come to you.');
    await card.getByRole('button', { name: 'Choose another place' }).click();
    await mark(helen, 'We visit at weekends');
    await card.getByRole('button', { name: 'At the words I marked in the text' }).click();
    await card.getByText('Where the change stands: “We visit at weekends”').waitFor();
    await card.getByRole('button', { name: 'Give the answer' }).click();
    const shown = card.getByRole('group', { name: 'The answer' });
    await shown.getByText('“We visit at weekends”').waitFor();
    expect(await shown.innerText()).toMatch(/Where the change stands/);
    expect(await shown.locator('del, ins').count()).toBe(0);
    await card.getByRole('link', { name: /See all that changed since version/ }).waitFor();
    await check(helen);
  });

  it('DEC-28 DEC-29 without JavaScript a decision asks for a reason for each comment without an answer', async () => {
    const grace = await journey.arrive('grace.lindqvist', { javaScriptEnabled: false });
    const seen = await journey.arrive('grace.lindqvist');
    await journey.go(grace, '/decisions');
    await grace
      .getByRole('link', { name: /JCC-2027-004/ })
      .first()
      .click();
    await grace.getByRole('heading', { name: 'Comments without an answer' }).waitFor();
    await shows(grace, /Why it has no answer: Whether there can be a bus/);
    await journey.go(seen, pathOf(grace));
    await check(seen);

    await journey.go(grace, '/decisions/new');
    await shows(grace, /comments? by patients and carers (has|have) no answer yet/);
    const reasons = grace.getByLabel('Why this has no answer');
    for (const field of await reasons.all()) await field.fill('It is about another decision.');
    await grace.getByRole('button', { name: 'Put it to the boards' }).click();
    await shows(grace, 'Give the decision a title.');
    expect(await reasons.first().inputValue()).toBe('It is about another decision.');
    await journey.go(seen, '/decisions/new');
    await check(seen);
  });
});
