import type { Options } from './options';
import type { Measured } from './report/result';
import type { Measurement, Scenario } from './scenarios/scenario';
import type { MeasuredServer } from './servers/server';

export interface Outcome {
  readonly measured: readonly Measured[];
  /** What broke at ours or at the relay: these make the whole run fail. */
  readonly broken: readonly string[];
}

/** One try of one server may take so long; then it counts as broken. Milliseconds. */
const limitOf = ({ full, kills }: Options['effort']) => (full ? 900_000 : 180_000) + kills * 15_000;

/**
 * One repetition measures every server once, one after the other, before the next repetition begins: a slow moment of
 * the machine then meets all of them alike.
 */
export async function measure(
  scenario: Scenario,
  servers: readonly MeasuredServer[],
  options: Options,
  say: (line: string) => void
): Promise<Outcome> {
  const broken: string[] = [];
  const results = new Map<MeasuredServer, (readonly Measurement[] | undefined)[]>(
    servers.map((server) => [server, []])
  );
  const repetitions = options.repeat ?? scenario.repetitions(options.effort);
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const server of servers) {
      const result = await measureOnce(scenario, server, options).catch((error: unknown) => {
        const line = `${scenario.name}, ${server.name}: ${(error as Error).message}`;
        say(`  BROKE  ${line}`);
        if (server.kind !== 'peer') broken.push(line);
        return undefined;
      });
      results.get(server)!.push(result);
    }
  }
  return { measured: [...results].map(([server, each]) => ({ server, repetitions: each })), broken };
}

async function measureOnce(
  scenario: Scenario,
  server: MeasuredServer,
  { effort }: Options
): Promise<Measurement[]> {
  const running = await server.start();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long.')), limitOf(effort));
  });
  try {
    return await Promise.race([scenario.run(running, effort, server), tooLate]);
  } finally {
    clearTimeout(timer);
    await running.remove();
  }
}
