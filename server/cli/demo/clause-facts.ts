import type { ResponsibilityKind } from '#domain/clause-facts';
import type { OrganisationKey } from './people';

/** Who answers for what in the demo's text: by clause, kind and organisations. */
export const RESPONSIBLE: Readonly<
  Record<string, Partial<Record<ResponsibilityKind, readonly OrganisationKey[]>>>
> = {
  needs: { accountable: ['council'], responsible: ['icb'], consulted: ['voices', 'gps'] },
  outcomes: { accountable: ['icb'], responsible: ['council'], informed: ['ambulance', 'community'] },
  scope: { accountable: ['icb'], responsible: ['ambulance', 'community'], consulted: ['council', 'voices'] },
  'scope-response': {
    accountable: ['icb'],
    responsible: ['ambulance', 'community'],
    consulted: ['council']
  },
  'scope-home-changes': { accountable: ['council'], responsible: ['council'] },
  'scope-medicines': { accountable: ['icb'], responsible: ['gps'] },
  standards: { accountable: ['icb'], responsible: ['community'] },
  quality: { accountable: ['icb'], responsible: ['community'], informed: ['voices'] },
  location: { accountable: ['council'], responsible: ['community'] },
  placement: { accountable: ['icb'] }
};

/** The one gap that is left on purpose: nobody has taken on the check at six weeks. */
export const LEFT_OPEN = 'scope-six-weeks';

export const EVIDENCE = [
  {
    clause: 'needs-context',
    source: 'Wenmoor Vale joint strategic needs assessment',
    link: '',
    dated: '2026',
    population: 'People aged 65 or over in Wenmoor Vale',
    shows: 'About 19,170 of 63,900 people fall each year, and 1,355 are admitted to hospital after a fall.'
  },
  {
    clause: 'needs-context',
    source: 'Wenmoor Vale joint strategic needs assessment, neighbourhood tables',
    link: '',
    dated: '2026',
    population: 'People aged 65 or over in East Quarter',
    shows: 'The highest rate of admissions after a fall: 2,650 per 100,000, against 2,120 across the Vale.'
  },
  {
    clause: 'needs-context',
    source: 'Wenmoor Voices, survey of carers (214 replies)',
    link: '',
    dated: 'Autumn 2026',
    population: 'Carers of people who fell in the last two years',
    shows: 'The first month at home is the hardest; 29% say they had the help they needed.'
  },
  {
    clause: 'scope-response',
    source: 'Fenwold Ambulance call records',
    link: '',
    dated: '2025/26',
    population: 'People aged 65 or over who called after a fall',
    shows: '34% of falls calls come between 20:00 and 08:00, when three of the four schemes are closed.'
  },
  {
    clause: 'standards',
    source: 'NICE guideline NG249, Falls: assessment and prevention',
    link: 'https://www.nice.org.uk/guidance/ng249',
    dated: '29 April 2025',
    population: 'People aged 65 or over, and people aged 50 to 64 at higher risk',
    shows: 'Do not use tools that predict the risk of falling; offer a comprehensive assessment instead.'
  }
] as const;

interface DemoMeasure {
  readonly name: string;
  readonly measure: string;
  readonly baseline: string;
  readonly target: string;
  readonly owner: OrganisationKey | null;
}

function measure(
  name: string,
  how: string,
  [baseline, target]: readonly [string, string],
  owner: OrganisationKey | null
): DemoMeasure {
  return { name, measure: how, baseline, target, owner };
}

/** As the table in 2.2; the target is for the second year. */
export const MEASURES: readonly DemoMeasure[] = [
  measure('Fewer long waits on the floor', 'Response within 2 hours', ['46%', '70%'], 'icb'),
  measure('Fewer trips to hospital', 'Taken to hospital after response', ['48%', '32%'], 'ambulance'),
  measure('Full assessment', 'Comprehensive assessment in 15 working days', ['31%', '85%'], 'community'),
  measure('Safer homes', 'Home hazard assessment done in 20 working days', ['22%', '80%'], 'council'),
  measure('Stronger people', 'Finish 24 weeks of strength and balance', ['38%', '60%'], 'council'),
  measure('Carers supported', 'Carers who say they had the help they needed', ['29%', '55%'], 'council'),
  measure('Fairer', 'East Quarter admissions per 100,000 people aged 65 or over', ['2,650', '2,300'], null)
];

interface DemoBudgetLine {
  readonly clause: string;
  /** What else it pays for. */
  readonly also: readonly string[];
  readonly label: string;
  readonly shares: Partial<Record<OrganisationKey, number>>;
}

function line(
  clause: string,
  label: string,
  shares: DemoBudgetLine['shares'],
  also: readonly string[] = []
): DemoBudgetLine {
  return { clause, also, label, shares };
}

/** Option B, in pounds a year by who pays; £3,900,000 together. */
export const BUDGET: readonly DemoBudgetLine[] = [
  line('scope-response', 'P1 Same-day response and lifting', { icb: 767_000, council: 413_000 }),
  line('scope-pathway', 'P2 Comprehensive assessment', { icb: 672_000, council: 288_000 }, [
    'scope-six-weeks'
  ]),
  line('scope-pathway', 'P3 Strength and balance', { icb: 162_000, council: 378_000 }),
  line('scope-pathway', 'P4 Fracture liaison', { icb: 460_000 }),
  line('scope-medicines', 'P5 Care homes and medicines review', { icb: 366_000, council: 244_000 }),
  line('scope-pathway', 'P6 First phase: support for carers', { icb: 30_000, council: 120_000 })
];

interface DemoPoint {
  readonly kind: 'contradiction' | 'question';
  readonly by: string;
  readonly owner: string;
  /** Words of the draft that it is about; they occur once. */
  readonly quote: string;
  readonly words: string;
  readonly outside: string;
}

export const POINTS: readonly DemoPoint[] = [
  {
    kind: 'contradiction',
    by: 'Dr Amara Osei',
    owner: 'Dr Owen Pryce',
    quote: 'Plan shared with the GP in 2 working days.',
    words: 'Is the plan shared in 2 working days or in 5? We cannot promise both.',
    outside: 'The community trust’s own draft says 5 working days.'
  },
  {
    kind: 'question',
    by: 'Patrick Doyle',
    owner: 'Helen Marsh',
    quote: 'Each person is seen again six weeks after the fall',
    words: 'Who does the check at six weeks? Nobody is named for it.',
    outside: ''
  }
];
