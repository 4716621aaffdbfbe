import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SyncLimits } from '#protocol/limits';
import { placeOfRequest } from '../auth/request-address';
import type { Endpoint } from '../metrics';
import type { EventLog } from './event-log';
import { refuseUpgrade } from './refuse-upgrade';

interface Options {
  readonly endpoint: Endpoint;
  readonly limits: Pick<SyncLimits, 'socketsPerAddress' | 'upgradesUnderWay'>;
  /** Proxies of ours in front, see `Config`. */
  readonly trustedProxyHops: number;
  readonly events: EventLog;
}

/**
 * Counts lines before anything is known of who is at the other end: those from one address as long as they are open,
 * and requests that wait for their answer, each of which asks the database something.
 */
export class UpgradeDoor {
  readonly #lines = new Map<string, number>();
  #underWay = 0;

  constructor(private readonly options: Options) {}

  /** Lines that are open, those that still wait for their answer included. */
  get open(): number {
    return [...this.#lines.values()].reduce((sum, lines) => sum + lines, 0);
  }

  /** Lets `answer` deal with the request, or refuses it. Rejects as `answer` does. */
  async enter(request: IncomingMessage, socket: Duplex, answer: () => Promise<void>): Promise<void> {
    const { limits, trustedProxyHops } = this.options;
    const place = placeOfRequest(request, trustedProxyHops);
    if (this.#underWay >= limits.upgradesUnderWay) return this.#refuse(socket, 503);
    if ((this.#lines.get(place) ?? 0) >= limits.socketsPerAddress) return this.#refuse(socket, 429);
    this.#count(place, socket);
    this.#underWay += 1;
    await answer().finally(() => (this.#underWay -= 1));
  }

  #refuse(socket: Duplex, status: 429 | 503): void {
    this.options.events.upgradeRefused(this.options.endpoint, status);
    refuseUpgrade(socket, status);
  }

  #count(place: string, socket: Duplex): void {
    this.#lines.set(place, (this.#lines.get(place) ?? 0) + 1);
    socket.once('close', () => {
      const left = this.#lines.get(place)! - 1;
      if (left > 0) this.#lines.set(place, left);
      else this.#lines.delete(place);
    });
  }
}
