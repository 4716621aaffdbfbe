/** The six candidate priorities of the scenario; pounds and people a year. */
export const PRIORITIES = [
  {
    key: 'P1',
    name: 'Same-day falls response and lifting, 24 hours',
    description:
      'Someone comes the same day, day or night, to help a person who has fallen and is not badly hurt.',
    annualCost: 1_180_000,
    peopleAYear: 6_200
  },
  {
    key: 'P2',
    name: 'Comprehensive falls assessment with home hazard assessment',
    description: 'A full check of why someone falls, and a visit to make the home safer.',
    annualCost: 960_000,
    peopleAYear: 2_400
  },
  {
    key: 'P3',
    name: 'Strength and balance programme at scale',
    description: 'Twenty-four weeks of classes that make falls less likely, near where people live.',
    annualCost: 540_000,
    peopleAYear: 1_900
  },
  {
    key: 'P4',
    name: 'Fracture liaison service',
    description: 'Everyone over 50 who breaks a bone in a fall is checked for weak bones and treated.',
    annualCost: 460_000,
    peopleAYear: 1_050
  },
  {
    key: 'P5',
    name: 'Care home falls prevention and medicines review',
    description: 'Pharmacists and GPs review medicines in care homes, with training for staff.',
    annualCost: 610_000,
    peopleAYear: 1_600
  },
  {
    key: 'P6',
    name: 'Recovery at home and support for carers after a fall',
    description: 'Six weeks of help at home after a fall, and support for the person who cares.',
    annualCost: 1_110_000,
    peopleAYear: 860
  }
] as const;

/** The scenario's 25 ballots by stakeholder group, each as the digits of P1–P6 in order of choice. */
export const SCENARIO_VOTES = {
  commissioner: ['316425', '234156', '312456', '135426', '234165'],
  clinician: ['452361', '254316', '325146', '214536', '253416', '521346', '523146'],
  'social-care': ['316254', '136524', '631542', '316254'],
  'patient-carer': ['132645', '126354', '123654', '162354', '163254', '613254', '612354', '613254', '631254']
} as const;

/** "316425" → ["P3", "P1", "P6", "P4", "P2", "P5"]. */
export function rankingOf(digits: string): string[] {
  return [...digits].map((digit) => `P${digit}`);
}
