import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { exportHtml } from '#server/documents/export-html';

const heading = (level: number, number: string | null, words: string): DocumentJson => ({
  type: 'heading',
  attrs: { level, number },
  content: [{ type: 'text', text: words }]
});

const DOCUMENT: DocumentJson = {
  type: 'doc',
  content: [
    heading(1, '1', 'Needs'),
    heading(3, '1.1.1', 'Deep at once'),
    heading(2, null, 'Middle'),
    heading(1, '2', 'Scope <b>'),
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Words' },
        { type: 'footnote', attrs: { text: 'A note' } }
      ]
    }
  ]
};

const page = exportHtml(DOCUMENT, {
  title: 'Falls & <frailty>',
  subtitle: 'Version 3, 10 February 2027',
  hash: 'a1b2'
});

test('EXP-4 the page has a language, one h1, a contents list that leads to every heading, and its notes', () => {
  expect(page).toContain('<html lang="en-GB">');
  expect(page.match(/<h1>/g)).toHaveLength(1);
  const targets = [...page.matchAll(/<li><a href="#(clause-\d)">([^<]*)/g)].map(
    ([, id, words]) => `${id} ${words}`
  );
  expect(targets).toEqual([
    'clause-1 1 Needs',
    'clause-2 1.1.1 Deep at once',
    'clause-3 Middle',
    'clause-4 2 Scope &lt;b&gt;'
  ]);
  for (const id of ['clause-1', 'clause-2', 'clause-3', 'clause-4', 'note-1', 'text'])
    expect(page).toContain(`id="${id}"`);
});

test('EXP-4 the contents list and the text are well formed', () => {
  const faults: string[] = [];
  const parser = new SaxesParser({ fragment: true });
  parser.on('error', (error) => faults.push(error.message));
  parser.write(page.slice(page.indexOf('<nav'), page.indexOf('</body>')).replaceAll('<br>', '<br/>')).close();
  expect(faults).toEqual([]);
});

test('EXP-4 the page loads nothing and can run nothing', () => {
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<img|<link|src=|url\(|@import/);
});

test('EXP-5 title and words are shown as text', () => {
  expect(page).toContain('<title>Falls &amp; &lt;frailty&gt;</title>');
  expect(page).toContain('Scope &lt;b&gt;</h2>');
});
