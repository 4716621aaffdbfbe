import type { PaperKind } from '#domain/paper/paper';

/** The sections of each kind of paper, with their numbers. */
export const SECTIONS: Record<PaperKind, readonly string[]> = {
  board: [
    'At a glance',
    '1 What the board is asked to do',
    '2 Why',
    '3 Background',
    '4 Need and evidence',
    '5 Options',
    '6 What people told us',
    '7 How people were involved',
    '8 How far people were heard',
    '9 How priorities were voted on',
    '10 Money',
    '11 Outcomes',
    '12 Who answers for what',
    '13 Contradictions and open questions',
    '14 Risks',
    '15 Equality and health inequalities',
    '16 Conflicts of interest and quorum',
    '17 Authority and legal matters',
    '18 Answers of the organisations so far',
    '19 Next steps',
    '20 Background papers',
    '21 What is not recorded'
  ],
  council: [
    'At a glance',
    '1 Purpose of the report',
    '2 Recommendation',
    '3 Reasons for the recommendation',
    '4 Other options considered and rejected',
    '5 Need and evidence',
    '6 Consultation and engagement',
    '7 How far people were heard',
    '8 How priorities were voted on',
    '9 Financial implications',
    '10 Legal implications',
    '11 Equality implications',
    '12 Health and wellbeing: outcomes',
    '13 Who answers for what',
    '14 Contradictions and open questions',
    '15 Risk management',
    '16 Declarations of interest and dispensations',
    '17 Answers of the organisations so far',
    '18 Next steps',
    '19 Background documents',
    '20 What is not recorded'
  ]
};
