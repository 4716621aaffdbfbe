/** A mark as ProseMirror writes it in JSON: bold, a link, … */
export type DocumentMark = { type: string; attrs?: Record<string, unknown> };

/** A node as ProseMirror writes it in JSON. The root has `type: 'doc'`. */
export type DocumentJson = {
  type: string;
  attrs?: Record<string, unknown>;
  content?: DocumentJson[];
  marks?: DocumentMark[];
  text?: string;
};

/** The numbering of an ordered list, in CSS words. */
export const LIST_FORMATS = ['decimal', 'lower-alpha', 'upper-alpha', 'lower-roman', 'upper-roman'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export function isListFormat(value: unknown): value is ListFormat {
  return LIST_FORMATS.some((format) => format === value);
}

/** How a numbered list counts; decimal when it says nothing that is known. */
export function listFormatOf(list: DocumentJson): ListFormat {
  const format = list.attrs?.format;
  return isListFormat(format) ? format : 'decimal';
}

const LEAVES = new Set(['footnote', 'hardBreak', 'horizontalRule']);

/** How many ProseMirror positions a node takes: UTF-16 units for text, 1 for a leaf, 2 more than its content otherwise. */
export function nodeSize(node: DocumentJson): number {
  if (node.text !== undefined) return node.text.length;
  return LEAVES.has(node.type) ? 1 : 2 + contentSize(node);
}

export function contentSize(node: DocumentJson): number {
  return (node.content ?? []).reduce((size, child) => size + nodeSize(child), 0);
}

/** The words of a node without marks or numbers; a line break counts as a space, a footnote as nothing. */
export function textOf(node: DocumentJson): string {
  if (node.text !== undefined) return node.text;
  if (node.type === 'hardBreak') return ' ';
  return (node.content ?? []).map(textOf).join('');
}

/** A string attribute, or null when it is absent, empty or of another type. */
export function stringAttribute(node: { attrs?: Record<string, unknown> }, name: string): string | null {
  const value = node.attrs?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A whole-number attribute within limits, or the fallback. */
export function integerAttribute(
  node: { attrs?: Record<string, unknown> },
  name: string,
  limits: { min: number; max: number; otherwise: number }
): number {
  const value = node.attrs?.[name];
  const fits =
    typeof value === 'number' && Number.isInteger(value) && value >= limits.min && value <= limits.max;
  return fits ? value : limits.otherwise;
}
