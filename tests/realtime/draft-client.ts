import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import {
  canStart,
  statusOf,
  type ConnectionState,
  type DraftStatus,
  type Stopped
} from '#editor/connection-state';
import { DraftConnection, type DraftParts } from '#editor/draft-connection';
import { ORIGIN, type Draft, type SyncPerson, type SyncWorld } from './sync-world';

/** The editor's connection with the cookie of a person, against the real server. */
export class DraftClient {
  readonly connection: DraftConnection;
  whyRefused: Stopped | null = null;
  cookie: string;
  /** While false, no socket can be opened: the network is down. */
  online = true;
  #waiting: { reached: () => boolean; resolve: () => void }[] = [];

  constructor(world: SyncWorld, person: SyncPerson, { room }: Draft, parts: Omit<DraftParts, 'Socket'> = {}) {
    this.cookie = person.cookie;
    const cookie = () => this.cookie;
    const online = () => this.online;
    class SignedInSocket extends WebSocket {
      constructor(url: string, protocols: string[]) {
        // Nothing listens on port 1: the same as a network that is down.
        super(online() ? url : 'ws://127.0.0.1:1/', protocols, {
          headers: { cookie: cookie() },
          origin: ORIGIN
        });
      }
    }
    const hooks = { onChange: () => this.#tell(), whyRefused: () => Promise.resolve(this.whyRefused) };
    const Socket = SignedInSocket as unknown as typeof globalThis.WebSocket;
    this.connection = new DraftConnection({ server: world.url, room }, hooks, { ...parts, Socket });
    this.connection.ydoc.on('update', () => this.#tell());
  }

  get status(): DraftStatus {
    return statusOf(this.state);
  }

  get state(): ConnectionState {
    return this.connection.state;
  }

  get ydoc(): Y.Doc {
    return this.connection.ydoc;
  }

  get clientId(): number {
    return this.ydoc.clientID;
  }

  reaches(status: DraftStatus): Promise<void> {
    return this.until(() => this.status === status);
  }

  /** Until an editor would be shown. */
  ready(): Promise<void> {
    return this.until(() => canStart(this.state));
  }

  async until(reached: () => boolean): Promise<void> {
    if (!reached()) await new Promise<void>((resolve) => this.#waiting.push({ reached, resolve }));
  }

  /** Cuts the line. */
  disconnect(): void {
    this.online = false;
    this.connection.networkChanged();
  }

  reconnect(): void {
    this.online = true;
    this.connection.networkChanged();
  }

  #tell(): void {
    const reached = this.#waiting.filter((each) => each.reached());
    this.#waiting = this.#waiting.filter((each) => !reached.includes(each));
    for (const { resolve } of reached) resolve();
  }
}
