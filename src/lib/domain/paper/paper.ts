import { formatDate } from '../dates';
import type { PaperFacts } from './facts';
import { list, NOT_RECORDED, table, words, type PaperBlock } from './blocks';
import {
  answersSoFar,
  authority,
  backgroundPapers,
  interests,
  nextSteps,
  options,
  reasons,
  recommendation,
  rejectedOptions
} from './decision-sections';
import { heard } from './meter-section';
import { money } from './money-sections';
import { background, need, openPoints, outcomes, responsibilities, risks } from './service-sections';
import { equality, involvement, voices } from './voice-sections';
import { votes } from './vote-section';

/** "board": for the board of the integrated care board. "council": the officer's report to the council. */
export const PAPER_KINDS = ['board', 'council'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export const PAPER_NAMES: Record<PaperKind, string> = {
  board: 'Board paper',
  council: 'Council report'
};

/** The kind of organisation whose meeting reads it. */
const READERS: Record<PaperKind, string> = { board: 'integrated-care-board', council: 'council' };

export function isPaperKind(value: unknown): value is PaperKind {
  return PAPER_KINDS.some((kind) => kind === value);
}

export interface PaperSection {
  readonly heading: string;
  readonly blocks: readonly PaperBlock[];
}

export interface Paper {
  readonly kind: PaperKind;
  readonly title: string;
  /** In the order and under the headings that such papers have. The first is the cover, which has no number. */
  readonly sections: readonly PaperSection[];
}

type Section = readonly [heading: string, blocks: (facts: PaperFacts, readers: string) => PaperBlock[]];

const BOARD: readonly Section[] = [
  ['What the board is asked to do', recommendation],
  ['Why', reasons],
  ['Background', background],
  ['Need and evidence', need],
  ['Options', options],
  ['What people told us', voices],
  ['How people were involved', involvement],
  ['How far people were heard', heard],
  ['How priorities were voted on', votes],
  ['Money', money],
  ['Outcomes', outcomes],
  ['Who answers for what', responsibilities],
  ['Contradictions and open questions', openPoints],
  ['Risks', risks],
  ['Equality and health inequalities', equality],
  ['Conflicts of interest and quorum', interests],
  ['Authority and legal matters', authority],
  ['Answers of the organisations so far', answersSoFar],
  ['Next steps', nextSteps],
  ['Background papers', backgroundPapers]
];

const COUNCIL: readonly Section[] = [
  ['Purpose of the report', background],
  ['Recommendation', recommendation],
  ['Reasons for the recommendation', reasons],
  ['Other options considered and rejected', rejectedOptions],
  ['Need and evidence', need],
  ['Consultation and engagement', (facts) => [...involvement(facts), ...voices(facts)]],
  ['How far people were heard', heard],
  ['How priorities were voted on', votes],
  ['Financial implications', money],
  ['Legal implications', authority],
  ['Equality implications', equality],
  ['Health and wellbeing: outcomes', outcomes],
  ['Who answers for what', responsibilities],
  ['Contradictions and open questions', openPoints],
  ['Risk management', risks],
  ['Declarations of interest and dispensations', interests],
  ['Answers of the organisations so far', answersSoFar],
  ['Next steps', nextSteps],
  ['Background documents', backgroundPapers]
];

const SECTIONS: Record<PaperKind, readonly Section[]> = { board: BOARD, council: COUNCIL };

/** What is at the head of such a paper, and of which nothing is kept here. */
const COVER_GAPS: Record<PaperKind, readonly string[]> = {
  board: ['Meeting and date', 'Agenda item', 'Executive sponsor', 'Public or private part'],
  council: [
    'Meeting and date',
    'Report of',
    'Wards affected',
    'Key decision, and notice given',
    'Exempt information'
  ]
};

/** A paper of this kind: what is recorded, under the headings that it has, and in plain words what is not. */
export function paperOf(kind: PaperKind, facts: PaperFacts): Paper {
  const readers = READERS[kind];
  const body = SECTIONS[kind].map(([heading, blocks]) => ({ heading, blocks: blocks(facts, readers) }));
  return {
    kind,
    title: `${PAPER_NAMES[kind]}: ${facts.decision.title}`,
    sections: [{ heading: 'At a glance', blocks: cover(kind, facts) }, ...body, missing(kind, body)]
  };
}

function cover(kind: PaperKind, { decision, organisations, partnership }: PaperFacts): PaperBlock[] {
  const to = organisations.filter(({ kind: each }) => each === READERS[kind]);
  const rows = [
    ['Report to', to.map(({ fullName }) => fullName).join('; ') || NOT_RECORDED],
    ['Reference', decision.reference],
    ['Partnership', partnership.name],
    ['Put forward by', `${decision.proposedBy.name}, ${decision.proposedBy.organisation}`],
    ['Put forward on', formatDate(decision.proposedAt)],
    ['For', decision.state === 'awaiting' ? 'Decision' : 'Information: it is settled'],
    ['Where it stands', decision.sentence],
    ...COVER_GAPS[kind].map((what) => [what, NOT_RECORDED])
  ];
  const warning = decision.intact
    ? []
    : [
        words(
          'The stored words, options or votes no longer fit the fingerprint of this decision. Do not rely on this paper.'
        )
      ];
  return [...warning, table(['About this paper', 'What is recorded'], rows)];
}

/** So that whoever prepares the meeting sees on one page what is still to be written. */
function missing(kind: PaperKind, body: readonly PaperSection[]): PaperSection {
  const found = body.flatMap(({ heading, blocks }) =>
    blocks.flatMap((block) => (block.kind === 'gap' ? [`${heading}: ${block.what}`] : []))
  );
  const cover = COVER_GAPS[kind].map((what) => `At a glance: ${what}`);
  return {
    heading: 'What is not recorded',
    blocks: [
      words('Papers of this kind have these parts too. Nothing is kept about them here, so nothing is said.'),
      ...list([...cover, ...found])
    ]
  };
}
