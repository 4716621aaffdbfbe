import { expect, test } from 'vitest';
import type { ClauseId } from '#domain/ids';
import { headingsFor, TEMPLATES } from '#schema/all-templates';
import { clauseIdsOf } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { heldTo, letGoOf, templateOffer } from '#schema/template-words';
import { documentOf, heading } from '#tests/builders/specification';

/** A text of a template as it comes back from somewhere that keeps no ids. */
function withoutIds(json: DocumentJson): DocumentJson {
  return {
    ...json,
    content: json.content!.map(({ attrs: { clause: _, ...attrs } = {}, ...node }) => ({ ...node, attrs }))
  };
}

const WORDED = documentOf(
  heading(1, '1. Population needs:'),
  heading(2, '1.1 National / local context & evidence base'),
  heading(1, 'OUTCOMES'),
  heading(1, 'Scope'),
  heading(2, 'Anything else'),
  heading(2, 'Scope')
);

test('IMP-60 the template that most headings are worded like is offered, whatever was typed around the words', () => {
  const offer = templateOffer(WORDED)!;
  expect(offer.template).toBe(NHS_TEMPLATE);
  expect(offer.found.map(({ id }) => id)).toEqual(['needs', 'outcomes', 'scope']);
  expect(offer.missing.map(({ heading: words }) => words)).toEqual(['Applicable Service Standards']);
});

test.each(TEMPLATES)(
  'IMP-60 IMP-61 a text of $name that has lost its ids gets all of them back',
  (template) => {
    const whole = startedFrom(template, { title: 'x', serviceNumber: '' });
    const bare = withoutIds(whole);
    expect(templateOffer(bare)).toMatchObject({ template, missing: [] });
    expect(clauseIdsOf(heldTo(template, bare).json)).toEqual(clauseIdsOf(whole));
  }
);

test('IMP-60 half of the mandatory headings are no template, and one that a text stands on is not offered again', () => {
  expect(
    templateOffer(documentOf(heading(1, 'Scope'), heading(1, 'Outcomes'), heading(1, 'Money')))
  ).toBeNull();
  expect(templateOffer(documentOf())).toBeNull();
  expect(templateOffer(heldTo(NHS_TEMPLATE, WORDED).json)).toBeNull();
});

test('IMP-61 of two headings with the same words the first is the template’s; one that has its id keeps it', () => {
  const { json, renamed } = heldTo(NHS_TEMPLATE, WORDED);
  expect(clauseIdsOf(json)).toEqual(['needs', 'needs-context', 'outcomes', 'scope', null, null]);
  expect(renamed.map(({ from }) => from)).toEqual([null, null, null, null]);
  const own = { ...heading(1, 'Ours'), attrs: { level: 1, number: null, clause: 'scope-aims' } };
  const aims = documentOf(own, heading(2, 'Aims and objectives of service'));
  expect(clauseIdsOf(heldTo(NHS_TEMPLATE, aims).json)).toEqual(['scope-aims', null]);
});

test('IMP-63 let go, no heading has an id of the template, and every other keeps its own', () => {
  const other = { ...heading(1, 'Other'), attrs: { level: 1, number: null, clause: 'k3x9q0zw7a' } };
  const held = heldTo(NHS_TEMPLATE, { ...WORDED, content: [...WORDED.content!, other] }).json;
  const { json, renamed } = letGoOf(NHS_TEMPLATE, held);
  const ids = clauseIdsOf(json);
  expect(headingsFor(ids)).toEqual([]);
  expect(ids.at(-1)).toBe('k3x9q0zw7a');
  expect(renamed.map(({ from }) => from)).toEqual(['needs', 'needs-context', 'outcomes', 'scope']);
  expect(renamed.map(({ to }) => to)).toEqual(ids.slice(0, 4) as ClauseId[]);
  expect(new Set(ids.filter((id) => id !== null)).size).toBe(5);
});
