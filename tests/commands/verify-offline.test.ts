import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { look, type Given } from '#server/cli/verify/look';
import { readsFor } from '#server/reads/all-reads';
import { boardsOf, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { npmRun } from '#tests/builders/npm-command';
import { edit, replacing } from '#tests/builders/specification';
import { inTamperedCopy, toolsOn } from '#tests/builders/tampering';
import { buildWorld, type World } from '#tests/builders/world';

interface SavedRegister {
  size: number;
  head: string;
  entries: { sequence: number; content: Record<string, unknown> | null; salt: string | null; kind: string }[];
}

let world: World;
let boards: Boards;
let folder: string;
/** As they come out of the product: a version that two boards signed, a later one, and the register. */
let signed: string;
let later: string;
let register: string;
let versionHash: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concordat-verify-'));
  world = await buildWorld();
  boards = await boardsOf(world);
  const id = await proposedBy(boards, 'JCC-2027-004');
  done(await sign(boards.ngozi, id));
  done(await sign(boards.tom, id));
  const refused = await proposedBy(boards, 'JCC-2027-005');
  done(await sign(boards.ngozi, refused, { outcome: 'refused', reason: 'Too dear.' }));
  await edit(world, boards.specificationId, boards.helen, replacing('two hours', 'four hours'));
  done(await boards.helen.commands.freezeVersion({ specificationId: boards.specificationId, label: '' }));
  [signed, later] = [await saved('1'), await saved('2')];
  register = await savedRegister();
  ({ versionHash } = boards);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

async function saved(version: string | null): Promise<string> {
  const asked = { format: 'json', version };
  return done(await boards.patrick.reads.specificationExport(boards.specificationId, asked)).body as string;
}

/** As its address answers. */
async function savedRegister(reads = boards.patrick.reads): Promise<string> {
  return JSON.stringify(done(await reads.registerExport()), null, 2);
}

const codes = (given: Given) => look(given).map(({ code }) => code);
const told = (given: Given) => look(given).map(({ sentence }) => sentence);
const wrong = (given: Given) =>
  look(given).flatMap((finding) => (finding.wrong ? [`${finding.wrong} ${finding.code}`] : []));

/** The register with something in it that is not as it was saved. */
function altered(change: (saved: SavedRegister) => void): string {
  const copy = JSON.parse(register) as SavedRegister;
  change(copy);
  return JSON.stringify(copy);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a version that was saved', () => {
  it('VER-40 its fingerprint is worked out from its words, and is the one that is printed in the file and that was signed', () => {
    expect(codes({ version: signed })).toEqual(['named', 'fingerprint', 'fingerprint-agrees']);
    expect(told({ version: signed }).join(' ')).toContain(versionHash);
    expect(told({ version: signed })[0]).toBe(
      'The file calls itself: Integrated falls and frailty service. Version 1, frozen on 24 November 2026, WV/2027/FF/01.'
    );
  });

  it.each([
    ['a word', /two hours/, 'ten hours'],
    ['a sign', /within/, 'withln'],
    ['the level of a heading', /"clause":null/, '"level":2'],
    ['a mark', /"text":"Somebody/, '"marks":[{"type":"strike"}],$&']
  ])('VER-40 %s that was changed makes another fingerprint', (_what, found, put) => {
    const version = signed.replace(found, put);
    expect(version).not.toBe(signed);
    expect(wrong({ version })).toEqual(['differs fingerprint-differs']);
    expect(wrong({ version, register })).toContain('differs not-in-register');
  });

  it('VER-40 whoever changes a word and prints the new fingerprint is found out by the register', () => {
    const other = signed.replace('two hours', 'ten hours');
    const hash = /words is ([0-9a-f]{64})/.exec(told({ version: other }).join(' '))![1]!;
    const version = other.replace(versionHash, hash);
    expect(wrong({ version })).toEqual([]);
    expect(wrong({ version, register })).toEqual(['differs not-in-register']);
  });

  it('VER-40 how it is spelled as JSON makes no difference', () => {
    const version = `\uFEFF${JSON.stringify(JSON.parse(signed), null, 4)}`;
    expect(wrong({ version, register })).toEqual([]);
  });
});

describe('the register beside it', () => {
  it('VER-42 says as which version it was frozen, when and by whom, and who signed and refused what rests on it', () => {
    const given = { version: signed, register };
    expect(wrong(given)).toEqual([]);
    expect(told(given).slice(-4)).toEqual([
      'This text stands in the register as version 1 of “Integrated falls and frailty service” (“0.7”), frozen by Helen Marsh (ICB) on 24 November 2026 at 10:00am (entry 1).',
      'The title and the version that the file names are those.',
      'Decision JCC-2027-004, “Falls and frailty service”, rests on this text: put to the boards by Helen Marsh (ICB) on 24 November 2026 at 10:00am (entry 2), signed by Ngozi Oyelaran (ICB) on 24 November 2026 at 10:00am (entry 3), signed by Tom Adeyemi (Wenmoor Council) on 24 November 2026 at 10:00am (entry 4) and agreed by ICB and Wenmoor Council on 24 November 2026 at 10:00am (entry 5).',
      'Decision JCC-2027-005, “Falls and frailty service”, rests on this text: put to the boards by Helen Marsh (ICB) on 24 November 2026 at 10:00am (entry 6) and refused by Ngozi Oyelaran (ICB) on 24 November 2026 at 10:00am (entry 7).'
    ]);
  });

  it('VER-42 a version that nobody decided on says so, and the draft stands in no register', async () => {
    expect(told({ version: later, register }).at(-1)).toBe('No decision rests on this text.');
    await edit(world, boards.specificationId, boards.helen, replacing('four hours', 'one hour'));
    expect(wrong({ version: await saved(null), register })).toEqual(['differs not-in-register']);
  });

  it('VER-43 the title, the number and the day that the file names are held against it', () => {
    for (const [found, put] of [
      ['Version 1,', 'Version 2,'],
      ['24 November', '25 November'],
      ['"title":"Integrated', '"title":"Cheaper']
    ] as const) {
      const version = signed.replace(found, put);
      expect(version).not.toBe(signed);
      expect(wrong({ version })).toEqual([]);
      expect(wrong({ version, register })).toEqual(['differs heading-differs']);
    }
  });

  it('VER-41 every line of it that is altered is found, and then nothing that it says is told', () => {
    const [one, two] = (JSON.parse(register) as SavedRegister).entries;
    const alterations: [string, (saved: SavedRegister) => void][] = [
      ['register-changed-content', ({ entries }) => Object.assign(entries[3]!.content!, { by: null })],
      ['register-changed-content', ({ entries }) => Object.assign(entries[2]!, { salt: null })],
      ['register-changed-content', ({ entries }) => Object.assign(entries[2]!, { content: null })],
      ['register-missing-entry', ({ entries }) => entries.splice(1, 1)],
      ['register-missing-entry', ({ entries }) => entries.splice(0, 2, two!, one!)],
      ['register-changed-entry', ({ entries }) => Object.assign(entries[4]!, { kind: 'decision-signed' })],
      ['register-changed-leaf', ({ entries }) => Object.assign(entries[0]!, { canonical: '{}' })],
      ['register-broken-chain', ({ entries }) => Object.assign(entries[0]!, { chainHash: 'a'.repeat(64) })],
      ['register-cut-short', ({ entries }) => entries.pop()],
      ['register-cut-short', (all) => (all.head = 'b'.repeat(64))]
    ];
    for (const [code, change] of alterations) {
      const given = { version: signed, register: altered(change) };
      expect(wrong(given)).toEqual([`differs ${code}`]);
      expect(codes(given)).not.toContain('in-register');
    }
  });

  it('VER-41 what somebody wrote down of it earlier shows that entries were taken off its end', () => {
    const { entries } = JSON.parse(register) as { entries: { chainHash: string }[] };
    const shorter = altered((all) => {
      all.entries.pop();
      all.size -= 1;
      all.head = entries.at(-2)!.chainHash;
    });
    expect(wrong({ version: signed, register: shorter })).toEqual([]);
    const remembered = { size: entries.length, head: entries.at(-1)!.chainHash };
    expect(wrong({ version: signed, register: shorter, remembered })).toEqual(['differs register-cut-short']);
    expect(wrong({ version: signed, register, remembered })).toEqual([]);
  });

  it('VER-44 details that were erased do not stop it from holding together, and it is said that the text may have stood there', async () => {
    const erase = sql`delete from register_content where sequence = 0`;
    await inTamperedCopy(world, [erase], async (db) => {
      const reads = readsFor({
        tools: toolsOn(world, db),
        actor: boards.patrick.actor,
        present: () => new Set()
      });
      const given = { version: signed, register: await savedRegister(reads) };
      expect(wrong(given)).toEqual(['differs not-in-register']);
      expect(told(given).at(-1)).toBe(
        'No version with the words of this file stands in the register. The details of one entry were erased; it may have stood there.'
      );
      const other = { version: later, register: given.register };
      expect(wrong(other)).toEqual([]);
      expect(told(other).join(' ')).toContain('The details of 1 were erased; the rest still fits together.');
    });
  });
});

describe('what cannot be read', () => {
  const NESTED = '{"type":"doc","content":['.repeat(100_000) + ']}'.repeat(100_000);

  it.each([
    ['not-json', ''],
    ['not-json', '{"type":"doc"'],
    ['not-json', '[]'],
    ['not-a-version', '{}'],
    ['not-a-version', '{"type":"doc","content":[5]}'],
    ['not-a-version', '{"type":"doc","content":[{"type":"text","text":5}]}'],
    ['not-a-version', '{"type":"doc","content":{"length":1}}'],
    ['unknown-form', '{"type":"doc","about":{"form":"concordat-document/2"}}'],
    ['unknown-form', '{"type":"doc","plain":{"form":"concordat-plain/2","clauses":[]}}']
  ])('VER-45 it is refused and not guessed: %s (%#)', (code, version) => {
    expect(wrong({ version, register })).toEqual([`unreadable ${code}`]);
  });

  it('VER-45 a text without end is refused', () => {
    const [only, ...more] = wrong({ version: NESTED, register });
    expect(more).toEqual([]);
    expect(['unreadable not-json', 'unreadable not-a-version']).toContain(only);
  });

  it('VER-45 a file that names no fingerprint has nothing to be compared with but the register', () => {
    const { content } = JSON.parse(signed) as { content: unknown };
    const version = JSON.stringify({ type: 'doc', content });
    expect(wrong({ version })).toEqual(['unreadable no-fingerprint']);
    expect(wrong({ version, register })).toEqual([]);
  });

  it.each([
    ['not-a-register', '{}'],
    ['not-a-register', '{"format":"concordat-register-export/1"}'],
    ['unknown-form', '{"format":"concordat-register-export/9"}'],
    ['not-json', 'x']
  ])('VER-45 nor is a register guessed: %s (%#)', (code, other) => {
    expect(wrong({ version: signed, register: other })).toEqual([`unreadable ${code}`]);
    for (const field of ['canonical', 'leafHash', 'chainHash', 'recordedAt', 'sequence', 'kind']) {
      const without = altered(({ entries }) => Object.assign(entries[1]!, { [field]: undefined }));
      expect(wrong({ version: signed, register: without })).toEqual(['unreadable not-a-register']);
    }
  });

  it('VER-45 a name in a file moves no cursor and turns no words round', () => {
    const version = signed.replace('"title":"', '"title":"\\u001b[2J\\u202e');
    expect(told({ version })[0]).toContain('⟦U+001B⟧[2J⟦U+202E⟧Integrated');
  });
});

describe('as a command', () => {
  const run = (...args: string[]) => npmRun(['verify', ...args], {});

  it('VER-46 it ends with 0 when everything agrees, in plain sentences that have a code', async () => {
    const { code, output } = await run(file('version.json', signed), file('register.json', register));
    expect(code).toBe(0);
    for (const line of output.trim().split('\n').slice(0, -1)) expect(line).toMatch(/^✓ .+[.”] \[[a-z-]+\]$/);
    expect(output).toContain(`✓ The fingerprint of its words is ${versionHash}. [fingerprint]`);
    expect(output.trim()).toMatch(/Everything agrees\.$/);
  });

  it('VER-46 it ends with 1 when one word differs, and when the register is not what was written down of it', async () => {
    const changed = await run(file('changed.json', signed.replace('two hours', 'ten hours')));
    expect(changed.code).toBe(1);
    expect(changed.output).toContain('[fingerprint-differs]\nIt does not agree.');
    const files = [file('version.json', signed), file('register.json', register)];
    const rewritten = await run(...files, '--entries=2', `--last=${'A1 '.repeat(32)}`);
    expect(rewritten.code).toBe(1);
    expect(rewritten.output).toContain('[register-rewritten]');
  });

  it('VER-46 it ends with 2 for a file that is not there or not a version, and without a file says what to name', async () => {
    const missing = await run(join(folder, 'missing.json'));
    expect([missing.code, missing.output]).toEqual([2, expect.stringContaining('[cannot-read-file]')]);
    const wrongFile = await run(file('register.json', register));
    expect([wrongFile.code, wrongFile.output]).toEqual([2, expect.stringContaining('[not-a-version]')]);
    const nothing = await run();
    expect([nothing.code, nothing.output]).toEqual([2, expect.stringContaining('npm run verify -- VERSION')]);
  });
});
