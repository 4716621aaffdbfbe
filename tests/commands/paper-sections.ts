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
    '8 How priorities were voted on',
    '9 Money',
    '10 Outcomes',
    '11 Who answers for what',
    '12 Contradictions and open questions',
    '13 Risks',
    '14 Equality and health inequalities',
    '15 Conflicts of interest and quorum',
    '16 Authority and legal matters',
    '17 Answers of the organisations so far',
    '18 Next steps',
    '19 Background papers',
    '20 What is not recorded'
  ],
  council: [
    'At a glance',
    '1 Purpose of the report',
    '2 Recommendation',
    '3 Reasons for the recommendation',
    '4 Other options considered and rejected',
    '5 Need and evidence',
    '6 Consultation and engagement',
    '7 How priorities were voted on',
    '8 Financial implications',
    '9 Legal implications',
    '10 Equality implications',
    '11 Health and wellbeing: outcomes',
    '12 Who answers for what',
    '13 Contradictions and open questions',
    '14 Risk management',
    '15 Declarations of interest and dispensations',
    '16 Answers of the organisations so far',
    '17 Next steps',
    '18 Background documents',
    '19 What is not recorded'
  ]
};
