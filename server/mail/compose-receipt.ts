import { formatDate } from '#domain/dates';
import { escapeHtml } from '#schema/escape-html';
import type { ComposedMail } from './compose';

const WHY = 'You get this because you asked for it, signed in, on your receipts page.';
const NO_ANSWER = 'Nobody reads answers to this e-mail. Please send no patient-identifiable data.';
const KEEP = 'Whoever has this link can read what you said and what was answered, so pass it on to nobody.';

/** Carries somebody's private link to them; quotes nothing that anybody said. */
export function composeReceipt(given: {
  readonly link: string;
  readonly expiresAt: Date;
  readonly unsubscribeUrl: string;
}): ComposedMail {
  const { link, unsubscribeUrl } = given;
  const until = `It works until ${formatDate(given.expiresAt)}.`;
  const text = [
    'Hello,',
    '',
    'here you can read what you said in Concordat and what became of it, without signing in:',
    '',
    link,
    '',
    until,
    KEEP,
    '',
    WHY,
    `Stop all e-mail, without signing in: ${unsubscribeUrl}`,
    '',
    NO_ANSWER,
    ''
  ].join('\n');
  const html = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Concordat</title></head><body>',
    '<p>Hello,</p>',
    `<p>${anchor(link, 'Read what you said in Concordat and what became of it')}, without signing in.</p>`,
    `<p>${until} ${KEEP}</p>`,
    `<p>${WHY} ${anchor(unsubscribeUrl, 'Stop all e-mail, without signing in')}.</p>`,
    `<p>${NO_ANSWER}</p>`,
    '</body></html>',
    ''
  ].join('\n');
  return { subject: 'Your receipt (Concordat)', text, html };
}

function anchor(address: string, words: string): string {
  return `<a href="${escapeHtml(address)}">${escapeHtml(words)}</a>`;
}
