import { SECOND_LOOK_DAYS } from '#domain/moderation';
import { forgetRemovedWords } from './db/moderation';
import { RegularLook } from './regular-look';
import type { Tools } from './runtime';

const EVERY = 3_600_000;
const A_DAY = 86_400_000;

/** Deletes removed words once nobody can ask for a second look any more. Several nodes may do it at once. */
export class ForgetRemoved {
  readonly #regular: RegularLook;

  constructor(private readonly tools: Tools) {
    const look = () => this.forget();
    this.#regular = new RegularLook(tools.log, { what: 'deleting removed words', every: EVERY, look });
  }

  start(): void {
    this.#regular.start();
  }

  stop(): Promise<void> {
    return this.#regular.stop();
  }

  /** Deletes what was removed thirty days ago or earlier. */
  async forget(): Promise<void> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    await forgetRemovedWords(db, new Date(now.getTime() - SECOND_LOOK_DAYS * A_DAY));
  }
}
