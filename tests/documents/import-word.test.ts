import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { createWordImport, importWord } from '#server/documents/import-word';
import { notRefused } from './read-word';
import { externalLink, paragraph, run, wordFile } from './word-file';

const falls = new Uint8Array(readFileSync('tests/fixtures/falls-service-specification.docx'));

test('IMP-27 a file is read in a process of its own, and the caller keeps its bytes', async () => {
  const imported = notRefused(await importWord(falls, 'falls.docx'));
  expect(imported.title).toBe('Community Falls and Frailty Service');
  expect(imported.report.kept.headings).toBe(30);
  expect(falls.length).toBeGreaterThan(10_000);
});

test('IMP-27 a reading that takes too long is stopped, and the next file is read', async () => {
  const impatient = createWordImport({ milliseconds: 1, heapMegabytes: 256 });
  const result = await impatient(falls, 'falls.docx');
  expect(isRefusal(result) && result.code).toBe('import-timed-out');
  const patient = createWordImport({ milliseconds: 20_000, heapMegabytes: 256 });
  expect(isRefusal(await patient(falls, 'falls.docx'))).toBe(false);
});

test('IMP-27 a reading that needs too much memory is refused, and this process lives on', async () => {
  const small = createWordImport({ milliseconds: 60_000, heapMegabytes: 32 });
  const words = Array.from({ length: 40_000 }, (_, index) =>
    paragraph(run(`paragraph ${index * 7919}`))
  ).join('');
  const result = await small(wordFile({ body: words }), 'huge.docx');
  expect(isRefusal(result) && result.code).toBe('file-suspicious');
});

test('IMP-27 ten megabytes of words that all differ, which end a thread and with it the server, are refused', async () => {
  const small = createWordImport({ milliseconds: 120_000, heapMegabytes: 256 });
  const words = Array.from({ length: 1_600_000 }, (_, index) => `w${(index * 7919).toString(36)}`);
  const body = Array.from({ length: 1600 }, (_, at) =>
    paragraph(run(words.slice(at * 1000, (at + 1) * 1000).join(' ')))
  ).join('');
  expect(await small(wordFile({ body }), 'huge.docx')).toMatchObject({ code: 'file-suspicious' });
  expect(isRefusal(await small(falls, 'falls.docx'))).toBe(false);
});

test('IMP-27 files are read one after the other, in the order in which they came', async () => {
  const read = createWordImport();
  const order: string[] = [];
  const one = (name: string) =>
    read(wordFile({ body: paragraph(run(name)) }), `${name}.docx`).then((result) => {
      order.push(notRefused(result).title);
    });
  await Promise.all([one('first'), one('second'), one('third')]);
  expect(order).toEqual(['first', 'second', 'third']);
});

test('IMP-20 what the first bytes tell is refused without waiting for a process', async () => {
  const result = await importWord(new Uint8Array(), 'empty.docx');
  expect(isRefusal(result) && result.code).toBe('file-empty');
});

test('IMP-26 nothing is fetched for pictures, templates and links', async () => {
  let connections = 0;
  const trap = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  const address = trap.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x`;
  const relation = (id: string, type: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${url}" TargetMode="External"/>`;
  const types = [
    'image',
    'attachedTemplate',
    'styles',
    'numbering',
    'footnotes',
    'header',
    'comments',
    'aFChunk'
  ];
  const file = wordFile({
    links: types.map((type, index) => relation(`t${index}`, type)).join('') + externalLink('L', url),
    body:
      paragraph(
        `${run('x')}<w:r><w:drawing><wp:inline><pic:pic r:link="t0"/></wp:inline></w:drawing></w:r><w:hyperlink r:id="L">${run('y')}</w:hyperlink>${run('')}`
      ) + '<w:altChunk r:id="t7"/>'
  });
  notRefused(await importWord(file, 'x.docx'));
  await new Promise((resolve) => trap.close(resolve));
  expect(connections).toBe(0);
});
