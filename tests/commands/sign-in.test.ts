import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { Entrance } from '#server/auth/entrance';
import { Sessions } from '#server/auth/sessions';
import { newSetUpToken, setUp, type SetUpInput } from '#server/auth/set-up';
import { signIn, signOut } from '#server/auth/sign-in';
import { memoryLimits } from '#server/auth/limits';
import { hashToken } from '#server/auth/tokens';
import { dataKind, wrongMode } from '#server/cli/data-kind';
import { partnership, person, session, setUpLink } from '#server/db/schema/people';
import { signInPage } from '#server/reads/sign-in-page';
import type { Tools } from '#server/runtime';
import { startUpLines } from '#server/start-up-lines';
import { buildWorld, PASSWORD, TEST_ORIGIN, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
const HERE = { address: '192.0.2.1' };

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen', { roles: ['lead'] });
});
afterAll(() => world.close());

const tools = (changes: Partial<Tools> = {}): Tools => ({
  ...world.runtime.tools,
  limits: memoryLimits(),
  ...changes
});
const sessionCount = () => world.runtime.tools.db.$count(session);

describe('signing in', () => {
  it('SIG-1 SIG-6 the right password starts a session with a new token, stored only as a hash', async () => {
    const cookie = await signIn({ email: helen.email.toUpperCase(), password: PASSWORD }, HERE, tools());
    if (isRefusal(cookie)) throw new Error(cookie.code);
    expect(cookie.value).not.toBe(helen.token);
    const rows = await world.runtime.tools.db.select().from(session);
    expect(rows.map((row) => row.tokenHash)).toContain(hashToken(cookie.value));
    expect(JSON.stringify(rows)).not.toContain(cookie.value);
    const actor = await world.runtime.tools.sessions.actorOf(cookie.value);
    expect(actor).toMatchObject({ kind: 'person', personId: helen.actor.personId });
    expect(await world.runtime.tools.sessions.actorOf(hashToken(cookie.value))).toEqual({ kind: 'nobody' });
  });

  it('SIG-2 unknown address, wrong password and no password get one and the same answer', async () => {
    const { db } = world.runtime.tools;
    const silent = await world.person('Silent', {});
    await db.update(person).set({ passwordHash: null }).where(eq(person.email, silent.email));
    const before = await sessionCount();
    const answers = [
      await signIn({ email: 'nobody@test.example', password: PASSWORD }, HERE, tools()),
      await signIn({ email: helen.email, password: 'wrong' }, HERE, tools()),
      await signIn({ email: silent.email, password: PASSWORD }, HERE, tools())
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ refused: true, code: 'wrong-sign-in' });
    expect(await sessionCount()).toBe(before);
  });

  it('SIG-3 the eleventh try from one place is refused, the owner elsewhere is not', async () => {
    const shared = tools();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = await signIn({ email: helen.email, password: 'wrong' }, HERE, shared);
      expect(answer).toMatchObject({ code: 'wrong-sign-in' });
    }
    const before = await sessionCount();
    const eleventh = await signIn({ email: helen.email, password: PASSWORD }, HERE, shared);
    expect(eleventh).toMatchObject({ refused: true, code: 'too-many-tries' });
    expect(await sessionCount()).toBe(before);
    expect(await world.runtime.tools.sessions.actorOf(helen.token)).toMatchObject({ kind: 'person' });
    const elsewhere = await signIn(
      { email: helen.email, password: PASSWORD },
      { address: '192.0.2.2' },
      shared
    );
    expect(isRefusal(elsewhere)).toBe(false);
  });

  it('SIG-13 signing in again ends the session of before, a wrong try does not', async () => {
    const { sessions } = world.runtime.tools;
    const changer = await world.person('Changer', {});
    const ended: string[] = [];
    const noting = tools({ sessionEnded: (hash) => void ended.push(hash) });
    const from = { ...HERE, token: changer.token };
    const wrong = await signIn({ email: helen.email, password: 'wrong' }, from, noting);
    expect(wrong).toMatchObject({ code: 'wrong-sign-in' });
    expect(await sessions.actorOf(changer.token)).toMatchObject({ kind: 'person' });
    expect(ended).toEqual([]);
    const cookie = await signIn({ email: helen.email, password: PASSWORD }, from, noting);
    if (isRefusal(cookie)) throw new Error(cookie.code);
    expect(await sessions.actorOf(changer.token)).toEqual({ kind: 'nobody' });
    expect(await sessions.actorOf(cookie.value)).toMatchObject({ personId: helen.actor.personId });
    expect(ended).toEqual([hashToken(changer.token)]);
  });

  it('SIG-15 a place with too many wrong tries still lets in who signed in there before', async () => {
    const limits = memoryLimits({ perEmail: 10, perAddress: 3, confirms: 1, comments: 1 });
    const shared = tools({ limits });
    const right = { email: helen.email, password: PASSWORD };
    expect(isRefusal(await signIn(right, HERE, shared))).toBe(false);
    for (const name of ['a', 'b', 'c']) await limits.signIn(`${name}@test.example`, HERE.address);
    const before = await sessionCount();
    const stranger = await signIn({ email: 'd@test.example', password: PASSWORD }, HERE, shared);
    expect(stranger).toMatchObject({ refused: true, code: 'too-many-tries' });
    expect(await sessionCount()).toBe(before);
    expect(isRefusal(await signIn(right, HERE, shared))).toBe(false);
  });

  it('SIG-15 the first 64 bits of an IPv6 address are one place, other notations are not others', async () => {
    const once = memoryLimits({ perEmail: 9, perAddress: 1, confirms: 1, comments: 1 });
    const tried = async (address: string) => (await once.signIn(`${address}@test.example`, address)) === true;
    expect(await tried('2001:db8:0:1::7')).toBe(true);
    expect(await tried('2001:DB8:0:1:ffff::1')).toBe(false);
    expect(await tried('2001:db8::2:0:0:0:1')).toBe(true);
    expect(await tried('::1')).toBe(true);
    expect(await tried('fe80::1%eth0')).toBe(true);
    expect(await tried('::ffff:192.0.2.1')).toBe(true);
    expect(await tried('192.0.2.1')).toBe(false);
    expect(await tried('192.0.2.2')).toBe(true);
  });

  it('SIG-9 a disabled person cannot sign in and loses open sessions', async () => {
    const { db, sessions } = world.runtime.tools;
    const leaver = await world.person('Leaver', {});
    expect(await sessions.actorOf(leaver.token)).toMatchObject({ kind: 'person' });
    await db.update(person).set({ disabledAt: new Date() }).where(eq(person.email, leaver.email));
    const before = await sessionCount();
    expect(await signIn({ email: leaver.email, password: PASSWORD }, HERE, tools())).toMatchObject({
      code: 'wrong-sign-in'
    });
    expect(await sessionCount()).toBe(before);
    expect(await sessions.actorOf(leaver.token)).toEqual({ kind: 'nobody' });
    expect(await sessions.actorOfHash(hashToken(leaver.token))).toEqual({ kind: 'nobody' });
  });
});

describe('sessions', () => {
  it('SIG-4 idle and absolute limits both end a session', async () => {
    const { db, sessions } = world.runtime.tools;
    const idle = await world.person('Idle', {});
    const tireless = await world.person('Tireless', {});
    await db
      .update(session)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(session.tokenHash, hashToken(idle.token)));
    expect(await sessions.actorOf(idle.token)).toEqual({ kind: 'nobody' });
    const thirteenHoursAgo = new Date(Date.now() - 13 * 3_600_000);
    await db
      .update(session)
      .set({ createdAt: thirteenHoursAgo })
      .where(eq(session.tokenHash, hashToken(tireless.token)));
    expect(await sessions.actorOfHash(hashToken(tireless.token))).toEqual({ kind: 'nobody' });
    expect(await sessions.actorOf(tireless.token)).toEqual({ kind: 'nobody' });
  });

  it('SIG-5 signing out ends the session at once', async () => {
    const { sessions } = world.runtime.tools;
    const visitor = await world.person('Visitor', {});
    const cookie = await signOut(visitor.token, visitor.actor.sessionHash, world.runtime.tools);
    expect(cookie.value).toBe('');
    expect(await sessions.actorOf(visitor.token)).toEqual({ kind: 'nobody' });
  });

  it('SIG-7 the cookie is __Host- and Secure over HTTPS, HttpOnly and Lax always', async () => {
    const { db, config } = world.runtime.tools;
    const secure = await new Sessions(db, { ...config, secure: true }).start(helen.actor.personId);
    const plain = await new Sessions(db, config).start(helen.actor.personId);
    expect(secure.name).toMatch(/^__Host-/);
    expect(secure.attributes).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
    expect(plain.attributes).toMatchObject({ secure: false, httpOnly: true, sameSite: 'lax', path: '/' });
  });
});

describe('the entrance', () => {
  const entrance = () => new Entrance(world.runtime.tools, () => new Set());
  const url = new URL(`${TEST_ORIGIN}/api/v1/ballots`);

  it('SIG-11 a change from another site, or from nowhere, is refused whatever its body', async () => {
    for (const origin of [undefined, 'https://evil.example', 'null', `${TEST_ORIGIN}.evil.example`]) {
      for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
        const headers = { 'content-type': type, ...(origin ? { origin } : {}) };
        const answer = entrance().refuseCrossSite(
          new Request(url, { method: 'POST', headers, body: '{}' }),
          url
        );
        expect(answer?.status).toBe(403);
        expect(await answer?.json()).toMatchObject({ error: { code: 'cross-site' } });
      }
    }
    const ours = new Request(url, { method: 'POST', headers: { origin: TEST_ORIGIN }, body: '{}' });
    expect(entrance().refuseCrossSite(ours, url)).toBeUndefined();
  });

  it('SIG-12 what was typed after the session ended comes back, passwords left out', async () => {
    const body = new FormData();
    body.set('body', 'Two hours is <long> & cold');
    body.set('password', 'secret-secret');
    body.set('from', '751');
    const page = new URL(`${TEST_ORIGIN}/specifications/x?/comment`);
    const request = new Request(page, { method: 'POST', headers: { origin: TEST_ORIGIN }, body });
    const answer = await entrance().keepTypedText(request, page, { kind: 'nobody' });
    const html = await answer!.text();
    expect(answer!.status).toBe(401);
    expect(html).toContain('Two hours is &#60;long&#62; &#38; cold');
    expect(html).not.toContain('secret-secret');
    // The whole form stands there again, ready to be sent after signing in.
    expect(html).toContain('<form method="post" action="/specifications/x?/comment">');
    expect(html).toContain('<input type="hidden" name="from" value="751">');
  });
});

describe('first run', () => {
  const INPUT: Omit<SetUpInput, 'token'> = {
    organisation: 'Vale ICB',
    organisationKind: 'integrated-care-board',
    partnership: 'Vale',
    purpose: 'One service',
    locality: 'The Vale',
    name: 'First Lead',
    email: 'first@lead.example',
    password: 'a long enough one'
  };

  it('SIG-8 the link works exactly once, and a refusal leaves nothing behind', async () => {
    const { db } = world.runtime.tools;
    const partnerships = await db.$count(partnership);
    const token = await newSetUpToken(db);
    // Somebody is there already: refused, and the link is not used up by the refusal.
    expect(await setUp({ ...INPUT, token }, tools())).toMatchObject({ code: 'set-up-done' });
    expect(await setUp({ ...INPUT, token, password: 'short' }, tools())).toMatchObject({ field: 'password' });
    expect(await db.$count(partnership)).toBe(partnerships);
    const [link] = await db
      .select()
      .from(setUpLink)
      .where(eq(setUpLink.tokenHash, hashToken(token)));
    expect(link?.usedAt).toBeNull();
  });

  it('SIG-8 SIG-18 on an empty database it makes organisation, partnership and lead, and signs the lead in', async () => {
    const { openTestDatabase } = await import('#tests/builders/test-database');
    const empty = await openTestDatabase();
    const emptyTools = tools({ db: empty.db, sessions: new Sessions(empty.db, world.runtime.tools.config) });
    const token = await newSetUpToken(empty.db);
    expect(await setUp({ ...INPUT, token: 'guess' }, emptyTools)).toMatchObject({
      code: 'set-up-link-invalid'
    });
    for (const password of ['short one', 'password1234', 'first@lead.example', 'aaaaaaaaaaaa'])
      expect(await setUp({ ...INPUT, token, password }, emptyTools)).toMatchObject({ field: 'password' });
    for (const table of [person, partnership, session]) expect(await empty.db.$count(table)).toBe(0);
    const cookie = await setUp({ ...INPUT, token }, emptyTools);
    if (isRefusal(cookie)) throw new Error(cookie.code);
    const actor = await emptyTools.sessions.actorOf(cookie.value);
    expect(actor).toMatchObject({
      kind: 'person',
      name: 'First Lead',
      memberships: [{ roles: ['lead', 'editor'] }]
    });
    expect(await setUp({ ...INPUT, token, email: 'second@lead.example' }, emptyTools)).toMatchObject({
      code: 'set-up-done'
    });
    expect(await empty.db.$count(person)).toBe(1);
    await empty.close();
  });

  it('SIG-16 the start warns when people use HTTPS and no proxy is trusted', async () => {
    const { config } = world.runtime.tools;
    const lines = (secure: boolean, trustedProxyHops: number) =>
      startUpLines(tools({ config: { ...config, secure, trustedProxyHops } }), 3000, 'memory');
    expect(await lines(true, 0)).toContain('Warning: ORIGIN is https and TRUSTED_PROXY_HOPS is 0');
    expect(await lines(true, 1)).not.toContain('Warning');
    expect(await lines(false, 0)).not.toContain('Warning');
  });

  it('SIG-10 demo people are listed in demo mode only, and the two kinds of data never mix', async () => {
    const context = {
      tools: world.runtime.tools,
      actor: { kind: 'nobody' } as const,
      present: () => new Set<never>()
    };
    expect(await signInPage(context)).toEqual({ demoPeople: [] });
    expect(await dataKind(world.runtime.tools.db)).toBe('real');
    expect(wrongMode('real', true)).toMatch(/real data/);
    expect(wrongMode('demo', false)).toMatch(/passwords are public/);
    expect([
      wrongMode('real', false),
      wrongMode('demo', true),
      wrongMode('empty', true),
      wrongMode('empty', false)
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });
});
