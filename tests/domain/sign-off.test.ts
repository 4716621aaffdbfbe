import { describe, expect, it } from 'vitest';
import { clauseStates, NOTHING_SAID } from '#domain/clause-state';
import type { ClauseFacts } from '#domain/clause-facts';
import type { ClauseId } from '#domain/ids';
import { blockedWords, checkReady, whatBlocksSignOff } from '#domain/sign-off';
import type { DocumentJson } from '#schema/document-json';
import { headingsOf, TEMPLATES } from '#schema/all-templates';
import { clauseTexts } from '#schema/clause-text';
import { NHS_TEMPLATE } from '#schema/nhs-template';
import { startedFrom } from '#schema/specification-template';
import { hasWords } from '#schema/written-words';
import { clauseOutline } from '#server/documents/clause-outline';
import { holds, MANDATORY, NO_FACTS, templateWith } from '#tests/builders/clauses';
import { documentOf, heading, paragraph } from '#tests/builders/specification';

const ASKED = headingsOf(NHS_TEMPLATE).filter(({ mandatory }) => mandatory);
const OWNED = MANDATORY.map((id) => holds(id, 'accountable', 'ICB'));

function readiness(
  json: DocumentJson,
  facts: Partial<ClauseFacts> = {},
  { contradictions = [], asked = ASKED }: { contradictions?: string[]; asked?: typeof ASKED } = {}
) {
  const around = { facts: { ...NO_FACTS, ...facts }, ...NOTHING_SAID };
  return whatBlocksSignOff(clauseStates(clauseOutline(json), around), asked, contradictions);
}

const without = (json: DocumentJson, id: string): DocumentJson => ({
  ...json,
  content: (json.content ?? []).filter((node) => node.attrs?.clause !== id)
});

describe('what blocks sign-off', () => {
  it.each(TEMPLATES)(
    'CLA-33 CLA-40 PLN-62 $name: untouched it is empty under every mandatory heading, and asks for no summary',
    (template) => {
      const text = startedFrom(template, { title: 'Falls', serviceNumber: '' });
      const asked = headingsOf(template).filter(({ mandatory }) => mandatory);
      expect(asked.length).toBeGreaterThan(3);
      const { blockers } = readiness(text, {}, { asked });
      expect(blockers.map(({ kind, id }) => [kind, id])).toEqual(asked.map(({ id }) => ['empty', id]));
      expect(clauseTexts(text).filter((clause) => hasWords(clause, null))).toEqual([]);
    }
  );

  it('CLA-40 what is empty is named in one sentence', () => {
    const fresh = readiness(startedFrom(NHS_TEMPLATE, { title: 'Falls', serviceNumber: '' }), {
      responsibilities: OWNED
    });
    expect(blockedWords(fresh.blockers)).toBe(
      '“1 Population Needs”, “2 Outcomes”, “3 Scope” and “4 Applicable Service Standards” are empty'
    );
  });

  it('CLA-33 words under any clause below a heading fill it', () => {
    const below = templateWith('needs-context', 'outcomes-local', 'scope-aims', 'standards-local');
    expect(readiness(below, { responsibilities: OWNED }).blockers).toEqual([]);
  });

  it('CLA-40 a mandatory heading that was taken out is named by the template’s words', () => {
    const cut = without(templateWith(...MANDATORY), 'outcomes');
    const { blockers } = readiness(cut, { responsibilities: OWNED });
    expect(blockers).toEqual([{ kind: 'missing', clause: 'Outcomes', id: 'outcomes' }]);
  });

  it('CLA-41 each first-level heading with words needs somebody accountable; the clauses below take it over', () => {
    const text = templateWith(...MANDATORY, 'scope-aims');
    const { blockers } = readiness(text, { responsibilities: OWNED.slice(0, 2) });
    expect(blockers.map(({ kind, clause }) => `${kind} ${clause}`)).toEqual([
      'no-owner 3 Scope',
      'no-owner 4 Applicable Service Standards'
    ]);
    const answer = checkReady({ onTemplate: true, blockers, warnings: [] }, 'versionId');
    expect(answer).toMatchObject({
      refused: true,
      code: 'not-ready',
      field: 'versionId',
      message:
        'This version is not ready for sign-off: nobody is accountable for “3 Scope” and “4 Applicable Service Standards”.'
    });
    expect(checkReady(readiness(text, { responsibilities: OWNED }), 'versionId')).toBe(true);
  });

  it('CLA-42 an optional heading counts only once something is written under it', () => {
    const facts = { responsibilities: OWNED };
    expect(readiness(templateWith(...MANDATORY), facts).blockers).toEqual([]);
    expect(readiness(without(templateWith(...MANDATORY), 'quality'), facts).blockers).toEqual([]);
    expect(readiness(templateWith(...MANDATORY, 'quality'), facts).blockers).toMatchObject([
      { kind: 'no-owner', id: 'quality' }
    ]);
  });

  it('CLA-42 a text without any heading of the template is held to none', () => {
    const free = readiness(documentOf(heading(1, 'Vision'), paragraph('')));
    expect(free).toEqual({ onTemplate: false, blockers: [], warnings: [] });
  });

  it('CLA-43 two accountable partners, an owner left open and an open contradiction are warnings', () => {
    const responsibilities = [...OWNED, holds('needs', 'accountable', 'Council')];
    const text = templateWith(...MANDATORY, 'scope-aims');
    const found = readiness(
      text,
      { responsibilities, openOwners: ['scope-aims' as ClauseId] },
      { contradictions: ['2 days or 5?'] }
    );
    expect(found.blockers).toEqual([]);
    expect(found.warnings.map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
      'several-owners: 1 Population Needs has two owners: ICB and Council.',
      'owner-open: 3.1 Aims and objectives of service has no owner yet.',
      'contradiction: 2 days or 5?'
    ]);
  });
});
