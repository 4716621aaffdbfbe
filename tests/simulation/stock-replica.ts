import type * as decoding from 'lib0/decoding';
import { mayReconnect } from '#protocol/close-codes';
import { MESSAGE, readRefused } from '#protocol/messages';
import { Replica } from './replica';

/** A stock y-websocket client: it writes under an id of its own and knows nothing of what our server adds. */
export class StockReplica extends Replica {
  #synced = false;
  #ended = false;

  override start(): void {
    this.awareness.setLocalState({ user: { name: this.name } });
    super.start();
  }

  get settled(): boolean {
    return this.#ended || (this.open && this.#synced);
  }

  get counts(): boolean {
    return this.alive && !this.#ended && this.person.mayEdit && !this.person.lost;
  }

  protected get mayType(): boolean {
    return this.#synced && !this.#ended && this.person.mayEdit;
  }

  protected onOpened(): void {}

  protected onSynced(): void {
    this.#synced = true;
  }

  /** It is told nothing; the simulation looks all the same. */
  protected onOther(kind: number, decoder: decoding.Decoder): void {
    if (kind !== MESSAGE.refused) return;
    const { code } = readRefused(decoder);
    this.document.refusedHonest(this.person, this.name, code);
    this.#ended ||= code !== 'not-stored' && code !== 'edit-out-of-order';
  }

  protected onClosed(code: number): void {
    this.#ended ||= code >= 4400 && code < 4500;
    if (code >= 4400 && code < 4500) this.document.closedForGood(this.person, this.name, code);
    if (!this.#ended && this.online && (mayReconnect(code) || code === 1009)) this.retry();
  }
}
