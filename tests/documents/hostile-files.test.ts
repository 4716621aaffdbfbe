import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { readDocx } from '#server/documents/read-docx';
import { accepted, outline } from './read-word';
import { externalLink, paragraph, protectedFile, run, styled, wordFile } from './word-file';

const MEBIBYTE = 1024 * 1024;
const HARMLESS = { body: paragraph(run('harmless')) };

function codeOf(bytes: Uint8Array): string {
  const result = readDocx(bytes, 'file.docx');
  return isRefusal(result) ? result.code : 'accepted';
}

/** A copy with a 16- or 32-bit number changed in the central directory entry of one file. */
function patchedEntry(
  bytes: Uint8Array,
  name: string,
  field: number,
  value: number,
  size: 2 | 4 = 4
): Uint8Array {
  const copy = Buffer.from(bytes);
  let at = copy.indexOf('PK\x01\x02', 0, 'latin1');
  while (at !== -1) {
    const found = copy.toString('latin1', at + 46, at + 46 + copy.readUInt16LE(at + 28));
    if (found === name) {
      if (size === 2) copy.writeUInt16LE(value, at + field);
      else copy.writeUInt32LE(value, at + field);
      return new Uint8Array(copy);
    }
    at = copy.indexOf('PK\x01\x02', at + 4, 'latin1');
  }
  throw new Error(`no entry ${name}`);
}

test('IMP-20 files that are not Word files are refused, each with its code', () => {
  const calc = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
  const ole = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(2048)
  ]);
  const odt = zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8('<x/>')
  });
  expect(codeOf(new Uint8Array())).toBe('file-empty');
  expect(codeOf(new Uint8Array(20 * MEBIBYTE + 1))).toBe('file-too-large');
  expect(codeOf(strToU8('%PDF-1.7\n'))).toBe('file-not-docx');
  expect(codeOf(strToU8('plain words'))).toBe('file-not-docx');
  expect(codeOf(ole)).toBe('file-not-docx');
  expect(codeOf(odt)).toBe('file-not-docx');
  expect(codeOf(zipSync({ 'a.txt': strToU8('a') }))).toBe('file-not-docx');
  expect(codeOf(wordFile({ ...HARMLESS, mainType: calc }))).toBe('file-not-docx');
});

test('IMP-21 a protected file is refused, as a whole or in one entry', () => {
  expect(codeOf(protectedFile())).toBe('file-protected');
  expect(codeOf(patchedEntry(wordFile(HARMLESS), 'word/document.xml', 8, 1, 2))).toBe('file-protected');
});

test('IMP-22 macros are refused by entry and by type', () => {
  expect(codeOf(wordFile({ ...HARMLESS, more: { 'word/vbaProject.bin': strToU8('x') } }))).toBe(
    'file-has-macros'
  );
  const mainType = 'application/vnd.ms-word.document.macroEnabled.main+xml';
  expect(codeOf(wordFile({ ...HARMLESS, mainType }))).toBe('file-has-macros');
});

test('IMP-23 a part that unpacks to more than a hundred times its size is refused', () => {
  const bomb = wordFile({ ...HARMLESS, more: { 'word/media/big.bin': new Uint8Array(12 * MEBIBYTE) } });
  expect(bomb.length).toBeLessThan(100_000);
  expect(codeOf(bomb)).toBe('file-suspicious');
});

test('IMP-23 a part that unpacks to more than it declares is stopped', () => {
  const spaces = ' '.repeat(900_000);
  const honest = wordFile({ body: `${spaces}${paragraph(run('x'))}` });
  expect(codeOf(honest)).toBe('accepted');
  expect(codeOf(patchedEntry(honest, 'word/document.xml', 24, 500))).toBe('file-suspicious');
  expect(codeOf(patchedEntry(honest, 'word/document.xml', 24, 950_000))).toBe('file-damaged');
});

test('IMP-23 too many entries, declared sizes beyond the limit, repeated names and overlapping entries are refused', () => {
  const many = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [`x/${index}`, new Uint8Array()])
  );
  const two = wordFile({ ...HARMLESS, more: { 'word/a.xml': strToU8('one'), 'word/b.xml': strToU8('two') } });
  expect(codeOf(wordFile({ ...HARMLESS, more: many }))).toBe('file-suspicious');
  expect(codeOf(patchedEntry(two, 'word/a.xml', 24, 0xfffffff0))).toBe('file-suspicious');
  const repeated = wordFile({ ...HARMLESS, more: { 'WORD/document.xml': strToU8('x') } });
  expect(codeOf(repeated)).toBe('file-suspicious');
  expect(codeOf(patchedEntry(two, 'word/b.xml', 42, 0))).toBe('file-suspicious');
});

test('IMP-24 document types and entities are refused', () => {
  const body = (before: string) =>
    strToU8(
      `<?xml version="1.0"?>${before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>`
    );
  const external = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  const laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;">]>';
  for (const type of [external, laughs]) {
    expect(codeOf(wordFile({ ...HARMLESS, more: { 'word/document.xml': body(type) } }))).toBe(
      'file-suspicious'
    );
  }
  expect(codeOf(wordFile({ ...HARMLESS, more: { 'word/document.xml': body('') } }))).toBe('file-damaged');
});

test('IMP-24 XML nested beyond the limit is refused', () => {
  const deep = (depth: number) => '<w:smartTag>'.repeat(depth) + run('x') + '</w:smartTag>'.repeat(depth);
  expect(codeOf(wordFile({ body: paragraph(deep(200)) }))).toBe('accepted');
  expect(codeOf(wordFile({ body: paragraph(deep(300)) }))).toBe('file-suspicious');
});

test('IMP-24 more XML than any specification holds is refused', () => {
  const words = Array.from({ length: 81_000 }, (_, index) => paragraph(run(String(index * 7919)))).join('');
  expect(codeOf(wordFile({ body: words }))).toBe('file-suspicious');
});

const times = (count: number, xml: string) => xml.repeat(count);
const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const chain = Array.from(
  { length: 20_000 },
  (_, index) =>
    `<w:style w:styleId="s${index}"><w:name w:val="n${index * 7919}"/><w:basedOn w:val="s${index + 1}"/></w:style>`
).join('');

test.each([
  ['fields in fields', paragraph(times(20_000, mark('begin') + mark('separate')) + times(20_000, run('x')))],
  [
    'comments that never end',
    times(50_000, '<w:commentRangeStart w:id="1"/>') + paragraph(times(20_000, run('x')))
  ],
  ['nothing but line breaks', paragraph(`<w:r>${times(200_000, '<w:br/>')}</w:r>`)],
  ['nothing but rows', `<w:tbl>${times(150_000, '<w:tr/>')}</w:tbl>`],
  ['styles on styles', times(20_000, styled('s0', 'x'))],
  [
    'rows that are merged with the first',
    `<w:tbl>${times(30_000, '<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr>')}</w:tbl>`
  ]
])('IMP-24 XML made to be slow or to overflow is read all the same: %s', (_, body) => {
  // Random words beside it keep the archive under the packing ratio, which would refuse it first.
  const padding = Array.from({ length: 60_000 }, (_value, index) => (index * 2654435761) % 4294967296).join(
    ' '
  );
  expect(codeOf(wordFile({ styles: chain, body: `${body}<!--${padding}-->` }))).toBe('accepted');
});

test('IMP-25 no cut makes the reader throw or accept half a file', () => {
  const whole = readFileSync('tests/fixtures/tracked-changes-and-comments.docx');
  for (let length = 1; length < whole.length; length += 61) {
    expect(['file-damaged', 'file-not-docx']).toContain(codeOf(whole.subarray(0, length)));
  }
});

test('IMP-25 no changed byte makes the reader throw', () => {
  const whole = new Uint8Array(readFileSync('tests/fixtures/tracked-changes-and-comments.docx'));
  const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const copy = whole.slice();
      for (const [at, byte] of changes) copy[at] = byte;
      expect(() => readDocx(copy, 'x.docx')).not.toThrow();
    }),
    { numRuns: 150, seed: 20270210 }
  );
});

test('IMP-25 a file without a body or a main part is damaged', () => {
  const noBody = strToU8(
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
  );
  expect(codeOf(wordFile({ ...HARMLESS, more: { 'word/document.xml': noBody } }))).toBe('file-damaged');
  expect(codeOf(wordFile({ ...HARMLESS, more: { '_rels/.rels': strToU8('<x/>') } }))).toBe('file-damaged');
});

test('IMP-26 names that point outside the archive are ignored, and so are outside targets', () => {
  const styles =
    '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="../../../../etc/passwd"/>' +
    '<Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="file:///etc/passwd" TargetMode="External"/>';
  const imported = accepted(
    readDocx(
      wordFile({
        ...HARMLESS,
        links: styles + externalLink('a', 'http://169.254.169.254/'),
        more: { '../../evil.sh': strToU8('x'), '/etc/x': strToU8('x') }
      }),
      'x.docx'
    )
  );
  expect(outline(imported.json)).toEqual(['p harmless']);
});
