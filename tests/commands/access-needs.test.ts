import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { accessNeeds } from '#server/db/schema/access-needs';
import { registerEntry } from '#server/db/schema/decisions';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, invitedBy } from '#tests/builders/guests';
import { documentOf, heading, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let specificationId: string;
const others: TestPerson[] = [];

const NEEDS = {
  'format-large-print': 'yes',
  'support-step-free': 'yes',
  'support-breaks': 'yes',
  language: 'Punjabi',
  needs: 'Mornings are best.'
};

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Cilitator', { roles: ['facilitator'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  for (const role of ['editor', 'contributor', 'secretary', 'board-member', 'observer'] as const)
    others.push(await world.person(`Other ${role}`, { roles: [role] }));
  specificationId = await specificationWith(world, helen, documentOf(heading(1, 'Scope')));
});
afterAll(() => world.close());

const db = () => world.runtime.tools.db;
const stored = () => db().select().from(accessNeeds);

/** Everything that shows people to this reader. */
async function seenBy({ reads }: Pick<TestPerson, 'reads'>): Promise<string> {
  return JSON.stringify([
    ...[await reads.people(), await reads.home(), await reads.frame(), await reads.account()],
    await reads.accessNeedsList(),
    ...[await reads.register(), await reads.registerExport(), await reads.decisionProposal()],
    ...[
      await reads.specificationPage(specificationId),
      await reads.newPoint(specificationId, { quote: null, clause: null })
    ]
  ]);
}

describe('stating them', () => {
  it('ACC-1 anybody states choices and words, changes them and empties them', async () => {
    for (const who of [patrick, ...others]) {
      done(await who.commands.stateAccessNeeds(NEEDS));
      expect(done(await who.reads.accessNeeds())).toEqual({
        ...{ formats: ['large-print'], support: ['step-free', 'breaks'], language: 'Punjabi' },
        ...{ words: 'Mornings are best.', confirmedAt: world.clock.now, isDue: false }
      });
      done(await who.commands.stateAccessNeeds({ 'format-audio': 'yes' }));
      expect(done(await who.reads.accessNeeds())).toMatchObject({
        formats: ['audio'],
        support: [],
        words: ''
      });
      done(await who.commands.stateAccessNeeds({}));
      expect(await stored()).toEqual([]);
    }
  });

  it.each([
    [{ 'format-smoke': 'yes' }, { code: 'invalid-input', field: 'format' }],
    [{ 'support-constructor': 'yes' }, { code: 'invalid-input', field: 'support' }],
    [{ language: 'x'.repeat(61) }, { code: 'too-long', field: 'language' }],
    [{ needs: 'x'.repeat(1001) }, { code: 'too-long', field: 'needs' }]
  ])('ACC-6 %j is refused, and nothing is stored', async (wrong, why) => {
    done(await patrick.commands.stateAccessNeeds(NEEDS));
    const before = await stored();
    expect(await patrick.commands.stateAccessNeeds({ ...NEEDS, ...wrong })).toMatchObject(why);
    expect(await nobody(world).commands.stateAccessNeeds(NEEDS)).toMatchObject({ code: 'signed-out' });
    expect(await stored()).toEqual(before);
  });

  it('ACC-8 it is no entry of the register', async () => {
    const before = await db().$count(registerEntry);
    done(await patrick.commands.stateAccessNeeds(NEEDS));
    expect(await db().$count(registerEntry)).toBe(before);
  });
});

describe('reading them', () => {
  it('ACC-2, ACC-3 leads and facilitators see them with the person; for everybody else nothing differs', async () => {
    done(await patrick.commands.stateAccessNeeds({}));
    const without = await Promise.all([...others, nobody(world)].map(seenBy));
    done(await patrick.commands.stateAccessNeeds(NEEDS));
    expect(await Promise.all([...others, nobody(world)].map(seenBy))).toEqual(without);
    for (const reader of [helen, fay]) {
      const members = done(await reader.reads.people()).organisations.flatMap((each) => each.members);
      const flagged = members.filter(({ needs }) => needs.length > 0);
      expect(flagged.map(({ name, needs }) => [name, needs])).toEqual([
        [
          'Patrick Doyle',
          [
            ...['Large print', 'A place without steps', 'Breaks, or more time'],
            ...['Language: Punjabi', 'In their words: “Mornings are best.”']
          ]
        ]
      ]);
    }
  });

  it('ACC-2 a lead of another partnership reads nothing of them', async () => {
    const elsewhere = await world.partnership('Elsewhere');
    const olly = await world.person('Olly', { roles: ['lead'], partnershipId: elsewhere });
    expect(await seenBy(olly)).not.toMatch(/Punjabi|Mornings/);
  });
});

describe('in one list', () => {
  it('ACC-9 leads and facilitators see how many need what, and who; nobody else does, and nothing changes', async () => {
    for (const who of others) done(await who.commands.stateAccessNeeds({}));
    done(await patrick.commands.stateAccessNeeds(NEEDS));
    done(await others[1]!.commands.stateAccessNeeds({ language: 'PUNJABI', 'format-large-print': 'yes' }));
    const before = await stored();
    for (const reader of [helen, fay])
      expect(done(await reader.reads.accessNeedsList())).toMatchObject({
        members: 8,
        counted: [
          { what: 'Large print', people: 2 },
          { what: 'A place without steps', people: 1 },
          { what: 'Breaks, or more time', people: 1 },
          { what: expect.stringMatching(/^Language: punjabi$/i) as string, people: 2 }
        ],
        people: [
          { name: 'Other contributor', formats: ['Large print'], support: [], language: 'PUNJABI' },
          {
            ...{ memberId: patrick.memberId, name: 'Patrick Doyle', group: 'patient-carer' },
            ...{ formats: ['Large print'], support: ['A place without steps', 'Breaks, or more time'] },
            ...{ language: 'Punjabi', words: 'Mornings are best.' },
            ...{ confirmedAt: world.clock.now, isDue: false }
          }
        ]
      });
    for (const reader of [patrick, ...others])
      expect(await reader.reads.accessNeedsList()).toEqual(
        expect.objectContaining({ refused: true, code: 'not-allowed' })
      );
    expect(await nobody(world).reads.accessNeedsList()).toMatchObject({ code: 'signed-out' });
    expect(await stored()).toEqual(before);
    done(await others[1]!.commands.stateAccessNeeds({}));
  });

  it('ACC-9 after a year it says so', async () => {
    const then = world.clock.now;
    world.clock.now = new Date(then.getTime() + 365 * 86_400_000);
    const [listed] = done(await fay.reads.accessNeedsList()).people;
    expect(listed).toMatchObject({ name: 'Patrick Doyle', confirmedAt: then, isDue: true });
    world.clock.now = then;
  });

  it('ACC-10 of a guest no day is told, and with the access they are gone from it', async () => {
    const { token } = await invitedBy(helen);
    const guest = await guestOf(world, token, { called: 'nobody', ...NEEDS });
    const listed = async () =>
      done(await fay.reads.accessNeedsList()).people.filter(({ memberId }) => memberId === guest.memberId);
    expect(await listed()).toMatchObject([
      { name: 'Somebody from patients and carers', language: 'Punjabi', confirmedAt: null, isDue: false }
    ]);
    expect(await guest.reads.accessNeedsList()).toMatchObject({ code: 'not-allowed' });
    done(await helen.commands.endGuestAccess({ memberId: guest.memberId }));
    expect(await listed()).toEqual([]);
  });
});

describe('a year later', () => {
  it('ACC-5 Home asks the person whether they are still right, until they say so', async () => {
    done(await patrick.commands.stateAccessNeeds(NEEDS));
    const tasks = async ({ reads }: TestPerson) =>
      done(await reads.home()).tasks.filter(({ kind }) => kind === 'review');
    const then = world.clock.now;
    world.clock.now = new Date(then.getTime() + 364 * 86_400_000);
    expect(await tasks(patrick)).toEqual([]);
    world.clock.now = new Date(then.getTime() + 365 * 86_400_000);
    expect(await tasks(patrick)).toMatchObject([{ href: '/account/access-needs' }]);
    expect(await tasks(helen)).toEqual([]);
    done(await patrick.commands.stateAccessNeeds({ still: 'right' }));
    expect(await tasks(patrick)).toEqual([]);
    expect(done(await patrick.reads.accessNeeds())).toMatchObject({ language: 'Punjabi', isDue: false });
    world.clock.now = then;
  });
});

describe('guests', () => {
  it('ACC-4, ACC-7 the invitation asks for them, and they end with the access', async () => {
    const { token } = await invitedBy(helen);
    const guest = await guestOf(world, token, { called: 'A carer', ...NEEDS });
    expect(done(await guest.reads.accessNeeds())).toMatchObject({
      language: 'Punjabi',
      formats: ['large-print']
    });
    const plain = await guestOf(world, token, { called: 'A carer' });
    expect(done(await plain.reads.accessNeeds())).toMatchObject({ confirmedAt: null });
    const before = await db().select().from(accessNeeds);
    const wrong = await doorsAt(world).join({
      link: token,
      called: 'A carer',
      language: 'x'.repeat(61)
    });
    expect(isRefusal(wrong) && wrong.code).toBe('too-long');
    expect(await db().select().from(accessNeeds)).toEqual(before);
    done(await helen.commands.endGuestAccess({ memberId: guest.memberId }));
    expect((await stored()).map(({ personId }) => personId)).not.toContain(guest.actor.personId);
  });
});
