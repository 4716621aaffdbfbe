import type * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { ClientName } from '#editor/client-name';
import {
  canStart,
  mayType,
  nextState,
  notConnected,
  statusOf,
  type ConnectionEvent
} from '#editor/connection-state';
import { hasLoosePieces } from '#editor/server-knowledge';
import { CLOSE, mayReconnect } from '#protocol/close-codes';
import {
  encodeAskClientId,
  encodeReleaseClientId,
  MESSAGE,
  readClientId,
  readRefused,
  readSavedUpTo
} from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import type { DeviceCopy } from './device-copy';
import type { Dice } from './dice';
import type { Person } from './person';
import { Replica } from './replica';
import type { DocumentWorld } from './world';

/** How long the server's text is waited for when the device has a copy. */
const PATIENCE = 4000;

/** Our editor: its own rules for names and for what it calls saved, over a line of the simulation. */
export class EditorReplica extends Replica {
  #state = notConnected();
  #started = false;
  #wasRefused = false;
  /** A client id that came before the text. */
  #offered: number | undefined;
  /** Over this line. */
  #hasText = false;
  readonly #client: ClientName;

  constructor(
    name: string,
    person: Person,
    world: DocumentWorld,
    dice: Dice,
    private readonly copy: DeviceCopy | undefined,
    rowsAgo = 0
  ) {
    super(name, person, world, dice);
    copy?.applyTo(this.doc, rowsAgo);
    copy?.tabs.add(this);
    this.#client = new ClientName(this.doc, this.awareness, (id) => this.send(encodeReleaseClientId(id)));
    this.#client.onChanged = () => world.clock.after(0, () => this.#reconnect());
    if (this.doc.store.clients.size > 0) this.#apply({ kind: 'copied' });
    world.clock.after(PATIENCE, () => this.#apply({ kind: 'overdue' }));
  }

  get settled(): boolean {
    const status = statusOf(this.#state);
    return this.#state.stopped !== null || status === 'saved' || status === 'read-only';
  }

  get counts(): boolean {
    return this.alive && this.#state.stopped === null;
  }

  get status(): string {
    return statusOf(this.#state);
  }

  /** The page is left; what is written under its id is all saved, so that it may be used again. */
  leave(): void {
    if (statusOf(this.#state) === 'saved') this.#giveBack();
  }

  /** The page was left, and comes back as it was. */
  comeBack(): void {
    this.#client.forget();
    this.#drawId();
    this.#reconnect();
  }

  keepWhole(): void {
    if (this.alive) this.keep(Y.encodeStateAsUpdate(this.doc));
  }

  override die(): void {
    this.copy?.tabs.delete(this);
    super.die();
  }

  override start(): void {
    super.start();
    // Costs as much as everything else together, so not every time.
    this.doc.on('update', () => this.dice.chance(0.1) && this.#checkSaved());
  }

  protected get mayType(): boolean {
    return this.#started && mayType(this.#state);
  }

  protected override opening(): void {
    this.#offered = undefined;
    this.#hasText = false;
    this.#apply({ kind: 'opening' });
  }

  protected onOpened(): void {
    this.#apply({ kind: 'opened' });
    this.send(encodeAskClientId(SCHEMA_VERSION));
  }

  protected onSynced(): void {
    this.#hasText = true;
    this.#apply({ kind: 'loaded' });
    if (this.#offered !== undefined) this.#named(this.#offered);
    this.#offered = undefined;
    if (!hasLoosePieces(this.doc)) return;
    this.document.report.violation('SYN-146', `${this.name} has loose pieces after loading`);
    this.#stop('not-allowed', 'loose pieces');
  }

  protected override onSent(message: 'step2' | 'update'): void {
    this.#apply({ kind: 'sent', message });
  }

  protected override onNotSent(): void {
    this.#apply({ kind: 'not-sent' });
  }

  protected override keep(update: Uint8Array): void {
    if (!this.#wasRefused) this.copy?.keep(update, () => this.alive);
  }

  protected onOther(kind: number, decoder: decoding.Decoder): void {
    if (kind === MESSAGE.savedUpTo)
      this.#apply({ kind: 'saved-up-to', received: readSavedUpTo(decoder).received });
    else if (kind === MESSAGE.clientId) this.#offer(readClientId(decoder));
    else if (kind === MESSAGE.refused) this.#refused(decoder);
  }

  protected onClosed(code: number): void {
    this.#apply({ kind: 'closed' });
    if (this.#state.stopped) return;
    if (!mayReconnect(code)) {
      this.document.closedForGood(this.person, this.name, code);
      return this.#stop(code === CLOSE.sessionEnded ? 'signed-out' : 'not-allowed', 'closed');
    }
    if (!this.person.mayRead) this.#stop('not-allowed', 'not allowed');
    else if (this.online) this.retry();
  }

  #offer(id: number): void {
    if (this.#hasText) this.#named(id);
    else this.#offered = id;
  }

  #named(id: number): void {
    if (id !== 0) {
      this.#client.given(id);
      this.noteId();
      if (this.doc.clientID === id) this.document.report.trace(() => `${this.name} is given ${id}`);
    }
    this.#apply({ kind: 'named', writing: id === 0 ? 'read-only' : 'allowed' });
    if (id !== 0) this.#client.appear({ user: { name: this.name } });
  }

  #refused(decoder: decoding.Decoder): void {
    const { code, message } = readRefused(decoder);
    this.document.report.trace(() => `${this.name} is refused: ${code}`);
    this.document.refusedHonest(this.person, this.name, code);
    this.#apply({ kind: 'refused', code, message });
    if (this.#state.stopped) this.disconnect();
  }

  #stop(why: 'not-allowed' | 'signed-out', message: string): void {
    this.#apply({ kind: 'stopped', why, message });
    this.disconnect();
  }

  #reconnect(): void {
    if (this.#state.stopped || !this.online || !this.alive) return;
    this.disconnect();
    this.connect();
  }

  #apply(event: ConnectionEvent): void {
    if (!this.alive) return;
    this.#state = nextState(this.#state, event);
    if (canStart(this.#state)) this.#started = true;
    if (this.#state.stopped?.why === 'not-allowed') this.#setAside();
    if (event.kind === 'saved-up-to') this.#checkSaved();
  }

  /** What was refused is not to be sent again by whoever opens the copy. */
  #setAside(): void {
    if (this.#wasRefused) return;
    this.#wasRefused = true;
    this.copy?.clear(this);
  }

  /** The promise of the status line. */
  #checkSaved(): void {
    if (!this.alive || statusOf(this.#state) !== 'saved') return;
    this.document.report.count('said saved');
    if (!this.document.truth.contains(Y.encodeStateAsUpdate(this.doc)))
      this.document.report.violation('SYN-142', `${this.name} says saved, and the log has not all of it`);
  }

  #giveBack(): void {
    this.#client.giveBack();
    this.#drawId();
  }

  /** What the name draws by lot is not drawn from the seed. */
  #drawId(): void {
    this.awareness.clientID = this.doc.clientID = this.dice.clientId();
    this.noteId();
  }
}
