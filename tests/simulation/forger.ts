import * as Y from 'yjs';
import type { PresenceEntry } from '#protocol/presence-entries';
import {
  encodeAskClientId,
  encodePresenceFrame,
  encodeReleaseClientId,
  encodeSync
} from '#protocol/messages';
import { SCHEMA_VERSION } from '#schema/schema-version';
import { BODY } from '#schema/schema';
import { block } from './lawful-edits';
import { Replica } from './replica';

type Attack = () => Uint8Array | undefined;

const ELSEWHERE = { id: 'elsewhere' };

/** Somebody who sends what no honest client would. Nothing of it may change anything for anybody. */
export class Forger extends Replica {
  readonly #heard: Uint8Array[] = [];
  readonly #own = this.dice.clientId();

  readonly settled = true;
  readonly counts = false;
  protected readonly mayType = false;

  /** Does one thing that is not allowed. */
  act(): void {
    if (!this.open) return;
    const attacks = this.person.mayEdit ? this.#forgeries() : this.#writings();
    const [name, attack] = this.dice.pick(Object.entries(attacks));
    const message = attack();
    if (!message) return;
    this.document.report.count(`attack: ${name}`);
    this.document.report.trace(() => `${this.name} tries: ${name}`);
    this.send(message);
  }

  /** By somebody who may write, and so must not do it in a lawful way. */
  #forgeries(): Record<string, Attack> {
    return {
      'words under the id of somebody else': () => this.#update(this.#somebody()),
      'part of an update': () => this.#cut(),
      'an update again': () => this.#again(),
      'an update without the one before it': () => this.#late(),
      'an unknown element': () => this.#written(this.#own, (body) => body.push([block('script', 'x')])),
      'another root': () => this.#root(),
      'a caret for somebody else': () => this.#caret(),
      "giving back somebody else's id": () => encodeReleaseClientId(this.#somebody() ?? 1),
      'asking for an id': () => encodeAskClientId(SCHEMA_VERSION)
    };
  }

  /** By somebody who may only read. */
  #writings(): Record<string, Attack> {
    return {
      ...this.#forgeries(),
      'words of their own': () => this.#update(this.#own),
      'taking words out': () => this.#written(this.#own, (body) => body.length > 0 && body.delete(0, 1)),
      'words in a step 2': () => this.#update(this.#own, 'step2')
    };
  }

  protected onOpened(): void {}

  protected onSynced(): void {}

  protected override onServerUpdate(update: Uint8Array): void {
    this.#heard.push(update);
  }

  protected onOther(): void {}

  protected onClosed(): void {
    if (this.online) this.retry();
  }

  #somebody(): number | undefined {
    const ids = [...this.doc.store.clients.keys()].filter((id) => id !== this.#own);
    return ids.length > 0 ? this.dice.pick(ids) : undefined;
  }

  #update(id: number | undefined, kind: 'update' | 'step2' = 'update'): Uint8Array | undefined {
    return this.#written(id, (body) => body.insert(0, [block('paragraph', 'forged')]), kind);
  }

  /** What somebody under this id would send. */
  #written(
    id: number | undefined,
    write: (body: Y.XmlFragment) => unknown,
    kind: 'update' | 'step2' = 'update'
  ): Uint8Array | undefined {
    const update = id && this.#updatesOf(id, write)[0];
    return update ? encodeSync(kind, update) : undefined;
  }

  #updatesOf(id: number, ...writes: ((body: Y.XmlFragment) => unknown)[]): Uint8Array[] {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc), ELSEWHERE);
    copy.clientID = id;
    const updates: Uint8Array[] = [];
    copy.on('update', (update: Uint8Array) => updates.push(update));
    for (const write of writes) copy.transact(() => write(copy.getXmlFragment(BODY)));
    copy.destroy();
    return updates;
  }

  #cut(): Uint8Array | undefined {
    const [update] = this.#updatesOf(this.#own, (body) => body.insert(0, [block('paragraph', 'cut')]));
    return update && encodeSync('update', update.slice(0, 1 + this.dice.below(update.length - 1)));
  }

  #again(): Uint8Array | undefined {
    return this.#heard.length > 0 ? encodeSync('update', this.dice.pick(this.#heard)) : undefined;
  }

  #late(): Uint8Array | undefined {
    const write = (body: Y.XmlFragment) => body.insert(0, [block('paragraph', 'late')]);
    const [, second] = this.#updatesOf(this.#own, write, write);
    return second && encodeSync('update', second);
  }

  #root(): Uint8Array | undefined {
    const copy = new Y.Doc();
    copy.clientID = this.#own;
    copy.getMap('secrets').set('a', 1);
    return encodeSync('update', Y.encodeStateAsUpdate(copy));
  }

  #caret(): Uint8Array {
    const entry: PresenceEntry = {
      clientId: this.#somebody() ?? 1,
      clock: 2 ** 31,
      state: '{"user":{"name":"x"}}'
    };
    return encodePresenceFrame([entry]);
  }
}
