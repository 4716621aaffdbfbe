import { writeFileSync } from 'node:fs';
import { machineLine, otherWork, pinLoad } from './machine';
import { measure } from './measure';
import { readOptions, type Options } from './options';
import { rowsOf, type Row } from './report/result';
import { tableOf } from './report/table';
import { cursorStorm } from './scenarios/cursor-storm';
import { fanout } from './scenarios/fanout';
import { killsAt100, killsAt3000 } from './scenarios/kills';
import { largeDocument } from './scenarios/large-document';
import { openPaper } from './scenarios/open-paper';
import { ramp } from './scenarios/ramp';
import { rooms } from './scenarios/rooms';
import type { Measurement, Scenario } from './scenarios/scenario';
import { startUp } from './scenarios/start-up';
import { twoNodes } from './scenarios/two-nodes';
import { wordImport } from './scenarios/word-import';
import { ALL_SERVERS, ONLY_IN_FULL } from './servers/all-servers';
import { buildSqlite, installPeers, nodeVersion, serverNode } from './servers/peer-packages';
import type { MeasuredServer } from './servers/server';
import { removeAllFolders } from './servers/data-folders';
import { endAllServers } from './servers/server-process';

/**
 * `npm run bench`: the built product beside a bare relay and other people's servers, on this machine. A figure that is
 * slow fails nothing; something that broke does. How to use it and how to read it: tests/bench/README.md.
 */
const SCENARIOS: readonly Scenario[] = [
  fanout,
  cursorStorm,
  ramp,
  rooms,
  twoNodes,
  openPaper,
  killsAt100,
  killsAt3000
];
const ALONE: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  'start-up': startUp,
  import: wordImport,
  large: largeDocument
};

const say = (line: string) => console.log(line);

/** Percent of the machine; more makes figures worthless. */
const MOST_OTHER_WORK = 10;

async function main(options: Options): Promise<boolean> {
  const started = performance.now();
  const rows = await measureAlone(options);
  pinLoad();
  const wanted = SCENARIOS.filter(({ name }) => options.only?.includes(name) ?? true);
  const servers = wanted.length > 0 ? chooseServers(wanted, options) : [];
  const busy = wanted.length > 0 ? await otherWork() : 0;
  if (busy > MOST_OTHER_WORK) say(`NOT QUIET: other work takes ${Math.round(busy)} % of this machine now.`);
  const broken: string[] = [];
  for (const scenario of wanted) {
    say(`\n${scenario.name}: ${scenario.about(options.effort)}`);
    const its = servers.filter((server) => (scenario.servers ?? ALL_SERVERS).includes(server));
    const outcome = await measure(scenario, its.filter(scenario.measures), options, say);
    const measured = rowsOf(scenario, outcome.measured);
    say(tableOf(measured));
    rows.push(...measured);
    broken.push(...outcome.broken);
  }
  say(`\n${Math.round((performance.now() - started) / 1000)} s in all.`);
  if (options.json) writeJson(options, { busy, rows, broken });
  for (const line of broken) console.error(`BROKE  ${line}`);
  return broken.length === 0;
}

/** What is measured of ours alone, before this process keeps to one core. */
async function measureAlone({ only }: Options): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [scenario, run] of Object.entries(ALONE)) {
    if (only && !only.includes(scenario)) continue;
    for (const { figure, unit, value } of await run()) {
      say(`${value.toFixed(1).padStart(8)} ${unit.padEnd(3)} ${figure}`);
      rows.push({
        scenario,
        figure,
        server: 'ours',
        unit,
        value,
        ratio: undefined,
        target: undefined,
        verdict: undefined
      });
    }
  }
  return rows;
}

function chooseServers(wanted: readonly Scenario[], { servers, effort }: Options): MeasuredServer[] {
  const asked = new Set(wanted.flatMap((scenario) => scenario.servers ?? ALL_SERVERS));
  const withPeers = [...asked].some(({ kind }) => kind === 'peer');
  if (withPeers) installPeers(say);
  if (withPeers && effort.full) buildSqlite(say);
  say(`\n${machineLine()}; servers under Node ${nodeVersion(serverNode())}, load under ${process.version}.`);
  const named = (name: string) => servers?.some((each) => name.toLowerCase().startsWith(each.toLowerCase()));
  return [...asked].filter((server) => {
    if (!(named(server.name) ?? (effort.full || !ONLY_IN_FULL.includes(server)))) return false;
    const missing = server.missing();
    if (missing) say(`Left out: ${server.name}, because ${missing}.`);
    return missing === undefined;
  });
}

function writeJson(
  { json, effort }: Options,
  run: { busy: number; rows: readonly Row[]; broken: readonly string[] }
): void {
  const { busy, rows, broken } = run;
  const machine = { line: machineLine(), otherWorkBefore: busy, serverNode: nodeVersion(serverNode()) };
  writeFileSync(json!, `${JSON.stringify({ machine, ...effort, broken, rows }, null, 2)}\n`);
}

/** However a run ends, nothing that it started is left behind. */
async function clearUp(): Promise<void> {
  await endAllServers();
  await removeAllFolders();
  for (const server of [...ALL_SERVERS, ...(twoNodes.servers ?? [])]) await server.clearUp?.();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void clearUp().finally(() => process.exit(1)));
}

process.once('uncaughtException', (error) => {
  console.error(error);
  void clearUp().finally(() => process.exit(1));
});

try {
  const whole = await main(readOptions(process.argv.slice(2)));
  process.exitCode = whole ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await clearUp();
}
// A socket that a failed scenario left open must not keep the process alive.
process.exit();
