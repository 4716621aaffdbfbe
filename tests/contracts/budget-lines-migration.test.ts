import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { migrationsFolder } from '#server/db/migrations';

it('CLA-39 lines from before pay for the clause that they belonged to', async () => {
  const folder = migrationsFolder();
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const sqlOf = (name: string) => readFileSync(join(folder, name), 'utf8');
  const shared = files.findIndex((name) => sqlOf(name).includes('CREATE TABLE "clause_budget_link"'));
  expect(shared).toBeGreaterThan(0);
  const db = await PGlite.create();
  for (const name of files.slice(0, shared)) await db.exec(sqlOf(name));
  // Only the lines matter here, and not what they point at.
  await db.exec('set session_replication_role = replica');
  const [specification, payer, member] = Array.from({ length: 3 }, () => randomUUID());
  const lines = ['scope', 'needs', 'needs'].map((clause, index) => ({ id: randomUUID(), clause, index }));
  for (const { id, clause, index } of lines) {
    await db.query(
      `insert into clause_budget_line (id, specification_id, clause_id, label, pence_per_year, payer_id, note, added_by, added_at) values ($1,$2,$3,$4,$5,$6,'',$7,$8)`,
      [id, specification, clause, `Line ${index}`, 100, payer, member, `2026-11-0${index + 1}T09:00:00Z`]
    );
  }
  await db.exec(sqlOf(files[shared]!));
  const { rows } = await db.query(
    `select line_id as id, clause_id as clause, label, l.specification_id = b.specification_id as same, linked_by = added_by and linked_at = added_at as kept
     from clause_budget_link l join clause_budget_line b on b.id = line_id order by added_at`
  );
  expect(rows).toEqual(
    lines.map(({ id, clause, index }) => ({ id, clause, label: `Line ${index}`, same: true, kept: true }))
  );
  await db.close();
});
