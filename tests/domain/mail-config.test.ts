import { expect, it } from 'vitest';
import { readConfig } from '#server/config';

const GOOD = {
  SMTP_URL: 'smtps://concordat:a%2Fb@mail.example',
  MAIL_FROM: 'Concordat <concordat@wenmoor.example>',
  ORIGIN: 'https://concordat.example'
};
const read = (more: Record<string, string | undefined>) => readConfig({ ...GOOD, ...more }, { demo: false });

it('MSG-27 without SMTP_URL no e-mail is sent; with it, its sender and the address of links are needed', () => {
  expect(readConfig({}, { demo: false })).toMatchObject({ mail: undefined });
  expect(readConfig({ MAIL_FROM: GOOD.MAIL_FROM }, { demo: false })).toMatchObject({ mail: undefined });
  expect(read({})).toMatchObject({ mail: { smtpUrl: GOOD.SMTP_URL, from: GOOD.MAIL_FROM } });
  expect(
    read({ MAIL_FROM: 'concordat@wenmoor.example', SMTP_URL: 'smtp://10.0.0.1:2525' })
  ).not.toHaveProperty('wrong');
});

it.each([
  ['SMTP_URL', 'mail.example'],
  ['SMTP_URL', 'https://mail.example'],
  ['SMTP_URL', 'smtp://'],
  ['SMTP_URL', 'smtp://a%:b@mail.example'],
  ['MAIL_FROM', undefined],
  ['MAIL_FROM', 'Concordat'],
  ['MAIL_FROM', 'a@b, c@d'],
  ['MAIL_FROM', 'A <a@b>\r\nBcc: c@d'],
  ['ORIGIN', undefined]
])('MSG-27 %s: %s stops the start with one sentence', (name, value) => {
  expect(read({ [name]: value })).toEqual({
    wrong: expect.stringMatching(new RegExp(`^${name} must be .+\\.$`))
  });
});
