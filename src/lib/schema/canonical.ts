import type { DocumentJson, DocumentMark } from './document-json';

/** First line of every canonical text. A change to any rule in this file needs a new number, for old hashes must stay checkable. */
export const CANONICAL_VERSION = 'concordat-document/1';

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
type Attributes = Record<string, unknown>;

/**
 * The attributes that carry meaning, with the value that means "nothing said". Written out here and not read
 * from the schema: a library update that changed a default must not change the hash of a signed text.
 * Attributes of a listed type that are not named (column widths, link targets) are looks, and are left out.
 */
export const MEANINGFUL: Readonly<Record<string, Attributes>> = {
  doc: {},
  paragraph: { number: null },
  heading: { level: 1, number: null },
  bulletList: {},
  orderedList: { start: 1, format: 'decimal' },
  listItem: {},
  hardBreak: {},
  horizontalRule: {},
  blockquote: {},
  table: {},
  tableRow: {},
  tableHeader: { colspan: 1, rowspan: 1 },
  tableCell: { colspan: 1, rowspan: 1 },
  footnote: { text: '' },
  bold: {},
  italic: {},
  underline: {},
  strike: {},
  superscript: {},
  subscript: {},
  link: { href: null, title: null }
};

/**
 * The one canonical text of a document: `concordat-document/1`, a line feed, then JSON without spaces, keys in
 * code-unit order, strings in Unicode NFC, default attributes and empty lists left out, marks in order of name,
 * neighbouring texts with equal marks joined. Hash the UTF-8 bytes of the result. Two documents that read the
 * same have the same canonical text.
 */
export function canonicalDocument(json: DocumentJson): string {
  return `${CANONICAL_VERSION}\n${JSON.stringify(canonicalNode(json))}`;
}

/** The document that the canonical text stands for: what two texts are compared by. */
export function canonicalJson(json: DocumentJson): DocumentJson {
  return canonicalNode(json) as DocumentJson;
}

function canonicalNode(node: DocumentJson): Value {
  return sorted({
    type: node.type,
    text: node.text === undefined ? undefined : node.text.normalize('NFC'),
    attrs: nonEmpty(canonicalAttributes(node.type, node.attrs ?? {})),
    marks: nonEmpty(canonicalMarks(node.marks ?? [])),
    content: nonEmpty(joinedTexts(node.content ?? []).map(canonicalNode))
  });
}

function canonicalMarks(marks: DocumentMark[]): Value[] {
  return [...marks]
    .sort((a, b) => compare(a.type, b.type))
    .map((mark) =>
      sorted({ type: mark.type, attrs: nonEmpty(canonicalAttributes(mark.type, mark.attrs ?? {})) })
    );
}

function canonicalAttributes(type: string, attributes: Attributes): { [key: string]: Value } {
  const known = MEANINGFUL[type];
  const kept = Object.entries(attributes).filter(
    ([name, value]) =>
      value !== undefined && (known === undefined || (name in known && known[name] !== value))
  );
  return sorted(Object.fromEntries(kept));
}

/** Joins before normalising: a letter and its accent may arrive as two texts. */
function joinedTexts(nodes: DocumentJson[]): DocumentJson[] {
  const joined: DocumentJson[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.text === '') continue;
    if (last?.text !== undefined && node.text !== undefined && sameMarks(last, node)) {
      joined[joined.length - 1] = { ...last, text: last.text + node.text };
    } else {
      joined.push(node);
    }
  }
  return joined;
}

function sameMarks(a: DocumentJson, b: DocumentJson): boolean {
  return JSON.stringify(canonicalMarks(a.marks ?? [])) === JSON.stringify(canonicalMarks(b.marks ?? []));
}

function sorted(record: Record<string, unknown>): { [key: string]: Value } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => compare(a, b))
      .map(([key, value]) => [key.normalize('NFC'), canonicalValue(value)])
  );
}

function canonicalValue(value: unknown): Value {
  if (typeof value === 'string') return value.normalize('NFC');
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(canonicalValue);
  if (typeof value === 'object') return sorted(value as Record<string, unknown>);
  throw new TypeError(`a document cannot hold a ${typeof value}`);
}

function nonEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
