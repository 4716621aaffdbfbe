import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDocx } from '#server/documents/read-docx';
import { accepted, details, outline, readWord } from './read-word';
import { paragraph, run } from './word-file';

test('IMP-13 tracked changes of a file written by LibreOffice are counted and reported with their author', () => {
  const imported = accepted(
    readDocx(readFileSync('tests/fixtures/tracked-changes-and-comments.docx'), 'x.docx')
  );
  expect(outline(imported.json)).toEqual([
    'h1 [1] Scope',
    'p Classes run for at least twenty-four weeks. Everyone is offered a place within ten working days.',
    'h2 [1.1] Attendance',
    'p People who miss a class are telephoned. Nobody is discharged without a conversation.'
  ]);
  expect(imported.report.notKept).toEqual([
    {
      what: 'tracked-deletion',
      count: 2,
      detail: [
        { author: 'Rosa Whitlock', text: 'four' },
        { author: 'Dev Sandhu', text: 'Patients who do not attend are discharged.' }
      ]
    },
    {
      what: 'tracked-insertion',
      count: 2,
      detail: [
        { author: 'Rosa Whitlock', text: 'at least twenty-four' },
        { author: 'Dev Sandhu', text: 'Nobody is discharged without a conversation.' }
      ]
    }
  ]);
  expect(imported.report.brought).toEqual({ comments: 2, changes: 2 });
});

const del = (text: string, author = 'Ann') =>
  `<w:del w:author="${author}"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
const ins = (content: string, author = 'Ann') => `<w:ins w:author="${author}">${content}</w:ins>`;

test('IMP-13 the pieces of one change count once, and changes of two people count twice', () => {
  const imported = readWord({
    body: paragraph(ins(run('one ')) + ins(run('two ', '<w:b/>')) + ins(run('three'), 'Ben') + del('old'))
  });
  expect(details(imported, 'tracked-insertion')).toEqual([
    { author: 'Ann', text: 'one two' },
    { author: 'Ben', text: 'three' }
  ]);
  expect(details(imported, 'tracked-deletion')).toEqual([{ author: 'Ann', text: 'old' }]);
});

test('IMP-13 a deleted end mark joins two paragraphs, a deleted row goes, and a move is reported once', () => {
  const imported = readWord({
    body:
      paragraph(run('first '), '<w:rPr><w:del w:author="Ann"/></w:rPr>') +
      paragraph(run('second')) +
      `<w:p><w:moveFrom w:author="Ann">${run('moved')}</w:moveFrom></w:p>` +
      `<w:p><w:moveTo w:author="Ann">${run('moved')}</w:moveTo></w:p>` +
      `<w:tbl><w:tr><w:trPr><w:del w:author="Ann"/></w:trPr><w:tc>${paragraph(del('gone'))}</w:tc></w:tr><w:tr><w:tc>${paragraph(run('stays'))}</w:tc></w:tr></w:tbl>`
  });
  expect(outline(imported.json)).toEqual([
    'p first second',
    'p moved',
    'table',
    '  tableRow',
    '    td 1x1',
    '      p stays'
  ]);
  expect(details(imported, 'tracked-move')).toEqual([{ author: 'Ann', text: 'moved' }]);
  expect(details(imported, 'tracked-deletion')).toEqual([{ author: 'Ann', text: 'gone' }]);
});

test('IMP-13 tracked formatting is counted', () => {
  const imported = readWord({ body: paragraph(run('bold now', '<w:b/><w:rPrChange w:author="Ann"/>')) });
  expect(details(imported, 'tracked-formatting')).toEqual([{ author: 'Ann', text: 'bold now' }]);
});
