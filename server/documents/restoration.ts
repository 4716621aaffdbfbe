import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import { clauseHeading, clauseInDraft, restoredClause, restoredText } from '#schema/diff/restored';
import { textOf, type DocumentJson } from '#schema/document-json';
import { sha256Hex } from '../sha256';

/** Which part of a version comes back: one clause, counted from 0 for what stands before the first heading; null for all of it. */
export type RestoredPart = number | null;

export interface Restoring {
  /** What the draft would say. */
  readonly text: DocumentJson;
  /** SHA-256, hex, of what would be replaced: who restores names it, so that nobody replaces what they have not seen. */
  readonly replaces: string;
}

/** What bringing a version back makes of a draft. A clause that the version does not have is not found. */
export function restoring(
  draft: DocumentJson,
  version: DocumentJson,
  part: RestoredPart
): Restoring | Refusal {
  if (part === null) return { text: restoredText(draft, version), replaces: fingerprint(draft) };
  const text = restoredClause(draft, version, part);
  if (text === null) return refuse('not-found');
  const content = [...clauseInDraft(draft, version, part)];
  return { text, replaces: fingerprint({ type: 'doc', content }) };
}

/** The name of the part in words: the heading of a clause; empty for the whole text. */
export function partName(version: DocumentJson, part: RestoredPart): string | Refusal {
  if (part === null) return '';
  const heading = clauseHeading(version, part);
  if (heading === undefined) return refuse('not-found');
  return (heading && textOf(heading).trim()) || 'Before the first clause';
}

/** "" and nothing at all are the whole text; undefined for anything that is not a clause's number. */
export function parsePart(raw: unknown): RestoredPart | undefined {
  if (raw === undefined || raw === null || raw === '') return null;
  return typeof raw === 'string' && /^(0|[1-9]\d{0,5})$/.test(raw) ? Number(raw) : undefined;
}

/** As `Rewrite`: the restored text, unless the draft has changed since it was seen. One that says so already is left alone. */
export function restoringAsSeen(
  draft: DocumentJson,
  version: DocumentJson,
  { part, seen }: { readonly part: RestoredPart; readonly seen: string }
): DocumentJson | Refusal {
  const made = restoring(draft, version, part);
  if (isRefusal(made)) return made;
  if (canonicalDocument(made.text) === canonicalDocument(draft)) return draft;
  return made.replaces === seen ? made.text : refuse('draft-changed');
}

function fingerprint(text: DocumentJson): string {
  return sha256Hex(canonicalDocument(text));
}
