import type { DocumentJson } from './document-json';

export interface TemplatePart {
  /** The id of its clause: what it is, whatever it is called later. */
  readonly id: string;
  readonly heading: string;
  /** What to write there, in a sentence. */
  readonly hint: string;
  /** The header row of a table to fill in, in place of an empty paragraph. */
  readonly table?: readonly string[];
}

export interface TemplateSection extends TemplatePart {
  /** Empty, it blocks sign-off. */
  readonly mandatory: boolean;
  readonly parts: readonly TemplatePart[];
}

export interface Known {
  readonly title: string;
  readonly serviceNumber: string;
}

/** The headings a specification may start from. */
export interface SpecificationTemplate {
  /** "nhs": as forms send it. */
  readonly id: string;
  readonly name: string;
  /** For whom it is, in a sentence or two. */
  readonly about: string;
  /** Labels of the cover table; the first two are filled in with what is known. */
  readonly cover: readonly string[];
  /** Stands under the cover table. */
  readonly advice: string;
  readonly sections: readonly TemplateSection[];
}

const EMPTY_ROWS = 3;

/**
 * A new specification on a template: the cover table, the numbered headings with their sub-headings, a hint under each, and
 * an empty paragraph or table to write in. Every call gives a document of its own.
 */
export function startedFrom(template: SpecificationTemplate, known: Known): DocumentJson {
  return {
    type: 'doc',
    content: [
      coverTable(template.cover, [known.serviceNumber, known.title]),
      hint(template.advice),
      ...template.sections.flatMap(section)
    ]
  };
}

function coverTable(labels: readonly string[], values: readonly string[]): DocumentJson {
  const rows = labels.map((label, index) => ({
    type: 'tableRow',
    content: [
      { type: 'tableHeader', content: [paragraph(label)] },
      { type: 'tableCell', content: [paragraph(values[index] ?? '')] }
    ]
  }));
  return { type: 'table', content: rows };
}

function section(part: TemplateSection, index: number): DocumentJson[] {
  const number = String(index + 1);
  const own = [headingNode(1, number, part), hint(part.hint)];
  if (part.parts.length === 0) return [...own, place(part)];
  return [
    ...own,
    ...part.parts.flatMap((each, at) => [
      headingNode(2, `${number}.${at + 1}`, each),
      hint(each.hint),
      place(each)
    ])
  ];
}

/** Where people write. */
function place({ table }: TemplatePart): DocumentJson {
  if (!table) return paragraph('');
  const row = (type: string, words: readonly string[]) => ({
    type: 'tableRow',
    content: words.map((each) => ({ type, content: [paragraph(each)] }))
  });
  const empty = table.map(() => '');
  const rows = Array.from({ length: EMPTY_ROWS }, () => row('tableCell', empty));
  return { type: 'table', content: [row('tableHeader', table), ...rows] };
}

function headingNode(level: number, number: string, { id, heading }: TemplatePart): DocumentJson {
  return {
    type: 'heading',
    attrs: { level, number, clause: id },
    content: [{ type: 'text', text: heading }]
  };
}

/** Hints are in italics, so that nobody takes them for agreed text. */
function hint(text: string): DocumentJson {
  return { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'italic' }] }] };
}

function paragraph(text: string): DocumentJson {
  return text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };
}
