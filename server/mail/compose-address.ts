import { escapeHtml } from '#schema/escape-html';
import type { ComposedMail } from './compose';

const WHY =
  'Somebody who takes part in Concordat, where health services are planned, wants to hear at this address when something they said is answered.';
const IF_YOU = 'If that is you, open this and press the button. It works for seven days:';
const IF_NOT = 'If it is not, do nothing: nothing else is sent, and nobody learns that you got this.';
const NO_ANSWER = 'Nobody reads answers to this e-mail. Please send no patient-identifiable data.';

/** Asks whoever reads an address whether it is theirs. It names nobody and nothing: it may be somebody else's. */
export function composeAddress(given: {
  readonly link: string;
  readonly unsubscribeUrl: string;
}): ComposedMail {
  const { link, unsubscribeUrl } = given;
  const text = [
    ...['Hello,', '', WHY, '', IF_YOU, '', link, '', IF_NOT],
    `Have the address removed at once, without signing in: ${unsubscribeUrl}`,
    ...['', NO_ANSWER, '']
  ].join('\n');
  const html = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Concordat</title></head><body>',
    `<p>Hello,</p><p>${WHY}</p>`,
    `<p>${IF_YOU} <a href="${escapeHtml(link)}">Yes, this is my address</a>.</p>`,
    `<p>${IF_NOT} <a href="${escapeHtml(unsubscribeUrl)}">Have the address removed at once, without signing in</a>.</p>`,
    `<p>${NO_ANSWER}</p>`,
    '</body></html>',
    ''
  ].join('\n');
  return { subject: 'Is this your e-mail address? (Concordat)', text, html };
}
