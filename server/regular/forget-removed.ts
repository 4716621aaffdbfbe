import { SECOND_LOOK_DAYS } from '#domain/moderation';
import { forgetRemovedWords } from '../db/moderation';
import { RegularWork } from './regular-work';

const EVERY = 3_600_000;
const A_DAY = 86_400_000;

/** Deletes removed words once nobody can ask for a second look any more. Several nodes may do it at once. */
export class ForgetRemoved extends RegularWork {
  protected readonly what = 'deleting removed words';
  protected readonly every = EVERY;

  /** Deletes what was removed thirty days ago or earlier. */
  async look(): Promise<void> {
    const { db } = this.tools;
    const now = await this.tools.now(db);
    await forgetRemovedWords(db, new Date(now.getTime() - SECOND_LOOK_DAYS * A_DAY));
  }
}
