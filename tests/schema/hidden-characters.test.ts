import { expect, test } from 'vitest';
import { hiddenSentence } from '#domain/hidden-characters';
import { hiddenCharacters } from '#schema/hidden-in-document';
import type { DocumentJson } from '#schema/document-json';

const text = (words: string, href?: string): DocumentJson => ({
  type: 'text',
  text: words,
  ...(href ? { marks: [{ type: 'link', attrs: { href } }] } : {})
});
const paragraph = (...content: DocumentJson[]): DocumentJson => ({ type: 'paragraph', content });
const heading = (number: string, words: string): DocumentJson => ({
  type: 'heading',
  attrs: { level: 1, number },
  content: [text(words)]
});
const doc = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });

test('HID-3 each is named with its place and the words around it, with the character made visible', () => {
  const json = doc(
    paragraph(text('A\u200b service')),
    heading('3.4', 'Acceptance criteria'),
    paragraph(
      text('Somebody comes within '),
      text('\u202esruoh 2'),
      text(' if nobody is hurt and all is well.')
    ),
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [{ type: 'tableCell', content: [paragraph(text('p\u0430id by the ICB'))] }]
        }
      ]
    },
    paragraph(text('As agreed'), { type: 'footnote', attrs: { text: 'See\u00ad there.' } }),
    paragraph(text('the guide', 'https://ex%D0%B0mple.org/')),
    { ...paragraph(text('numbered')), attrs: { number: '3\u2060.5' } }
  );
  const { found, count } = hiddenCharacters(json);
  expect(found.map(({ code, place }) => `${code} ${place}`)).toEqual([
    'U+200B before the first clause',
    'U+202E in clause 3.4 Acceptance criteria',
    'U+0430 in clause 3.4 Acceptance criteria, in a table',
    'U+00AD in clause 3.4 Acceptance criteria, in a note',
    'U+0430 in clause 3.4 Acceptance criteria, in the address of a link',
    'U+2060 in clause 3.4 Acceptance criteria, in a number'
  ]);
  expect(found[1]).toMatchObject({
    name: 'right-to-left override',
    shown: 'Somebody comes within ⟦U+202E⟧sruoh 2 if nobody is hur…'
  });
  expect(found[2]!.shown).toBe('p⟦U+0430⟧id by the ICB');
  expect(count).toBe(6);
});

test('HID-3 a heading in a quotation, a list or a table begins no clause', () => {
  const inside = (type: string, ...content: DocumentJson[]): DocumentJson => ({ type, content });
  const quoted = [heading('9', 'Quoted'), paragraph(text('A\u200b word'))];
  const json = doc(
    heading('1', 'Needs'),
    inside('blockquote', ...quoted),
    inside('bulletList', inside('listItem', ...quoted)),
    inside('table', inside('tableRow', inside('tableCell', ...quoted))),
    paragraph(text('A\u200b word'))
  );
  expect(hiddenCharacters(json).found.map(({ place }) => place)).toEqual([
    'in clause 1 Needs',
    'in clause 1 Needs',
    'in clause 1 Needs, in a table',
    'in clause 1 Needs'
  ]);
});

test('HID-3 a word in several formats is looked at as one word', () => {
  const { found } = hiddenCharacters(
    doc(paragraph(text('p'), { ...text('\u0430'), marks: [{ type: 'bold' }] }, text('tient')))
  );
  expect(found).toHaveLength(1);
});

test('HID-4 a text that holds none says so; one that holds more than can be listed says how many', () => {
  expect(hiddenSentence(hiddenCharacters(doc(paragraph(text('Plain words.')))))).toBe(
    'This text holds no hidden or look-alike characters.'
  );
  const many = hiddenCharacters(doc(paragraph(text('a\u200b '.repeat(150)))));
  expect([many.found.length, many.count]).toEqual([100, 150]);
  expect(hiddenSentence({ count: 1 })).toBe(
    'This text holds 1 character that cannot be seen or is not what it seems.'
  );
  expect(hiddenSentence(many, 'The draft')).toBe(
    'The draft holds 150 characters that cannot be seen or are not what they seem.'
  );
});
