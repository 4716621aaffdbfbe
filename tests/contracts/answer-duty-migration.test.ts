import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { migrationsFolder } from '#server/db/migrations';

it('ANS-16 comments from before get the owner and the day that they would have had', async () => {
  const folder = migrationsFolder();
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const duty = files.findIndex((name) => readFileSync(join(folder, name), 'utf8').includes('"due_on" date'));
  expect(duty).toBeGreaterThan(0);
  const db = await PGlite.create();
  for (const name of files.slice(0, duty)) await db.exec(readFileSync(join(folder, name), 'utf8'));
  const [helen, patient] = await oldRows(db);
  await db.exec(readFileSync(join(folder, files[duty]!), 'utf8'));
  const { rows } = await db.query<{ body: string; owner_id: string | null; due_on: string | null }>(
    'select body, owner_id, due_on::text from comment order by created_at'
  );
  expect(rows).toEqual([
    { body: 'on a Tuesday', owner_id: helen, due_on: '2026-12-08' },
    { body: 'by a colleague', owner_id: null, due_on: null },
    { body: 'on a Saturday', owner_id: helen, due_on: '2026-12-11' },
    { body: 'on a Sunday', owner_id: helen, due_on: '2026-12-11' }
  ]);
  expect(patient).not.toBe(helen);
  await db.close();
});

/** A specification with comments as they were kept before, and the two who wrote them. */
async function oldRows(db: PGlite): Promise<[helen: string, patient: string]> {
  const [partnership, organisation, document, specification] = Array.from({ length: 4 }, () => randomUUID());
  const made = '2026-11-01T09:00:00Z';
  await db.query(
    `insert into partnership (id, name, purpose, locality_name, locality_definition, created_at) values ($1,'Vale','','Vale','',$2)`,
    [partnership, made]
  );
  await db.query(`insert into organisation (id, name, short_name, kind) values ($1,'ICB','ICB','council')`, [
    organisation
  ]);
  const member = async (name: string, group: string) => {
    const [person, id] = [randomUUID(), randomUUID()];
    await db.query(`insert into person (id, email, name, created_at) values ($1,$2,$2,$3)`, [
      person,
      name,
      made
    ]);
    await db.query(
      `insert into member (id, partnership_id, person_id, organisation_id, stakeholder_group, job_title, joined_at) values ($1,$2,$3,$4,$5,'',$6)`,
      [id, partnership, person, organisation, group, made]
    );
    return id;
  };
  const [helen, patient] = [await member('helen', 'commissioner'), await member('patrick', 'patient-carer')];
  await db.query(`insert into document (id, created_at) values ($1,$2)`, [document, made]);
  await db.query(
    `insert into specification (id, partnership_id, document_id, title, service_number, created_at, created_by, origin) values ($1,$2,$3,'Falls','',$4,$5,'template')`,
    [specification, partnership, document, made, helen]
  );
  const said: [at: string, by: string, body: string][] = [
    ['2026-11-24T10:00:00Z', patient, 'on a Tuesday'],
    ['2026-11-25T10:00:00Z', helen, 'by a colleague'],
    ['2026-11-28T10:00:00Z', patient, 'on a Saturday'],
    ['2026-11-29T10:00:00Z', patient, 'on a Sunday']
  ];
  for (const [at, by, body] of said) {
    await db.query(
      `insert into comment (id, specification_id, author_id, anchor, quote, body, created_at) values ($1,$2,$3,'{}','',$4,$5)`,
      [randomUUID(), specification, by, body, at]
    );
  }
  return [helen, patient];
}
