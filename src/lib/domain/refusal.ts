/**
 * An expected "no". Every refusal a person or a script can meet is declared here once: its code is stable,
 * its sentence is plain, its status is the HTTP status used by pages and by /api/v1.
 * A refusal is a value, never thrown; what is thrown is a bug.
 */
const REFUSALS = {
  // Who you are and what you may do
  'signed-out': {
    status: 401,
    message: 'You are signed out. Sign in again to go on; what you typed is kept.'
  },
  'wrong-sign-in': { status: 400, message: 'That e-mail address and password do not match.' },
  'wrong-password': { status: 400, message: 'That is not your password. Nothing was signed.' },
  'too-many-tries': { status: 429, message: 'Too many tries. Wait a few minutes and try again.' },
  'not-allowed': { status: 403, message: 'Your role does not allow this.' },
  'cross-site': { status: 403, message: 'This request came from another site and was refused.' },
  'not-found': { status: 404, message: 'There is nothing here, or you may not see it.' },
  'set-up-link-invalid': { status: 403, message: 'This set-up link is not valid or was already used.' },
  'set-up-done': { status: 409, message: 'Concordat is already set up here. Sign in instead.' },
  'wrong-address': {
    status: 403,
    message: 'This link is for another e-mail address. Type the one to which it was sent.'
  },
  'link-not-valid': {
    status: 404,
    message:
      'This link does not work. It may be incomplete, have run out, have been withdrawn or have been used already. Ask whoever gave it to you for a new one.'
  },
  'sign-out-first': {
    status: 409,
    message:
      'You are signed in as somebody who is not in this partnership. Sign out, then open the link again.'
  },
  // What you sent
  'invalid-input': { status: 400, message: 'Something in this form is not right.' },
  'missing-field': { status: 400, message: 'Something needed was left empty.' },
  'too-long': { status: 400, message: 'This is too long.' },
  'unknown-option': { status: 400, message: 'One of the options is not part of this ballot.' },
  'incomplete-ranking': { status: 400, message: 'Rank every option once: each needs a place of its own.' },
  'personal-data': {
    status: 400,
    message:
      'This looks like it holds an NHS number, a phone number or an e-mail address. Take it out, then send it again.'
  },
  'group-too-small': {
    status: 400,
    message:
      'Fewer than five people here could have written this, so it would be easy to guess that it was you. It can only be sent by name. What you typed is kept.'
  },
  // Files
  'file-missing': { status: 400, message: 'Choose a Word file first.' },
  'file-empty': { status: 400, message: 'This file is empty.' },
  'file-too-large': { status: 413, message: 'This file is too large. The limit is 20 MB.' },
  'file-not-docx': { status: 400, message: 'This is not a Word .docx file.' },
  'file-has-macros': {
    status: 400,
    message: 'This Word file holds macros. Save it as .docx without macros first.'
  },
  'file-suspicious': {
    status: 400,
    message: 'This file unpacks to far more than a Word file should, so it was not opened.'
  },
  'file-damaged': { status: 400, message: 'This Word file is damaged and could not be read.' },
  'file-protected': {
    status: 400,
    message: 'This Word file is protected by a password. Remove it and try again.'
  },
  'file-not-made': {
    status: 503,
    message: 'This file could not be made just now. Try again in a moment, or choose another kind of file.'
  },
  'import-timed-out': { status: 400, message: 'Reading this file took too long, so it was stopped.' },
  // What changed meanwhile
  'passage-changed': {
    status: 409,
    message: 'The words you marked were changed meanwhile. Mark the passage again; your comment is kept.'
  },
  'clause-changed': {
    status: 409,
    message: 'The clause was changed since you read it. Read it again, then confirm. Nothing was confirmed.'
  },
  'summary-changed': {
    status: 409,
    message: 'Somebody changed the summary meanwhile. Read it again; what you typed is kept.'
  },
  'too-hard-to-read': {
    status: 409,
    message:
      'This summary is over grade 14, which is too hard for most people, so it was not confirmed. What is written is kept. Make the sentences and the words shorter, then confirm it.'
  },
  'nothing-to-confirm': { status: 409, message: 'There are no words in this summary yet.' },
  'term-taken': { status: 409, message: 'This word is in the glossary already.' },
  'draft-changed': {
    status: 409,
    message:
      'The draft has changed since you opened this page, so nothing was brought back. See what would change now.'
  },
  'merge-gone': {
    status: 409,
    message:
      'This file is not kept any more: it was used, given up or replaced, or a day has passed. Nothing was changed. Choose the file again.'
  },
  'suggestion-overtaken': {
    status: 409,
    message:
      'The words that this suggestion replaces were changed meanwhile, so it was not accepted. Nothing was changed.'
  },
  'consultation-open': {
    status: 409,
    message: 'A consultation on this specification is open already. End it first, or wait until it is over.'
  },
  'consultation-over': { status: 409, message: 'This consultation is over already.' },
  'nothing-changed': {
    status: 409,
    message:
      'The words that this answer points to read the same when the comment was made, so it cannot say that they were changed. Point to the place that did change. Or say that the text was not changed, also where it said so already, or that it was passed on. What you typed is kept.'
  },
  'already-answered': { status: 409, message: 'Someone has answered this already.' },
  'no-answer-owed': { status: 409, message: 'No answer was promised to this.' },
  'not-answered-yet': { status: 409, message: 'This has no answer yet, so it cannot be published.' },
  'already-published': { status: 409, message: 'This is published already.' },
  'already-withdrawn': { status: 409, message: 'This was withdrawn by its writer, or removed.' },
  'already-reviewed': { status: 409, message: 'This was looked at and decided already.' },
  'ballot-closed': { status: 409, message: 'This ballot has closed, so the vote was not counted.' },
  'ballot-open': { status: 409, message: 'This ballot is still open.' },
  'already-voted': { status: 409, message: 'You have voted in this ballot already. One person, one vote.' },
  'all-entered': {
    status: 409,
    message: 'All votes that this group was to give on paper or by telephone are entered.'
  },
  'not-on-roll': { status: 403, message: 'You were not on the electoral roll when this ballot opened.' },
  'version-changed': {
    status: 409,
    message: 'The text or the decision changed since you read it. Read it again before you sign.'
  },
  'name-taken': { status: 409, message: 'Your partnership has a template of this name already.' },
  'not-ready': {
    status: 409,
    message: 'This version is not ready for sign-off. Its clause map says what is missing.'
  },
  'comments-unanswered': {
    status: 409,
    message:
      'Comments by patients and carers have no answer yet. Answer them, or say for each why it has none.'
  },
  'already-resolved': { status: 409, message: 'Someone has resolved this already.' },
  'reference-taken': { status: 409, message: 'Another decision has this reference already.' },
  'already-signed': { status: 409, message: 'You have answered this decision already.' },
  'decision-closed': { status: 409, message: 'This decision is no longer open for signing.' },
  'nothing-to-freeze': {
    status: 409,
    message: 'This specification is still empty, so there is nothing to freeze.'
  },
  'text-damaged': {
    status: 409,
    message: 'Part of this text is damaged and cannot be frozen. Take that part out, then freeze again.'
  },
  // The real-time socket
  'read-only': { status: 403, message: 'You can read this text but not change it.' },
  'edit-out-of-order': {
    status: 409,
    message: 'An edit arrived before the one it builds on, so it is asked for again.'
  },
  'malformed-update': { status: 400, message: 'An edit arrived damaged and was not taken in.' },
  'does-not-fit': {
    status: 409,
    message: 'Your last change does not fit this document, so it was not saved.'
  },
  'not-your-words': {
    status: 403,
    message: 'This change came under the name of somebody else, so it was not saved.'
  },
  'message-too-large': { status: 413, message: 'This change is too large to send at once.' },
  'too-fast': { status: 429, message: 'Changes are arriving faster than they can be checked.' },
  'reload-needed': {
    status: 409,
    message: 'Concordat has been updated. Reload this page to go on writing.'
  },
  'document-full': {
    status: 413,
    message: 'This text has reached the largest size there is. Take something out before you add more.'
  },
  'draft-locked': {
    status: 409,
    message: 'This text is closed for editing, so nobody can change it just now.'
  },
  'not-stored': { status: 503, message: 'The change could not be stored just now.' }
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  /** One plain sentence for the person. */
  readonly message: string;
  /** The form field it is about, when there is one. */
  readonly field?: string;
}

export function refuse(code: RefusalCode, more: { message?: string; field?: string } = {}): Refusal {
  const message = more.message ?? REFUSALS[code].message;
  return more.field === undefined
    ? { refused: true, code, message }
    : { refused: true, code, message, field: more.field };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Partial<Refusal>).refused === true;
}

/** The HTTP status that goes with a refusal. */
export function statusOf(refusal: Refusal): number {
  return REFUSALS[refusal.code].status;
}
