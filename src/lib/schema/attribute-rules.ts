import type { Attrs, NodeType, Schema } from '@tiptap/pm/model';
import { safeHref } from './allowed-links';
import { isClauseId } from './clause-ids';
import { isListFormat } from './document-json';

/** Longest values of attributes, in UTF-16 units. */
const LONGEST = { number: 200, word: 2000, listType: 20, note: 50_000 } as const;
const MOST_COLUMNS = 100;
const MOST_ROWS = 1000;
const WIDEST_COLUMN = 10_000;
const FARTHEST_START = 1_000_000;

type Rule = (value: unknown) => boolean;

const isWhole = (least: number, most: number): Rule => {
  return (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
};
const isText = (longest: number): Rule => {
  return (value) => typeof value === 'string' && value.length <= longest;
};
const orNothing = (rule: Rule): Rule => {
  return (value) => value === null || rule(value);
};
const isOneOf = (...values: readonly unknown[]): Rule => {
  return (value) => values.includes(value);
};
const isWidths: Rule = (value) =>
  Array.isArray(value) && value.length <= MOST_COLUMNS && value.every(isWhole(0, WIDEST_COLUMN));

const NUMBER = orNothing(isText(LONGEST.number));
const CELL: readonly (readonly [string, Rule])[] = [
  ['colspan', isWhole(1, MOST_COLUMNS)],
  ['rowspan', isWhole(1, MOST_ROWS)],
  ['colwidth', orNothing(isWidths)],
  ['align', isOneOf(null, 'left', 'right', 'center')]
];
const WORD = orNothing(isText(LONGEST.word));

/** What may stand in every attribute of every node and mark that has any. What is not named here is not allowed. */
const RULES: ReadonlyMap<string, ReadonlyMap<string, Rule>> = new Map([
  ['paragraph', new Map([['number', NUMBER]])],
  [
    'heading',
    new Map([
      ['number', NUMBER],
      ['clause', orNothing(isClauseId)],
      ['level', isWhole(1, 6)]
    ])
  ],
  [
    'orderedList',
    new Map<string, Rule>([
      ['format', isListFormat],
      ['start', isWhole(-FARTHEST_START, FARTHEST_START)],
      ['type', orNothing(isText(LONGEST.listType))]
    ])
  ],
  ['tableCell', new Map(CELL)],
  ['tableHeader', new Map(CELL)],
  ['footnote', new Map([['text', isText(LONGEST.note)]])],
  [
    'link',
    new Map([
      ['href', (value) => safeHref(value) !== null],
      ['target', WORD],
      ['rel', WORD],
      ['class', WORD],
      ['title', WORD]
    ])
  ]
]);

/** Whether this node or mark may have an attribute of this name with this value. */
export function isLawfulAttribute(owner: string, name: string, value: unknown): boolean {
  return RULES.get(owner)?.get(name)?.(value) ?? false;
}

/** Not declared by prosemirror-model, but every way to make a node goes through it. */
type ComputesAttributes = NodeType & { computeAttrs(given: Attrs | null): Attrs };

/** `limitSpans` brings these within their limits. */
const SPANS = ['colspan', 'rowspan'];

/**
 * Makes every node of this schema take the default where a value is not allowed: pasted HTML may say anything
 * (`<ol start="x">`), and the server refuses what this editor would otherwise write. It never throws: a node that
 * cannot be made is removed from the shared text. Answers the same schema.
 */
export function keepLawful(schema: Schema): Schema {
  for (const type of Object.values(schema.nodes) as ComputesAttributes[]) {
    if (!RULES.has(type.name)) continue;
    const compute = type.computeAttrs.bind(type);
    type.computeAttrs = (given) => compute(given && lawful(type.name, given));
  }
  return schema;
}

function lawful(owner: string, given: Attrs): Attrs {
  const isKept = ([name, value]: [string, unknown]) =>
    SPANS.includes(name) || isLawfulAttribute(owner, name, value);
  const entries = Object.entries(given);
  if (entries.every(isKept)) return given;
  const shortened = entries.map(([name, value]): [string, unknown] => [name, withinLength(owner, value)]);
  return Object.fromEntries(shortened.filter(isKept));
}

/** Nobody loses a whole note because it is too long. */
function withinLength(owner: string, value: unknown): unknown {
  return owner === 'footnote' && typeof value === 'string' ? value.slice(0, LONGEST.note) : value;
}
