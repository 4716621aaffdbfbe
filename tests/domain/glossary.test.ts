import { expect, test } from 'vitest';
import { termFinder, type GlossaryTerm } from '#domain/glossary';
import type { GlossaryTermId } from '#domain/ids';
import { readability, readabilityWords, readingLevel } from '#domain/reading/smog';
import { STARTER_TERMS } from '#server/glossary/starter-terms';

function term(name: string, ...otherForms: string[]): GlossaryTerm {
  return { id: name as GlossaryTermId, term: name, otherForms, explanation: `About ${name}.` };
}

const find = (text: string, ...terms: GlossaryTerm[]) =>
  termFinder(terms)(text).map(({ from, to, term: found }) => [text.slice(from, to), found.term]);

test('PLN-42 whole words in any of their forms, with any capitals', () => {
  const text = 'Falls happen. A fall, a waterfall, a fall-back; FALL.';
  expect(find(text, term('falls', 'fall'))).toEqual([
    ['Falls', 'falls'],
    ['fall', 'falls'],
    ['fall', 'falls'],
    ['FALL', 'falls']
  ]);
});

test('PLN-42 words with capitals within them only as they are written', () => {
  expect(find('A nice day at NICE, Nice and PCNs.', term('NICE'), term('PCN', 'PCNs'))).toEqual([
    ['NICE', 'NICE'],
    ['PCNs', 'PCN']
  ]);
  expect(find('the care act, the Care Act', term('Care Act'))).toEqual([['Care Act', 'Care Act']]);
});

test('PLN-42 the longest term first, and signs are signs', () => {
  const terms = [term('GP'), term('GP federation'), term('per 100,000'), term('s.75 (a)')];
  expect(find('The GP federation and the GP: 2,650 per 100,000. See s.75 (a).', ...terms)).toEqual([
    ['GP federation', 'GP federation'],
    ['GP', 'GP'],
    ['per 100,000', 'per 100,000'],
    ['s.75 (a)', 's.75 (a)']
  ]);
  expect(find('per 100x000 and sx75 (a)', ...terms)).toEqual([]);
  expect(find('anything')).toEqual([]);
});

test('PLN-41 the words of a new partnership are each there once and explained at a good reading level', () => {
  const forms = STARTER_TERMS.flatMap(({ term: name, otherForms = [] }) => [name, ...otherForms]);
  const names = STARTER_TERMS.map(({ term: name }) => name.toLowerCase());
  expect(STARTER_TERMS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(forms).size).toBe(forms.length);
  const all = STARTER_TERMS.map(({ otherForms = [], ...each }) => ({ ...term(each.term), otherForms }));
  expect(find(forms.join('; '), ...all).map(([form]) => form)).toEqual(forms);
  for (const { term: name, explanation } of STARTER_TERMS) {
    const found = readability([explanation])!;
    // One sentence is far too little for a grade of its own: the whole set is what is read.
    expect(
      found.polysyllables / found.sentences,
      `${name}: ${found.longWords.join(', ')}`
    ).toBeLessThanOrEqual(4);
  }
  const together = readability(STARTER_TERMS.map(({ explanation }) => explanation))!;
  expect(readingLevel(together), readabilityWords(together)).toBe('good');
});
