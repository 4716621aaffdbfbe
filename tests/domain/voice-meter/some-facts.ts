import { saysChanged, type AnswerOutcome } from '#domain/comment-thread';
import type { StakeholderGroup } from '#domain/membership';
import type { MeterComment, MeterFacts, MeterMember } from '#domain/voice-meter/facts';
import { voiceMeter } from '#domain/voice-meter/meter';
import type { Measure } from '#domain/voice-meter/measure';

export const NOW = new Date('2027-02-11T12:00:00.000Z');
export const JOINED = new Date('2026-11-01T09:00:00.000Z');

/** Facts of a text on which nothing has happened yet. */
export function factsWith(some: Partial<MeterFacts> = {}): MeterFacts {
  return {
    now: NOW,
    comments: [],
    words: new Map(),
    members: [],
    decision: null,
    ballot: null,
    ballots: [],
    optionsFixed: null,
    papers: null,
    experience: null,
    stages: [],
    ...some
  };
}

export function members(
  sizes: Partial<Record<StakeholderGroup, number>>,
  joinedAt = JOINED,
  leftAt: Date | null = null
): MeterMember[] {
  return Object.entries(sizes).flatMap(([group, size]) =>
    Array.from({ length: size }, () => ({ group: group as StakeholderGroup, joinedAt, leftAt }))
  );
}

/** The committee and the patients and carers of the scenario. */
export const SCENARIO_MEMBERS = members({
  commissioner: 5,
  clinician: 7,
  'social-care': 4,
  'patient-carer': 9,
  provider: 2,
  voluntary: 1
});

type Means = 'linked' | 'says so';

export function said(
  group: StakeholderGroup,
  day: string,
  answer?: readonly [day: string, outcome: AnswerOutcome, means?: Means | undefined, publishedOn?: string]
): MeterComment {
  return { day, group, way: null, answer: answer ? answered(answer) : null };
}

function answered([day, outcome, means, publishedOn = null]: readonly [
  string,
  AnswerOutcome,
  (Means | undefined)?,
  (string | null)?
]) {
  const real = saysChanged(outcome) && means !== 'says so';
  return { day, outcome, linked: means === 'linked', real, publishedOn };
}

export function times<Each>(count: number, each: Each): Each[] {
  return Array.from({ length: count }, () => each);
}

export function measure(number: number, some: Partial<MeterFacts>): Measure {
  return voiceMeter(factsWith(some)).measures[number - 1]!;
}

/** Each row of a measure's first table as name and cells. */
export function rows({ tables }: Measure): unknown[][] {
  return tables[0]?.rows.map(({ name, cells }) => [name, ...cells]) ?? [];
}
