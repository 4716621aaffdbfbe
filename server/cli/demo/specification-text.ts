import type { DocumentJson } from '#schema/document-json';

/** The demo's draft: the integrated falls and frailty service of the scenario. Figures are realistic, not real. */
export const SPECIFICATION = {
  title: 'Integrated falls and frailty service',
  serviceNumber: 'WV/2027/FF/01'
};

/** Who is accepted: as it stood at first, and as it reads since a patient asked about it. */
export const CRITERIA = {
  first: 'Accept: people aged 65 or over.',
  now: 'Accept: people aged 65 or over, or 50 to 64 with a risk factor.'
};

/** As it was started; the criteria have changed since. */
export function specificationText(): DocumentJson {
  return { type: 'doc', content: [...header(), ...needs(), ...outcomes(), ...scope(), ...rest()] };
}

function header(): DocumentJson[] {
  return [
    table([
      ['Service', 'Integrated Falls and Frailty Service'],
      ['Service specification number', 'WV/2027/FF/01/0.7'],
      ['Commissioner lead', 'Place Director, ICB, with Director of Adult Social Services, Council'],
      ['Provider lead', 'To be confirmed'],
      ['Period', '1 April 2027 to 31 March 2030'],
      ['Date of review', '30 September 2029']
    ])
  ];
}

function needs(): DocumentJson[] {
  return [
    heading(1, '1', 'Population needs'),
    heading(2, '1.1', 'Local context and evidence base'),
    paragraph(
      'In Wenmoor Vale 63,900 people are 65 or over and 17,300 are 80 or over. About 19,170 fall each year and 1,355 are admitted to hospital. The rate is highest in East Quarter (2,650 per 100,000), though fewer older people live there.'
    ),
    paragraph(
      'Help differs by postcode: three response schemes stop at 18:00 and Harrow Moor has none. Carers say the first month home is the hardest.'
    )
  ];
}

function outcomes(): DocumentJson[] {
  return [
    heading(1, '2', 'Outcomes'),
    heading(2, '2.1', 'National outcomes'),
    paragraph('People recover from a fall and keep their independence.'),
    heading(2, '2.2', 'Local outcomes'),
    table(
      [
        ['Outcome', 'Measure', 'Baseline', 'Target (year 2)', 'Owner'],
        ['Fewer long waits on the floor', 'Response within 2 hours', '46%', '70%', 'ICB'],
        ['Fewer trips to hospital', 'Taken to hospital after response', '48%', '32%', 'Ambulance with ICB'],
        ['Full assessment', 'Comprehensive assessment in 15 working days', '31%', '85%', 'Community trust'],
        ['Safer homes', 'Home hazard assessment done in 20 working days', '22%', '80%', 'Council'],
        ['Stronger people', 'Finish 24 weeks of strength and balance', '38%', '60%', 'Public health'],
        ['Carers supported', 'Carers who say they had the help they needed', '29%', '55%', 'Council'],
        ['Fairer', 'East Quarter admission rate per 100,000', '2,650', '2,300', 'Committee']
      ],
      { headerRow: true }
    )
  ];
}

function scope(): DocumentJson[] {
  return [
    heading(1, '3', 'Scope'),
    heading(2, '3.1', 'Aims and objectives'),
    paragraph(
      'One service that responds, finds the cause, builds strength and supports carers, whoever pays.'
    ),
    heading(2, '3.2', 'Service description and care pathway'),
    lettered([
      'Call or referral: one number, all hours, with text and relay for people who cannot phone.',
      'Response within 2 hours if not injured; 999 if injured. The call handler rings back every 30 minutes and gives keep-warm advice.',
      'Comprehensive assessment for people with frailty, injury, loss of consciousness, unable to get up, or two or more falls in a year. One assessment record, shared with consent.',
      'Plan shared with the GP in 2 working days.',
      'Strength and balance, home changes, medicines review, bone health.',
      'Check at 6 weeks and 6 months.'
    ]),
    paragraph('No scoring tool is used to decide who gets help.'),
    ...pathwaySteps(),
    heading(2, '3.3', 'Population covered'),
    paragraph('As in section 1.'),
    heading(2, '3.4', 'Acceptance and exclusion criteria'),
    paragraph(CRITERIA.first),
    paragraph('Refer on: suspected stroke, head injury on blood thinners.'),
    heading(2, '3.5', 'Interdependence with other services'),
    paragraph(
      'Urgent community response, ambulance, reablement, housing adaptations, care homes, voluntary transport.'
    )
  ];
}

/** The steps that different partners answer for. */
function pathwaySteps(): DocumentJson[] {
  return [
    heading(3, '3.2.1', 'Response'),
    paragraph(
      'The nearest crew goes, whichever partner it belongs to, at any hour and in every neighbourhood.'
    ),
    heading(3, '3.2.2', 'Home changes'),
    paragraph('An occupational therapist looks for hazards with the person, and rails and lighting follow.'),
    heading(3, '3.2.3', 'Medicines review in care homes'),
    paragraph('Whoever falls in a care home has all their medicines reviewed with their GP practice.'),
    heading(3, '3.2.4', 'Check at six weeks'),
    paragraph('Each person is seen again six weeks after the fall, and their carer is asked how it goes.')
  ];
}

function rest(): DocumentJson[] {
  return [
    heading(1, '4', 'Applicable service standards'),
    bullets([
      'NICE guideline NG249, Falls: assessment and prevention.',
      'Accessible information standard.',
      'Care Act duties to carers.',
      'Local dementia-friendly standard.'
    ]),
    heading(1, '5', 'Applicable quality requirements'),
    paragraph('As the table in section 2, reported monthly; equality data for at least 90% of people.'),
    heading(1, '6', 'Location of provider premises'),
    paragraph('Wenbridge Hub, Saltmere Clinic, East Quarter Community Centre, home visits.'),
    heading(1, '7', 'Individual service user placement'),
    paragraph('Not used.')
  ];
}

/** The clauses of the NHS template are known by these ids, whatever their words; the steps of the pathway have names too. */
const TEMPLATE_IDS: Readonly<Record<string, string>> = {
  '1': 'needs',
  '1.1': 'needs-context',
  '2': 'outcomes',
  '2.1': 'outcomes-framework',
  '2.2': 'outcomes-local',
  '3': 'scope',
  '3.1': 'scope-aims',
  '3.2': 'scope-pathway',
  '3.2.1': 'scope-response',
  '3.2.2': 'scope-home-changes',
  '3.2.3': 'scope-medicines',
  '3.2.4': 'scope-six-weeks',
  '3.3': 'scope-population',
  '3.4': 'scope-criteria',
  '3.5': 'scope-interdependence',
  '4': 'standards',
  '5': 'quality',
  '6': 'location',
  '7': 'placement'
};

function heading(level: number, number: string, text: string): DocumentJson {
  const clause = TEMPLATE_IDS[number] ?? null;
  return { type: 'heading', attrs: { level, number, clause }, content: [{ type: 'text', text }] };
}

function paragraph(text: string): DocumentJson {
  return { type: 'paragraph', content: [{ type: 'text', text }] };
}

function items(texts: readonly string[]): DocumentJson[] {
  return texts.map((text) => ({ type: 'listItem', content: [paragraph(text)] }));
}

function bullets(texts: readonly string[]): DocumentJson {
  return { type: 'bulletList', content: items(texts) };
}

function lettered(texts: readonly string[]): DocumentJson {
  return { type: 'orderedList', attrs: { start: 1, format: 'lower-alpha' }, content: items(texts) };
}

/** Without a header row the first column holds the headers. */
function table(rows: readonly (readonly string[])[], { headerRow = false } = {}): DocumentJson {
  const isHeader = (row: number, column: number) => (headerRow ? row === 0 : column === 0);
  return {
    type: 'table',
    content: rows.map((cells, row) => ({
      type: 'tableRow',
      content: cells.map((text, column) => ({
        type: isHeader(row, column) ? 'tableHeader' : 'tableCell',
        content: [paragraph(text)]
      }))
    }))
  };
}
