import { expect, test } from 'vitest';
import { outline, readWord } from './read-word';
import {
  abstractList,
  HEADING_STYLES,
  list,
  numbered,
  paragraph,
  run,
  startAgain,
  styled
} from './word-file';

const LEGAL = abstractList(1, [
  { format: 'decimal', text: '%1.' },
  { format: 'decimal', text: '%1.%2' },
  { format: 'decimal', text: '%1.%2.%3' },
  { format: 'lowerLetter', text: '(%4)' },
  { format: 'lowerRoman', text: '(%5)' }
]);

const SIMPLE = abstractList(2, [
  { format: 'decimal', text: '%1.' },
  { format: 'lowerLetter', text: '%2)' }
]);

test('IMP-3 a pattern over several levels is filled in as Word does', () => {
  const { json } = readWord({
    numbering: LEGAL + list(1, 1),
    body: [
      numbered(1, 0, 'Scope'),
      numbered(1, 1, 'Aims'),
      numbered(1, 2, 'First'),
      numbered(1, 2, 'Second'),
      numbered(1, 1, 'Pathway'),
      numbered(1, 2, 'Again'),
      numbered(1, 0, 'Standards')
    ].join('')
  });
  expect(outline(json)).toEqual([
    'p [1.] Scope',
    'p [1.1] Aims',
    'p [1.1.1] First',
    'p [1.1.2] Second',
    'p [1.2] Pathway',
    'p [1.2.1] Again',
    'p [2.] Standards'
  ]);
});

test('IMP-3 a level that was skipped shows its start and counts as used', () => {
  const { json } = readWord({
    numbering: LEGAL + list(1, 1),
    body:
      numbered(1, 2, 'Deep at once') +
      numbered(1, 2, 'Deep again') +
      numbered(1, 1, 'Up') +
      numbered(1, 0, 'Top')
  });
  expect(outline(json)).toEqual([
    'p [1.1.1] Deep at once',
    'p [1.1.2] Deep again',
    'p [1.2] Up',
    'p [2.] Top'
  ]);
});

test('IMP-3 starts, restarts of a copy, never restarting, digits only and odd formats', () => {
  const levels = abstractList(1, [
    { format: 'upperRoman', text: 'Part %1', start: 3 },
    { format: 'decimalZero', text: '%1.%2', more: '<w:lvlRestart w:val="0"/>' },
    { format: 'ordinal', text: '%1/%3', more: '<w:isLgl/>' }
  ]);
  const { json } = readWord({
    numbering: levels + list(1, 1) + list(2, 1, startAgain(0, 7)),
    body: [
      numbered(1, 0, 'a'),
      numbered(1, 1, 'b'),
      numbered(1, 0, 'c'),
      numbered(1, 1, 'd'),
      numbered(1, 2, 'e'),
      numbered(2, 0, 'f'),
      numbered(2, 0, 'g')
    ].join('')
  });
  expect(outline(json)).toEqual([
    'p [Part III] a',
    'p [III.01] b',
    'p [Part IV] c',
    'p [IV.02] d',
    'p [4/1] e',
    'p [Part VII] f',
    'p [Part VIII] g'
  ]);
});

test('IMP-3 headings take their number from the list that is tied to their style', () => {
  const tied = abstractList(
    1,
    [1, 2].map((level) => ({
      format: 'decimal',
      text: level === 1 ? '%1' : '%1.%2',
      more: `<w:pStyle w:val="Heading${level}"/>`
    }))
  );
  const styles = [1, 2]
    .map(
      (level) =>
        `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="${level - 1}"/></w:pPr></w:style>`
    )
    .join('');
  const { json } = readWord({
    styles,
    numbering: tied + list(1, 1),
    body:
      styled('Heading1', 'One') +
      styled('Heading2', 'Two') +
      styled('Heading2', 'Unnumbered', '<w:numPr><w:numId w:val="0"/></w:numPr>') +
      styled('Heading2', 'Three')
  });
  expect(outline(json)).toEqual(['h1 [1] One', 'h2 [1.1] Two', 'h2 Unnumbered', 'h2 [1.2] Three']);
});

test('IMP-3 a list may borrow its levels from a numbering style', () => {
  const { json } = readWord({
    styles:
      '<w:style w:type="numbering" w:styleId="House"><w:name w:val="House"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    numbering: `${LEGAL}<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="House"/></w:abstractNum>${list(1, 1)}${list(2, 9)}`,
    body: numbered(2, 0, 'One') + numbered(2, 1, 'Two')
  });
  expect(outline(json)).toEqual(['p [1.] One', 'p [1.1] Two']);
});

test('IMP-4 a list goes on after other text, and a new list starts again', () => {
  const { json } = readWord({
    numbering: SIMPLE + list(1, 2) + list(2, 2, startAgain(0, 1)) + list(3, 2, startAgain(0, 5)),
    body: [
      numbered(1, 0, 'a'),
      numbered(1, 0, 'b'),
      paragraph(run('between')),
      numbered(1, 0, 'c'),
      numbered(2, 0, 'd'),
      numbered(3, 0, 'e')
    ].join('')
  });
  expect(outline(json).filter((line) => !line.includes('listItem'))).toEqual([
    'ol decimal from 1',
    '    p a',
    '    p b',
    'p between',
    'ol decimal from 3',
    '    p c',
    'ol decimal from 1',
    '    p d',
    'ol decimal from 5',
    '    p e'
  ]);
});

test('IMP-5 letters below a clause number are a list, and the clause number stays with the clause', () => {
  const { json } = readWord({
    numbering: LEGAL + list(1, 1),
    body: numbered(1, 1, 'The provider shall') + numbered(1, 3, 'listen') + numbered(1, 3, 'answer')
  });
  expect(outline(json)).toEqual([
    'p [1.1] The provider shall',
    'ol lower-alpha from 1',
    '  listItem',
    '    p listen',
    '  listItem',
    '    p answer'
  ]);
});

test('IMP-5 a level that shows nothing is no list at all', () => {
  const { json } = readWord({
    numbering: abstractList(1, [{ format: 'none', text: '' }]) + list(1, 1),
    body: numbered(1, 0, 'plain')
  });
  expect(outline(json)).toEqual(['p plain']);
});

test('IMP-2 headings by style, by parent style, by a name in another language and by outline level', () => {
  const styles = `${HEADING_STYLES}
    <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Board heading"/><w:basedOn w:val="Heading2"/></w:style>
    <w:style w:type="paragraph" w:styleId="T3"><w:name w:val="Überschrift 3"/></w:style>
    <w:style w:type="paragraph" w:styleId="Circle"><w:name w:val="Circle"/><w:basedOn w:val="Circle"/></w:style>`;
  const { json } = readWord({
    styles,
    body: [
      styled('Heading1', 'style'),
      styled('Own', 'parent'),
      styled('T3', 'language'),
      paragraph(run('outline'), '<w:outlineLvl w:val="7"/>'),
      styled('Heading1', 'not a heading', '<w:outlineLvl w:val="9"/>'),
      styled('Circle', 'circle')
    ].join('')
  });
  expect(outline(json)).toEqual([
    'h1 style',
    'h2 parent',
    'h3 language',
    'h6 outline',
    'p not a heading',
    'p circle'
  ]);
});
