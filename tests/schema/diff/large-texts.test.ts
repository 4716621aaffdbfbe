import { expect, test } from 'vitest';
import { documentDiff } from '#schema/diff/document-diff';
import { countChanges } from '#schema/diff/summary';
import type { DocumentJson } from '#schema/document-json';

const VOCABULARY = Array.from({ length: 900 }, (_, index) => `word${index}`);

/** The same row of numbers every time. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % most;
  };
}

function sentence(roll: (most: number) => number, length: number): string {
  return Array.from({ length }, () => VOCABULARY[roll(VOCABULARY.length)]).join(' ');
}

function paragraph(words: string): DocumentJson {
  return { type: 'paragraph', content: [{ type: 'text', text: words }] };
}

/** 18,000 words in 900 paragraphs, under 90 headings or under none. */
function longText(seed: number, headings: boolean): DocumentJson {
  const roll = dice(seed);
  const blocks = Array.from({ length: 900 }, (_, index) => {
    const words = paragraph(sentence(roll, 20));
    if (!headings || index % 10 > 0) return [words];
    return [
      {
        type: 'heading',
        attrs: { level: 1 + (index % 3) },
        content: [{ type: 'text', text: sentence(roll, 3) }]
      },
      words
    ];
  });
  return { type: 'doc', content: blocks.flat() };
}

/** Every paragraph says one word otherwise. */
function edited(text: DocumentJson): DocumentJson {
  const content = text.content!.map((block, index) => {
    if (block.type !== 'paragraph') return block;
    const words = block.content![0]!.text!.split(' ');
    words[8 + (index % 5)] = 'otherwise';
    return paragraph(words.join(' '));
  });
  return { ...text, content };
}

function timed<T>(work: () => T): { result: T; seconds: number } {
  const start = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** Far above what was measured (docs/measurements.md), for a busy machine; without a limit to its work it takes minutes. */
const PATIENCE = 10;

test.each([
  ['with headings', true],
  ['without', false]
])(
  'VER-14 two texts of 18,000 words of which every paragraph changed are compared in a moment, %s',
  (_, headings) => {
    const was = longText(1, headings);
    const { result, seconds } = timed(() => countChanges(documentDiff(was, edited(was))));
    expect(result).toMatchObject({ added: 900, removed: 900, clausesAdded: 0, clausesRemoved: 0 });
    expect(seconds).toBeLessThan(PATIENCE);
  }
);

test.each([
  ['that have nothing to do with each other', longText(1, false), longText(2, false)],
  ['of one paragraph of 40,000 words each', doc(sentence(dice(3), 40_000)), doc(sentence(dice(4), 40_000))],
  [
    'of 3,000 headings that are all the same',
    { type: 'doc', content: Array.from({ length: 3000 }, () => heading('Aims')) },
    { type: 'doc', content: Array.from({ length: 2999 }, () => heading('Aims')) }
  ]
])('VER-14 texts that are made to be slow to compare are compared in a moment: %s', (_, was, now) => {
  const { seconds } = timed(() => documentDiff(was, now));
  expect(seconds).toBeLessThan(PATIENCE);
});

function doc(words: string): DocumentJson {
  return { type: 'doc', content: [paragraph(words)] };
}

function heading(words: string): DocumentJson {
  return { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: words }] };
}
