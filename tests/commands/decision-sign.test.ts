import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryLimits } from '#server/auth/limits';
import { commandsFor } from '#server/commands/all-commands';
import { person } from '#server/db/schema/people';
import { specificationVersion } from '#server/db/schema/specifications';
import {
  boardsOf,
  decisionRows,
  done,
  proposedBy,
  recorded,
  sign,
  type Boards
} from '#tests/builders/decisions';
import { edit, replacing } from '#tests/builders/specification';
import { buildWorld, nobody, PASSWORD, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
});
afterAll(() => world.close());

/** Does it, and shows that it was refused and that nothing changed. */
async function refusedWith(code: string, attempt: () => Promise<unknown>) {
  const before = await decisionRows(world);
  const answer = await attempt();
  expect(answer).toMatchObject({ refused: true, code });
  expect(await decisionRows(world)).toEqual(before);
  return answer as { field?: string; message: string };
}

const stateOf = async (id: string, by: TestPerson = boards.helen) => done(await by.reads.decision(id));

describe('who signs, and how', () => {
  it('DEC-30 a board member signs with their own password; both hashes, organisation and time are kept', async () => {
    const id = await proposedBy(boards, 'S-1');
    const { hash, versionHash } = await stateOf(id);
    expect(done(await sign(boards.ngozi, id))).toEqual({
      decisionId: id,
      outcome: 'signed',
      state: 'awaiting'
    });
    const { signatures } = await decisionRows(world);
    const { memberId, actor } = boards.ngozi;
    const { organisationId } = actor.memberships[0]!;
    expect(signatures.filter((each) => each.decisionId === id)).toEqual([
      ...[{ decisionId: id, memberId, organisationId, outcome: 'signed', reason: '' }].map((row) => ({
        ...{ ...row, decisionHash: hash, versionHash },
        signedAt: world.clock.now
      }))
    ]);
    const content = {
      decisionId: id,
      decisionHash: hash,
      versionHash,
      by: { name: 'Ngozi Oyelaran', organisation: 'ICB' }
    };
    expect((await recorded(world)).at(-1)).toMatchObject({ kind: 'decision-signed', content });
  });

  it('DEC-30 nobody but a board member of this partnership', async () => {
    const id = await proposedBy(boards, 'S-2');
    await refusedWith('not-allowed', () => sign(boards.helen, id));
    await refusedWith('not-allowed', () => sign(boards.patrick, id));
    const elsewhere = await world.partnership('Far');
    const stranger = await world.person('Stan', { roles: ['board-member'], partnershipId: elsewhere });
    const { hash, versionHash } = await stateOf(id);
    const request = {
      decisionId: id,
      outcome: 'signed',
      password: PASSWORD,
      decisionHash: hash,
      versionHash
    };
    await refusedWith('not-found', () => stranger.commands.signDecision(request));
    await refusedWith('signed-out', () => nobody(world).commands.signDecision(request));
    expect(await stranger.reads.decision(id)).toMatchObject({ code: 'not-found' });
    expect(await stranger.reads.decisionToSign(id)).toMatchObject({ code: 'not-found' });
    for (const decisionId of [world.runtime.tools.newId(), 'x', undefined]) {
      await refusedWith('not-found', () => boards.ngozi.commands.signDecision({ ...request, decisionId }));
    }
  });

  it('DEC-31 a wrong or missing password signs nothing', async () => {
    const id = await proposedBy(boards, 'S-3');
    expect(
      (await refusedWith('wrong-password', () => sign(boards.tom, id, { password: 'guess' }))).field
    ).toBe('password');
    for (const password of ['', undefined, ['a']]) {
      expect((await refusedWith('missing-field', () => sign(boards.tom, id, { password }))).field).toBe(
        'password'
      );
    }
    const { db } = world.runtime.tools;
    const silent = await world.person('Silent Board', { roles: ['board-member'] });
    await db.update(person).set({ passwordHash: null }).where(eq(person.id, silent.actor.personId));
    await refusedWith('wrong-password', () => sign(silent, id));
  });

  it('DEC-31 after ten wrong passwords the right one is refused as well, and a right one clears the count', async () => {
    const id = await proposedBy(boards, 'S-4');
    const { actor, reads } = boards.vera;
    const commands = commandsFor(actor, { ...world.runtime.tools, limits: memoryLimits() });
    const vera = { ...boards.vera, commands, reads };
    for (let attempt = 0; attempt < 9; attempt += 1) await sign(vera, id, { password: 'guess' });
    done(await sign(vera, id));
    for (let attempt = 0; attempt < 10; attempt += 1) await sign(vera, id, { password: 'guess' });
    await refusedWith('too-many-tries', () => sign(vera, id));
  });

  it('DEC-32 neither signed nor refused, or a signature with a condition, is refused', async () => {
    const id = await proposedBy(boards, 'S-5');
    for (const outcome of [undefined, '', 'maybe']) {
      expect((await refusedWith('missing-field', () => sign(boards.tom, id, { outcome }))).field).toBe(
        'outcome'
      );
    }
    const reason = 'Only if the money comes.';
    expect((await refusedWith('invalid-input', () => sign(boards.tom, id, { reason }))).field).toBe('reason');
  });

  it('DEC-8 refusing needs a reason, and one that names nobody', async () => {
    const id = await proposedBy(boards, 'S-6');
    const refusing = (reason: string) => () => sign(boards.tom, id, { outcome: 'refused', reason });
    expect((await refusedWith('missing-field', refusing('  '))).field).toBe('reason');
    expect((await refusedWith('personal-data', refusing('See 943 476 5919.'))).field).toBe('reason');
    expect((await refusedWith('too-long', refusing('a'.repeat(4001)))).field).toBe('reason');
  });
});

describe('what it takes to agree', () => {
  it('DEC-33 two organisations: recorded as signed and then as agreed, and the page says so', async () => {
    const id = await proposedBy(boards, 'A-1');
    done(await sign(boards.ngozi, id));
    expect(await stateOf(id)).toMatchObject({
      state: 'awaiting',
      sentence: 'Not yet a decision. Waiting for 1 more organisation to sign. Signed so far: ICB.',
      stillNeeded: 1,
      waitsFor: ['Voluntary Alliance', 'Wenmoor Council'],
      settledAt: null
    });
    expect(done(await sign(boards.tom, id)).state).toBe('agreed');
    expect(await stateOf(id)).toMatchObject({
      state: 'agreed',
      sentence: 'Agreed on 24 November 2026 by ICB and Wenmoor Council.',
      settledAt: world.clock.now,
      waitsFor: [],
      signatures: [{ name: 'Ngozi Oyelaran' }, { name: 'Tom Adeyemi', organisation: 'Wenmoor Council' }]
    });
    const [signed, agreed] = (await recorded(world)).slice(-2);
    expect(signed).toMatchObject({ kind: 'decision-signed', content: { by: { name: 'Tom Adeyemi' } } });
    expect(agreed).toMatchObject({
      kind: 'decision-agreed',
      content: { organisations: ['ICB', 'Wenmoor Council'] }
    });
  });

  it('DEC-33 two members of one organisation never suffice', async () => {
    const id = await proposedBy(boards, 'A-2');
    done(await sign(boards.ngozi, id));
    expect(await stateOf(id, boards.ivor)).toMatchObject({
      mine: null,
      organisationSigned: true,
      may: { sign: true }
    });
    expect(done(await sign(boards.ivor, id)).state).toBe('awaiting');
    expect(await stateOf(id)).toMatchObject({ state: 'awaiting', stillNeeded: 1, settledAt: null });
  });

  it('DEC-6 one person signs once, also when they press twice', async () => {
    const id = await proposedBy(boards, 'A-3');
    const answers = await Promise.all([sign(boards.tom, id), sign(boards.tom, id)]);
    expect(answers.filter((answer) => 'refused' in answer)).toMatchObject([{ code: 'already-signed' }]);
    await refusedWith('already-signed', () => sign(boards.tom, id));
    await refusedWith('already-signed', () => sign(boards.tom, id, { outcome: 'refused', reason: 'No.' }));
    expect(await stateOf(id, boards.tom)).toMatchObject({ mine: 'signed', may: { sign: false } });
  });

  it('DEC-34 signatures at the same moment settle it once; who comes after is refused', async () => {
    const id = await proposedBy(boards, 'A-4');
    const answers = await Promise.all([boards.ngozi, boards.tom, boards.vera].map((each) => sign(each, id)));
    expect(answers.filter((answer) => 'refused' in answer)).toMatchObject([{ code: 'decision-closed' }]);
    const kinds = (await recorded(world)).filter(
      ({ content }) => (content as { decisionId?: string }).decisionId === id
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      ...['decision-proposed', 'decision-signed', 'decision-signed', 'decision-agreed']
    ]);
    expect((await stateOf(id)).signatures).toHaveLength(2);
  });

  it('DEC-7 DEC-35 a refusal settles it, with its reason on the page and in the register', async () => {
    const id = await proposedBy(boards, 'A-5');
    done(await sign(boards.ngozi, id));
    const reason = 'The council has not agreed its share.';
    expect(done(await sign(boards.tom, id, { outcome: 'refused', reason })).state).toBe('refused');
    expect(await stateOf(id)).toMatchObject({
      state: 'refused',
      sentence: `Refused on 24 November 2026 by Wenmoor Council: “${reason}”`
    });
    expect((await recorded(world)).at(-1)).toMatchObject({ kind: 'decision-refused', content: { reason } });
    await refusedWith('decision-closed', () => sign(boards.vera, id));
  });

  it('DEC-36 whoever watches the decision or the partnership is told', async () => {
    const id = await proposedBy(boards, 'A-6');
    const told: unknown[] = [];
    const announce = (topics: readonly unknown[]) => void told.push(...topics);
    const commands = commandsFor(boards.tom.actor, { ...world.runtime.tools, announce });
    done(await sign({ ...boards.tom, commands }, id));
    expect(told).toEqual([
      { kind: 'decision', id },
      { kind: 'partnership', id: world.partnershipId }
    ]);
    expect((await stateOf(id)).topics).toEqual([
      { kind: 'decision', id },
      { kind: 'specification', id: boards.specificationId }
    ]);
  });
});

describe('what was signed is what was read', () => {
  it('DEC-5 other hashes than those of the page are refused, and so are none', async () => {
    const id = await proposedBy(boards, 'H-1');
    const other = 'a'.repeat(64);
    for (const more of [
      { decisionHash: other },
      { versionHash: other },
      { decisionHash: undefined },
      { versionHash: 7 }
    ]) {
      await refusedWith('version-changed', () => sign(boards.tom, id, more));
    }
  });

  it('DEC-37 editing the draft after signing changes neither the frozen text nor a hash', async () => {
    const id = await proposedBy(boards, 'H-2');
    done(await sign(boards.ngozi, id));
    const before = await stateOf(id);
    const { db } = world.runtime.tools;
    const frozen = () =>
      db.select().from(specificationVersion).where(eq(specificationVersion.id, boards.versionId));
    const textBefore = await frozen();
    await edit(world, boards.specificationId, boards.helen, replacing('two hours', 'two weeks'));
    const { specificationId } = boards;
    const newer = done(await boards.helen.commands.freezeVersion({ specificationId, label: '0.8' }));
    expect(newer.hash).not.toBe(before.versionHash);
    expect(await stateOf(id)).toEqual(before);
    expect(await frozen()).toEqual(textBefore);
    expect(done(await boards.tom.reads.decisionToSign(id)).versionHtml).toContain('within two hours');
    await refusedWith('version-changed', () => sign(boards.tom, id, { versionHash: newer.hash }));
    expect(done(await sign(boards.tom, id)).state).toBe('agreed');
    expect(await stateOf(id)).toMatchObject({
      hash: before.hash,
      versionHash: before.versionHash,
      intact: true
    });
  });
});
