import { describe, expect, test } from 'vitest';
import { documentDiff } from '#schema/diff/document-diff';
import { renderDiff } from '#schema/diff/render-diff';
import { countChanges, summarySentence } from '#schema/diff/summary';
import type { DocumentJson, DocumentMark } from '#schema/document-json';

const text = (words: string, ...marks: DocumentMark[]): DocumentJson => ({
  type: 'text',
  text: words,
  marks
});
const paragraph = (...content: (string | DocumentJson)[]): DocumentJson => ({
  type: 'paragraph',
  content: content.map((part) => (typeof part === 'string' ? text(part) : part))
});
const heading = (level: number, number: string, words: string, clause?: string): DocumentJson => ({
  type: 'heading',
  attrs: { level, number, ...(clause ? { clause } : {}) },
  content: [text(words)]
});
const doc = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });
const table = (...rows: string[][]): DocumentJson => ({
  type: 'table',
  content: rows.map((cells, index) => ({
    type: 'tableRow',
    content: cells.map((words) => ({
      type: index === 0 ? 'tableHeader' : 'tableCell',
      content: [paragraph(words)]
    }))
  }))
});
const list = (...items: string[]): DocumentJson => ({
  type: 'orderedList',
  content: items.map((words) => ({ type: 'listItem', content: [paragraph(words)] }))
});

/** As a person reads the page, the words for screen readers in brackets; "changes" only unless told. */
function read(was: DocumentJson, now: DocumentJson, view: 'changes' | 'all' = 'changes') {
  const diff = documentDiff(was, now);
  const { html, changed } = renderDiff(diff, view);
  const words = html
    .replace(/<\/(p|li|td|th|tr|h\d|section|del|ins|strong)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return { html, words, changed, said: summarySentence(countChanges(diff)) };
}

const NEEDS = [heading(1, '1', 'Needs'), paragraph('Falls are common and costly for older people.')];
const AIMS = [heading(1, '2', 'Aims'), paragraph('One service responds within two hours, day and night.')];
const POPULATION = [
  heading(1, '3', 'Population'),
  paragraph('Everybody over 65 who lives in the vale and their carers.')
];
const renumbered = (blocks: DocumentJson[], number: string) => [
  { ...blocks[0]!, attrs: { ...blocks[0]!.attrs, number } },
  ...blocks.slice(1)
];

describe('words', () => {
  test('VER-5 a word that was replaced is shown as removed and added, in words too, and the rest of its sentence as it is', () => {
    const now = [AIMS[0]!, paragraph('One service responds within four hours, day and night.')];
    const { html, said } = read(doc(...NEEDS, ...AIMS), doc(...NEEDS, ...now));
    expect(said).toBe('1 clause changed. 1 word added and 1 removed.');
    expect(html).toContain(
      'responds within <del><span class="nhsuk-u-visually-hidden"> [removed: </span>two<span class="nhsuk-u-visually-hidden">] </span></del>' +
        '<ins><span class="nhsuk-u-visually-hidden"> [added: </span>four<span class="nhsuk-u-visually-hidden">] </span></ins> hours, day'
    );
    expect(html).not.toContain('Needs');
  });

  test('VER-5 several words that changed together are one change, not a word here and a word there', () => {
    const { html } = read(
      doc(paragraph('The provider answers the telephone by day.')),
      doc(paragraph('The provider visits at home by night.'))
    );
    expect(html.match(/<del>/g)).toHaveLength(2);
    expect(html).toContain('answers the telephone');
    expect(html).toContain('visits at home');
  });

  test('VER-6 formatting, links, notes, numbers and levels that changed are said in words', () => {
    const link = (href: string): DocumentMark => ({ type: 'link', attrs: { href } });
    const was = doc(
      paragraph(
        'Within ',
        text('two hours', { type: 'italic' }),
        ' as in ',
        text('the guide', link('https://a.example/'))
      ),
      paragraph('A note', { type: 'footnote', attrs: { text: 'First.' } }, ' here.')
    );
    const now = doc(
      paragraph(
        'Within ',
        text('two hours', { type: 'bold' }),
        ' as in ',
        text('the guide', link('https://b.example/'))
      ),
      paragraph('A note', { type: 'footnote', attrs: { text: 'Second.' } }, ' here.')
    );
    const { words, said } = read(was, now);
    expect(words).toContain('two hours [now bold; no longer italic]');
    expect(words).toContain(
      'the guide [the link now leads to https://b.example/, before to https://a.example/]'
    );
    expect(words).toContain('[removed: [note: First.] ] [added: [note: Second.] ]');
    expect(said).toBe('1 clause changed. 1 word added and 1 removed.');
    const levels = read(doc(heading(2, '1', 'Needs')), doc(heading(1, '1.1', 'Needs')));
    expect(levels.words).toBe(
      '1.1 Needs Its number was 1 and is now 1.1. This was a heading of level 2 and is now one of level 1.'
    );
  });

  test('VER-7 everything in the page is escaped, and a link that is not allowed leads nowhere', () => {
    const bad = '"><script>alert(1)</script>';
    const evil = (words: string) =>
      doc(
        heading(1, bad, words),
        paragraph(text(words, { type: 'link', attrs: { href: 'javascript:alert(1)' } }), bad),
        list(bad + words),
        table([bad, words])
      );
    const { html, changed } = read(evil('one'), evil('two'), 'all');
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/href="javascript/);
    expect(changed[0]?.name).toContain(bad);
  });
});

describe('clauses', () => {
  test('VER-8 a clause that stands elsewhere was moved, not removed and added; the numbers that follow are no change of words', () => {
    const was = doc(...NEEDS, ...AIMS, ...POPULATION);
    const now = doc(...NEEDS, ...renumbered(POPULATION, '2'), ...renumbered(AIMS, '3'));
    const { said, words, changed } = read(was, now);
    expect(said).toBe('1 clause moved and 2 renumbered. No word was added or removed.');
    expect(words).toContain('“2 Aims” stood here. It now stands after “2 Population”.');
    expect(words).toContain('3 Aims Moved It stood after “1 Needs” before. Its number was 2 and is now 3.');
    expect(changed.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      '2 Aims: stood here before',
      '2 Population: renumbered',
      '3 Aims: moved and renumbered'
    ]);
  });

  test('VER-8 a clause that moved with everything under it is one move', () => {
    const under = [heading(2, '2.1', 'By day'), paragraph('A nurse comes within two hours.')];
    const { said } = read(
      doc(
        ...AIMS,
        ...under,
        ...POPULATION,
        ...NEEDS,
        paragraph('Much more is said of it here, far more than of the aims and of what is done by day.')
      ),
      doc(
        ...POPULATION,
        ...NEEDS,
        paragraph('Much more is said of it here, far more than of the aims and of what is done by day.'),
        ...AIMS,
        ...under
      )
    );
    expect(said).toBe('1 clause moved. No word was added or removed.');
  });

  test('VER-9 a clause keeps its identity through another heading: by its id, or by what it says', () => {
    const renamed = doc(...NEEDS, heading(1, '2', 'What we want'), ...AIMS.slice(1));
    expect(read(doc(...NEEDS, ...AIMS), renamed).said).toBe('1 clause changed. 3 words added and 1 removed.');
    const was = doc(...NEEDS, heading(1, '2', 'Aims', 'k7'), paragraph('One service responds.'));
    const now = doc(
      ...NEEDS,
      heading(1, '2', 'Purpose', 'k7'),
      paragraph('Nobody waits on the floor any more.')
    );
    expect(read(was, now).said).toMatch(/^1 clause changed\./);
    expect(read(was, doc(...NEEDS, heading(1, '2', 'Purpose', 'k8'), ...now.content!.slice(3))).said).toMatch(
      /^1 clause added and 1 removed\./
    );
  });

  test('VER-10 a paragraph that stands elsewhere as it was has moved', () => {
    const moved = paragraph('A falls register is kept by the provider and shared each month.');
    const { said, words } = read(doc(...NEEDS, moved, ...AIMS), doc(...NEEDS, ...AIMS, moved));
    expect(said).toBe('2 clauses changed. 1 passage moved. No word was added or removed.');
    expect(words).toContain('Moved away from here A falls register');
    expect(words).toContain('Moved here A falls register');
  });

  test('VER-11 "only the changes" leaves out what is the same and says so; "whole text" shows all of it', () => {
    const more = [paragraph('This stays as it is.'), paragraph('And this.')];
    const [was, now] = [doc(...AIMS, ...more), doc(AIMS[0]!, paragraph('One service.'), ...more)];
    const short = read(was, now);
    expect(short.words).not.toContain('This stays');
    expect(short.words).toContain('… unchanged text is left out here');
    expect(read(was, now, 'all').words).toContain('This stays as it is. And this.');
  });
});

describe('tables and lists', () => {
  const measures = [
    ['Outcome', 'Measure', 'Target'],
    ['Fewer long waits', 'Response within 2 hours', '70%'],
    ['Safer homes', 'Hazard assessment done', '80%'],
    ['Carers supported', 'Carers who had help', '55%']
  ];

  test('VER-12 a column that was added or removed is one change', () => {
    const wider = measures.map((row, index) => [
      row[0]!,
      row[1]!,
      index === 0 ? 'Owner' : 'Council',
      row[2]!
    ]);
    const added = read(doc(table(...measures)), doc(table(...wider)));
    expect(added.said).toBe('1 clause changed. 4 words added.');
    expect(added.words).toContain('Column added Owner');
    const removed = read(doc(table(...wider)), doc(table(...measures)));
    expect(removed.said).toBe('1 clause changed. 4 words removed.');
    expect(removed.words).toContain('Column removed Owner');
  });

  test('VER-12 rows that were added or removed say so, and a changed cell is compared word by word', () => {
    const now = [
      measures[0]!,
      ['Fewer long waits', 'Response within 3 hours', '72%'],
      measures[3]!,
      ['Fairer', 'Admission rate', '2,300']
    ];
    const { words, said } = read(doc(table(...measures)), doc(table(...now)));
    expect(words).toContain('Response within [removed: 2] [added: 3] hours');
    expect(words).toContain('[removed: 70%] [added: 72%]');
    expect(words).toContain('Row removed Safer homes');
    expect(words).toContain('Row added Fairer');
    expect(said).toBe('1 clause changed. 6 words added and 8 removed.');
  });

  test('VER-12 a row that was left out because nothing changed in it is counted', () => {
    const now = [...measures.slice(0, 3), ['Carers supported', 'Carers who had help', '60%']];
    const { words } = read(doc(table(...measures)), doc(table(...now)));
    expect(words).toContain('Outcome Measure Target 2 rows without changes left out Carers supported');
  });

  test('VER-12 tables with merged cells are compared row by row', () => {
    const merged = (words: string): DocumentJson => ({
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [{ type: 'tableHeader', attrs: { colspan: 2 }, content: [paragraph('Times')] }]
        },
        {
          type: 'tableRow',
          content: ['Day', words].map((each) => ({ type: 'tableCell', content: [paragraph(each)] }))
        }
      ]
    });
    const { words, html } = read(doc(merged('two hours')), doc(merged('four hours')));
    expect(words).toContain('Day [removed: two] [added: four] hours');
    expect(html).toContain('<th scope="col" colspan="2">');
  });

  test('VER-13 an item of a list that was added or removed is shown as one, and the others keep their numbers', () => {
    const { html, said } = read(
      doc(list('Call or referral.', 'Response within two hours.', 'Check at six weeks.')),
      doc(list('Call or referral.', 'Plan shared with the GP.', 'Check at six months.'))
    );
    expect(said).toBe('1 clause changed. 6 words added and 5 removed.');
    expect(html).toContain('<li class="diff-removed"><strong class="diff-label">Removed</strong>');
    expect(html).toContain('<li value="2" class="diff-added">');
    expect(html).toContain('<li value="3"><p>Check at six ');
  });
});
