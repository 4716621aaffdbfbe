import type { ClauseFacts, NamedOrganisation } from '#domain/clause-facts';
import type { ClauseState } from '#domain/clause-state';
import type { ClauseId, Id } from '#domain/ids';
import type { OpenPoint } from '#domain/open-point';

const id = <Kind extends string>(name: Kind) => name as unknown as Id<Kind>;
const clause = 'clause' as ClauseId;
const at = new Date('2026-11-02T14:05:00Z');

export const ORGANISATIONS: readonly NamedOrganisation[] = [
  { id: 'icb' as unknown as Id<'organisation'>, name: 'NHS Fenwold and Coast' },
  { id: 'council' as unknown as Id<'organisation'>, name: 'Wenmoor County Council' }
];

export const FACTS: ClauseFacts = {
  responsibilities: [
    { clause, kind: 'accountable', organisation: ORGANISATIONS[0]! },
    { clause, kind: 'consulted', organisation: ORGANISATIONS[1]! }
  ],
  openOwners: [],
  evidence: [
    {
      id: id('evidence'),
      clause,
      source: 'Wenmoor falls audit',
      link: 'https://example.org/audit',
      dated: '2022/23',
      population: 'People aged 65 or over in East Quarter',
      shows: '2,650 admissions per 100,000.',
      addedBy: 'Helen Marsh',
      addedAt: at
    }
  ],
  measures: [
    {
      id: id('measure'),
      clause,
      name: 'Fewer long waits on the floor',
      measure: 'Response within 2 hours',
      baseline: '46%',
      target: '70%',
      byWhen: 'year 2',
      owner: ORGANISATIONS[0]!
    }
  ],
  budgetLines: [
    {
      id: id('budget-line'),
      clauses: [clause],
      label: 'Response team',
      pencePerYear: 118_000_000,
      payer: ORGANISATIONS[0]!,
      note: ''
    }
  ]
};

export const STATE: ClauseState = {
  id: clause,
  number: '3.2',
  heading: 'Service description',
  level: 2,
  template: null,
  owner: { kind: 'one', owner: ORGANISATIONS[0]!, from: null },
  evidence: 1,
  measures: 1,
  budgetLines: 1,
  comments: 2,
  waiting: 1,
  openPoints: 1,
  empty: false,
  plain: 'stale'
};

const WRITER = {
  memberId: id('member'),
  name: 'Helen Marsh',
  group: 'commissioner',
  organisation: 'NHS Fenwold and Coast'
} as const;

const POINT: OpenPoint = {
  id: 'contradiction' as unknown as Id<'open-point'>,
  specificationId: id('specification'),
  kind: 'contradiction',
  words: 'Two working days here, five in the trust’s draft.',
  place: {
    quote: 'two working days',
    range: { from: 10, to: 26 },
    wordsNow: null,
    clause: { id: clause, name: '3.2 Service description' }
  },
  other: null,
  outside: 'The trust’s draft says five.',
  owner: WRITER,
  raisedBy: WRITER,
  raisedAt: at,
  resolution: null
};

export const POINTS: readonly OpenPoint[] = [
  POINT,
  {
    ...POINT,
    id: 'question' as unknown as Id<'open-point'>,
    kind: 'question',
    words: 'Who comes at night?'
  }
];
