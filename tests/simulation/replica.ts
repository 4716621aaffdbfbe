import * as decoding from 'lib0/decoding';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { encodeSync, MESSAGE, SYNC } from '#protocol/messages';
import { BODY } from '#schema/schema';
import type { Dice } from './dice';
import { editSomewhere } from './lawful-edits';
import { LOST, type Line } from './line';
import type { Person } from './person';
import type { DocumentWorld } from './world';

/** A y-websocket client hangs up when it has heard nothing for so long. */
const PATIENCE = 30_000;
const SERVER = 'the server';

/** Somebody's copy of a document and their line to a node; what stock clients and our editor have in common. */
export abstract class Replica {
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  readonly undo: Y.UndoManager;
  /** Switched on by the person, or by the end of the scenario. */
  online = true;
  /** False when the tab is gone. */
  alive = true;
  protected line: Line | undefined;

  protected open = false;
  protected failures = 0;
  #synced = false;
  #heardAt = 0;
  #edits = 0;
  #clientId: number;

  constructor(
    readonly name: string,
    readonly person: Person,
    readonly document: DocumentWorld,
    protected readonly dice: Dice
  ) {
    this.#clientId = this.doc.clientID = dice.clientId();
    // Yjs draws another id by lot when somebody else writes under this one.
    this.doc.on('afterTransactionCleanup', () => this.#redraw());
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState(null);
    this.undo = new Y.UndoManager(this.doc.getXmlFragment(BODY), {
      captureTimeout: 0,
      trackedOrigins: new Set([this])
    });
  }

  /** Whether everything that was done here is dealt with. */
  abstract get settled(): boolean;
  /** Whether it must be the same as the log in the end. */
  abstract get counts(): boolean;
  protected abstract get mayType(): boolean;
  protected abstract onOpened(): void;
  protected abstract onSynced(): void;
  protected abstract onOther(kind: number, decoder: decoding.Decoder): void;
  protected abstract onClosed(code: number): void;
  protected onSent(_kind: 'step2' | 'update'): void {}
  protected onNotSent(): void {}
  protected onServerUpdate(_update: Uint8Array): void {}

  start(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.#changed(update, origin));
    this.awareness.on('update', (_: unknown, origin: unknown) => origin === 'local' && this.sendPresence());
    this.connect();
    this.#watch();
  }

  edit(): void {
    if (!this.mayType || !this.alive) return;
    this.#edits += 1;
    const { report } = this.document;
    report.count('edits');
    const token = `⟦${this.name}-${this.#edits}⟧`;
    report.trace(() => `${this.name} edits ${token} under ${this.doc.clientID}`);
    const turn = this.dice.next();
    if (turn < 0.06) this.undo.undo();
    else if (turn < 0.09) this.undo.redo();
    else editSomewhere(this.doc, this.dice, token, this);
  }

  connect(): void {
    if (!this.alive || !this.online || this.line) return;
    this.opening();
    this.#synced = false;
    this.#heardAt = this.document.clock.now;
    const line = this.document.dial(this.person, this.name, {
      opened: () => this.#opened(),
      message: (message) => this.#receive(message),
      closed: (code) => this.#lineClosed(code)
    });
    if (line) this.line = line;
    else this.#lineClosed(LOST);
  }

  /** By the person, or because the socket is not trusted any more. */
  disconnect(): void {
    const { line } = this;
    this.line = undefined;
    this.open = false;
    line?.hangUp();
  }

  goOffline(): void {
    this.online = false;
    const was = this.line;
    this.disconnect();
    if (was) this.onClosed(LOST);
  }

  goOnline(): void {
    this.online = true;
    this.connect();
  }

  /** The tab is gone, with everything that was not kept. */
  die(): void {
    this.alive = false;
    this.disconnect();
    this.awareness.destroy();
    this.doc.destroy();
  }

  cut(serverKnows: number, personKnows: number): void {
    this.line?.break(serverKnows, personKnows);
  }

  silence(): void {
    this.line?.silence();
  }

  stall(milliseconds: number, up: boolean): void {
    if (this.line) (up ? this.line.up : this.line.down).stall(milliseconds);
  }

  sendPresence(): void {
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]);
    this.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.presence);
        encoding.writeVarUint8Array(encoder, update);
      })
    );
  }

  protected opening(): void {}

  protected send(message: Uint8Array): void {
    if (this.open) this.line?.send(message);
  }

  protected retry(): void {
    this.failures += 1;
    const pause = Math.min(2500, 100 * 2 ** this.failures);
    this.document.clock.after(pause + this.dice.below(20), () => this.connect());
  }

  #opened(): void {
    if (!this.alive || !this.line) return;
    this.open = true;
    this.#heardAt = this.document.clock.now;
    this.onOpened();
    this.send(encodeSync('step1', Y.encodeStateVector(this.doc)));
    if (this.awareness.getLocalState() !== null) this.sendPresence();
  }

  #lineClosed(code: number): void {
    this.line = undefined;
    this.open = false;
    if (!this.alive) return;
    this.document.report.trace(() => `${this.name} loses the line: ${code}`);
    this.onClosed(code);
  }

  #receive(message: Uint8Array): void {
    if (!this.alive) return;
    this.#heardAt = this.document.clock.now;
    const decoder = decoding.createDecoder(message);
    const kind = decoding.readVarUint(decoder);
    if (kind === MESSAGE.sync) this.#sync(decoder);
    else this.onOther(kind, decoder);
  }

  #sync(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (kind === SYNC.step1) {
      this.send(encodeSync('step2', Y.encodeStateAsUpdate(this.doc, content)));
      return this.onSent('step2');
    }
    Y.applyUpdate(this.doc, content, SERVER);
    if (kind !== SYNC.step2 || this.#synced) return;
    this.#synced = true;
    this.failures = 0;
    this.onSynced();
  }

  #changed(update: Uint8Array, origin: unknown): void {
    this.keep(update);
    if (origin === SERVER) return this.onServerUpdate(update);
    this.document.ledger.note(update);
    if (!this.open) return this.onNotSent();
    this.send(encodeSync('update', update));
    this.onSent('update');
  }

  protected keep(_update: Uint8Array): void {}

  /** What Yjs draws is not drawn from the seed. */
  #redraw(): void {
    if (this.doc.clientID === this.#clientId) return;
    this.document.report.count('client id changed by Yjs');
    this.#clientId = this.doc.clientID = this.dice.clientId();
  }

  /** The document's client id was changed on purpose. */
  protected noteId(): void {
    this.#clientId = this.doc.clientID;
  }

  #watch(): void {
    this.document.clock.after(3000, () => {
      if (!this.alive) return;
      if (this.line && this.document.clock.now - this.#heardAt > PATIENCE) {
        this.disconnect();
        this.#lineClosed(LOST);
      }
      this.#watch();
    });
  }
}
