/** The decision before the boards, as the scenario has it. */
export const DECISION = {
  reference: 'JCC-2027-004',
  title: 'Falls and frailty service from 1 April 2027',
  question:
    'Which elements of the falls and frailty service shall we commission jointly from 1 April 2027, and with what budget?',
  wording:
    'Recommend option B to the ICB Board and to Cabinet: fund P1 to P5 in full and the first phase of P6, support for carers, at £3,900,000 a year for three years.',
  reasons:
    'Night cover: 34% of falls calls come between 20:00 and 08:00. Evidence for P2 to P4 under NICE NG249. Even cover across the four neighbourhoods. P6 in full is deferred and not refused: patients and carers rank it second, social care third; it returns with six months of figures.',
  options: [
    {
      key: 'A',
      title: 'Fund all six priorities',
      annualCost: 4_860_000,
      chosen: false,
      reason: '£960,000 a year above the envelope; ruled out at workshop 3.'
    },
    {
      key: 'B',
      title: 'P1 to P5 in full; P6 first phase, support for carers',
      annualCost: 3_900_000,
      chosen: true,
      reason: 'Covers nights, has the strongest evidence, and starts support for carers now.'
    },
    {
      key: 'C',
      title: 'P2 to P5 in full; P1 from 08:00 to 20:00 only; P6 at half scale',
      annualCost: 3_900_000,
      chosen: false,
      reason: 'A third of falls calls come at night; people would lie on the floor until morning.'
    },
    {
      key: 'D',
      title: 'Keep today’s separate services',
      annualCost: 3_350_000,
      chosen: false,
      reason: 'Uneven cover, lowest in East Quarter.'
    }
  ]
};
