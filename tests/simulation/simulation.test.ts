import { beforeAll, describe, expect, it } from 'vitest';
import type { ClientBindings } from '#server/db/document-clients';
import type { DocumentLog } from '#server/db/document-log/document-log';
import keptSeeds from './kept-seeds.json' with { type: 'json' };
import { runScenarios, seedsFrom, type Outcome } from './many-scenarios';
import { Scenario } from './scenario';

const SCENARIOS = 2000;
const CROWDED = 30;

/** What a failing seed shows, and how to see it again. */
function told({ failures }: Outcome, rule?: string): string[] {
  return failures
    .filter((each) => rule === undefined || each.rule === rule)
    .map(({ seed, what }) => `npm run simulate -- --seed ${seed} --trace: ${what.slice(0, 300)}`);
}

describe('under every kind of bad luck', () => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await runScenarios(seedsFrom(1, SCENARIOS));
  }, 900_000);

  const often = (what: string) => outcome.counts.get(what) ?? 0;

  it('SYN-141 nobody is ever sent what is not in the log', () => {
    expect(often('updates sent')).toBeGreaterThan(SCENARIOS);
    expect(told(outcome, 'SYN-141')).toEqual([]);
  });

  it('SYN-142 what is acknowledged or shown as saved is in the log', () => {
    expect(often('edits acknowledged')).toBeGreaterThan(SCENARIOS);
    expect(often('said saved')).toBeGreaterThan(SCENARIOS);
    expect(told(outcome, 'SYN-142')).toEqual([]);
  });

  it('SYN-143 in the end every copy and every load of the log is the same', () => {
    expect(often('replicas compared')).toBeGreaterThan(SCENARIOS);
    expect(often('loads with a snapshot')).toBeGreaterThan(SCENARIOS / 10);
    expect(told(outcome, 'SYN-143')).toEqual([]);
  });

  it('SYN-144 every row can be applied on those before it and holds something new', () => {
    expect(often('rows')).toBeGreaterThan(SCENARIOS);
    expect(told(outcome, 'SYN-144')).toEqual([]);
  });

  it('SYN-145 new text in a row is under an id of its person', () => {
    expect(told(outcome, 'SYN-145')).toEqual([]);
  });

  it('SYN-146 no honest client is refused but for a right that has gone', () => {
    expect(often('refused: edit-out-of-order')).toBeGreaterThan(0);
    expect(often('a right is taken away')).toBeGreaterThan(0);
    expect(told(outcome, 'SYN-146')).toEqual([]);
  });

  it('SYN-147 no words are missing or changed that nobody deleted', () => {
    expect(often('edits')).toBeGreaterThan(SCENARIOS);
    expect(told(outcome, 'SYN-147')).toEqual([]);
  });

  it('SYN-148 readers and forgers change nothing', () => {
    const attacks = [...outcome.counts].filter(([what]) => what.startsWith('attack: '));
    expect(attacks.length).toBe(12);
    expect(often('refused: not-your-words')).toBeGreaterThan(0);
    expect(told(outcome, 'SYN-148')).toEqual([]);
  });

  it('SYN-149 nothing is stored after a lock', () => {
    expect(often('locks')).toBeGreaterThan(SCENARIOS / 50);
    expect(often('refused: draft-locked')).toBeGreaterThan(0);
    expect(told(outcome, 'SYN-149')).toEqual([]);
  });

  it('SYN-150 when everything is healed, nobody waits for ever, and no failure was one of the code', () => {
    expect(often('a process is killed')).toBeGreaterThan(SCENARIOS / 10);
    expect(often('commit cut, durable')).toBeGreaterThan(0);
    expect(often('commit cut, lost')).toBeGreaterThan(0);
    expect(told(outcome, 'SYN-150')).toEqual([]);
  });
});

it('SYN-151 the same seed gives the same run', async () => {
  for (const seed of [3, 42, 77]) {
    const [one, other] = [await new Scenario(seed).run(), await new Scenario(seed).run()];
    expect(one.digest).toBe(other.digest);
    expect([...one.counts]).toEqual([...other.counts]);
  }
});

it('SYN-152 what failed once does not fail again', async () => {
  expect(told(await runScenarios(keptSeeds.map(({ seed }) => seed)))).toEqual([]);
}, 300_000);

it('CLU-19 where nodes overtake one another all the time, turns lose and reorder nothing', async () => {
  const weather = { outage: false, slowness: 30, appendFails: 0, answerLost: 0, readFails: 0 };
  const crowded = { nodes: 3, documents: 1, writers: 6, length: 2500, lockAt: undefined, weather };
  const outcome = await runScenarios(seedsFrom(1, CROWDED), crowded);
  expect(outcome.counts.get('turns')).toBeGreaterThan(CROWDED / 2);
  expect(told(outcome)).toEqual([]);
}, 120_000);

describe('the checks see', () => {
  const seeds = seedsFrom(1, 40);
  const rulesOf = async (change: Parameters<typeof runScenarios>[1]) =>
    new Set((await runScenarios(seeds, change)).failures.map(({ rule }) => rule));

  it('SYN-153 a log that says stored before it is', async () => {
    const wrapLog = (log: DocumentLog): DocumentLog => ({
      read: (documentId, after) => log.read(documentId, after),
      append: async (appends) => {
        void log.append(appends).catch(() => undefined);
        return appends.map(() => 'stored');
      },
      keepSnapshot: (documentId, snapshot) => log.keepSnapshot(documentId, snapshot),
      closing: (documentId) => log.closing(documentId),
      settle: () => log.settle(),
      close: () => log.close()
    });
    const rules = await rulesOf({ wrapLog });
    expect(rules).toContain('SYN-141');
    expect(rules).toContain('SYN-142');
  }, 120_000);

  it('SYN-153 bindings that give every id to whoever asks', async () => {
    const wrapClients = (clients: ClientBindings): ClientBindings => ({
      of: async () => [],
      bind: async (_documentId, wanted) => wanted,
      takeFree: (documentId, personId) => clients.takeFree(documentId, personId),
      free: (documentId, client) => clients.free(documentId, client)
    });
    expect(await rulesOf({ wrapClients })).toContain('SYN-145');
  }, 120_000);
});
