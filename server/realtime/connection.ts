import type { WebSocket } from 'ws';
import type { MemberId, PersonId } from '#domain/ids';
import type { StakeholderGroup } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import { CLOSE } from '#protocol/close-codes';
import type { SyncLimits } from '#protocol/limits';
import { decodeClientMessage, encodeRefused, encodeSavedUpTo, type ClientMessage } from '#protocol/messages';
import { MessageBucket } from './message-bucket';
import { writeFrames } from './wire-frame';

/** Who is at the other end, as the server knows it. */
export interface Identity {
  readonly personId: PersonId;
  readonly memberId: MemberId;
  readonly sessionHash: string;
  readonly name: string;
  readonly group: StakeholderGroup;
}

/** What a connection reports to; called in the order in which frames arrive. */
export interface ConnectionEvents {
  message(message: ClientMessage): void;
  /** Once, as soon as the server or the peer ends it. */
  gone(): void;
}

/** One open socket of one person in one room. */
export class Connection {
  /** True: the session or the right to read has gone, and edits that still wait are dropped. */
  revoked = false;
  /** Whether the peer has answered the last ping. */
  alive = true;
  /** Step 2 and update messages handled so far; what `SavedUpTo` reports. */
  received = 0;
  #mayEdit: boolean;
  #barred = false;
  #waiting = 0;
  /** Edits that came while it might only read. */
  #readOnlyEdits = 0;
  readonly #bucket: MessageBucket;
  #ended = false;
  #draining = false;
  #events: ConnectionEvents | undefined;

  constructor(
    private readonly socket: WebSocket,
    readonly identity: Identity,
    mayEdit: boolean,
    private readonly limits: SyncLimits
  ) {
    this.#mayEdit = mayEdit;
    this.#bucket = new MessageBucket(limits.messagesPerSecond, limits.messageBurst);
    // Nothing is read until a room listens, so that no early frame is lost.
    socket.pause();
    socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on('pong', () => (this.alive = true));
    socket.on('error', () => this.#end());
    socket.on('close', () => this.#end());
  }

  get open(): boolean {
    return !this.#ended;
  }

  /** False as soon as a right is lost: asked again for every edit, also for those that wait. */
  get mayEdit(): boolean {
    return this.#mayEdit && !this.#barred;
  }

  set mayEdit(right: boolean) {
    this.#mayEdit = right;
  }

  /** It only reads from now on, whatever the person's rights are: what it would send builds on what was refused. */
  bar(): void {
    this.#barred = true;
  }

  /** Starts reading. */
  listen(events: ConnectionEvents): void {
    this.#events = events;
    this.socket.resume();
  }

  /** No frame is read any more; what has arrived is still handled. For draining. */
  stopReading(): void {
    this.#draining = true;
    this.socket.pause();
  }

  send(message: Uint8Array): void {
    if (this.#mayWrite()) this.socket.send(message);
  }

  /** Frames that were made once for everybody in the room, see `wireFrame`. */
  write(frames: Buffer): void {
    if (frames.length > 0 && this.#mayWrite()) writeFrames(this.socket, frames);
  }

  tellSaved(sequence: number): void {
    this.send(encodeSavedUpTo({ received: this.received, sequence }));
  }

  tellRefused(refusal: Refusal): void {
    this.send(encodeRefused(refusal));
  }

  /** Bytes of this connection that wait for the room; a sender who is far ahead is not read from meanwhile. */
  addWaiting(bytes: number): void {
    this.#waiting += bytes;
    if (this.#waiting > this.limits.waiting) this.socket.pause();
    else if (this.socket.isPaused && !this.#draining) this.socket.resume();
  }

  /**
   * Counts an edit of somebody who may only read; true from the first one too many. Looking at what is known costs
   * work too: they are asked for it rarely, and answer no more than they are asked.
   */
  floods(): boolean {
    if (this.mayEdit) return false;
    this.#readOnlyEdits += 1;
    return this.#readOnlyEdits > this.limits.readOnlyEdits;
  }

  /** Ends it from our side. Frames that arrive after this moment are ignored; earlier edits still count. */
  close(code: number, reason: string): void {
    if (this.#ended) return;
    // Reading goes on, or the peer's closing frame would never be seen.
    this.socket.resume();
    this.socket.close(code, reason);
    this.#end();
  }

  /** Ends it because a right has gone: edits that still wait are dropped too. */
  revoke(code: number, reason: string): void {
    this.revoked = true;
    this.close(code, reason);
  }

  /** Pings, or drops a peer that has not answered the last ping. */
  beat(frame: Uint8Array): void {
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    this.socket.ping();
    this.send(frame);
  }

  /** Resolves when the socket is really closed. */
  closed(): Promise<void> {
    if (this.socket.readyState === this.socket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  /** Who does not take what was sent is let go: they load the text afresh when they can. */
  #mayWrite(): boolean {
    if (this.#ended) return false;
    if (this.socket.bufferedAmount <= this.limits.unread) return true;
    this.close(CLOSE.tooMuchWaiting, 'resync');
    return false;
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#ended) return;
    if (!this.#bucket.take()) return this.close(CLOSE.tooFast, 'too fast');
    const message = isBinary ? decodeClientMessage(data, this.limits.presenceEntries) : undefined;
    if (!message) return this.close(CLOSE.malformed, 'malformed');
    this.#events?.message(message);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#events?.gone();
  }
}
