import type { Truth, TrueParagraph } from '#tests/fixtures/corpus/truth';

/** How much of one kind of thing was kept. */
export interface KeepRate {
  readonly what: string;
  readonly kept: number;
  readonly of: number;
  /** The first things that were not kept. */
  readonly lost: readonly string[];
}

type Things = (truth: Truth) => readonly string[];

const CLAUSE_NUMBER = /^\d+(?:\.\d+)+\.?$/;

function isClause({ kind, label }: TrueParagraph): boolean {
  return (kind === 'heading' && label !== '') || CLAUSE_NUMBER.test(label);
}

function isListItem(each: TrueParagraph): boolean {
  return each.kind === 'item' && !isClause(each);
}

/** Every kind of thing that a person would miss, written so that what is the same is written the same. */
const KINDS: Readonly<Record<string, Things>> = {
  words: ({ paragraphs, notes }) =>
    [...paragraphs.map(({ text }) => text), ...notes].flatMap((text) => text.split(' ')),
  paragraphs: ({ paragraphs }) => paragraphs.map(({ text }) => text),
  headings: ({ paragraphs }) =>
    paragraphs.filter(({ kind }) => kind === 'heading').map(({ level, text }) => `${level} ${text}`),
  'clause numbers': ({ paragraphs }) =>
    paragraphs.filter(isClause).map(({ label, text }) => `${label.replace(/\.$/, '')} ${text}`),
  'list items': ({ paragraphs }) =>
    paragraphs.filter(isListItem).map(({ level, label, text }) => `${level} ${bare(label)} ${text}`),
  'table cells': ({ tables }) =>
    tables.flatMap((rows, table) =>
      rows.flatMap((cells, row) => cells.map(({ text }, cell) => `${table}/${row}/${cell} ${text}`))
    ),
  'merged cells': ({ tables }) =>
    tables.flatMap((rows, table) =>
      rows
        .flat()
        .filter(({ columns, rows: down }) => columns * down > 1)
        .map(({ text, columns, rows: down }) => `${table} ${columns}×${down} ${text}`)
    ),
  links: ({ links }) => links.map(({ text, href }) => `${text} → ${href}`),
  notes: ({ notes }) => notes
};

/** A number without what stands around it, and every bullet as a bullet. */
function bare(label: string): string {
  const inner = label.replace(/[().\s]/g, '');
  return /^[0-9a-zA-Z]+$/.test(inner) && inner !== 'o' ? inner : '•';
}

export function keepRates(truth: Truth, shown: Truth): KeepRate[] {
  return Object.entries(KINDS).map(([what, things]) => {
    const wanted = things(truth);
    const lost = missing(wanted, things(shown), what === 'words');
    return { what, kept: wanted.length - lost.length, of: wanted.length, lost: lost.slice(0, 5) };
  });
}

/** What is wanted and not there; in its order, except words, which are only counted: there are too many to align. */
function missing(wanted: readonly string[], there: readonly string[], anyOrder: boolean): string[] {
  return anyOrder ? missingInAnyOrder(wanted, there) : missingInOrder(wanted, there);
}

function missingInAnyOrder(wanted: readonly string[], there: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of there) left.set(each, (left.get(each) ?? 0) + 1);
  return wanted.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}

/** What is not in the longest common sequence. */
function missingInOrder(wanted: readonly string[], there: readonly string[]): string[] {
  const width = there.length + 1;
  const longest = new Uint32Array((wanted.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j]!;
  for (let i = wanted.length - 1; i >= 0; i -= 1)
    for (let j = there.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        wanted[i] === there[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lost: string[] = [];
  for (let i = 0, j = 0; i < wanted.length;) {
    if (j < there.length && wanted[i] === there[j]) [i, j] = [i + 1, j + 1];
    else if (j < there.length && at(i, j + 1) > at(i + 1, j)) j += 1;
    else lost.push(wanted[i++]!);
  }
  return lost;
}
