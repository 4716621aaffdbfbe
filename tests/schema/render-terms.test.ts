import { describe, expect, test } from 'vitest';
import { termFinder, type GlossaryTerm } from '#domain/glossary';
import type { GlossaryTermId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { renderDocument } from '#schema/render-html';
import { documentOf, heading, paragraph } from '#tests/builders/specification';

function term(name: string, explanation = `About ${name}.`): GlossaryTerm {
  return { id: `id-${name}` as GlossaryTermId, term: name, otherForms: [], explanation };
}

const terms = {
  find: termFinder([term('ICB'), term('carer', 'Who looks <after> & helps.')]),
  idPrefix: 'text-'
};
const words = (text: string, ...marks: string[]): DocumentJson => ({
  type: 'text',
  text,
  marks: marks.map((type) => ({ type, ...(type === 'link' ? { attrs: { href: 'https://nhs.uk/' } } : {}) }))
});
const explained = (html: string) =>
  [...html.matchAll(/aria-label="What “([^”]+)” means"/g)].map(([, name]) => name);

describe('words of the glossary in a text', () => {
  test('PLN-43 the first in each clause has a button that opens the browser’s own popover', () => {
    const json = documentOf(
      paragraph('The ICB pays a carer. The ICB again.'),
      paragraph('And the ICB.'),
      heading(2, 'Next'),
      paragraph('The ICB here.')
    );
    const html = renderDocument(json, { terms });
    expect(explained(html)).toEqual(['ICB', 'carer', 'ICB']);
    expect(html).toContain(
      '<p>The <span class="term-end"><span class="term">ICB</span><button type="button" class="term-button" popovertarget="text-term-1" aria-label="What “ICB” means"></button></span>' +
        '<span class="term-meaning" id="text-term-1" popover><strong>ICB</strong> <span>About ICB.</span> <a href="/glossary#term-id-ICB">All words of the glossary</a></span> pays'
    );
    const ids = [...html.matchAll(/ id="([^"]+)" popover/g)].map(([, id]) => id);
    expect(ids).toEqual(['text-term-1', 'text-term-2', 'text-term-3']);
  });

  test('PLN-43 never in a heading or a link', () => {
    const linked = { type: 'paragraph', content: [words('the ICB', 'link')] };
    expect(explained(renderDocument(documentOf(heading(1, 'The ICB'), linked), { terms }))).toEqual([]);
    const after = documentOf(heading(1, 'The ICB'), linked, paragraph('the ICB'));
    expect(explained(renderDocument(after, { terms }))).toEqual(['ICB']);
  });

  test('PLN-43 in bold, across a comment’s edge, and with signs in the explanation', () => {
    const json = documentOf({ type: 'paragraph', content: [words('A carer comes.', 'bold')] });
    const highlights = [{ id: 'c1', from: 5, to: 8, label: 'comment' }];
    const html = renderDocument(json, { terms, highlights });
    expect(html).toContain('Who looks &lt;after&gt; &amp; helps.');
    expect(html).toMatch(
      /<span class="term">ca<\/span><mark[^>]*><span class="term-end"><span class="term">rer<\/span><button/
    );
    expect(explained(html)).toEqual(['carer']);
  });

  test('PLN-43 the button stays beside the last word of a term of several words', () => {
    const board = { find: termFinder([term('care board')]), idPrefix: '' };
    const html = renderDocument(documentOf(paragraph('The care board.')), { terms: board });
    expect(html).toContain(
      '<span class="term">care </span><span class="term-end"><span class="term">board</span><button'
    );
  });

  test('PLN-44 without a glossary nothing of it is in the page', () => {
    expect(renderDocument(documentOf(paragraph('The ICB.')))).toBe('<p>The ICB.</p>');
  });
});
