import { afterAll, beforeAll, expect, it } from 'vitest';
import { EXPERIENCE_QUESTIONS } from '#domain/experience';
import { PHONE } from '#tests/builders/browser';
import { check, Journey, shows } from './journey';

let journey: Journey;
let address: string;

beforeAll(async () => {
  journey = await Journey.start();
});
afterAll(() => journey?.end());

const [PART, ...OTHERS] = EXPERIENCE_QUESTIONS.map(({ question }) => question);

it('EXQ-1 EXQ-3 EXQ-6 a patient representative answers and changes it, without JavaScript and on a narrow phone', async () => {
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.setViewportSize({ ...PHONE, width: 320 });
  await patrick.getByRole('link', { name: /^Have your say/ }).click();
  await patrick
    .getByRole('region', { name: 'You are being consulted' })
    .getByRole('link', { name: 'More about this consultation' })
    .click();
  await patrick.getByRole('link', { name: 'Say what taking part is like' }).click();
  await shows(patrick, 'Who can see what you answer');
  await shows(patrick, 'Nobody here: no lead, no facilitator and no board sees');
  await shows(patrick, 'whoever runs the computer could look there');
  expect(await patrick.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(await patrick.locator('input[type="radio"]:checked').count()).toBe(0);
  address = patrick.url();

  const said = (question: string, answer: string) =>
    patrick.getByRole('group', { name: question }).getByRole('radio', { name: answer, exact: true });
  for (const question of OTHERS) await said(question, 'I would rather not say').check();
  await patrick.getByRole('button', { name: 'Send my answers' }).click();
  await shows(patrick, 'Choose an answer, or “I would rather not say”.');
  await shows(patrick, 'What you chose is still below.');
  for (const question of OTHERS)
    expect(await said(question, 'I would rather not say').isChecked()).toBe(true);
  await said(PART!, 'Only a little').check();
  await patrick.getByRole('button', { name: 'Send my answers' }).click();
  await shows(patrick, 'Your answers are kept.');

  await patrick.goto(address);
  expect(await said(PART!, 'Only a little').isChecked()).toBe(true);
  await said(PART!, 'Yes').check();
  await patrick.getByRole('button', { name: 'Change my answers' }).click();
  await shows(patrick, 'Your answers are kept.');
  expect(await said(PART!, 'Yes').isChecked()).toBe(true);
});

it('EXQ-6 by keyboard alone; a question left out takes focus to what is wrong', async () => {
  const grace = await journey.arrive('grace.lindqvist');
  await grace.goto(address);
  expect(await grace.locator('input[type="radio"]:checked').count()).toBe(0);
  await check(grace);
  await grace.locator('input[name="part"]').first().focus();
  await grace.keyboard.press('Space');
  for (const question of OTHERS) {
    if (question === OTHERS.at(-1)) break;
    await grace.keyboard.press('Tab');
    await grace.keyboard.press('Space');
    await grace.keyboard.press('ArrowDown');
  }
  await grace.keyboard.press('Enter');
  await shows(grace, 'Choose an answer, or “I would rather not say”.');
  await check(grace);
  await grace.getByRole('alert').focus();
  await grace.keyboard.press('Tab');
  await grace.keyboard.press('Enter');
  await grace.keyboard.press('Space');
  await grace.keyboard.press('Enter');
  await shows(grace, 'Your answers are kept.');
  expect(
    await grace
      .locator('input[type="radio"]:checked')
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value))
  ).toEqual(['yes', 'mostly', 'mostly', 'mostly', 'yes']);
});

it('EXQ-5 EXQ-10 EXQ-12 when it is over nothing is asked any more; of two answers the voice meter shows nothing', async () => {
  const grace = await journey.arrive('grace.lindqvist');
  const patrick = await journey.arrive('patrick.doyle', { javaScriptEnabled: false });
  await patrick.goto(address);
  await grace.goto(address.replace(/\/experience.*$/, ''));
  await grace.getByText('End this consultation early').click();
  await grace.getByRole('textbox', { name: /^Why it ends/ }).fill('The money is gone.');
  await grace.getByRole('button', { name: 'End it now' }).click();
  await shows(grace, 'Why it ended early: The money is gone.');

  await patrick.getByRole('button', { name: 'Change my answers' }).click();
  await shows(patrick, 'This consultation is over, so nothing was added or changed.');
  await shows(patrick, 'No consultation on this text is open');
  await patrick.getByRole('link', { name: /^What people said/ }).click();
  const few = /fewer than five people of any group answered the questions about the consultation/;
  await shows(patrick, few);
  await grace.goto(patrick.url());
  await shows(grace, few);
  await check(grace);
});
