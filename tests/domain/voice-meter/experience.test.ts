import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EXPERIENCE_ANSWER_NAMES,
  EXPERIENCE_ANSWERS,
  EXPERIENCE_QUESTIONS,
  type ExperienceAnswer,
  type ExperienceAnswers
} from '#domain/experience';
import { STAKEHOLDER_GROUPS, type StakeholderGroup } from '#domain/membership';
import { heard } from '#domain/paper/meter-section';
import type { PaperFacts } from '#domain/paper/facts';
import { countedTogether } from '#domain/voice-meter/counted-together';
import type { MeterExperience, MeterFacts } from '#domain/voice-meter/facts';
import { meterCsv } from '#domain/voice-meter/meter-csv';
import { voiceMeter } from '#domain/voice-meter/meter';
import { factsWith, measure, members, rows, SCENARIO_MEMBERS, times } from './some-facts';

type Said = MeterExperience['said'][number];

/** The same answer to each question. */
const all = (answer: ExperienceAnswer): ExperienceAnswers => ({
  part: answer,
  way: answer,
  say: answer,
  respect: answer,
  difference: answer
});
const by = (
  group: StakeholderGroup,
  answer: ExperienceAnswer,
  more: Partial<ExperienceAnswers> = {}
): Said => ({
  group,
  answers: { ...all(answer), ...more }
});
const closed = (said: readonly Said[]): MeterExperience => ({
  over: new Date('2027-01-16T00:00:00Z'),
  closedOn: '2027-01-15',
  said
});
const asked = (said: readonly Said[], some: Partial<MeterFacts> = {}) =>
  measure(9, { members: SCENARIO_MEMBERS, experience: closed(said), ...some });
const columns = (said: readonly Said[]) => asked(said).tables[0]?.columns.map(({ name }) => name) ?? [];

/** Nine patients, of whom six said yes or mostly to each; four of the council, one provider. */
const SCENARIO = [
  ...times(4, by('patient-carer', 'yes')),
  ...times(2, by('patient-carer', 'mostly')),
  ...times(3, by('patient-carer', 'a-little')),
  ...times(3, by('social-care', 'mostly')),
  by('social-care', 'no'),
  by('provider', 'no')
];
const TOGETHER = 'Social care, providers and voluntary sector together';
const NOT_SHOWN = 'Not shown: fewer than five people';

describe('what is asked', () => {
  test('EXQ-1 five questions, each of which can be left unsaid', () => {
    expect(EXPERIENCE_QUESTIONS).toHaveLength(5);
    expect(new Set(EXPERIENCE_QUESTIONS.map(({ key }) => key)).size).toBe(5);
    for (const { question } of EXPERIENCE_QUESTIONS) expect(question).toMatch(/^[A-Z].*\?$/);
    expect(EXPERIENCE_ANSWERS.map((answer) => EXPERIENCE_ANSWER_NAMES[answer])).toEqual([
      'Yes',
      'Mostly',
      'Only a little',
      'No',
      'I would rather not say'
    ]);
  });
});

describe('what is shown', () => {
  test('EXQ-10 while no consultation that counts is over it says so, and gives no number', () => {
    const none = 'This cannot be worked out yet, because no consultation';
    const decision = { reference: 'JCC-2027-004', proposedOn: '2027-02-02', settledOn: null, reasons: [] };
    expect(measure(9, {})).toMatchObject({ sentence: `${none} is over.`, tables: [] });
    expect(measure(9, { decision })).toMatchObject({
      sentence: `${none} that opened before decision JCC-2027-004 was put to the boards is over.`,
      tables: []
    });
  });

  test('EXQ-11 EXQ-12 the share that said yes or mostly, by group, with the small ones together', () => {
    const found = asked(SCENARIO);
    expect(columns(SCENARIO)).toEqual([
      'Commissioners',
      'Clinicians',
      `${TOGETHER}, 5 answered`,
      'Patients and carers, 9 answered'
    ]);
    expect(rows(found)).toEqual(
      EXPERIENCE_QUESTIONS.map(({ question }) => [question, NOT_SHOWN, NOT_SHOWN, 60, 67])
    );
    expect(found.sentence).toBe(
      '9 people (patients and carers) answered about the consultation that closed on 15 January 2027. Yes or mostly: their part is clear: 67%; the way suits them: 67%; they can say what matters: 67%; they are treated with respect: 67%; it will make a difference: 67%.'
    );
  });

  test('EXQ-11 what somebody would rather not say counts nowhere, and who says nothing else is not counted', () => {
    const silent = times(6, by('patient-carer', 'not-said'));
    expect(asked([...SCENARIO, ...silent])).toEqual(asked(SCENARIO));
    const one = { ...SCENARIO[0]!, answers: { ...all('yes'), respect: 'not-said' } as const };
    expect(rows(asked([one, ...SCENARIO.slice(1)])).map((row) => row.at(-1))).toEqual([67, 67, 67, 63, 67]);
  });

  test('EXQ-12 of fewer than five in all nothing is shown, not even how many', () => {
    const few =
      'fewer than five people of any group answered the questions about the consultation that closed on 15 January 2027.';
    const none = asked([]);
    expect(none).toMatchObject({ sentence: `This cannot be worked out yet, because ${few}`, tables: [] });
    for (const count of [1, 4]) expect(asked(times(count, by('patient-carer', 'no')))).toEqual(none);
  });

  test('EXQ-12 of four patients nothing is shown, although they are a group of nine, and it is as if there were none', () => {
    const clinicians = times(6, by('clinician', 'yes'));
    const found = asked([...clinicians, ...times(4, by('patient-carer', 'no'))]);
    expect(found).toEqual(asked(clinicians));
    expect(rows(found)[0]!.slice(1)).toEqual([NOT_SHOWN, 'All, or all but one', NOT_SHOWN, NOT_SHOWN]);
    expect(found.sentence).toBe(
      'Fewer than five people (patients and carers) answered about the consultation that closed on 15 January 2027, so what they said is not shown.'
    );
  });

  test('EXQ-12 MET-13 a group of four patients is counted with the next smallest', () => {
    const few = { members: members({ 'patient-carer': 4, clinician: 7, commissioner: 9 }) };
    const found = asked(
      [...times(4, by('patient-carer', 'no')), by('clinician', 'yes'), by('clinician', 'mostly')],
      few
    );
    expect(rows(found)[0]!.slice(1)).toEqual([NOT_SHOWN, 33]);
    expect(found.sentence).toMatch(
      /^6 people \(clinicians and patients and carers together\) answered about/
    );
  });

  test('EXQ-12 where patients and carers do not take part the sentence says so', () => {
    const some = { members: members({ clinician: 6 }) };
    expect(asked(times(6, by('clinician', 'yes')), some).sentence).toMatch(
      /^No patient or carer takes part\./
    );
  });

  test('EXQ-13 the share of fewer than five is not shown, and all is told as all but one is', () => {
    const five = (well: number) => [
      ...times(well, by('patient-carer', 'yes')),
      ...times(5 - well, by('patient-carer', 'no'))
    ];
    const cellOf = (said: readonly Said[], place = 0) => rows(asked(said))[place]!.at(-1);
    const both = (said: readonly Said[]) => cellOf([...times(5, by('clinician', 'yes')), ...said]);
    expect([0, 1, 2, 3, 4, 5].map((well) => both(five(well)))).toEqual([
      'None, or only one',
      'None, or only one',
      40,
      60,
      'All, or all but one',
      'All, or all but one'
    ]);
    const shy = [by('patient-carer', 'yes', { part: 'not-said' }), ...five(2).slice(1)];
    expect(both(shy)).toBe(NOT_SHOWN);
  });

  test('EXQ-15 who joins or leaves afterwards changes nothing', () => {
    const later = members({ observer: 3, voluntary: 9 }, new Date('2027-01-20T09:00:00Z'));
    expect(asked(SCENARIO, { members: [...SCENARIO_MEMBERS, ...later] })).toEqual(asked(SCENARIO));
    const left = SCENARIO_MEMBERS.map((each) => ({ ...each, leftAt: new Date('2027-01-20T09:00:00Z') }));
    expect(asked(SCENARIO, { members: left })).toEqual(asked(SCENARIO));
  });
});

describe('the attack', () => {
  interface Told {
    readonly sizes: Readonly<Record<string, number>>;
    readonly said: readonly Said[];
  }

  const published = ({ sizes, said }: Told): string => {
    const meter = voiceMeter(factsWith({ members: members(sizes), experience: closed(said) }));
    return JSON.stringify([meter.measures, meterCsv(meter), heard({ meter } as PaperFacts)]);
  };
  const countIn = (said: readonly Said[], group: string) =>
    said.filter((each) => each.group === group).length;
  /** Nobody answers who is not there, and each once. */
  const isPossible = ({ sizes, said }: Told) =>
    STAKEHOLDER_GROUPS.every((group) => countIn(said, group) <= (sizes[group] ?? 0));

  const spoken = fc.constantFrom<ExperienceAnswer>('yes', 'mostly', 'a-little', 'no');
  const answers = fc.record({ part: spoken, way: spoken, say: spoken, respect: spoken, difference: spoken });
  const size = fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 9);
  const told = fc
    .record({
      sizes: fc.record(Object.fromEntries(STAKEHOLDER_GROUPS.map((group) => [group, size]))),
      chance: fc.array(fc.record({ answers, speaks: fc.boolean() }), { minLength: 63, maxLength: 63 })
    })
    .map(({ sizes, chance }): Told => {
      const people = STAKEHOLDER_GROUPS.flatMap((group) => times(sizes[group] ?? 0, group));
      const said = people.flatMap((group, index) =>
        chance[index]!.speaks ? [{ group, answers: chance[index]!.answers }] : []
      );
      return { sizes, said };
    });

  /** Whether everybody has answered with whom this group is counted. */
  function allSpoke({ sizes, said }: Told, group: StakeholderGroup): boolean {
    const over = closed([]).over;
    const set = countedTogether(members(sizes), { since: over, now: over }).find(({ groups }) =>
      groups.includes(group)
    );
    return set!.groups.every((each) => countIn(said, each) === sizes[each]);
  }

  test('EXQ-14 how many answered of a group of fewer than five members does not follow', () => {
    fc.assert(
      fc.property(told, (story) => {
        const { sizes, said } = story;
        const seen = published(story);
        for (const group of STAKEHOLDER_GROUPS) {
          const people = sizes[group] ?? 0;
          if (people === 0 || people >= 5 || allSpoke(story, group)) continue;
          const index = said.findIndex((each) => each.group === group);
          const others = said.flatMap((each, place) =>
            each.group === group ? [] : [said.with(place, { ...each, group })]
          );
          const doubts = [
            ...STAKEHOLDER_GROUPS.map((other) =>
              index < 0 ? said : said.with(index, { ...said[index]!, group: other })
            ),
            ...others,
            [...said, by(group, 'yes')]
          ]
            .map((other) => ({ sizes, said: other }))
            .filter((other) => countIn(other.said, group) !== countIn(said, group) && isPossible(other));
          expect(
            doubts.some((other) => published(other) === seen),
            `${group} is unmasked`
          ).toBe(true);
        }
      }),
      { numRuns: 150 }
    );
  });

  test('EXQ-14 nor what one person said: somebody else could have said it in their place, or nobody', () => {
    const turned = (each: Said): Said => ({
      ...each,
      answers: { ...each.answers, part: ['yes', 'mostly'].includes(each.answers.part) ? 'no' : 'yes' }
    });
    fc.assert(
      fc.property(told, ({ sizes, said }) => {
        const seen = published({ sizes, said });
        for (const [index, each] of said.entries()) {
          const other = said.with(index, turned(each));
          const instead = said.flatMap((one, place) =>
            place === index ? [] : [other.with(place, turned(one))]
          );
          expect([other, ...instead].some((one) => published({ sizes, said: one }) === seen)).toBe(true);
        }
      }),
      { numRuns: 25 }
    );
  });

  test('EXQ-14 the attack finds what a plain table gives away', () => {
    const said = [...times(6, by('clinician', 'yes')), by('provider', 'no')];
    const plain = (of: readonly Said[]) =>
      JSON.stringify(STAKEHOLDER_GROUPS.map((group) => countIn(of, group)));
    const moved = said.with(-1, by('clinician', 'no'));
    const sizes = { clinician: 8, provider: 2 };
    expect(plain(moved)).not.toBe(plain(said));
    expect(published({ sizes, said: moved })).toBe(published({ sizes, said }));
  });
});
