import type { ClauseId } from '#domain/ids';
import { clauseIdsOf, isClause } from './clause-ids';
import { integerAttribute, stringAttribute, textOf, type DocumentJson } from './document-json';

/** "headings": what one fills in. "everything": the words too. */
export type TemplateKeeps = 'headings' | 'everything';

/**
 * What a partnership starts its next specification from, made of one it has. Of "headings" remain the headings, hints
 * (paragraphs in italics only), the header cells of tables, and an empty paragraph wherever there were words.
 */
export function templateFrom(json: DocumentJson, keeps: TemplateKeeps): DocumentJson {
  if (keeps === 'everything') return json;
  const content: DocumentJson[] = [];
  for (const node of json.content ?? []) {
    const kept = keptOf(node);
    const before = content.at(-1);
    if (!(isEmpty(kept) && before && isEmpty(before))) content.push(kept);
  }
  return { type: 'doc', content: content.length > 0 ? content : [EMPTY] };
}

const EMPTY: DocumentJson = { type: 'paragraph' };

/** A heading that must be filled in before boards can be asked to sign. */
export interface OwnMandatory {
  readonly id: ClauseId;
  readonly heading: string;
}

/** What a text took over from the partnership's own template, as that was on the day it was started. */
export interface OwnTerms {
  readonly mandatory: readonly OwnMandatory[];
  /** The words of its hints, which nobody wrote for this text. */
  readonly hints: readonly string[];
}

export function termsOf(json: DocumentJson, mandatory: readonly string[]): OwnTerms {
  return {
    mandatory: fillableHeadings(json)
      .filter(({ id }) => mandatory.includes(id))
      .map(({ id, heading }) => ({ id, heading })),
    hints: (json.content ?? []).filter(isHint).map((hint) => textOf(hint).trim())
  };
}

/** A heading that a partnership may make mandatory. */
export interface FillableHeading extends OwnMandatory {
  readonly number: string | null;
  readonly level: number;
}

/** The headings of the two highest levels, in reading order. */
export function fillableHeadings(json: DocumentJson): FillableHeading[] {
  const ids = clauseIdsOf(json);
  return (json.content ?? []).filter(isClause).flatMap((node, index) => {
    const id = ids[index];
    const level = integerAttribute(node, 'level', { min: 1, max: 6, otherwise: 1 });
    const heading = textOf(node).trim();
    if (!id || level > 2 || heading === '') return [];
    return [{ id, heading, level, number: stringAttribute(node, 'number') }];
  });
}

function keptOf(node: DocumentJson): DocumentJson {
  if (isClause(node) || isHint(node)) return node;
  return node.type === 'table' ? emptied(node) : EMPTY;
}

function isEmpty(node: DocumentJson): boolean {
  return node.type === 'paragraph' && textOf(node) === '';
}

function isHint(node: DocumentJson): boolean {
  const words = node.content ?? [];
  const inItalics = (text: DocumentJson) => text.marks?.some(({ type }) => type === 'italic') ?? false;
  return node.type === 'paragraph' && words.length > 0 && words.every(inItalics);
}

/** A table whose cells are empty but for those of its headers. */
function emptied(node: DocumentJson): DocumentJson {
  if (node.type === 'tableHeader') return node;
  if (node.type === 'tableCell') return { ...node, content: [EMPTY] };
  return { ...node, content: (node.content ?? []).map(emptied) };
}
