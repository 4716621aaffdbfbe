import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { comment } from '#server/db/schema/comments';
import { concern } from '#server/db/schema/moderation';
import { guest } from '#server/db/schema/invitations';
import { suggestion } from '#server/db/schema/suggestions';
import { done } from '#tests/builders/decisions';
import { doorsAt, guestOf, invitedBy, invitingWorld, refusedUnchanged } from '#tests/builders/guests';
import type { TestPerson, World } from '#tests/builders/world';

const WORDS = 'Somebody from patients and carers';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patrick: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  const invited = await invitingWorld();
  ({ world, helen, fay, patrick } = invited);
  specificationId = invited.specificationId as SpecificationId;
});
afterAll(() => world.close());

const db = () => world.runtime.tools.db;
const rows = () =>
  Promise.all([comment, suggestion, concern].map((table) => world.runtime.tools.db.$count(table)));
const said = { clause: 'clause-1', body: 'Who rings back at night?' };

async function unnamedGuest(purpose = 'Mary, tell us about nights.'): Promise<TestPerson> {
  const { token } = await invitedBy(helen, { purpose });
  return guestOf(world, token, { called: 'nobody' });
}

/** Everything that a guest without a name can say. `more`: fields that go with it. */
function ways(by: TestPerson, more: Record<string, string> = {}) {
  return {
    comment: () => by.commands.addComment({ specificationId, ...said, ...more }),
    matter: () => by.commands.tellMatter({ specificationId, body: 'She was left alone.', ...more }),
    suggestion: async () => {
      const text = 'within two hours';
      const passage = { from: String(9 + 'Somebody comes '.length), quote: text };
      const to = String(Number(passage.from) + text.length);
      return by.commands.suggestWording({
        ...{ specificationId, ...passage, to, wording: 'within one hour', body: '' },
        ...more
      });
    }
  };
}

it('INV-18 who asks to be without a name is called by the group alone, and People says not what for', async () => {
  const first = await unnamedGuest();
  const second = await unnamedGuest('Ann, come to the hall.');
  expect([first.actor, second.actor]).toMatchObject([{ name: WORDS }, { name: WORDS }]);
  const stored = (await db().select().from(guest)).filter(({ unnamed }) => unnamed);
  expect(stored.map(({ memberId }) => memberId).sort()).toEqual([first.memberId, second.memberId].sort());
  for (const reader of [helen, fay, patrick]) {
    const listed = done(await reader.reads.people()).organisations.flatMap(({ members }) => members);
    const theirs = listed.filter(({ name }) => name === WORDS);
    // Nothing but their random ids tells one from the other, and these give the order.
    expect(theirs.map(({ id }) => id)).toEqual([first.memberId, second.memberId].sort());
    const [one, other] = theirs.map((each) => ({ ...each, id: '' }));
    expect(one).toEqual(other);
    expect(one).toMatchObject({ guestFor: '', jobTitle: 'Guest' });
    expect(JSON.stringify(listed)).not.toMatch(/Mary, tell us|Ann, come/);
  }
});

it('INV-18 the words are those of the invitation’s group, and no others are taken for a choice', async () => {
  const { token } = await invitedBy(helen, { group: 'clinician' });
  expect((await guestOf(world, token, { called: 'nobody' })).actor.name).toBe('Somebody from the clinicians');
  for (const called of ['Nobody', WORDS, 'anonymous'])
    expect(await refusedUnchanged(world, () => doorsAt(world).join({ link: token, called }))).toEqual({
      ...{ code: 'missing-field', field: 'called' }
    });
});

it('INV-19 the page of the link names the words before anything is given', async () => {
  const { token } = await invitedBy(helen, { most: '1' });
  expect(done(await doorsAt(world).invitation(token))).toMatchObject({ unnamed: WORDS, forOne: true });
});

it('ANO-18 among fewer than five nothing is chosen, and without a choice nothing is stored', async () => {
  const { token } = await invitedBy(helen, { group: 'voluntary' });
  const vera = await guestOf(world, token, { called: 'nobody' });
  const offered = done(await vera.reads.specificationPage(specificationId)).waysShown;
  expect(offered).toMatchObject({ nobody: false, preset: '' });
  expect(offered.options.map(({ value }) => value)).toEqual(['', 'name']);
  expect(offered.hint).toContain('It can be sent only as “Somebody from a voluntary organisation”');
  const before = await rows();
  for (const more of [{}, { shownAs: '' }, { shownAs: 'nobody' }] as Record<string, string>[])
    for (const [what, say] of Object.entries(ways(vera, more)))
      expect(await say(), `${what} ${JSON.stringify(more)}`).toMatchObject({
        ...{ code: 'group-too-small', field: 'shownAs' }
      });
  expect(await rows()).toEqual(before);
  const { id } = done(await ways(vera, { shownAs: 'name' }).comment());
  expect(done(await helen.reads.comment(id)).by).toMatchObject({
    ...{ memberId: vera.memberId, name: 'Somebody from a voluntary organisation' }
  });
});

it('ANO-17 among five it goes without a name unless they choose otherwise, whatever they say', async () => {
  const guests = await Promise.all([unnamedGuest(), unnamedGuest(), unnamedGuest(), unnamedGuest()]);
  const mary = guests[0]!;
  const offered = done(await mary.reads.specificationPage(specificationId)).waysShown;
  expect(offered).toMatchObject({ nobody: true, preset: 'nobody' });
  expect(offered.options.map(({ value }) => value)).toEqual(
    expect.arrayContaining(['name', 'A carer', 'nobody'])
  );
  for (const more of [{}, { shownAs: '' }] as Record<string, string>[]) {
    done(await ways(mary, more).matter());
    const ids = [
      done(await ways(mary, more).comment()).id,
      done(await ways(mary, more).suggestion()).id
    ] as const;
    for (const id of ids)
      expect(done(await helen.reads.comment(id))).toMatchObject({
        by: { memberId: null, name: 'Anonymous', organisation: '' },
        dayOnly: true
      });
  }
  const chosen = done(await ways(mary, { shownAs: 'A carer' }).comment());
  expect(done(await helen.reads.comment(chosen.id)).by).toMatchObject({ memberId: null, name: 'A carer' });
});

it('ANO-17 for everybody else by name stays what is chosen at first', async () => {
  const { token } = await invitedBy(helen);
  const carer = await guestOf(world, token, { called: 'A carer' });
  for (const by of [patrick, carer]) {
    expect(done(await by.reads.specificationPage(specificationId)).waysShown.preset).toBe('name');
    const { id } = done(await ways(by).comment());
    expect(done(await helen.reads.comment(id)).by.memberId).toBe(by.memberId);
  }
});
