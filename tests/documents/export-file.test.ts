import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { createFileExport, makeFile, type FileFormat } from '#server/documents/export-file';
import { NOTHING_SAID } from '#server/documents/said-beside';
import { notRefused } from './read-word';

const json: DocumentJson = {
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] }]
};
const job = (format: FileFormat) => ({
  format,
  json,
  heading: { title: 'Falls', subtitle: 'Draft', hash: 'a1' },
  said: NOTHING_SAID
});

test('EXP-16 each kind of file comes from a process of its own', async () => {
  const starts = { docx: 'PK', odt: 'PK', pdf: '%PDF-1.7' };
  for (const [format, start] of Object.entries(starts)) {
    const bytes = notRefused(await makeFile(job(format as FileFormat)));
    expect(Buffer.from(bytes).subarray(0, start.length).toString('latin1')).toBe(start);
  }
});

test('EXP-16 files are made one at a time, in the order in which they were asked for', async () => {
  const many = Array.from({ length: 3000 }, () => json.content![0]!);
  const made: string[] = [];
  const ask = async (name: string, text: DocumentJson, format: FileFormat) => {
    notRefused(await makeFile({ ...job(format), json: text }));
    made.push(name);
  };
  await Promise.all([
    ask('large', { type: 'doc', content: many }, 'pdf'),
    ask('small', json, 'odt'),
    ask('last', json, 'odt')
  ]);
  expect(made).toEqual(['large', 'small', 'last']);
});

test('EXP-16 what takes too long or needs too much is refused, and the next file is made', async () => {
  const impatient = createFileExport({ milliseconds: 1, heapMegabytes: 256 });
  expect(await impatient(job('odt'))).toMatchObject({ code: 'file-not-made' });
  const words = Array.from({ length: 60_000 }, (_, index) => ({
    type: 'paragraph',
    content: [{ type: 'text', text: `paragraph ${index * 7919}` }]
  }));
  const small = createFileExport({ milliseconds: 60_000, heapMegabytes: 32 });
  const huge = { ...job('docx'), json: { type: 'doc', content: words } };
  expect(await small(huge)).toMatchObject({ code: 'file-not-made' });
  expect(notRefused(await makeFile(job('odt'))).length).toBeGreaterThan(500);
});
