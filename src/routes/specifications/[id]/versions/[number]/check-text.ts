import { toHex } from '#domain/bytes';
import { joinWords } from '#domain/words';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { renderDocument } from '#schema/render-html';

/** A frozen text as the page got it. */
export interface TextToCheck {
  readonly number: number;
  readonly document: DocumentJson;
  /** What the page shows. */
  readonly html: string;
  /** The fingerprint that was recorded. */
  readonly hash: string;
  readonly decisions: readonly { readonly reference: string; readonly signedBy: readonly string[] }[];
}

/**
 * "other-text": its fingerprint is another one. "other-page": what the page shows is not this text. "cannot": the
 * browser works out fingerprints only over a safe connection.
 */
export type TextCheck = 'recorded' | 'other-text' | 'other-page' | 'cannot';

type Digest = Pick<SubtleCrypto, 'digest'>;

/** Works the fingerprint out again, by the same rules as the server and from every character. Docs: canonical-document.md. */
export async function checkText(
  { document, html, hash }: TextToCheck,
  subtle: Digest | undefined = globalThis.crypto?.subtle
): Promise<TextCheck> {
  if (!subtle) return 'cannot';
  const canonical = new TextEncoder().encode(canonicalDocument(document));
  const found = toHex(new Uint8Array(await subtle.digest('SHA-256', canonical)));
  if (found !== hash) return 'other-text';
  return renderDocument(document, { headingOffset: 1 }) === html ? 'recorded' : 'other-page';
}

/** What was found, in one or two sentences. */
export function checkSentence(check: TextCheck, { number, decisions }: TextToCheck): string {
  switch (check) {
    case 'recorded':
      return `This is the text that was frozen as version ${number}: your browser has worked out its fingerprint from every character, and it is the recorded one. ${signedSentence(decisions)}`;
    case 'other-text':
      return `This is not the text that was frozen as version ${number}: its fingerprint is another one. Do not sign it, keep this page as it is, and tell whoever runs this service.`;
    case 'other-page':
      return `The text that was frozen as version ${number} has the recorded fingerprint, but this page shows something else. Do not sign it, and tell whoever runs this service.`;
    case 'cannot':
      return 'Your browser works out fingerprints only over a safe connection (https). Save the version as JSON to check it elsewhere.';
  }
}

function signedSentence(decisions: TextToCheck['decisions']): string {
  const signed = decisions.filter(({ signedBy }) => signedBy.length > 0);
  if (signed.length === 0) return 'Nobody has signed it.';
  const each = signed.map(
    ({ reference, signedBy }) => `${joinWords(signedBy)} signed it with decision ${reference}`
  );
  return `It is the one that was signed: ${joinWords(each)}.`;
}
