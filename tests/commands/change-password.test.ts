import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isRefusal, type Refusal } from '#domain/refusal';
import { changePassword } from '#server/auth/change-password';
import { memoryLimits } from '#server/auth/limits';
import { acceptPassword } from '#server/auth/password-rules';
import type { SessionCookie } from '#server/auth/sessions';
import { signIn } from '#server/auth/sign-in';
import { person, session } from '#server/db/schema/people';
import type { Tools } from '#server/runtime';
import { accountPage } from '#server/reads/account-page';
import { buildWorld, nobody, PASSWORD, type TestPerson, type World } from '#tests/builders/world';

const NEW = 'violet kettle harbour';

let world: World;
let helen: TestPerson;
let colleague: TestPerson;
beforeAll(async () => {
  world = await buildWorld();
  colleague = await world.person('Col League', {});
});
afterAll(() => world.close());
beforeEach(async () => {
  helen = await world.person('Helen Marsh', {});
});

const tools = (more: Partial<Tools> = {}): Tools => ({
  ...world.runtime.tools,
  limits: memoryLimits(),
  ...more
});
const change = (presentPassword: unknown, newPassword: unknown, with_ = tools()) =>
  changePassword({ presentPassword, newPassword }, helen.actor, with_);
const signInWith = (password: string, with_ = tools()) =>
  signIn({ email: helen.email, password }, { address: '192.0.2.1' }, with_);
const isIn = async (token: string) => (await world.runtime.tools.sessions.actorOf(token)).kind === 'person';

/** Everything that a change of password could change. */
async function rows() {
  const { db } = world.runtime.tools;
  return {
    people: await db.select().from(person).orderBy(person.id),
    sessions: await db.select().from(session).orderBy(session.tokenHash)
  };
}

async function expectRefused(attempt: () => Promise<SessionCookie | Refusal>, refusal: Partial<Refusal>) {
  const before = await rows();
  expect(await attempt()).toMatchObject({ refused: true, ...refusal });
  expect(await rows()).toEqual(before);
}

describe('changing one’s password', () => {
  it('SIG-18 with the present password it is changed, and only the new one signs in', async () => {
    const changed = await change(PASSWORD, NEW);
    expect(isRefusal(changed)).toBe(false);
    expect(await signInWith(PASSWORD)).toMatchObject({ code: 'wrong-sign-in' });
    expect(isRefusal(await signInWith(NEW))).toBe(false);
    const [row] = await world.runtime.tools.db.select().from(person).where(eq(person.email, helen.email));
    expect(row!.passwordHash).toMatch(/^\$argon2id\$/);
  });

  it('SIG-18 what is missing, too short, too long, easy to guess or not new is refused, and nothing changes', async () => {
    const cases: [unknown, unknown, Partial<Refusal>][] = [
      ['', NEW, { code: 'missing-field', field: 'presentPassword' }],
      [PASSWORD, '', { code: 'missing-field', field: 'newPassword' }],
      [PASSWORD, undefined, { code: 'missing-field', field: 'newPassword' }],
      [PASSWORD, 'short one', { code: 'invalid-input', field: 'newPassword' }],
      [PASSWORD, 'x1'.repeat(101), { code: 'invalid-input', field: 'newPassword' }],
      [PASSWORD, 'Password1234', { code: 'invalid-input', field: 'newPassword' }],
      [PASSWORD, helen.email.toUpperCase(), { code: 'invalid-input', field: 'newPassword' }],
      [PASSWORD, PASSWORD, { code: 'invalid-input', field: 'newPassword' }],
      ['not the password', NEW, { code: 'wrong-password', field: 'presentPassword' }]
    ];
    for (const [present, fresh, refusal] of cases) await expectRefused(() => change(present, fresh), refusal);
  });

  it('SIG-18 nobody, and somebody without a password, cannot change one', async () => {
    const by = { kind: 'nobody' } as const;
    const fields = { presentPassword: PASSWORD, newPassword: NEW };
    await expectRefused(() => changePassword(fields, by, tools()), { code: 'signed-out' });
    await world.runtime.tools.db
      .update(person)
      .set({ passwordHash: null })
      .where(eq(person.email, helen.email));
    await expectRefused(() => change(PASSWORD, NEW), { code: 'wrong-password' });
  });

  it('SIG-18 a person sees their own account and nobody sees any', async () => {
    const read = { tools: world.runtime.tools, present: () => new Set<never>() };
    expect(await accountPage({ ...read, actor: helen.actor })).toEqual({
      name: 'Helen Marsh',
      email: helen.email
    });
    expect(await nobody(world).reads.account()).toMatchObject({ code: 'signed-out' });
  });

  it('SIG-19 every session of theirs ends and is told of, this browser has a new one, and nobody else’s ends', async () => {
    const { sessions } = world.runtime.tools;
    const elsewhere = await sessions.start(helen.actor.personId);
    const told: string[] = [];
    const changed = await change(PASSWORD, NEW, tools({ sessionEnded: (hash) => void told.push(hash) }));
    if (isRefusal(changed)) throw new Error(changed.message);
    expect([await isIn(helen.token), await isIn(elsewhere.value)]).toEqual([false, false]);
    expect(await isIn(changed.value)).toBe(true);
    expect(await isIn(colleague.token)).toBe(true);
    expect(told).toHaveLength(2);
    expect(told).toContain(helen.actor.sessionHash);
  });

  it('SIG-20 after ten wrong ones the right one is refused for a while too, and nothing changes', async () => {
    const limited = tools();
    for (let tries = 1; tries <= 10; tries += 1)
      await expectRefused(() => change(`wrong password ${tries}`, NEW, limited), { code: 'wrong-password' });
    await expectRefused(() => change(PASSWORD, NEW, limited), { code: 'too-many-tries' });
    expect(await isIn(helen.token)).toBe(true);
  });

  it('SIG-20 a new password that may not be had costs no try, and tells nothing of the present one', async () => {
    const limited = tools();
    for (let tries = 1; tries <= 9; tries += 1)
      await expectRefused(() => change(`wrong password ${tries}`, NEW, limited), { code: 'wrong-password' });
    for (let tries = 1; tries <= 20; tries += 1)
      for (const present of [PASSWORD, 'wrong'])
        await expectRefused(() => change(present, 'short', limited), {
          code: 'invalid-input',
          field: 'newPassword'
        });
    expect(isRefusal(await change(PASSWORD, NEW, limited))).toBe(false);
  });

  /** A sign-in with the old password, which is found to be right before `meanwhile` and has its session after it. */
  async function signInDuring(meanwhile: () => Promise<void>): Promise<SessionCookie | Refusal> {
    const { sessions } = world.runtime.tools;
    let letGo!: () => void;
    const changed = new Promise<void>((resolve) => (letGo = resolve));
    const late = Object.create(sessions) as typeof sessions;
    late.end = (token) => sessions.end(token);
    let checked!: () => void;
    const wasChecked = new Promise<void>((resolve) => (checked = resolve));
    late.start = async (personId) => {
      checked();
      await changed;
      return sessions.start(personId);
    };
    const signingIn = signInWith(PASSWORD, tools({ sessions: late }));
    await wasChecked;
    await meanwhile();
    letGo();
    return signingIn;
  }

  it('SIG-21 a sign-in with the old password that was under way leaves no session', async () => {
    let cookie: SessionCookie | Refusal | undefined;
    const signedIn = await signInDuring(async () => void (cookie = await change(PASSWORD, NEW)));
    expect(signedIn).toMatchObject({ code: 'wrong-sign-in', field: 'email' });
    if (!cookie || isRefusal(cookie)) throw new Error('The password was not changed.');
    expect(await sessionsOfHelen()).toHaveLength(1);
    expect(await isIn(cookie.value)).toBe(true);
  });

  it('SIG-21 a sign-in that was under way when the account was disabled leaves no session', async () => {
    const before = await sessionsOfHelen();
    const signedIn = await signInDuring(async () => {
      const { db } = world.runtime.tools;
      await db.update(person).set({ disabledAt: new Date() }).where(eq(person.email, helen.email));
    });
    expect(signedIn).toMatchObject({ code: 'wrong-sign-in', field: 'email' });
    expect(await sessionsOfHelen()).toEqual(before);
  });

  it('SIG-21 whatever comes first, of a change and a sign-in with the old password only the change’s session is left', async () => {
    for (const delay of [0, 1, 2, 3]) {
      helen = await world.person('Helen Marsh', {});
      const signingIn = Array.from({ length: 3 }, () => signInWith(PASSWORD));
      for (let turn = 0; turn < delay; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const [cookie] = await Promise.all([change(PASSWORD, NEW), ...signingIn]);
      expect(isRefusal(cookie!)).toBe(false);
      expect(await sessionsOfHelen()).toHaveLength(1);
    }
  });

  it('SIG-18 of two changes at the same time one is made, and the other is refused', async () => {
    const answers = await Promise.all([change(PASSWORD, NEW), change(PASSWORD, 'another long password')]);
    const refused = answers.filter(isRefusal);
    expect(refused).toMatchObject([{ code: 'wrong-password' }]);
    expect(await sessionsOfHelen()).toHaveLength(1);
  });
});

describe('passwords that may be chosen', () => {
  const accept = (password: string) =>
    acceptPassword(password, 'password', ['ada@vale.example', 'Ada Lovelace King']);

  it('SIG-18 three random words are fine; common ones, rows of the keyboard, repetitions and one’s own name are not', () => {
    for (const fine of ['violet kettle harbour', 'tin roof 4 rain', 'x7!kPq2$Lm9w', 'wenmoor kettle roof'])
      expect(accept(fine), fine).toBe(true);
    for (const easy of [
      'password1234',
      'PASSWORD1234',
      'qwertyuiop12',
      '123456789012',
      '098765432109',
      'abcdefghijkl',
      'aaaaaaaaaaaa',
      'abcabcabcabc',
      'correct horse battery staple',
      'wenmoor-demo',
      'ada@vale.example',
      'ADA LOVELACE KING'
    ])
      expect(accept(easy), easy).toMatchObject({ code: 'invalid-input', field: 'password' });
  });
});

function sessionsOfHelen() {
  return world.runtime.tools.db.select().from(session).where(eq(session.personId, helen.actor.personId));
}
