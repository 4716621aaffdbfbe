import { HEADING_STYLES, paragraph, run, styled, wordFile } from '#tests/documents/word-file';

/** One of the eight comments of the scenario: who says it about which clause, and what becomes of it. */
export interface ScenarioComment {
  readonly by: string;
  /** The clause; the comment is about its words. Of a comment in a cell: what the cell says. Of one on an option: the option. */
  readonly clause: string;
  /** Where it is said, if not at the heading of its clause. */
  readonly place?: 'cell' | 'option';
  /** Who says it has no account, and comes by an invitation. */
  readonly guest?: boolean;
  readonly kind?: 'Question' | 'Lived experience' | 'Suggestion';
  readonly anonymous?: boolean;
  readonly body: string;
  readonly answer?: { readonly outcome: string; readonly body: string };
  /** Instead of an answer: it goes the safeguarding route, and is passed on to them. */
  readonly passedOnTo?: string;
  /** How the editor changes the clause: so many characters before its full stop go, and these come. */
  readonly change?: { readonly leaveOut: number; readonly putIn: string };
}

const CHANGED = 'We changed the text';

export const EIGHT: readonly ScenarioComment[] = [
  {
    by: 'maureen.tasker',
    clause: 'Response within 2 hours.',
    kind: 'Lived experience',
    body: 'Two hours is a long time at 80 on a cold floor.',
    change: { leaveOut: 0, putIn: ', with a call back every 30 minutes and keep-warm advice' },
    answer: { outcome: CHANGED, body: 'The call handler rings back every 30 minutes.' }
  },
  {
    by: 'A patient',
    guest: true,
    clause: 'Comprehensive assessment.',
    kind: 'Lived experience',
    body: 'I filled in four forms with the same questions.',
    change: { leaveOut: 0, putIn: ', one record shared with consent' },
    answer: { outcome: CHANGED, body: 'There is one assessment record now.' }
  },
  {
    by: 'pauline.sharp',
    clause: 'One number, all hours.',
    body: 'One number is no use if I cannot phone.',
    change: { leaveOut: 0, putIn: ', with text and relay' },
    answer: { outcome: CHANGED, body: 'You can send a text or use relay.' }
  },
  {
    by: 'roy.endicott',
    clause: 'P6',
    place: 'option',
    kind: 'Lived experience',
    body: 'Six weeks of help would have kept Mum at home.',
    answer: {
      outcome: 'We did not change the text',
      body: 'Not now: cost and staff. It returns for decision on 1 October 2027.'
    }
  },
  {
    by: 'sheila.brand',
    clause: 'Accept: 65 or over.',
    kind: 'Question',
    body: 'Why 65? My husband has Parkinson’s and is 58.',
    change: { leaveOut: 0, putIn: ', or 50 to 64 with a risk factor' },
    answer: { outcome: CHANGED, body: 'People from 50 with a risk factor are accepted.' }
  },
  {
    by: 'kenneth.wroe',
    clause: 'Premises: Saltmere Clinic.',
    anonymous: true,
    body: 'Saltmere Clinic has no bus on Sundays.',
    change: { leaveOut: 0, putIn: ' and home visits at weekends' },
    answer: {
      outcome: 'We changed part of it',
      body: 'We visit at weekends. The bus is with the council, action A6.'
    }
  },
  {
    by: 'patrick.doyle',
    clause: '32% conveyed.',
    place: 'cell',
    kind: 'Question',
    body: 'I do not know what 32% conveyed means.',
    change: { leaveOut: 'conveyed'.length, putIn: 'taken to hospital after response' },
    answer: { outcome: CHANGED, body: 'It now says taken to hospital.' }
  },
  {
    by: 'agnes.mbeki',
    clause: 'Help at home.',
    anonymous: true,
    body: 'Jan of Harbour Care was rough with my father on Tuesday.',
    passedOnTo: 'The council’s adult safeguarding team'
  }
];

/** The clause as the editor leaves it. */
export function changedClause({ clause, change }: ScenarioComment): string {
  if (!change) return clause;
  return `${clause.slice(0, clause.length - 1 - change.leaveOut)}${change.putIn}.`;
}

/** The clause with the table. */
export const OUTCOMES = 'Local outcomes';

/** Of one row. */
function table(cells: readonly string[]): string {
  const row = cells.map((words) => `<w:tc>${paragraph(run(words))}</w:tc>`).join('');
  return `<w:tbl><w:tr>${row}</w:tr></w:tbl>${paragraph(run('Reported monthly.'))}`;
}

/** The specification as it was before anybody said anything. */
export function firstDraft(): Uint8Array {
  const clauses = EIGHT.filter(({ place }) => place === undefined).map(
    ({ clause }) => styled('Heading2', clause) + paragraph(run('To be written.'))
  );
  const cells = EIGHT.filter(({ place }) => place === 'cell').map(({ clause }) => clause);
  const outcomes = styled('Heading2', OUTCOMES) + table(['Fewer trips to hospital', ...cells]);
  const body = styled('Heading1', 'Falls service') + outcomes + clauses.join('');
  return wordFile({ styles: HEADING_STYLES, body });
}
