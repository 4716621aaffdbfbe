import type { ClauseId } from '#domain/ids';
import { textOf, type DocumentJson } from './document-json';

interface TemplatePart {
  /** The id of its clause: what it is, whatever it is called later. */
  id: string;
  heading: string;
  hint: string;
}

interface TemplateSection extends TemplatePart {
  mandatory: boolean;
  parts: TemplatePart[];
}

const COVER_ROWS = [
  'Service Specification No.',
  'Service',
  'Commissioner Lead',
  'Provider Lead',
  'Period',
  'Date of Review'
] as const;

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

/** The seven first-level headings, by the ids they keep whatever they are called later. */
export const TEMPLATE_HEADINGS = SECTIONS.map(({ id, heading, mandatory }) => ({
  id: id as ClauseId,
  heading,
  mandatory
}));

const COVER_HINT = 'Use post titles in this table and not people’s names.';
const HINTS = new Set([
  COVER_HINT,
  ...SECTIONS.flatMap(({ hint: advice, parts }) => [advice, ...parts.map((part) => part.hint)])
]);

/** One of the template's hints, left as it was: nobody wrote it. */
export function isTemplateHint(node: DocumentJson): boolean {
  return node.type === 'paragraph' && HINTS.has(textOf(node).trim());
}

/**
 * A new specification on the NHS template: the cover table, the seven headings with their usual sub-headings,
 * a hint under each and an empty paragraph to write in. Every call gives a document of its own.
 * What is known of the service already stands in the cover table.
 */
export function nhsTemplate(known: { title: string; serviceNumber: string }): DocumentJson {
  return {
    type: 'doc',
    content: [coverTable(known), hint(COVER_HINT), ...SECTIONS.flatMap(section)]
  };
}

function coverTable({ title, serviceNumber }: { title: string; serviceNumber: string }): DocumentJson {
  const filled: Partial<Record<(typeof COVER_ROWS)[number], string>> = {
    'Service Specification No.': serviceNumber,
    Service: title
  };
  const rows = COVER_ROWS.map((label) => ({
    type: 'tableRow',
    content: [
      { type: 'tableHeader', content: [paragraph(label)] },
      { type: 'tableCell', content: [paragraph(filled[label] ?? '')] }
    ]
  }));
  return { type: 'table', content: rows };
}

function section({ id, heading, hint: advice, parts }: TemplateSection, index: number): DocumentJson[] {
  const number = String(index + 1);
  const own = [headingNode(1, number, { id, heading }), hint(advice)];
  if (parts.length === 0) return [...own, paragraph('')];
  return [
    ...own,
    ...parts.flatMap((part, place) => [
      headingNode(2, `${number}.${place + 1}`, part),
      hint(part.hint),
      paragraph('')
    ])
  ];
}

function headingNode(
  level: number,
  number: string,
  { id, heading }: Pick<TemplatePart, 'id' | 'heading'>
): DocumentJson {
  return {
    type: 'heading',
    attrs: { level, number, clause: id },
    content: [{ type: 'text', text: heading }]
  };
}

/** Hints are in italics, so that nobody takes them for agreed text. */
function hint(text: string): DocumentJson {
  return { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'italic' }] }] };
}

function paragraph(text: string): DocumentJson {
  return text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };
}
