import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { hashToken } from '#server/auth/tokens';
import { registerEntry } from '#server/db/schema/decisions';
import { guest, invitation } from '#server/db/schema/invitations';
import { person } from '#server/db/schema/people';
import { memoryLimits } from '#server/auth/limits';
import { doorsFor } from '#server/auth/doors';
import { done } from '#tests/builders/decisions';
import {
  BY_NAME,
  doorsAt,
  guestOf,
  invitationFields,
  invitedBy,
  invitingWorld,
  refusedUnchanged,
  rowCounts
} from '#tests/builders/guests';
import { documentOf, heading, specificationWith } from '#tests/builders/specification';
import { nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let specificationId: string;

beforeAll(async () => {
  ({ world, helen, fay, patrick, specificationId } = await invitingWorld());
});
afterAll(() => world.close());

const db = () => world.runtime.tools.db;
const counts = () => rowCounts(world);
const refusedWith = (doing: () => Promise<unknown>) => refusedUnchanged(world, doing);

describe('making an invitation', () => {
  it('INV-1 a lead and a facilitator make one, and it says all that was chosen', async () => {
    for (const by of [helen, fay]) {
      const { id } = await invitedBy(by, { most: '1', specificationId });
      const [row] = (await db().select().from(invitation)).filter((each) => each.id === id);
      expect(row).toMatchObject({
        ...{ most: 1, used: 0, specificationId, stakeholderGroup: 'patient-carer', revokedAt: null },
        ...{ createdBy: by.memberId, purpose: 'Tell us what matters to carers.' },
        expiresAt: new Date('2026-12-08T23:59:00.000Z')
      });
    }
  });

  it('INV-1 nobody else makes one', async () => {
    const others = [
      await world.person('Ed Itor', { roles: ['editor', 'secretary', 'board-member', 'observer'] })
    ];
    for (const by of [patrick, ...others]) {
      expect(await refusedWith(() => by.commands.makeInvitation(invitationFields(by)))).toEqual({
        code: 'not-allowed'
      });
    }
    const signedOut = () => nobody(world).commands.makeInvitation(invitationFields(helen));
    expect(await refusedWith(signedOut)).toEqual({ code: 'signed-out' });
  });

  it.each([
    [{ purpose: ' ' }, { code: 'missing-field', field: 'purpose' }],
    [{ purpose: 'Call 01632 960 123 to join' }, { code: 'personal-data', field: 'purpose' }],
    [{ group: 'observer' }, { code: 'missing-field', field: 'group' }],
    [
      { organisationId: '0a2b8d3e-6c1f-4a57-9b0d-3f5e7c9a1b2d' },
      { code: 'invalid-input', field: 'organisationId' }
    ],
    [
      { specificationId: '0a2b8d3e-6c1f-4a57-9b0d-3f5e7c9a1b2d' },
      { code: 'not-found', field: 'specificationId' }
    ],
    [{ most: '' }, { code: 'invalid-input', field: 'most' }],
    [{ most: '0' }, { code: 'invalid-input', field: 'most' }],
    [{ most: '201' }, { code: 'invalid-input', field: 'most' }],
    [{ most: '1e2' }, { code: 'invalid-input', field: 'most' }],
    [
      { most: '1', forAddress: 'mary at example' },
      { code: 'invalid-input', field: 'forAddress' }
    ],
    [
      { most: '2', forAddress: 'mary@example.org' },
      { code: 'invalid-input', field: 'forAddress' }
    ],
    [{ lastDay: '' }, { code: 'missing-field', field: 'lastDay' }],
    [{ lastDay: '2026-11-23' }, { code: 'invalid-input', field: 'lastDay' }],
    [{ lastDay: '2027-02-24' }, { code: 'invalid-input', field: 'lastDay' }]
  ])('INV-1 %j is refused at its field', async (wrong, why) => {
    const fields = invitationFields(helen, wrong as Record<string, string>);
    expect(await refusedWith(() => helen.commands.makeInvitation(fields))).toEqual(why);
  });

  it('INV-1 a specification of another partnership is not found', async () => {
    const elsewhere = await world.partnership('Elsewhere');
    const olly = await world.person('Olly', { roles: ['lead', 'editor'], partnershipId: elsewhere });
    const theirs = await specificationWith(world, olly, documentOf(heading(1, 'Scope')));
    const fields = invitationFields(helen, { specificationId: theirs });
    expect(await refusedWith(() => helen.commands.makeInvitation(fields))).toEqual({
      code: 'not-found',
      field: 'specificationId'
    });
  });

  it('INV-2 the token has 192 bits and stands nowhere, only its hash', async () => {
    const { id, token } = await invitedBy(helen);
    expect(Buffer.from(token, 'base64url')).toHaveLength(24);
    const rows = await db().select().from(invitation);
    expect(rows.find((row) => row.id === id)?.tokenHash).toBe(hashToken(token));
    const everything = [rows, await db().select().from(registerEntry), await helen.reads.invitations()];
    expect(JSON.stringify(everything)).not.toContain(token);
    expect(isRefusal(await doorsAt(world).invitation(hashToken(token)))).toBe(true);
  });
});

describe('following the link', () => {
  it('INV-3 looking changes nothing and says who, what for and for whom', async () => {
    const { token } = await invitedBy(helen, { specificationId });
    const before = await counts();
    const page = done(await doorsAt(world).invitation(token));
    expect(await counts()).toEqual(before);
    expect(page).toMatchObject({
      ...{ madeBy: 'Helen Marsh', organisation: 'ICB', partnership: 'Vale', group: 'patient-carer' },
      ...{ purpose: 'Tell us what matters to carers.', forOne: false, signedIn: null }
    });
    expect(page.roles).toContain('A carer');
  });

  it('INV-4 who joins is a member without e-mail and password, as the invitation says', async () => {
    const { token, id } = await invitedBy(helen);
    const dilys = await guestOf(world, token);
    expect(dilys.actor).toMatchObject({
      name: 'Dilys Penhallow',
      memberships: [{ partnershipId: world.partnershipId, group: 'patient-carer', roles: ['contributor'] }]
    });
    const [row] = (await db().select().from(person)).filter((each) => each.id === dilys.actor.personId);
    expect(row).toMatchObject({ email: null, passwordHash: null });
    const came = (await db().select().from(guest)).filter((each) => each.memberId === dilys.memberId);
    expect(came).toEqual([{ memberId: dilys.memberId, invitationId: id, unnamed: false }]);
  });

  it('INV-4 by role only, and only by one that the group has', async () => {
    const { token } = await invitedBy(helen);
    expect((await guestOf(world, token, { called: 'A carer' })).actor.name).toBe('A carer');
    const join = (raw: Record<string, string>) => () => doorsAt(world).join({ link: token, ...raw });
    for (const [raw, why] of [
      [{}, { code: 'missing-field', field: 'called' }],
      [{ called: 'Helen Marsh' }, { code: 'missing-field', field: 'called' }],
      [
        { called: 'name', name: '' },
        { code: 'missing-field', field: 'name' }
      ],
      [
        { called: 'name', name: '\u200b…' },
        { code: 'invalid-input', field: 'name' }
      ],
      [
        { called: 'name', name: 'x'.repeat(61) },
        { code: 'too-long', field: 'name' }
      ],
      [
        { called: 'name', name: 'Ann 01632 960 123' },
        { code: 'personal-data', field: 'name' }
      ]
    ] as const) {
      expect(await refusedWith(join(raw)), JSON.stringify(raw)).toEqual(why);
    }
  });

  it('INV-14 nobody comes under the name of somebody here, or one that reads like it', async () => {
    const { token } = await invitedBy(helen);
    for (const name of ['Helen Marsh', 'HELEN  MARSH', 'Hélen Marsh', 'Helеn Mаrsh', 'Helen\u200b Marsh.']) {
      const join = () => doorsAt(world).join({ link: token, called: 'name', name });
      expect(await refusedWith(join), name).toEqual({ code: 'name-taken', field: 'name' });
    }
    expect((await guestOf(world, token, { called: 'name', name: 'Helen Marshall' })).actor.name).toBe(
      'Helen Marshall'
    );
  });

  it('INV-5 unknown, run out, withdrawn and used up are one answer', async () => {
    const single = await invitedBy(helen, { most: '1' });
    await guestOf(world, single.token, { called: 'A patient' });
    const withdrawn = await invitedBy(helen);
    done(await helen.commands.revokeInvitation({ invitationId: withdrawn.id }));
    const late = await invitedBy(helen, { lastDay: '2026-11-24' });
    const answers: unknown[] = [];
    const then = world.clock.now;
    world.clock.now = new Date('2026-11-24T23:59:00.000Z');
    for (const link of [single.token, withdrawn.token, late.token, 'no-such-link', '']) {
      const before = await counts();
      answers.push(await doorsAt(world).invitation(link), await doorsAt(world).join({ link, ...BY_NAME }));
      expect(await counts()).toEqual(before);
    }
    world.clock.now = then;
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ refused: true, code: 'link-not-valid' });
  });

  it('INV-6 of ten who join at the same moment three come in where three may', async () => {
    const { token, id } = await invitedBy(helen, { most: '3' });
    const joined = await Promise.all(
      Array.from({ length: 10 }, () => doorsAt(world).join({ link: token, called: 'A carer' }))
    );
    expect(joined.filter((answer) => !isRefusal(answer))).toHaveLength(3);
    expect(joined.filter(isRefusal).map(({ code }) => code)).toEqual(Array(7).fill('link-not-valid'));
    const [row] = (await db().select().from(invitation)).filter((each) => each.id === id);
    expect(row?.used).toBe(3);
    expect((await db().select().from(guest)).filter((each) => each.invitationId === id)).toHaveLength(3);
  });

  it('INV-7 after thirty wrong links the right one is refused there, and elsewhere it is not', async () => {
    const { token } = await invitedBy(helen);
    const tools = { ...world.runtime.tools, limits: memoryLimits() };
    const from = (address: string) =>
      doorsFor({ actor: { kind: 'nobody' }, token: undefined, address }, tools);
    for (let tried = 0; tried < 10; tried += 1) {
      await from('192.0.2.9').invitation(`wrong-${tried}`);
      await from('192.0.2.9').join({ link: `wrong-${tried}` });
      expect(await from('192.0.2.9').comeBack({ key: `wrong-${tried}` })).toMatchObject({
        code: 'link-not-valid'
      });
    }
    const join = () => from('192.0.2.9').join({ link: token, called: 'A carer' });
    expect(await refusedWith(join)).toEqual({ code: 'too-many-tries' });
    expect(await from('192.0.2.9').invitation(token)).toMatchObject({ code: 'too-many-tries' });
    for (let reader = 0; reader < 40; reader += 1) done(await from('192.0.2.10').invitation(token));
  });

  it('INV-8 a member goes on as who they are, and somebody else is asked to sign out', async () => {
    const { token } = await invitedBy(helen);
    const before = await counts();
    const asPatrick = doorsAt(world, { actor: patrick.actor });
    expect(await asPatrick.invitation(token)).toMatchObject({
      signedIn: { name: 'Patrick Doyle', isMember: true }
    });
    expect(await asPatrick.join({ link: token, ...BY_NAME })).toEqual({ cookie: null, next: '/' });
    expect(await counts()).toEqual(before);
    const stranger = await world.person('Stan', { partnershipId: await world.partnership('Far') });
    const join = () => doorsAt(world, { actor: stranger.actor }).join({ link: token, ...BY_NAME });
    expect(await refusedWith(join)).toEqual({ code: 'sign-out-first' });
  });
});

describe('a link for one e-mail address', () => {
  const address = '198.51.100.40';
  const bound = async () =>
    (await invitedBy(helen, { most: '1', forAddress: ' Mary.Tregear@Example.org ' })).token;
  const come = (link: string, typed?: string, from = address) =>
    doorsAt(world, { address: from }).join({ link, called: 'A carer', address: typed });

  it('INV-16 lets in whoever types it, however, and nobody else', async () => {
    const link = await bound();
    for (const typed of [undefined, '', 'mary', 'other@example.org', 'mary.tregear@example.com']) {
      expect(await refusedWith(() => come(link, typed))).toEqual({ code: 'wrong-address', field: 'address' });
    }
    expect(done(await come(link, 'mary.tregear@EXAMPLE.org ')).cookie).not.toBeNull();
    expect(await refusedWith(() => come(link, 'mary.tregear@example.org'))).toEqual({
      code: 'link-not-valid'
    });
  });

  it('INV-16 it is kept and shown nowhere, and a hash of it alone is not its hash', async () => {
    const link = await bound();
    const rows = await db().select().from(invitation);
    const { addressHash } = rows.find(({ tokenHash }) => tokenHash === hashToken(link))!;
    expect(addressHash).toMatch(/^[0-9a-f]{64}$/);
    expect(addressHash).not.toBe(hashToken('mary.tregear@example.org'));
    const page = done(await doorsAt(world).invitation(link));
    const list = done(await helen.reads.invitations());
    expect(page.asksAddress).toBe(true);
    expect(list.invitations.filter(({ forAddress }) => forAddress)).not.toEqual([]);
    const all = JSON.stringify([
      rows,
      page,
      list,
      await db().select().from(person),
      await db().select().from(registerEntry)
    ]);
    expect(all.toLowerCase()).not.toContain('mary.tregear@');
    const other = done(await doorsAt(world).invitation((await invitedBy(helen)).token));
    expect(other.asksAddress).toBe(false);
  });

  it('INV-16 wrong ones count as tries of links that are not valid', async () => {
    const link = await bound();
    const from = '198.51.100.41';
    for (let times = 0; times < 30; times += 1) await come(link, `mary${times}@example.org`, from);
    expect(await refusedWith(() => come(link, 'mary.tregear@example.org', from))).toEqual({
      code: 'too-many-tries'
    });
    expect(done(await come(link, 'mary.tregear@example.org')).cookie).not.toBeNull();
  });
});
