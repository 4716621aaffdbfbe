import { openingHref, type AtOnce, type Notice } from '#domain/notice';
import { countOf } from '#domain/words';
import { escapeHtml } from '#schema/escape-html';

/** An e-mail in words. */
export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface ToCompose {
  /** Why it is sent, and how often such e-mails come. */
  readonly kind: 'daily' | 'weekly' | 'at-once';
  /** In the order in which they are told; at least one. */
  readonly notices: readonly Pick<Notice, 'id' | 'kind' | 'sentence'>[];
  /** What links begin with, "https://concordat.example". */
  readonly origin: string;
  readonly unsubscribeUrl: string;
}

/** More would be a page, and there is one: the inbox. */
const MOST_LINES = 20;

/** Says what there is and leads to it; quotes nothing that anybody said. */
export function composeMail(given: ToCompose): ComposedMail {
  const notices = given.notices.map((notice) => ({ ...notice, sentence: oneLine(notice.sentence) }));
  const parts = {
    ...given,
    notices: notices.slice(0, MOST_LINES),
    more: Math.max(0, notices.length - MOST_LINES)
  };
  return { subject: subjectOf({ ...given, notices }), text: textOf(parts), html: htmlOf(parts) };
}

type Parts = ToCompose & { readonly more: number };

const AT_ONCE_WORDS: Record<AtOnce, string> = {
  answered: 'Your answer is here',
  'vote-today': 'Your vote is needed today'
};

function subjectOf({ kind, notices }: ToCompose): string {
  if (kind !== 'at-once') return `Concordat: ${countOf(notices.length, 'new message')}`;
  const [first] = notices;
  const words = first ? AT_ONCE_WORDS[first.kind as AtOnce] : 'New for you';
  return notices.length === 1
    ? `${words} (Concordat)`
    : `${words}, and ${notices.length - 1} more (Concordat)`;
}

const HOW_OFTEN: Record<ToCompose['kind'], string> = {
  daily: 'You get this once a day, when there is something new.',
  weekly: 'You get this once a week, on Mondays, when there is something new.',
  'at-once':
    'You get this at once because somebody may wait for you or you for them. Everything else comes together.'
};
const NO_ANSWER = 'Nobody reads answers to this e-mail. Please send no patient-identifiable data.';

function textOf({ kind, notices, more, origin, unsubscribeUrl }: Parts): string {
  return [
    'Hello,',
    '',
    'this is new for you in Concordat:',
    '',
    ...notices.flatMap(({ id, sentence }) => [`- ${sentence}`, `  ${origin}${openingHref(id)}`, '']),
    ...(more > 0 ? [`And ${more} more in your inbox.`, ''] : []),
    `Your inbox: ${origin}/inbox`,
    '',
    HOW_OFTEN[kind],
    `Choose how often: ${origin}/account/e-mail`,
    `Stop all e-mail, without signing in: ${unsubscribeUrl}`,
    '',
    NO_ANSWER,
    ''
  ].join('\n');
}

function htmlOf({ kind, notices, more, origin, unsubscribeUrl }: Parts): string {
  const items = notices.map(({ id, sentence }) => `<li>${link(origin + openingHref(id), sentence)}</li>`);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Concordat</title></head><body>',
    '<p>Hello,</p>',
    '<p>this is new for you in Concordat:</p>',
    `<ul>${items.join('')}</ul>`,
    ...(more > 0 ? [`<p>And ${more} more in your inbox.</p>`] : []),
    `<p>${link(`${origin}/inbox`, 'Your inbox')}</p>`,
    `<p>${HOW_OFTEN[kind]} ${link(`${origin}/account/e-mail`, 'Choose how often')}, or ${link(unsubscribeUrl, 'stop all e-mail, without signing in')}.</p>`,
    `<p>${NO_ANSWER}</p>`,
    '</body></html>',
    ''
  ].join('\n');
}

function link(address: string, words: string): string {
  return `<a href="${escapeHtml(address)}">${escapeHtml(words)}</a>`;
}

/** A title is text: no line break, no control character and nothing that turns the direction of what follows. */
function oneLine(words: string): string {
  return words.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
