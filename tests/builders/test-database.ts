import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { inject } from 'vitest';
import type { Database, OpenDatabase } from '#server/db/database';
import { DatabaseLog } from '#server/db/document-log/database-log';
import { openPostgres } from '#server/db/postgres';
import { runOnServer } from './postgres-statement';

/**
 * A migrated, empty database of this test file's own. In memory from the template, or, with CONCORDAT_TEST_ENGINE
 * "postgres", a fresh database on the server TEST_DATABASE_URL names.
 */
export function openTestDatabase(): Promise<OpenDatabase> {
  return process.env.CONCORDAT_TEST_ENGINE === 'postgres' ? openOnPostgres() : openInMemory();
}

async function openInMemory(): Promise<OpenDatabase> {
  const template = new Blob([readFileSync(inject('databaseTemplate'))]);
  const pg = await PGlite.create({ loadDataDir: template });
  const db = drizzle(pg) as unknown as Database;
  const documents = new DatabaseLog(db, () => new Date());
  return { db, documents, description: 'in memory', close: () => pg.close() };
}

/** Dropped again when closed. */
async function openOnPostgres(): Promise<OpenDatabase> {
  const { url, drop } = await emptyPostgres();
  const opened = await openPostgres(url);
  const close = async () => {
    await opened.close();
    await drop();
  };
  return { ...opened, close };
}

/** An empty database of one's own on the server that TEST_DATABASE_URL names. */
export async function emptyPostgres(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set.');
  const name = `concordat_test_${randomBytes(6).toString('hex')}`;
  await runOnServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOnServer(server, `drop database ${name}`) };
}
