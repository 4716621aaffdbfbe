import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StakeholderGroup } from '#domain/membership';
import type { PaperFacts } from '#domain/paper/facts';
import { heard } from '#domain/paper/meter-section';
import { involvement, voices } from '#domain/paper/voice-sections';
import { countedTogether, nameOf, type Joined } from '#domain/voice-meter/counted-together';
import type { MeterComment, MeterFacts, MeterMember } from '#domain/voice-meter/facts';
import { meterCsv } from '#domain/voice-meter/meter-csv';
import { voiceMeter } from '#domain/voice-meter/meter';
import { factsWith, JOINED, members, NOW, said } from './some-facts';

/** Days of the story: the first comment, a first reading, newcomers, more comments, a second reading. */
const FIRST = '2026-12-01';
const NEWCOMERS = new Date('2026-12-10T09:00:00Z');
const SECOND = '2026-12-15';
const READINGS = ['2026-12-01T15:00:00Z', '2026-12-05T12:00:00Z', '2026-12-20T12:00:00Z'].map(
  (at) => new Date(at)
);

interface Story {
  readonly members: readonly MeterMember[];
  readonly comments: readonly MeterComment[];
  readonly words: ReadonlyMap<StakeholderGroup, number>;
}

/** Everything that can be read on that day: the page, the file, and the sections of the papers that speak of groups. */
function published({ members: all, comments, words }: Story, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  const known = comments.filter(({ day }) => day <= today);
  const facts: MeterFacts = factsWith({
    now,
    members: all.filter(({ joinedAt }) => joinedAt <= now),
    comments: known,
    words,
    optionsFixed: { day: '2026-12-12', what: 'the ballot opened' },
    stages: [
      { day: '2026-11-20', what: 'a consultation opened' },
      { day: today, what: 'it was over' }
    ]
  });
  const meter = voiceMeter(facts);
  const paper = { meter, threads: known.map(thread), decision: { exceptions: [] } } as unknown as PaperFacts;
  return JSON.stringify([meter.measures, meterCsv(meter), heard(paper), voices(paper), involvement(paper)]);
}

function thread({ day, group, answer }: MeterComment) {
  return {
    by: { group },
    brought: null,
    entered: null,
    subject: { kind: 'whole' },
    withdrawnAt: null,
    removed: null,
    replies: [],
    at: new Date(`${day}T12:00:00Z`),
    quote: '',
    body: 'Said',
    answer: answer && { outcome: answer.outcome, body: 'Answered' }
  };
}

const everything = (story: Story) => READINGS.map((now) => published(story, now)).join('\n');

const OTHERS = ['commissioner', 'clinician', 'social-care', 'provider', 'voluntary'] as const;
const size = fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 7);
const sizes = fc.record(Object.fromEntries(OTHERS.map((group) => [group, size]))) as fc.Arbitrary<
  Record<StakeholderGroup, number>
>;

const story = fc
  .record({
    first: sizes,
    more: sizes,
    patients: fc.integer({ min: 0, max: 9 }),
    said: fc.array(
      fc.record({
        group: fc.constantFrom<StakeholderGroup>(...OTHERS, 'patient-carer'),
        day: fc.constantFrom(FIRST, '2026-12-02', SECOND),
        answer: fc.option(fc.constantFrom('changed', 'partly', 'not-changed'), { nil: null })
      }),
      { minLength: 1, maxLength: 12 }
    ),
    wrote: sizes
  })
  .map(({ first, more, patients, said: lines, wrote }): Story => {
    const all = [...members({ ...first, 'patient-carer': patients }), ...members(more, NEWCOMERS)];
    const comments = lines
      .filter(({ group, day }) => were(all, group, new Date(`${day}T12:00:00Z`)) > 0)
      .map(({ group, day, answer }) => said(group, day, answer ? ['2026-12-18', answer] : undefined));
    const words = new Map(
      Object.entries(wrote).filter(([group]) => were(all, group as StakeholderGroup, JOINED) > 0)
    );
    return { members: all, comments, words: words as Map<StakeholderGroup, number> };
  });

function were(all: readonly Joined[], group: StakeholderGroup, at: Date): number {
  return all.filter((each) => each.group === group && each.joinedAt <= at).length;
}

/** Groups of one to four members on the last day, and what each of them is known to have said by each reading. */
function protectedGroups(all: readonly Joined[]): StakeholderGroup[] {
  return OTHERS.filter((group) => {
    const people = were(all, group, NOW);
    return people > 0 && people < 5;
  });
}

/** Stories in which this comment was made by somebody of another group, or not at all, or once more. */
function otherwise(told: Story, index: number): Story[] {
  const { comments, members: all } = told;
  const comment = comments[index]!;
  const at = new Date(`${comment.day}T12:00:00Z`);
  const possible = OTHERS.filter((group) => group !== comment.group && were(all, group, at) > 0);
  return [
    ...possible.map((group) => comments.with(index, { ...comment, group })),
    comments.toSpliced(index, 1),
    [...comments, comment]
  ].map((changed) => ({ ...told, comments: changed }));
}

describe('the attack', () => {
  test('MET-17 MET-13 MET-16 MET-18 from all that is published on three days no number of a small group follows', () => {
    fc.assert(
      fc.property(story, (told) => {
        const seen = everything(told);
        for (const group of protectedGroups(told.members)) {
          const index = told.comments.findIndex((comment) => comment.group === group);
          if (index < 0) continue;
          const doubts = otherwise(told, index).filter((other) => everything(other) === seen);
          expect(doubts.length, `${group} is unmasked`).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 }
    );
  });

  test('MET-17 nor, on any one day, how many words a small group wrote', () => {
    fc.assert(
      fc.property(story, (told) => {
        const seen = published(told, NOW);
        for (const group of protectedGroups(told.members)) {
          const wrote = told.words.get(group) ?? 0;
          if (wrote === 0) continue;
          const others = OTHERS.filter((each) => each !== group && were(told.members, each, NOW) > 0);
          const doubts = [
            ...others.map((each) =>
              new Map(told.words).set(group, wrote - 1).set(each, (told.words.get(each) ?? 0) + 1)
            ),
            new Map(told.words).set(group, wrote + 1)
          ].filter((words) => published({ ...told, words }, NOW) === seen);
          expect(doubts.length, `the words of ${group} are unmasked`).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 }
    );
  });

  test('MET-17 MET-10 nor how many of a group have left, while it is fewer than five', () => {
    const left = new Date('2026-12-03T09:00:00Z');
    fc.assert(
      fc.property(sizes, sizes, fc.constantFrom(...OTHERS), (stayed, lost, group) => {
        if (lost[group] === 0 || lost[group] >= 5) return;
        /** The same people, of whom other ones left; nothing where they are not there. */
        const leaving = (more: Partial<Record<StakeholderGroup, number>>): Story[] => {
          const gone = { ...lost };
          const here = { ...stayed };
          for (const each of OTHERS) {
            gone[each] += more[each] ?? 0;
            here[each] -= more[each] ?? 0;
          }
          const all = [...Object.values(gone), ...Object.values(here)];
          const people = () => [...members(here), ...members(gone, JOINED, left)];
          return all.some((count) => count < 0)
            ? []
            : [{ members: people(), comments: [], words: new Map() }];
        };
        const others = OTHERS.filter((each) => each !== group);
        const possible = [1, -1].flatMap((more) => [
          ...leaving({ [group]: more }),
          ...others.flatMap((each) => leaving({ [group]: more, [each]: -more }))
        ]);
        const [told] = leaving({});
        const seen = everything(told!);
        const doubts = possible.filter((other) => everything(other) === seen);
        expect(doubts.length, `who left ${group} is unmasked`).toBeGreaterThan(0);
      }),
      { numRuns: 200 }
    );
  });

  test('MET-17 the attack finds what a plain table gives away', () => {
    const told = {
      members: members({ commissioner: 5, clinician: 3, 'social-care': 4 }),
      comments: [said('clinician', FIRST), said('social-care', FIRST)],
      words: new Map()
    };
    const plain = ({ comments }: Story) =>
      JSON.stringify(OTHERS.map((group) => comments.filter((each) => each.group === group).length));
    expect(otherwise(told, 0).filter((other) => plain(other) === plain(told))).toEqual([]);
    expect(
      otherwise(told, 0).filter((other) => everything(other) === everything(told)).length
    ).toBeGreaterThan(0);
  });
});

describe('who is counted together', () => {
  const names = (all: readonly Joined[], since: Date | null, now = NOW) =>
    countedTogether(all, { since, now, alone: 'patient-carer' }).map(
      (set) => `${nameOf(set)} ${set.people} ${set.shown}`
    );
  const after = new Date('2026-12-02T00:00:00Z');

  test('MET-13 small groups, with the next smallest until they are two and five; of fewer nothing is shown', () => {
    expect(names(members({ commissioner: 5, 'social-care': 4, provider: 2, voluntary: 1 }), after)).toEqual([
      'Commissioners 5 true',
      'Social care, providers and voluntary sector together 7 true'
    ]);
    expect(names(members({ commissioner: 6, clinician: 5, 'social-care': 4 }), after)).toEqual([
      'Commissioners 6 true',
      'Clinicians and social care together 9 true'
    ]);
    expect(names(members({ provider: 2, voluntary: 1 }), after)).toEqual([
      'Providers and voluntary sector together 3 false'
    ]);
    expect(names(members({ clinician: 3 }), null)).toEqual(['Clinicians 3 false']);
  });

  test('MET-15 patients and carers stand by themselves, however few', () => {
    expect(names(members({ 'patient-carer': 2, clinician: 3, provider: 4 }), after)).toEqual([
      'Clinicians and providers together 7 true',
      'Patients and carers 2 true'
    ]);
  });

  test('MET-16 once together always together, newcomers with the smallest, and on the first day all', () => {
    const began = members({ commissioner: 6, clinician: 5, 'social-care': 4 });
    const grown = [...began, ...members({ 'social-care': 3, provider: 8 }, NEWCOMERS)];
    expect(names(began, after, new Date('2026-12-01T12:00:00Z'))).toEqual([
      'Commissioners, clinicians and social care together 15 true'
    ]);
    expect(names(grown, after)).toEqual(
      ['Commissioners, providers together 14 true', 'Clinicians and social care together 12 true'].map(
        (name) => name.replace(', providers', ' and providers')
      )
    );
  });
});
