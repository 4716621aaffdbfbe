import type { MeasuredServer } from '../servers/server';
import type { Measurement, Scenario, Target, Unit } from '../scenarios/scenario';
import { median } from './median';

/** Every repetition's measurements of one server; undefined where that repetition failed. */
export interface Measured {
  readonly server: MeasuredServer;
  readonly repetitions: readonly (readonly Measurement[] | undefined)[];
}

/** One line of a table. */
export interface Row {
  readonly scenario: string;
  readonly figure: string;
  readonly server: string;
  readonly unit: Unit;
  readonly value: number;
  /** To the relay in the same repetition, the median of the ratios; undefined for the relay and without it. */
  readonly ratio: number | undefined;
  /** Only for ours. */
  readonly target: string | undefined;
  readonly verdict: 'met' | 'missed' | 'not comparable' | undefined;
}

export function rowsOf(scenario: Scenario, measured: readonly Measured[]): Row[] {
  const figures = new Map<string, Unit>();
  for (const { repetitions } of measured) {
    for (const each of repetitions.flatMap((repetition) => repetition ?? []))
      figures.set(each.figure, each.unit);
  }
  return [...figures].flatMap(([figure, unit]) =>
    measured.flatMap((one) => {
      const value = median(valuesOf(one, figure).filter(isThere));
      if (Number.isNaN(value)) return [];
      const ratio = one.server.kind === 'relay' ? undefined : ratioTo(measured, 'relay', figure, one);
      const row = { scenario: scenario.name, figure, server: one.server.name, unit, value, ratio };
      const target = scenario.targets.find((each) => each.figure === figure);
      const isJudged = one.server.kind === 'ours' && one.server.name !== target?.against;
      const judged = isJudged && target ? judge(target, measured, one) : {};
      return [{ ...row, target: undefined, verdict: undefined, ...judged }];
    })
  );
}

function judge(
  target: Target,
  measured: readonly Measured[],
  ours: Measured
): Pick<Row, 'target' | 'verdict'> {
  const words = wordsOf(target);
  const value =
    target.against === 'nothing'
      ? median(valuesOf(ours, target.figure).filter(isThere))
      : ratioTo(measured, target.against, target.figure, ours);
  if (value === undefined || Number.isNaN(value)) return { target: words, verdict: 'not comparable' };
  const met = value <= (target.atMost ?? Infinity) && value >= (target.atLeast ?? -Infinity);
  return { target: words, verdict: met ? 'met' : 'missed' };
}

function wordsOf({ atMost, atLeast, against }: Target): string {
  const limit = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
  return against === 'nothing' ? limit : `${limit} × ${against}`;
}

/** The median of the ratios within each repetition: slow moments of the machine then count on both sides. */
function ratioTo(
  measured: readonly Measured[],
  against: Exclude<Target['against'], 'nothing'>,
  figure: string,
  one: Measured
): number | undefined {
  const others = measured.filter(({ server }) =>
    against === 'best peer' ? server.kind === 'peer' : server.name === against
  );
  const ratios = valuesOf(one, figure).map((value, repetition) => {
    const theirs = others.map((other) => valuesOf(other, figure)[repetition]).filter(isThere);
    return value === undefined || theirs.length === 0 ? undefined : value / Math.min(...theirs);
  });
  const there = ratios.filter(isThere).filter(Number.isFinite);
  return there.length > 0 ? median(there) : undefined;
}

function valuesOf({ repetitions }: Measured, figure: string): (number | undefined)[] {
  return repetitions.map((repetition) => repetition?.find((each) => each.figure === figure)?.value);
}

function isThere(value: number | undefined): value is number {
  return value !== undefined && !Number.isNaN(value);
}
