import { readFileSync } from 'node:fs';
import type { DocumentJson } from '#schema/document-json';
import type { ImportedDocument } from '#server/documents/read-docx';
import type { Truth } from '#tests/fixtures/corpus/truth';

/** The Word files that were made by LibreOffice and pandoc: tests/fixtures/corpus/README.md. */
export const CORPUS = ['short', 'typical', 'large', 'pasted'] as const;
export type CorpusName = (typeof CORPUS)[number];

const FOLDER = 'tests/fixtures/corpus';

export function corpusFile(name: CorpusName): Uint8Array {
  return readFileSync(`${FOLDER}/${name}.docx`);
}

export function corpusTruth(name: CorpusName): Truth {
  return JSON.parse(readFileSync(`${FOLDER}/${name}.truth.json`, 'utf8')) as Truth;
}

/** The imported text with its title in front, where the Word file has it. */
export function withTitle({ json, title }: Pick<ImportedDocument, 'json' | 'title'>): DocumentJson {
  const first: DocumentJson = { type: 'paragraph', content: [{ type: 'text', text: title }] };
  return { ...json, content: [first, ...(json.content ?? [])] };
}
