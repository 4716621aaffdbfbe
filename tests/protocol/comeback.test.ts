import { afterEach, describe, expect, it } from 'vitest';
import { DraftConnection } from '#editor/draft-connection';
import { CLOSE } from '#protocol/close-codes';
import { comebackPause } from '#protocol/comeback';

const CLIENTS = 300;

/** A socket of a server that can end all of its lines in one moment. */
class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = FakeSocket.CONNECTING;
  binaryType = '';
  onopen: (() => void) | undefined;
  onclose: ((event: { code: number; reason: string }) => void) | undefined;

  constructor() {
    FakeSocket.all.push(this);
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  send(): void {}

  close(): void {
    this.end(1000);
  }
}

/** The same lots in the same order at every run. */
function lots(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Clients of one server, the waits that they asked for, and how often each asked why it was refused. */
class Crowd {
  readonly waits: { milliseconds: number; run: () => void; stopped: boolean }[] = [];
  asked = 0;
  readonly connections: DraftConnection[];

  constructor(count: number) {
    FakeSocket.all = [];
    const random = lots(20_261_124);
    const after = (milliseconds: number, run: () => void) => {
      const wait = { milliseconds, run, stopped: false };
      this.waits.push(wait);
      return () => void (wait.stopped = true);
    };
    const hooks = { onChange: () => {}, whyRefused: async () => ((this.asked += 1), null) };
    const parts = { Socket: FakeSocket as unknown as typeof WebSocket, random, after };
    this.connections = Array.from(
      { length: count },
      () => new DraftConnection({ server: 'ws://localhost/sync', room: 'draft' }, hooks, parts)
    );
  }

  /** Every line that is open ends. */
  serverStops(): void {
    for (const socket of FakeSocket.all.filter(({ readyState }) => readyState === FakeSocket.OPEN))
      socket.end(CLOSE.unavailable);
  }

  /** Every wait is over, and what follows from it done. */
  async waitsAreOver(): Promise<void> {
    for (const { run, stopped } of this.waits.splice(0)) if (!stopped) run();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

let crowd: Crowd | undefined;
afterEach(() => {
  for (const connection of crowd?.connections ?? []) connection.destroy();
});

describe('when a server stops', () => {
  it('SYN-65 its clients neither ask nor come back in one moment, but spread over a second', async () => {
    crowd = new Crowd(CLIENTS);
    for (const socket of FakeSocket.all) socket.open();
    crowd.serverStops();
    expect(crowd.asked).toBe(0);
    expect(FakeSocket.all).toHaveLength(CLIENTS);
    const waits = crowd.waits.map(({ milliseconds }) => milliseconds);
    expect(waits).toHaveLength(CLIENTS);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
    expect(mostWithin(100, waits)).toBeLessThan(CLIENTS / 5);

    await crowd.waitsAreOver();
    expect(crowd.asked).toBe(CLIENTS);
    expect(FakeSocket.all).toHaveLength(2 * CLIENTS);
  });

  it('SYN-65 who finds nobody there waits longer each time, and at most five seconds', async () => {
    crowd = new Crowd(CLIENTS);
    for (const [tries, most] of [1000, 2000, 4000, 5000, 5000].entries()) {
      for (const socket of FakeSocket.all.slice(-CLIENTS)) socket.end(1006);
      const waits = crowd.waits.map(({ milliseconds }) => milliseconds);
      expect(Math.max(...waits), `${tries + 1}`).toBeLessThanOrEqual(most);
      expect(Math.max(...waits), `${tries + 1}`).toBeGreaterThan(most * 0.9);
      expect(mostWithin(most / 10, waits), `${tries + 1}`).toBeLessThan(CLIENTS / 5);
      await crowd.waitsAreOver();
    }
  });

  it('SYN-65 the browser’s word that the network is back ends the wait', async () => {
    crowd = new Crowd(1);
    FakeSocket.all[0]!.open();
    crowd.serverStops();
    expect(crowd.waits).toHaveLength(1);
    const [wait] = crowd.waits;
    crowd.connections[0]!.networkChanged();
    expect(wait!.stopped).toBe(true);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('SYN-65 the wait is anywhere between a tenth of a second and its longest, as the lot falls', () => {
    expect(comebackPause(1, 0, 15_000)).toBe(100);
    expect(comebackPause(1, 0.5, 15_000)).toBe(550);
    expect(comebackPause(5, 1, 15_000)).toBe(15_000);
    expect(comebackPause(1000, 1, 15_000)).toBe(15_000);
    expect(comebackPause(0, 1, 15_000)).toBe(1000);
  });
});

/** How many fall into the fullest stretch of so many milliseconds. */
function mostWithin(stretch: number, waits: readonly number[]): number {
  return Math.max(
    ...waits.map((from) => waits.filter((wait) => wait >= from && wait < from + stretch).length)
  );
}
