/** Something that a carer said on paper, as it is entered on a text whose first clause is "clause-1". */
export const CONTRIBUTION = {
  clause: 'clause-1',
  kind: 'experience',
  body: 'Two hours is long on a cold floor.',
  who: 'A carer',
  way: 'paper',
  on: '2026-11-20',
  agreed: 'yes'
};
