import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InvitationId } from '#domain/ids';
import { done, recorded } from '#tests/builders/decisions';
import { BY_NAME, guestOf, invitedBy, invitingWorld } from '#tests/builders/guests';
import type { TestPerson, World } from '#tests/builders/world';

const PURPOSE = 'Mary of Harrow Moor, tell us about nights.';

let world: World;
let helen: TestPerson;
let patrick: TestPerson;
let invitation: { readonly id: InvitationId; readonly token: string };

beforeAll(async () => {
  ({ world, helen, patrick } = await invitingWorld());
  invitation = await invitedBy(helen, { purpose: PURPOSE, group: 'clinician', most: '5' });
});
afterAll(() => world.close());

/** What the register and the page of it tell of what was done last. */
async function latest() {
  const { content } = (await recorded(world)).at(-1)!;
  const [item] = done(await patrick.reads.register()).items;
  const exported = done(await patrick.reads.registerExport()).entries.at(-1);
  return { content, sentence: item!.sentence, told: JSON.stringify([content, item, exported]) };
}

const acts = {
  'made a new private link to hand over to': ({ memberId }: TestPerson) =>
    helen.commands.handOverLink({ memberId }),
  'ended the access of': ({ memberId }: TestPerson) => helen.commands.endGuestAccess({ memberId })
} as const;

it('INV-24 of a guest without a name the entry says who did it, and nothing of the invitation or the group', async () => {
  const guest = await guestOf(world, invitation.token, { called: 'nobody' });
  for (const [did, act] of Object.entries(acts)) {
    done<unknown>(await act(guest));
    const { content, sentence, told } = await latest();
    expect(Object.keys(content as object)).toEqual(['by']);
    expect(sentence).toBe(`Helen Marsh (ICB) ${did} a guest without a name.`);
    for (const secret of [PURPOSE, invitation.id, 'clinician', guest.memberId, guest.actor.personId])
      expect(told).not.toContain(secret);
  }
});

it('INV-24 of any other guest, and as entries from before are, it names the invitation; all of it is verified', async () => {
  for (const chosen of [BY_NAME, { called: 'A nurse' }]) {
    const guest = await guestOf(world, invitation.token, chosen);
    for (const [did, act] of Object.entries(acts)) {
      done<unknown>(await act(guest));
      const { content, sentence } = await latest();
      expect(content).toMatchObject({ invitationId: invitation.id, purpose: PURPOSE, group: 'clinician' });
      expect(sentence).toBe(`Helen Marsh (ICB) ${did} a guest of the invitation “${PURPOSE}”.`);
    }
  }
  expect(done(await patrick.reads.register({ verify: '' })).check).toMatchObject({ ok: true });
});
