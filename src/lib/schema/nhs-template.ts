import type { SpecificationTemplate, TemplateSection } from './specification-template';

const MANDATORY = 'Mandatory. The detail is for the partners to agree.';
const OPTIONAL = 'Optional. Leave this section out if it does not apply.';

/** Headings and order of the NHS Standard Contract, Schedule 2 Part A; the hints are our own words. */
const SECTIONS: readonly TemplateSection[] = [
  {
    id: 'needs',
    heading: 'Population Needs',
    mandatory: true,
    hint: MANDATORY,
    parts: [
      {
        id: 'needs-context',
        heading: 'National/local context and evidence base',
        hint: 'Who needs this service, how many they are, and where the evidence comes from.'
      }
    ]
  },
  {
    id: 'outcomes',
    heading: 'Outcomes',
    mandatory: true,
    hint: MANDATORY,
    parts: [
      {
        id: 'outcomes-framework',
        heading: 'NHS Outcomes Framework domains and indicators',
        hint: 'Preventing early death; long-term conditions; recovery; experience of care; a safe environment.'
      },
      {
        id: 'outcomes-local',
        heading: 'Local defined outcomes',
        hint: 'What will be different for people here, and how anyone will see it.'
      }
    ]
  },
  {
    id: 'scope',
    heading: 'Scope',
    mandatory: true,
    hint: MANDATORY,
    parts: [
      {
        id: 'scope-aims',
        heading: 'Aims and objectives of service',
        hint: 'What the service is for, in a few sentences.'
      },
      {
        id: 'scope-pathway',
        heading: 'Service description/care pathway',
        hint: 'What happens to a person from the first contact to the last.'
      },
      {
        id: 'scope-population',
        heading: 'Population covered',
        hint: 'Who may use the service, and from which area.'
      },
      {
        id: 'scope-criteria',
        heading: 'Any acceptance and exclusion criteria and thresholds',
        hint: 'Who is accepted, who is not, and where those people are helped instead.'
      },
      {
        id: 'scope-interdependence',
        heading: 'Interdependence with other services/providers',
        hint: 'Which services this one relies on, and which rely on it.'
      }
    ]
  },
  {
    id: 'standards',
    heading: 'Applicable Service Standards',
    mandatory: true,
    hint: MANDATORY,
    parts: [
      {
        id: 'standards-national',
        heading: 'Applicable national standards (e.g. NICE)',
        hint: 'Name each standard and link to it.'
      },
      {
        id: 'standards-body',
        heading:
          'Applicable standards set out in guidance and/or issued by a competent body (e.g. Royal Colleges)',
        hint: 'Name the body, the guidance and its date.'
      },
      {
        id: 'standards-local',
        heading: 'Applicable local standards',
        hint: 'What the partners have agreed beyond the national standards.'
      }
    ]
  },
  {
    id: 'quality',
    heading: 'Applicable quality requirements and CQUIN goals',
    mandatory: false,
    hint: OPTIONAL,
    parts: [
      {
        id: 'quality-requirements',
        heading: 'Applicable quality requirements',
        hint: 'See Schedule 4 of the contract.'
      },
      {
        id: 'quality-cquin',
        heading: 'Applicable CQUIN goals',
        hint: 'Name the goals that this service contributes to, if any.'
      }
    ]
  },
  {
    id: 'location',
    heading: 'Location of Provider Premises',
    mandatory: false,
    hint: OPTIONAL,
    parts: [
      {
        id: 'location-premises',
        heading: 'The Provider’s premises are located at',
        hint: 'Give each address and its opening hours.'
      }
    ]
  },
  {
    id: 'placement',
    heading: 'Individual Service User Placement',
    mandatory: false,
    hint: OPTIONAL,
    parts: []
  }
];

/** Schedule 2 Part A of the NHS Standard Contract: the cover table and the seven headings with their usual sub-headings. */
export const NHS_TEMPLATE: SpecificationTemplate = {
  id: 'nhs',
  name: 'NHS Standard Contract, Schedule 2A',
  about: 'For a service under the NHS Standard Contract. Seven headings; the first four are mandatory.',
  cover: [
    'Service Specification No.',
    'Service',
    'Commissioner Lead',
    'Provider Lead',
    'Period',
    'Date of Review'
  ],
  advice: 'Use post titles in this table and not people’s names.',
  sections: SECTIONS
};
