import { sql } from 'drizzle-orm';
import type { ReadContext } from './read-context';

/** Whether the database answers. */
export async function health({ tools }: ReadContext): Promise<boolean> {
  try {
    await tools.db.execute(sql`select 1`);
    return true;
  } catch {
    return false;
  }
}
