import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { canonicalDocument } from '#schema/canonical';
import { fromAnchor } from '#server/documents/anchor';
import { importedDraft } from '#server/documents/imported-draft';
import { readDocx } from '#server/documents/read-docx';
import { corpusFile } from './corpus/corpus';
import { aboutWords, accepted, readWord, reported } from './read-word';
import { paragraph, run, wordFile } from './word-file';

const begin = (id: number) => `<w:commentRangeStart w:id="${id}"/>`;
const end = (id: number) => `<w:commentRangeEnd w:id="${id}"/>${reference(id)}`;
const reference = (id: number) => `<w:r><w:commentReference w:id="${id}"/></w:r>`;
const said = (id: number, words: string, author = 'Ann') =>
  `<w:comment w:id="${id}" w:author="${author}">${paragraph(run(words))}</w:comment>`;
const del = (text: string, author = 'Ann') =>
  `<w:del w:author="${author}"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
const ins = (text: string, author = 'Ann') => `<w:ins w:author="${author}">${run(text)}</w:ins>`;

test('IMP-14 every comment of a large file stands on the words it was about, with the name in the file', () => {
  const imported = accepted(readDocx(corpusFile('large'), 'large.docx'));
  expect(imported.remarks).toHaveLength(60);
  const about = aboutWords(imported);
  const found = imported.remarks.map(({ claimedAuthor, body }, index) => [claimedAuthor, body, about[index]]);
  expect(found[1]).toEqual(['Helen Marsh', 'Is this the registered or the resident figure?', '65 or over']);
  expect(found).toContainEqual([
    'Martin Frain',
    'Cabinet will ask how firm years 2 and 3 are for P4.',
    'planning figures'
  ]);
  expect(found.at(-1)).toEqual([
    'Martin Frain',
    'Legal to confirm that interest between us is allowed.',
    'An over-spend'
  ]);
  expect(new Set(found.map(([author]) => author)).size).toBe(12);
  expect(imported.report.brought).toEqual({ comments: 60, changes: 0 });
  expect(reported(imported, 'comment')).toBe(0);
});

test('IMP-14 a comment over several paragraphs is about all their words, two comments may overlap, and no trace stays in the text', () => {
  const imported = readWord({
    comments: said(1, 'Why?') + said(2, 'Who?', 'Ben'),
    body: `${paragraph(run('out ') + begin(1) + run('one '))}${paragraph(run('two ') + begin(2) + run('three', '<w:b/>') + end(1) + run(' four') + end(2) + run(' out'))}`
  });
  expect(aboutWords(imported)).toEqual(['one two three', 'three four']);
  const plain = readWord({
    body: `${paragraph(run('out one '))}${paragraph(run('two ') + run('three', '<w:b/>') + run(' four out'))}`
  });
  expect(canonicalDocument(imported.json)).toBe(canonicalDocument(plain.json));
});

test('IMP-14 replies stand under their comment, in their order, and a circle of replies harms nothing', () => {
  const withId = (id: number, paraId: string, words: string) =>
    `<w:comment w:id="${id}" w:author="A${id}"><w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="${paraId}">${run(words)}</w:p></w:comment>`;
  const extended = (entries: string) => ({
    'word/commentsExtended.xml': new TextEncoder().encode(
      `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">${entries}</w15:commentsEx>`
    )
  });
  const relation =
    '<Relationship Id="cx" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>';
  const file = (entries: string) =>
    wordFile({
      comments: withId(1, '0A', 'Why?') + withId(2, '0B', 'Because.') + withId(3, '0C', 'I see.'),
      body: paragraph(begin(1) + begin(2) + begin(3) + run('here') + end(1) + end(2) + end(3)),
      links: relation,
      more: extended(entries)
    });
  const reply = (paragraphId: string, parent: string) =>
    `<w15:commentEx w15:paraId="${paragraphId}" w15:paraIdParent="${parent}"/>`;
  const threaded = accepted(readDocx(file(reply('0B', '0A') + reply('0C', '0A')), 'x.docx'));
  expect(threaded.remarks).toMatchObject([
    {
      claimedAuthor: 'A1',
      body: 'Why?',
      replies: [
        { claimedAuthor: 'A2', body: 'Because.' },
        { claimedAuthor: 'A3', body: 'I see.' }
      ]
    }
  ]);
  expect(threaded.report.brought).toEqual({ comments: 3, changes: 0 });
  const circle = accepted(readDocx(file(reply('0B', '0C') + reply('0C', '0B')), 'x.docx'));
  expect(circle.remarks.length).toBeGreaterThan(0);
});

test('IMP-34 a comment that is about no words stands at the word before it, else after it; one on the title at the first word', () => {
  const imported = readWord({
    styles: '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>',
    comments: said(1, 'on the title') + said(2, 'after three') + said(3, 'before four') + said(4, 'nowhere'),
    body:
      paragraph(begin(1) + run('The title') + end(1), '<w:pStyle w:val="Title"/>') +
      paragraph(run('one two three') + reference(2)) +
      paragraph(reference(3) + run('four five'))
  });
  expect(imported.remarks.map(({ body }) => body)).toEqual([
    'on the title',
    'after three',
    'before four',
    'nowhere'
  ]);
  expect(aboutWords(imported)).toEqual(['one', 'three', 'four', 'one']);
});

test('IMP-32 a tracked insertion, deletion and replacement become suggestions at their place, with the wording before and after', () => {
  const imported = readWord({
    body: [
      paragraph(run('We meet ') + ins('often') + run('.')),
      paragraph(run('We meet ') + del('never ') + run('again.')),
      paragraph(run('It takes ') + del('four') + ins('two') + run(' weeks.')),
      paragraph(run('It takes ') + ins('six', 'Ben') + del('nine', 'Ben') + run(' days.')),
      paragraph(run('By ') + del('one', 'Ann') + ins('other', 'Ben') + run(' person.')),
      paragraph(del('Gone.')),
      paragraph(run('Stays.'))
    ].join('')
  });
  const about = aboutWords(imported);
  const found = imported.remarks.map(({ wording, claimedAuthor }, index) => [
    wording?.before,
    wording?.after,
    claimedAuthor,
    about[index]
  ]);
  expect(found).toEqual([
    ['', 'often', 'Ann', 'often'],
    ['never', '', 'Ann', 'meet '],
    ['four', 'two', 'Ann', 'two'],
    ['nine', 'six', 'Ben', 'six'],
    ['one', '', 'Ann', 'By '],
    ['', 'other', 'Ben', 'other'],
    ['Gone.', '', 'Ann', 'Stays.']
  ]);
  expect(imported.remarks.map(({ body }) => body).slice(0, 3)).toEqual([
    'In the Word file these words were added: “often”',
    'In the Word file these words were struck out: “never”',
    'In the Word file “four” was changed to “two”'
  ]);
});

test('IMP-33 what looks like an NHS number or a phone number is left out of comments, changes and report, and counted', () => {
  const nhs = '943 476 5919';
  const imported = readWord({
    comments: said(1, `Ring 020 7946 0018`) + said(2, 'Fine.') + said(3, `Patient ${nhs}`, 'Ben'),
    body:
      paragraph(
        begin(1) + run('one') + end(1) + begin(2) + run(' two') + end(2) + begin(3) + run(' three') + end(3)
      ) + paragraph(run('Left ') + del(`number ${nhs}`) + run('out.'))
  });
  expect(imported.remarks.map(({ body }) => body)).toEqual(['Fine.']);
  expect(reported(imported, 'personal-data')).toBe(3);
  expect(reported(imported, 'comment')).toBe(0);
  expect(reported(imported, 'tracked-deletion')).toBe(1);
  expect(JSON.stringify(imported)).not.toMatch(/943 476 5919|7946/);
});

test('IMP-35 of more than 500 comments and 300 changes the rest are only counted', () => {
  const ids = Array.from({ length: 510 }, (_, index) => index + 1);
  const imported = readWord({
    comments: ids.map((id) => said(id, `number ${id}`)).join(''),
    body: ids.map((id) => paragraph(begin(id) + run(`word ${id}`) + end(id) + ins(` new ${id}`))).join('')
  });
  expect(imported.report.brought).toEqual({ comments: 500, changes: 300 });
  expect(reported(imported, 'comment')).toBe(10);
  expect(reported(imported, 'tracked-insertion')).toBe(510);
});

test('IMP-14 anchors follow the words of the stored draft', () => {
  const file = readFileSync('tests/fixtures/tracked-changes-and-comments.docx');
  const imported = accepted(readDocx(file, 'x.docx'));
  const { bytes, remarks } = importedDraft(imported);
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, bytes);
  expect(remarks[0]).toMatchObject({ claimedAuthor: 'Rosa Whitlock', quote: 'Everyone is offered a place' });
  const { from, to } = imported.remarks[0]!;
  expect(fromAnchor(ydoc, remarks[0]!.anchor)).toEqual({ from, to });
  expect(remarks).toHaveLength(4);
});
