import type { Plan } from './plan';
import type { Violation } from './report';
import { Scenario } from './scenario';

export interface Failure extends Violation {
  readonly seed: number;
}

export interface Outcome {
  readonly scenarios: number;
  readonly failures: readonly Failure[];
  /** How often each thing has happened, over all scenarios. */
  readonly counts: ReadonlyMap<string, number>;
}

export async function runScenarios(
  seeds: readonly number[],
  change: Partial<Plan> = {},
  print?: (line: string) => void
): Promise<Outcome> {
  const counts = new Map<string, number>();
  const failures: Failure[] = [];
  for (const seed of seeds) {
    const report = await new Scenario(seed, change, print).run();
    for (const [what, times] of report.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    failures.push(...report.violations.map((violation) => ({ ...violation, seed })));
  }
  return { scenarios: seeds.length, failures, counts };
}

export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}
