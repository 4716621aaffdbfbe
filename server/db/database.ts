import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { DocumentLog } from './document-log/document-log';

/** The one type both drivers share: everything that queries takes this. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** A database inside a transaction; same queries. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** The rows that a raw statement answered. */
export function rowsOf<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}

export interface OpenDatabase {
  readonly db: Database;
  /** The log of documents: their text is written and read through it. */
  readonly documents: DocumentLog;
  /** In words, for the start-up lines: "embedded database in ./data" or "PostgreSQL". */
  readonly description: string;
  close(): Promise<void>;
}
