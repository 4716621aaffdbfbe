import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { renderDocument } from '#schema/render-html';
import { checkSentence, checkText } from '../../src/routes/specifications/[id]/versions/[number]/check-text';

const document: DocumentJson = {
  type: 'doc',
  content: [
    {
      type: 'heading',
      attrs: { level: 1, number: '1', clause: 'needs' },
      content: [{ type: 'text', text: 'Needs' }]
    },
    { type: 'paragraph', content: [{ type: 'text', text: 'Café within 2 hours, £1,180,000.' }] }
  ]
};
const text = {
  number: 2,
  document,
  html: renderDocument(document, { headingOffset: 1 }),
  hash: createHash('sha256').update(canonicalDocument(document), 'utf8').digest('hex'),
  decisions: [{ reference: 'JCC-1', signedBy: ['ICB', 'Council'] }]
};

test('SCH-22 a browser works out the same fingerprint as the server, and says who signed the text', async () => {
  expect(await checkText(text)).toBe('recorded');
  expect(checkSentence('recorded', text)).toMatch(
    /^This is the text that was frozen as version 2: .* It is the one that was signed: ICB and Council signed it with decision JCC-1\.$/
  );
  expect(checkSentence('recorded', { ...text, decisions: [] })).toMatch(/Nobody has signed it\.$/);
  const looks = structuredClone(document);
  looks.content![0]!.attrs!.clause = 'another';
  expect(
    await checkText({ ...text, document: looks, html: renderDocument(looks, { headingOffset: 1 }) })
  ).toBe('recorded');
});

test('SCH-22 a text with one other character, a page that shows another text, and a browser that cannot', async () => {
  const other = JSON.parse(JSON.stringify(document).replace('2 hours', '3 hours')) as DocumentJson;
  expect(await checkText({ ...text, document: other })).toBe('other-text');
  expect(checkSentence('other-text', text)).toMatch(/^This is not the text that was frozen as version 2/);
  expect(await checkText({ ...text, html: text.html.replace('2 hours', '3 hours') })).toBe('other-page');
  expect(await checkText(text, undefined as never)).toBe('recorded');
  expect(await checkText(text, null as never)).toBe('cannot');
});
