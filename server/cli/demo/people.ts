import type { Role, StakeholderGroup } from '#domain/membership';

/** The Wenmoor Vale partnership. Every organisation and person here is invented. */
export const PARTNERSHIP = {
  name: 'Wenmoor Vale joint commissioning',
  purpose: 'One falls and frailty service that responds, finds the cause and supports carers.',
  localityName: 'Wenmoor Vale',
  localityDefinition:
    'People registered with a Wenmoor Vale practice, or living in the council area and registered elsewhere in England.'
};

export const NEIGHBOURHOODS = [
  { name: 'Wenbridge', population: 96_800, aged65Plus: 17_200, aged80Plus: 4_500 },
  { name: 'Harrow Moor', population: 58_300, aged65Plus: 14_900, aged80Plus: 4_000 },
  { name: 'Saltmere Coast', population: 84_900, aged65Plus: 22_600, aged80Plus: 6_700 },
  { name: 'East Quarter', population: 72_400, aged65Plus: 9_200, aged80Plus: 2_100 }
];

export const ORGANISATIONS = {
  icb: {
    name: 'NHS Fenwold and Coast Integrated Care Board',
    shortName: 'ICB',
    kind: 'integrated-care-board'
  },
  council: { name: 'Wenmoor Vale Council', shortName: 'Council', kind: 'council' },
  gps: { name: 'Wenmoor GP Federation', shortName: 'GPs', kind: 'gp-federation' },
  agewell: { name: 'AgeWell Wenmoor', shortName: 'AgeWell', kind: 'charity' },
  voices: { name: 'Wenmoor Voices', shortName: 'Voices', kind: 'patient-voice' },
  ambulance: { name: 'Fenwold Ambulance', shortName: 'Ambulance', kind: 'nhs-trust' },
  community: {
    name: 'Fenwold Community Health NHS Trust',
    shortName: 'Community trust',
    kind: 'nhs-trust'
  }
};

export type OrganisationKey = keyof typeof ORGANISATIONS;

export interface DemoMember {
  readonly name: string;
  readonly jobTitle: string;
  readonly organisation: OrganisationKey;
  readonly group: StakeholderGroup;
  readonly roles: readonly Role[];
}

function member(
  name: string,
  jobTitle: string,
  [organisation, group]: readonly [OrganisationKey, StakeholderGroup],
  roles: readonly Role[]
): DemoMember {
  return { name, jobTitle, organisation, group, roles };
}

const COMMISSIONER = ['icb', 'commissioner'] as const;
const SOCIAL_CARE = ['council', 'social-care'] as const;
const CLINICIAN = ['gps', 'clinician'] as const;
const PATIENT = ['voices', 'patient-carer'] as const;

/**
 * The twelve voting seats of the committee first, then those who only take part. Five commissioners, seven
 * clinicians, four from social care and nine patients and carers vote on priorities, as the scenario's ballots do.
 */
export const MEMBERS: readonly DemoMember[] = [
  member('Helen Marsh', 'Place director', COMMISSIONER, ['lead', 'editor', 'facilitator', 'board-member']),
  member('Ngozi Oyelaran', 'Non-executive, chair of the committee', COMMISSIONER, ['board-member']),
  member('Tom Adeyemi', 'Finance lead', COMMISSIONER, ['editor', 'board-member']),
  member('Dr Ruth Calder', 'Medical director', COMMISSIONER, ['editor', 'board-member']),
  member('Priya Nair', 'Director of adult social services', SOCIAL_CARE, ['editor', 'board-member']),
  member('Dr Sam Whitlock', 'Director of public health', SOCIAL_CARE, ['editor', 'board-member']),
  member('Cllr Joan Beddow', 'Cabinet member for health', SOCIAL_CARE, ['board-member']),
  member('Martin Frain', 'Finance manager', SOCIAL_CARE, ['editor', 'board-member']),
  member('Dr Owen Pryce', 'GP, voting member', CLINICIAN, ['editor', 'board-member']),
  member('Dr Leila Farrukh', 'Independent clinical member', CLINICIAN, ['contributor', 'board-member']),
  member('Denise Kerr', 'Chief officer', ['agewell', 'voluntary'], ['contributor', 'board-member']),
  member('Patrick Doyle', 'Patient and carer partner, voting member', PATIENT, [
    'contributor',
    'board-member'
  ]),
  member('Grace Lindqvist', 'Board secretary', COMMISSIONER, ['secretary']),
  member('Dr Amara Osei', 'GP, Harrow Moor', CLINICIAN, ['contributor']),
  member('Dr Callum Reid', 'GP, Saltmere Coast', CLINICIAN, ['contributor']),
  member('Dr Hana Novak', 'GP, East Quarter', CLINICIAN, ['contributor']),
  member('Dr Yusuf Rahman', 'GP, Wenbridge', CLINICIAN, ['contributor']),
  member('Bethan Cole', 'Advanced nurse practitioner', CLINICIAN, ['contributor']),
  member('Maureen Tasker', 'Carer', PATIENT, ['contributor']),
  member('Iqbal Hussain', 'Patient partner', PATIENT, ['contributor']),
  member('Sheila Brand', 'Patient partner', PATIENT, ['contributor']),
  member('Roy Endicott', 'Carer', PATIENT, ['contributor']),
  member('Agnes Mbeki', 'Patient partner', PATIENT, ['contributor']),
  member('Tariq Mahmood', 'Carer', PATIENT, ['contributor']),
  member('Pauline Sharp', 'Patient partner', PATIENT, ['contributor']),
  member('Kenneth Wroe', 'Patient partner', PATIENT, ['contributor']),
  member('Jo Whitby', 'Falls response manager', ['ambulance', 'provider'], ['contributor']),
  member('Anwen Price', 'Head of community therapy', ['community', 'provider'], ['contributor'])
];

/** The domain of every demo address; reserved, so it can never receive mail. */
export const DEMO_DOMAIN = 'wenmoor.example';

/** "Dr Owen Pryce" → "owen.pryce@wenmoor.example". */
export function emailOf(name: string): string {
  const plain = name.replace(/^(Dr|Cllr)\s+/, '').toLowerCase();
  return `${plain.replace(/\s+/g, '.')}@${DEMO_DOMAIN}`;
}
