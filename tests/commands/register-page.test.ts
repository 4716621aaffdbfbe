import { createHash } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '#domain/canonical-json';
import type { Database } from '#server/db/database';
import { appendToRegister } from '#server/commands/append-to-register';
import { readsFor, type Reads } from '#server/reads/all-reads';
import type { RegisterPage } from '#server/reads/register-page';
import { boardsOf, decisionRows, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { inTamperedCopy } from '#tests/builders/tampering';
import { buildWorld, nobody, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;

/** version-frozen, decision-proposed, decision-signed, decision-signed, decision-agreed: entries 1 to 5. */
beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  const id = await proposedBy(boards, 'JCC-2027-004');
  done(await sign(boards.ngozi, id));
  done(await sign(boards.tom, id));
});
afterAll(() => world.close());

const patrick = () => boards.patrick.reads;

function readsOn(db: Database): Reads {
  return readsFor({
    tools: { ...world.runtime.tools, db },
    actor: boards.patrick.actor,
    present: () => new Set()
  });
}

describe('the register page', () => {
  it('REG-20 any member reads it: newest first, numbered from 1, in plain sentences', async () => {
    const page = done(await patrick().register());
    expect(page.items.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
      ...[
        '5 decision-agreed',
        '4 decision-signed',
        '3 decision-signed',
        '2 decision-proposed',
        '1 version-frozen'
      ]
    ]);
    expect(page.items.map(({ sentence }) => sentence).slice(0, 2)).toEqual([
      'Decision JCC-2027-004, “Falls and frailty service” was agreed by ICB and Wenmoor Council.',
      'Tom Adeyemi (Wenmoor Council) signed decision JCC-2027-004, “Falls and frailty service”.'
    ]);
    const [agreed] = page.items;
    expect(agreed).toMatchObject({ recordedAt: world.clock.now, kindName: 'Decision agreed', id: '4' });
    expect(agreed?.href).toMatch(/^\/decisions\//);
    expect(agreed?.chainHash).toMatch(/^[0-9a-f]{64}$/);
    expect(page).toMatchObject({ size: 5, nextBefore: null, check: null, kind: null });
  });

  it('REG-21 it can be narrowed to one kind', async () => {
    const page = done(await patrick().register({ kind: 'decision-signed' }));
    expect(page.items.map(({ number }) => number)).toEqual([4, 3]);
    expect(page.kinds).toContainEqual({ kind: 'decision-signed', name: 'Decision signed', entries: 2 });
    expect(done(await patrick().register({ kind: 'no-such-kind' }))).toMatchObject({ items: [], size: 5 });
  });

  it('REG-22 it comes fifty at a time, none left out and none twice', async () => {
    const other = await world.partnership('Long');
    const reader = await world.person('Reader', { partnershipId: other, roles: ['observer'] });
    const { tools } = world.runtime;
    const by = { memberId: reader.memberId, name: 'Reader', organisation: 'ICB' };
    const content = { partnershipId: other, name: 'Long', localityName: 'Long', by };
    const entry = {
      partnershipId: other,
      event: { kind: 'partnership-created', content },
      now: world.clock.now
    } as const;
    await tools.db.transaction(async (tx) => {
      for (let index = 0; index < 101; index += 1) await appendToRegister(tx, tools, entry);
    });
    const seen: number[] = [];
    const lengths: number[] = [];
    for (let before: string | null = ''; before !== null;) {
      const page: RegisterPage = done(await reader.reads.register({ before }));
      lengths.push(page.items.length);
      seen.push(...page.items.map(({ sequence }) => sequence));
      before = page.nextBefore === null ? null : String(page.nextBefore);
    }
    expect(lengths).toEqual([50, 50, 1]);
    expect(seen).toEqual(Array.from({ length: 101 }, (_, index) => 100 - index));
    expect(await patrick().register({ before: 'x' })).toMatchObject({
      code: 'invalid-input',
      field: 'before'
    });
    expect(done(await patrick().register()).size).toBe(5);
  });

  it('REG-23 one entry is shown with the bytes that were hashed; a number that is not there is not found', async () => {
    const entry = done(await patrick().registerEntry('0'));
    expect(entry).toMatchObject({ number: 1, kind: 'version-frozen' });
    expect(JSON.parse(entry.canonical)).toMatchObject({ register: world.partnershipId, sequence: 0 });
    for (const number of ['5', '-1', '1.5', 'first', '9'.repeat(20)]) {
      expect(await patrick().registerEntry(number)).toMatchObject({ code: 'not-found' });
    }
  });

  it('REG-24 who is not a member sees nothing of it', async () => {
    const elsewhere = await world.partnership('Elsewhere');
    const stranger = await world.person('Stan', { partnershipId: elsewhere });
    expect(done(await stranger.reads.register({ verify: '' }))).toMatchObject({
      items: [],
      size: 0,
      check: { ok: true, size: 0 }
    });
    expect(done(await stranger.reads.registerExport()).entries).toEqual([]);
    expect(await stranger.reads.registerEntry('0')).toMatchObject({ code: 'not-found' });
    const { reads } = nobody(world);
    for (const answer of [
      await reads.register(),
      await reads.registerExport(),
      await reads.registerEntry('0')
    ]) {
      expect(answer).toMatchObject({ refused: true, code: 'signed-out' });
    }
    const former = await world.person('Former', { roles: [] });
    expect(await former.reads.register()).toMatchObject({ code: 'not-found' });
  });
});

describe('verifying it', () => {
  it('REG-25 says in words that all is as recorded, with size and fingerprint', async () => {
    const { check, items } = done(await patrick().register({ verify: '' }));
    expect(check).toMatchObject({ ok: true, size: 5, erased: 0, head: items[0]?.chainHash });
    expect(check?.message).toBe(
      'All 5 entries are as recorded: nothing was changed, removed or put in between.'
    );
  });

  /** Entries 2 and 4 change places, by way of a number nobody has. */
  const swapped = ['register_entry', 'register_content'].flatMap((table) =>
    [
      [1, 99],
      [3, 1],
      [99, 3]
    ].map(([from, to]) => sql.raw(`update ${table} set sequence = ${to} where sequence = ${from}`))
  );
  const update = (table: string, change: string) => [sql.raw(`update ${table} set ${change}`)];
  const remove = (sequence: number) =>
    ['register_content', 'register_entry'].map((table) =>
      sql.raw(`delete from ${table} where sequence = ${sequence}`)
    );
  const repeated = sql`insert into register_entry
    select partnership_id, 5, kind, recorded_at, canonical, leaf_hash, chain_hash from register_entry where sequence = 4`;
  it.each<[string, string, number, SQL[]]>([
    [
      'a changed word',
      'changed-content',
      1,
      update('register_content', `content = jsonb_set(content, '{title}', '"Other"') where sequence = 1`)
    ],
    [
      'content that is none',
      'changed-content',
      2,
      update('register_content', `content = '{}' where sequence = 2`)
    ],
    [
      'a changed byte',
      'changed-leaf',
      1,
      update(
        'register_entry',
        'canonical = set_byte(canonical, 40, get_byte(canonical, 40) # 1) where sequence = 1'
      )
    ],
    [
      'a changed kind',
      'changed-entry',
      2,
      update('register_entry', `kind = 'decision-refused' where sequence = 2`)
    ],
    [
      'a changed time',
      'changed-entry',
      0,
      update('register_entry', `recorded_at = recorded_at - interval '1 day' where sequence = 0`)
    ],
    ['a removed entry', 'missing-entry', 2, remove(2)],
    ['two swapped entries', 'broken-chain', 1, swapped],
    ['a repeated entry', 'broken-chain', 5, [repeated]]
  ])('REG-26 finds %s and names it', async (_what, damage, sequence, statements) => {
    const onlyOurs = ['register_content', 'register_entry'].map(
      (table) => sql`delete from ${sql.raw(table)} where partnership_id <> ${world.partnershipId}`
    );
    await inTamperedCopy(world, [...onlyOurs, ...statements], async (db) => {
      const page = done(await readsOn(db).register({ verify: '' }));
      expect(page.check).toMatchObject({ ok: false, damage, sequence });
      expect(page.check?.message).toMatch(new RegExp(`ntry ${sequence + 1}\\b`));
    });
    expect(done(await patrick().register({ verify: '' })).check).toMatchObject({ ok: true });
  });

  it('REG-27 with a size and a fingerprint written down earlier it finds that the end was cut off', async () => {
    const { check } = done(await patrick().register({ verify: '' }));
    if (!check?.ok) throw new Error('The register should verify.');
    const spaced = check.head.replace(/.{4}/g, '$& ').toUpperCase();
    const remembered = { verify: '', size: String(check.size), head: spaced };
    expect(done(await patrick().register(remembered)).check).toMatchObject({ ok: true });
    await inTamperedCopy(world, remove(4), async (db) => {
      expect(done(await readsOn(db).register({ verify: '' })).check).toMatchObject({ ok: true });
      expect(done(await readsOn(db).register(remembered)).check).toMatchObject({
        ok: false,
        damage: 'cut-short',
        sequence: 4
      });
    });
    expect(await patrick().register({ verify: '', size: '5', head: 'abc' })).toMatchObject({
      code: 'invalid-input',
      field: 'head'
    });
    expect(await patrick().register({ verify: '', size: 'x', head: check.head })).toMatchObject({
      field: 'size'
    });
  });

  it('REG-28 an entry whose details were erased says so, and the register verifies', async () => {
    await inTamperedCopy(world, [sql`delete from register_content where sequence = 3`], async (db) => {
      const page = done(await readsOn(db).register({ verify: '' }));
      expect(page.items[1]).toMatchObject({ sequence: 3, content: null, href: null });
      expect(page.items[1]?.sentence).toMatch(/^The details of this entry were erased/);
      expect(page.check).toMatchObject({ ok: true, erased: 1 });
    });
  });
});

describe('what leaves the house', () => {
  it('REG-29 the download can be checked without our register code, as it says', async () => {
    const file = JSON.parse(JSON.stringify(done(await patrick().registerExport()))) as {
      register: string;
      size: number;
      head: string;
      entries: {
        sequence: number;
        kind: string;
        recordedAt: string;
        canonical: string;
        leafHash: string;
        chainHash: string;
        salt: string;
        content: unknown;
      }[];
    };
    const sha = (...parts: (Buffer | string)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    let previous = Buffer.alloc(32);
    for (const [index, entry] of file.entries.entries()) {
      expect(entry.leafHash).toBe(sha(Buffer.from([0]), entry.canonical).toString('hex'));
      previous = sha(previous, Buffer.from(entry.leafHash, 'hex'));
      expect(entry.chainHash).toBe(previous.toString('hex'));
      const content = sha(Buffer.from(entry.salt, 'hex'), canonicalJson(entry.content)).toString('hex');
      expect(JSON.parse(entry.canonical)).toEqual({
        v: 'concordat-register/1',
        ...{
          register: file.register,
          sequence: index,
          kind: entry.kind,
          at: entry.recordedAt,
          contentHash: content
        }
      });
    }
    expect(file).toMatchObject({ size: 5, head: previous.toString('hex'), register: world.partnershipId });
  });
});

describe('the database itself', () => {
  it.each(['register_entry', 'register_content'])(
    'REG-30 refuses to change, remove or empty %s',
    async (table) => {
      const before = await decisionRows(world);
      for (const statement of [
        `update ${table} set sequence = sequence + 1000`,
        `delete from ${table}`,
        `truncate ${table}`
      ]) {
        await expect(world.runtime.tools.db.execute(sql.raw(statement))).rejects.toMatchObject({
          cause: { message: expect.stringContaining('append-only') as unknown }
        });
      }
      expect(await decisionRows(world)).toEqual(before);
    }
  );
});
