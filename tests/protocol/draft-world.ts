import {
  nextState,
  notConnected,
  statusOf,
  type ConnectionEvent,
  type ConnectionState
} from '#editor/connection-state';

type ToServer =
  | { readonly kind: 'step2'; readonly edits: readonly number[] }
  | { readonly kind: 'update'; readonly edit: number };
type ToClient =
  | { readonly kind: 'text' | 'question' }
  | { readonly kind: 'ack'; readonly received: number }
  | { readonly kind: 'refusal'; readonly code: 'not-stored' | 'edit-out-of-order' };

/**
 * A client, a network and a server, reduced to what the status line depends on: edits are numbers, they must be
 * stored in order, and the network loses everything that is under way when it breaks.
 */
export class DraftWorld {
  state: ConnectionState = notConnected();
  readonly written: number[] = [];
  stored = 0;
  #received = 0;
  #toServer: ToServer[] = [];
  #toClient: ToClient[] = [];
  #socket: 'none' | 'open' | 'closing' = 'none';

  get status(): string {
    return statusOf(this.state);
  }

  get everythingIsStored(): boolean {
    return this.stored === this.written.length;
  }

  write(): void {
    this.written.push(this.written.length + 1);
    if (this.#socket === 'open') this.#send({ kind: 'update', edit: this.written.length });
    else this.#apply({ kind: 'not-sent' });
  }

  connect(): void {
    if (this.#socket !== 'none') return;
    this.#apply({ kind: 'opening' });
    this.#apply({ kind: 'opened' });
    this.#socket = 'open';
    this.#received = 0;
    this.#toClient = [{ kind: 'text' }, { kind: 'question' }];
  }

  /** The browser has begun to close the socket; the page is not told yet. */
  startClosing(): void {
    if (this.#socket !== 'open') return;
    this.#socket = 'closing';
    this.#toServer = [];
    this.#toClient = [];
  }

  close(): void {
    if (this.#socket === 'none') return;
    this.startClosing();
    this.#socket = 'none';
    this.#apply({ kind: 'closed' });
  }

  serverReads(canStore: boolean): void {
    const message = this.#toServer.shift();
    if (!message) return;
    const edits = message.kind === 'step2' ? message.edits : [message.edit];
    const refusal = this.#refusal(edits, canStore);
    if (refusal) this.#toClient.push({ kind: 'refusal', code: refusal }, { kind: 'question' });
    else this.stored = Math.max(this.stored, edits.at(-1) ?? 0);
    this.#received += 1;
    this.#toClient.push({ kind: 'ack', received: this.#received });
  }

  clientReads(): void {
    const message = this.#toClient.shift();
    if (message?.kind === 'text') this.#apply({ kind: 'loaded' });
    if (message?.kind === 'question') this.#send({ kind: 'step2', edits: [...this.written] });
    if (message?.kind === 'ack') this.#apply({ kind: 'saved-up-to', received: message.received });
    if (message?.kind === 'refusal') this.#apply({ kind: 'refused', code: message.code, message: '' });
  }

  /** Until nothing is under way; the server stores everything. */
  settle(): void {
    this.close();
    this.connect();
    while (this.#toServer.length + this.#toClient.length > 0) {
      this.serverReads(true);
      this.clientReads();
    }
  }

  #refusal(edits: readonly number[], canStore: boolean): 'not-stored' | 'edit-out-of-order' | undefined {
    const fresh = edits.filter((edit) => edit > this.stored);
    if (fresh.length === 0) return undefined;
    if (fresh[0] !== this.stored + 1) return 'edit-out-of-order';
    return canStore ? undefined : 'not-stored';
  }

  #send(message: ToServer): void {
    if (this.#socket !== 'open') return;
    this.#toServer.push(message);
    this.#apply({ kind: 'sent', message: message.kind });
  }

  #apply(event: ConnectionEvent): void {
    this.state = nextState(this.state, event);
  }
}
