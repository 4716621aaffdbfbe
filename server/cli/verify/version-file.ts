import { CANONICAL_VERSION, canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { canonicalPlain, PLAIN_FORM, type KeptSummary } from '#schema/plain-version';
import { sha256Hex } from '../../sha256';
import { fieldsIn, isFinding, parsed, unreadable, type Finding } from './finding';

/** A version that was saved as JSON, with the fingerprints that its words have and those that it names. */
export interface VersionFile {
  readonly title: string | null;
  /** "Version 3, frozen on 10 February 2027, WV/2027/FF/01". */
  readonly state: string | null;
  /** Worked out here. */
  readonly hash: string;
  readonly printedHash: string | null;
  /** Null: the file holds no plain summaries. */
  readonly plain: {
    readonly hash: string;
    readonly printedHash: string | null;
    readonly count: number;
  } | null;
}

const NOT_A_VERSION = unreadable(
  'not-a-version',
  'The file is JSON, but not a version that was saved as “Data (JSON)” from the page of a version.'
);

/** Reads the file, strictly: what is not a text is not guessed to be one. */
export function readVersionFile(text: string): VersionFile | Finding {
  const file = parsed(text, 'file of the version');
  if (isFinding(file)) return file;
  if (file.type !== 'doc' || !isDocument(file)) return NOT_A_VERSION;
  const about = fieldsIn(file.about) ?? {};
  const form = about.form ?? CANONICAL_VERSION;
  if (form !== CANONICAL_VERSION) return unknownForm(form);
  const plain = file.plain === undefined || file.plain === null ? null : plainIn(file.plain);
  if (plain && isFinding(plain)) return plain;
  const hash = hashOf(() => canonicalDocument(file as unknown as DocumentJson));
  if (hash === undefined) return NOT_A_VERSION;
  const { title, state } = about;
  return { title: words(title), state: words(state), hash, printedHash: words(about.sha256), plain };
}

function plainIn(value: unknown): VersionFile['plain'] | Finding {
  const plain = fieldsIn(value) ?? {};
  if (plain.form !== PLAIN_FORM) return unknownForm(plain.form);
  const { clauses } = plain;
  if (!Array.isArray(clauses) || !clauses.every(isKeptSummary)) return NOT_A_VERSION;
  const hash = hashOf(() => canonicalPlain(clauses));
  if (hash === undefined) return NOT_A_VERSION;
  return { hash, printedHash: words(plain.sha256), count: clauses.length };
}

/** Undefined when there is something in it that has no canonical form, or it is nested deeper than any text. */
function hashOf(canonical: () => string): string | undefined {
  try {
    return sha256Hex(canonical());
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function unknownForm(form: unknown): Finding {
  const named = typeof form === 'string' ? `“${form}”` : 'unnamed';
  return unreadable(
    'unknown-form',
    `The text was saved by rules that this program does not know (${named}). A newer one can check it.`
  );
}

function isKeptSummary(value: unknown): value is KeptSummary {
  const summary = fieldsIn(value);
  if (!summary) return false;
  const { clause, name, state, confirmedAt, text } = summary;
  const isText = [clause, name, state].every((each) => typeof each === 'string');
  const isMoment = confirmedAt === null || typeof confirmedAt === 'string';
  return isText && isMoment && isDocument(text);
}

/** Every node is one. Goes through them one after the other: a file may be nested deeper than a function can call itself. */
function isDocument(root: unknown): boolean {
  const waiting = [root];
  for (let at = 0; at < waiting.length; at += 1) {
    const node = fieldsIn(waiting[at]);
    if (!node || typeof node.type !== 'string') return false;
    if (node.text !== undefined && typeof node.text !== 'string') return false;
    if (node.attrs !== undefined && node.attrs !== null && !fieldsIn(node.attrs)) return false;
    const inside = [node.content ?? [], node.marks ?? []];
    if (!inside.every(Array.isArray)) return false;
    for (const list of inside as unknown[][]) for (const each of list) waiting.push(each);
  }
  return true;
}

function words(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
