import { describe, expect, it } from 'vitest';
import type { ClauseFacts } from '#domain/clause-facts';
import { clauseStates, NOTHING_SAID, type AroundClauses, type SummaryState } from '#domain/clause-state';
import { clauseFilterOf, passesFilter, type CLAUSE_FILTERS } from '#domain/clause-filter';
import {
  answerWords,
  clauseLine,
  evidenceWords,
  ownerWords,
  plainWords,
  stateSentence
} from '#domain/clause-words';
import type { ClauseId } from '#domain/ids';
import { clause, holds, NO_FACTS } from '#tests/builders/clauses';
import { marksOf } from '../../src/lib/ui/clause/state-shapes';

/** 3 with 3.1, and 3.2 with 3.2.1 below it; then 4. */
const OUTLINE = [
  clause('scope', 1, 0, { number: '3', heading: 'Scope', template: 'mandatory', hasWords: false }),
  clause('aims', 2, 1, { number: '3.1', heading: 'Aims' }),
  clause('pathway', 2, 2, { number: '3.2', heading: 'Pathway' }),
  clause('check', 3, 3, { number: '3.2.1', heading: 'Six-week check' }),
  clause('standards', 1, 4, { number: '4', heading: 'Standards', template: 'mandatory' })
];

function statesWith(facts: Partial<ClauseFacts>, said: Partial<AroundClauses> = {}) {
  const around = { facts: { ...NO_FACTS, ...facts }, ...NOTHING_SAID, ...said };
  return new Map(clauseStates(OUTLINE, around).map((state) => [state.id as string, state]));
}

const ownersWith = (facts: Partial<ClauseFacts>) =>
  [...statesWith(facts).values()].map(({ owner }) => ownerWords(owner));

describe('who owns a clause', () => {
  it('CLA-21 clauses below take the owner of the nearest clause above that names one', () => {
    const responsibilities = [
      holds('scope', 'accountable', 'ICB'),
      holds('pathway', 'accountable', 'Council')
    ];
    expect(ownersWith({ responsibilities })).toEqual([
      'ICB',
      'ICB, as for 3 Scope',
      'Council',
      'Council, as for 3.2 Pathway',
      'No owner yet'
    ]);
  });

  it('CLA-21 a clause that says that its owner is still to be found takes none from above', () => {
    const responsibilities = [holds('scope', 'accountable', 'ICB')];
    const open = { responsibilities, openOwners: ['pathway' as ClauseId] };
    expect(ownersWith(open)).toEqual([
      'ICB',
      'ICB, as for 3 Scope',
      'No owner yet',
      'No owner yet, as for 3.2 Pathway',
      'No owner yet'
    ]);
    const found = {
      ...open,
      responsibilities: [...responsibilities, holds('pathway', 'accountable', 'Council')]
    };
    expect(ownersWith(found)[2]).toBe('Council');
  });

  it('CLA-22 only who is accountable owns it, and two are two', () => {
    expect(ownersWith({ responsibilities: [holds('aims', 'responsible', 'ICB')] })[1]).toBe('No owner yet');
    const two = [holds('aims', 'accountable', 'ICB'), holds('aims', 'accountable', 'Council')];
    expect(ownersWith({ responsibilities: two })[1]).toBe('Two owners: ICB and Council');
  });
});

describe('what is kept about a clause', () => {
  const evidence = { clause: 'check' as ClauseId } as ClauseFacts['evidence'][number];
  const measure = { clause: 'scope' as ClauseId } as ClauseFacts['measures'][number];

  it('CLA-32 evidence and measures count at their clause and at those above it', () => {
    const states = statesWith({ evidence: [evidence, evidence], measures: [measure] });
    expect([...states.values()].map((state) => state.evidence)).toEqual([2, 0, 2, 2, 0]);
    expect([...states.values()].map((state) => state.measures)).toEqual([1, 0, 0, 0, 0]);
    expect(evidenceWords(states.get('check')!)).toBe('2 pieces of evidence');
    expect(evidenceWords(states.get('aims')!)).toBe('No evidence yet');
  });

  it('CLA-32 comments and questions count where their words stand, and not at all once those are gone', () => {
    const at = (from: number, waits: boolean) => ({ range: { from, to: from + 2 }, waits });
    const comments = [at(10, true), at(19, false), at(20, false), { range: null, waits: true }];
    const states = statesWith({}, { comments, openPoints: [at(12, true), at(12, false)] });
    expect(states.get('aims')).toMatchObject({ comments: 2, waiting: 1, openPoints: 1 });
    expect(states.get('pathway')).toMatchObject({ comments: 1, waiting: 0, openPoints: 0 });
    expect(answerWords(states.get('aims')!)).toBe('1 comment waits for an answer, 1 open question');
    expect(answerWords(states.get('pathway')!)).toBe('1 comment');
    expect(answerWords(states.get('scope')!)).toBe('No comments');
  });

  it('CLA-33 a clause is empty only while nothing below it is written either', () => {
    const outline = OUTLINE.map((each) => ({ ...each, hasWords: each.id === 'check' }));
    const empty = clauseStates(outline, { facts: NO_FACTS, ...NOTHING_SAID }).map((state) => state.empty);
    expect(empty).toEqual([false, true, false, false, true]);
  });

  it('CLA-60 the line under a clause says who is accountable and what is kept, and is empty where a section says it already', () => {
    const facts = {
      ...NO_FACTS,
      responsibilities: [
        holds('scope', 'accountable', 'ICB'),
        holds('pathway', 'responsible', 'Ambulance'),
        holds('pathway', 'responsible', 'Community trust'),
        holds('pathway', 'consulted', 'Council')
      ],
      evidence: [evidence],
      measures: [measure]
    };
    const states = statesWith(facts);
    const line = (id: string) => clauseLine(states.get(id)!, facts);
    expect(line('pathway')).toBe(
      'Accountable: ICB, as for 3 Scope. Responsible: Ambulance, Community trust. Consulted: Council. Evidence: 1.'
    );
    expect(line('scope')).toBe('Accountable: ICB. Evidence: 1. Measures: 1.');
    expect(line('standards')).toBe('No owner yet.');
    expect(clauseLine(statesWith({}).get('aims')!, NO_FACTS)).toBe('');
  });

  it('CLA-35 each clause says how its own plain summary stands, in words and in a shape, and those to be looked at can be picked out', () => {
    const summaries = new Map<ClauseId, SummaryState>([
      ['aims' as ClauseId, 'draft'],
      ['pathway' as ClauseId, 'confirmed'],
      ['check' as ClauseId, 'stale'],
      ['standards' as ClauseId, 'none']
    ]);
    const states = [...statesWith({}, { summaries }).values()];
    expect(states.map((state) => state.plain)).toEqual(['nothing', 'draft', 'confirmed', 'stale', 'none']);
    const marks = states.map((state) => marksOf(state).find(({ key }) => key === 'plain')!);
    expect(marks.map(({ column, shape, words }) => `${column}: ${shape}, ${words}`)).toEqual([
      'Plain summary: nothing, Nothing to put plainly',
      'Plain summary: there, Draft',
      'Plain summary: there, Confirmed',
      'Plain summary: look, May be out of date',
      'Plain summary: missing, None yet'
    ]);
    expect(states.map(plainWords)).toEqual([
      'There are no words under this heading to put plainly',
      'Its plain summary is a draft',
      'Its plain summary is confirmed',
      'Its plain summary may be out of date',
      'No plain summary yet'
    ]);
    const picked = states.filter((state) => passesFilter(state, 'plain')).map(({ id }) => id);
    expect(picked).toEqual(['check', 'standards']);
    expect(clauseFilterOf('plain')).toBe('plain');
    // What was written while the clause had words is still there when it has none.
    summaries.set('scope' as ClauseId, 'stale');
    expect(statesWith({}, { summaries }).get('scope')!.plain).toBe('stale');
  });

  it('CLA-34 what is missing can be picked out, and an unknown filter shows everything', () => {
    const said = { comments: [{ range: { from: 10, to: 12 }, waits: true }] };
    const states = [
      ...statesWith({ responsibilities: [holds('scope', 'accountable', 'ICB')] }, said).values()
    ];
    const left = (filter: (typeof CLAUSE_FILTERS)[number]) =>
      states.filter((state) => passesFilter(state, filter)).map(({ id }) => id);
    expect(left('all')).toHaveLength(5);
    expect(left('owner')).toEqual(['standards']);
    expect(left('answer')).toEqual(['aims']);
    expect(left('evidence')).toHaveLength(5);
    expect(left('words')).toEqual([]);
    expect(left('plain')).toEqual(['aims', 'pathway', 'check', 'standards']);
    expect(left('missing')).toHaveLength(5);
    expect(clauseFilterOf('owner')).toBe('owner');
    expect(clauseFilterOf('toString')).toBe('all');
    expect(stateSentence(states[1]!)).toBe(
      '3.1 Aims. ICB, as for 3 Scope. No evidence yet. No plain summary yet. 1 comment waits for an answer.'
    );
  });
});
