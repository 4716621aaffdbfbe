import { toHex, type Sha256 } from '#domain/bytes';
import { canonicalDocument } from './canonical';
import type { ClauseId } from '#domain/ids';
import { isClause, ownClauseId } from './clause-ids';
import { stringAttribute, textOf, type DocumentJson } from './document-json';

/** First line of what is hashed. A change to a rule in this file needs a new number; every confirmed summary is then stale once. */
const CLAUSE_VERSION = 'concordat-clause/1';

/** A clause as its plain summary is held against it: the heading, and what stands under it up to the next clause of any level. */
export interface ClauseText {
  readonly clause: ClauseId;
  /** The number that is shown before the heading, "3.2". */
  readonly number: string | null;
  readonly heading: DocumentJson;
  readonly blocks: readonly DocumentJson[];
}

/** The clauses that have an id of their own, in reading order. */
export function clauseTexts(json: DocumentJson): ClauseText[] {
  const texts: { clause: ClauseId | null; heading: DocumentJson; blocks: DocumentJson[] }[] = [];
  const taken = new Set<string>();
  for (const node of json.content ?? []) {
    if (isClause(node)) texts.push({ clause: ownClauseId(node, taken), heading: node, blocks: [] });
    else texts.at(-1)?.blocks.push(node);
  }
  return texts.flatMap(({ clause, heading, blocks }) =>
    clause ? [{ clause, number: stringAttribute(heading, 'number'), heading, blocks }] : []
  );
}

/** "3.2 Service description"; the number alone where the heading has no words. */
export function clauseName({ number, heading }: Pick<ClauseText, 'number' | 'heading'>): string {
  return [number, textOf(heading).trim()].filter((part) => part).join(' ');
}

/**
 * SHA-256, hex, of the clause's words, with their formatting, tables and notes. Where it stands in the text is no part of it:
 * numbers, the level of the heading and empty paragraphs change nothing.
 */
export function clauseHash({ heading, blocks }: ClauseText, sha256: Sha256): string {
  const words: DocumentJson = { type: 'paragraph', ...(heading.content ? { content: heading.content } : {}) };
  const content = [words, ...withoutEmpty(blocks).map(withoutNumber)];
  const canonical = canonicalDocument({ type: 'doc', content });
  return toHex(sha256(new TextEncoder().encode(`${CLAUSE_VERSION}\n${canonical}`)));
}

/** Without the paragraphs that a press of Enter leaves behind. */
export function withoutEmpty(blocks: readonly DocumentJson[]): DocumentJson[] {
  return blocks.filter((block) => block.type !== 'paragraph' || (block.content ?? []).length > 0);
}

function withoutNumber(node: DocumentJson): DocumentJson {
  if (stringAttribute(node, 'number') === null) return node;
  return { ...node, attrs: { ...node.attrs, number: null } };
}
