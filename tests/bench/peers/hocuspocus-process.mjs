import { existsSync } from 'node:fs';

/** Hocuspocus VERSION (3 or 4) on PORT with its documents in FOLDER; default debounce, no hooks of ours. */
const { PORT, FOLDER, VERSION } = process.env;
const file = `${FOLDER}/documents.sqlite`;

async function store() {
  const compiled = new URL('node_modules/sqlite3/build/Release/node_sqlite3.node', import.meta.url);
  if (VERSION === '3' && existsSync(compiled)) {
    const { SQLite } = await import('@hocuspocus/extension-sqlite');
    return new SQLite({ database: file });
  }
  const { DatabaseSync } = await import('node:sqlite');
  const { Database } = await import('@hocuspocus/extension-database');
  const database = new DatabaseSync(file);
  database.exec(
    'CREATE TABLE IF NOT EXISTS documents (name varchar(255) NOT NULL, data blob NOT NULL, UNIQUE(name))'
  );
  const select = database.prepare('SELECT data FROM documents WHERE name = ? ORDER BY rowid DESC');
  const upsert = database.prepare(
    'INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data'
  );
  return new Database({
    fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
    store: async ({ documentName, state }) => void upsert.run(documentName, state)
  });
}

const { Server } = await import(VERSION === '3' ? 'hocuspocus-3' : 'hocuspocus-4');
const server = new Server({
  port: Number(PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [await store()]
});
await server.listen();
console.log('listening-for-bench');
