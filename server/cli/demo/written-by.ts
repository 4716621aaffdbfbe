import type { DocumentJson } from '#schema/document-json';

/** What one person wrote of the demo's text: what stands under these clauses, or a few words in what others wrote. */
export interface WrittenPart {
  readonly by: string;
  /** Negative: days ago. */
  readonly day: number;
  readonly clauses?: readonly string[];
  readonly words?: string;
}

/** In this order. Headings, and the table before them, stood in the template. */
export const WRITTEN_BY: readonly WrittenPart[] = [
  {
    by: 'Helen Marsh',
    day: -44,
    clauses: ['outcomes-framework', 'scope-aims', 'scope-interdependence', 'location', 'placement']
  },
  { by: 'Dr Sam Whitlock', day: -43, clauses: ['needs-context', 'scope-population'] },
  {
    by: 'Dr Owen Pryce',
    day: -41,
    clauses: ['scope-pathway', 'scope-response', 'scope-medicines', 'scope-six-weeks', 'scope-criteria']
  },
  { by: 'Tom Adeyemi', day: -38, clauses: ['outcomes-local', 'quality'] },
  { by: 'Priya Nair', day: -36, clauses: ['scope-home-changes', 'standards'] },
  { by: 'Priya Nair', day: -35, words: ', and their carer is asked how it goes' },
  { by: 'Dr Sam Whitlock', day: -34, words: ' Carers say the first month home is the hardest.' }
];

/** The text as it stood before these parts were written. */
export function textBefore(text: DocumentJson, later: readonly WrittenPart[]): DocumentJson {
  const clauses = new Set(later.flatMap((part) => part.clauses ?? []));
  const words = later.flatMap((part) => part.words ?? []);
  let clause: unknown;
  const content = (text.content ?? []).filter((node) => {
    if (node.type === 'heading') clause = node.attrs?.clause;
    return node.type === 'heading' || !clauses.has(String(clause));
  });
  return { ...text, content: content.map((node) => without(node, words)) };
}

function without(node: DocumentJson, words: readonly string[]): DocumentJson {
  const { text, content } = node;
  if (text !== undefined)
    return { ...node, text: words.reduce((left, each) => left.replace(each, ''), text) };
  return content ? { ...node, content: content.map((child) => without(child, words)) } : node;
}
