import { CANONICAL_VERSION } from '#schema/canonical';
import { withTheseClauseIds } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import type { VersionRow } from '../db/versions';
import { sha256Hex } from '../sha256';

/**
 * The document that a frozen version stands for, read from the very text that was hashed, with the ids of its clauses. Throws when the text does
 * not have the hash that was recorded: what was signed must never be shown altered.
 */
export function documentOf({
  canonical,
  hash,
  clauseIds
}: Pick<VersionRow, 'canonical' | 'hash' | 'clauseIds'>): DocumentJson {
  const found = sha256Hex(canonical);
  if (found !== hash) throw new Error('A frozen text does not have the hash it was frozen with.');
  const [version, json] = splitAtFirstLine(canonical);
  if (version !== CANONICAL_VERSION) throw new Error(`A frozen text of an unknown form: ${version}`);
  return withTheseClauseIds(JSON.parse(json) as DocumentJson, clauseIds);
}

function splitAtFirstLine(text: string): [first: string, rest: string] {
  const end = text.indexOf('\n');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}
