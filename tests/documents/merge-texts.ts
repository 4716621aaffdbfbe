import { expect } from 'vitest';
import { isClause } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { documentFault } from '#schema/schema';
import { mergingAsSeen, type Taken } from '#server/documents/merge/merged-text';
import { mergeReport, type MergeRow } from '#server/documents/merge/merge-report';
import { documentOf, heading, paragraph } from '#tests/builders/specification';
import { notRefused } from './read-word';

export const clause = (
  id: string | null,
  words: string,
  number: string,
  ...text: string[]
): DocumentJson[] => [
  { ...heading(1, words), attrs: { level: 1, number, ...(id ? { clause: id } : {}) } },
  ...text.map(paragraph)
];
export const under = (
  id: string | null,
  words: string,
  number: string,
  ...text: string[]
): DocumentJson[] => {
  const [head, ...rest] = clause(id, words, number, ...text);
  return [{ ...head!, attrs: { ...head!.attrs, level: 2 } }, ...rest];
};

export const NEEDS = 'Falls are common and costly for older people in the vale.';
export const NIGHT = 'At night the ambulance service sends a car.';
export const DRAFT = documentOf(
  ...clause('needs', 'Population Needs', '1', NEEDS),
  ...clause('response', 'Response', '2', 'Somebody comes within two hours.', NIGHT),
  ...clause('carers', 'Carers', '3', 'Carers are asked every year how they are.'),
  ...clause('costs', 'Costs', '4', 'It costs £1,180,000 a year.')
);

export const withoutIds = (json: DocumentJson): DocumentJson => ({
  ...json,
  content: json.content!.map((node) =>
    isClause(node) ? { ...node, attrs: { ...node.attrs, clause: null } } : node
  )
});
export const differing = (draft: DocumentJson, file: DocumentJson) =>
  mergeReport(draft, file).rows.filter(({ kind }) => kind !== 'same');
export const said = (rows: readonly MergeRow[]) =>
  rows.map(({ name, kind, moved }) => [name, kind, ...(moved ? ['moved'] : [])]);
export const all = (rows: readonly MergeRow[]): Taken[] =>
  rows.map(({ key, seen, name }) => ({ key, seen, name }));
export const headings = (json: DocumentJson) => json.content!.filter(isClause).map(textOf);

export function merged(
  draft: DocumentJson,
  file: DocumentJson,
  take: (row: MergeRow) => boolean
): DocumentJson {
  const rows = mergeReport(draft, file).rows.filter(take);
  const { text } = notRefused(mergingAsSeen(draft, file, all(rows)));
  expect(documentFault(text)).toBeNull();
  return text;
}
