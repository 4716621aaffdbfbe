import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '#server/auth/tokens';
import { returnLink } from '#server/db/schema/invitations';
import { openedBy } from '#tests/builders/ballots';
import { done } from '#tests/builders/decisions';
import {
  BY_NAME,
  doorsAt,
  guestOf,
  holderOf,
  invitationFields,
  invitedBy,
  invitingWorld,
  refusedUnchanged,
  rowCounts
} from '#tests/builders/guests';
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

describe('being a guest', () => {
  it('INV-9 a guest reads, comments and votes, and edits, answers and invites nothing', async () => {
    const { token } = await invitedBy(helen);
    const mary = await guestOf(world, token, { called: 'name', name: 'Mary Tregear' });
    done(await mary.reads.specificationPage(specificationId));
    done(await mary.commands.addComment({ specificationId, clause: 'clause-1', body: 'Who rings back?' }));
    const ballotId = await openedBy(helen, {
      'group-patient-carer': 'yes',
      groups: ['patient-carer']
    } as never);
    done(await mary.commands.castVote({ ballotId, ranking: ['P1', 'P2', 'P3'] }));
    const access = done(await mary.reads.specificationPage(specificationId)).may;
    expect(access).toMatchObject({ comment: true, edit: false, answer: false });
    const deeds = [
      () => mary.commands.makeInvitation(invitationFields(mary)),
      () => mary.commands.freezeVersion({ specificationId, label: '' }),
      () => mary.commands.endGuestAccess({ memberId: mary.memberId })
    ];
    for (const deed of deeds) expect(await refusedWith(deed)).toEqual({ code: 'not-allowed' });
  });

  it('INV-10 the private link is stored as a hash, leads back once pressed, and a new one ends it', async () => {
    const { token } = await invitedBy(helen);
    const ann = await guestOf(world, token, { called: 'name', name: 'Ann Pascoe' });
    const here = doorsAt(world, { actor: ann.actor });
    expect(done(await ann.reads.comeBack())).toEqual({ name: 'Ann Pascoe', madeAt: null });
    const first = done(await here.newReturnLink());
    expect(JSON.stringify(await db().select().from(returnLink))).not.toContain(first.token);
    expect(done(await ann.reads.comeBack()).madeAt).toEqual(world.clock.now);
    const before = await counts();
    expect(await doorsAt(world).returning(first.token)).toEqual({ name: 'Ann Pascoe', once: false });
    expect(await counts()).toEqual(before);
    const back = await holderOf(world, done(await doorsAt(world).comeBack({ key: first.token })).cookie);
    expect(back.actor.personId).toBe(ann.actor.personId);
    const second = done(await here.newReturnLink());
    expect(await refusedWith(() => doorsAt(world).comeBack({ key: first.token }))).toEqual({
      code: 'link-not-valid'
    });
    expect(await doorsAt(world).returning(first.token)).toMatchObject({ code: 'link-not-valid' });
    // The session that the browser came with ends, as it does when somebody signs in.
    const moved = doorsAt(world, { actor: back.actor, token: back.token });
    done(await moved.comeBack({ key: second.token }));
    expect(await world.runtime.tools.sessions.actorOf(back.token)).toEqual({ kind: 'nobody' });
  });

  it('INV-10 who has a password is given no such link', async () => {
    expect(await refusedWith(() => doorsAt(world, { actor: patrick.actor }).newReturnLink())).toEqual({
      code: 'not-allowed'
    });
    expect(await refusedWith(() => doorsAt(world).newReturnLink())).toEqual({ code: 'signed-out' });
    expect(await patrick.reads.comeBack()).toMatchObject({ code: 'not-allowed' });
  });
});

describe('ending it', () => {
  it('INV-11 a withdrawn link lets nobody in, and who came stays', async () => {
    const { token, id } = await invitedBy(helen);
    const jo = await guestOf(world, token, { called: 'name', name: 'Jo Early' });
    expect(await refusedWith(() => patrick.commands.revokeInvitation({ invitationId: id }))).toEqual({
      code: 'not-allowed'
    });
    done(await fay.commands.revokeInvitation({ invitationId: id }));
    expect(await refusedWith(() => doorsAt(world).join({ link: token, ...BY_NAME }))).toEqual({
      code: 'link-not-valid'
    });
    done(await jo.reads.specificationPage(specificationId));
    // A second time changes nothing and is recorded no second time.
    const before = await counts();
    done(await helen.commands.revokeInvitation({ invitationId: id }));
    expect(await counts()).toEqual(before);
  });

  it('INV-12 People shows a guest as one; a lead ends the access and what was said stays', async () => {
    const { token } = await invitedBy(helen, { purpose: 'Read section 3 with us.' });
    const lou = await guestOf(world, token, { called: 'name', name: 'Lou Hicks' });
    const key = done(await doorsAt(world, { actor: lou.actor }).newReturnLink()).token;
    const comment = { specificationId, clause: 'clause-1', body: 'Nights matter most.' };
    const { id } = done(await lou.commands.addComment(comment));
    const onPeople = async () =>
      done(await helen.reads.people())
        .organisations.flatMap(({ members }) => members)
        .find((each) => each.id === lou.memberId);
    expect(await onPeople()).toMatchObject({ guestFor: 'Read section 3 with us.', leftAt: null });
    for (const by of [fay, patrick]) {
      expect(await refusedWith(() => by.commands.endGuestAccess({ memberId: lou.memberId }))).toEqual({
        code: 'not-allowed'
      });
    }
    done(await helen.commands.endGuestAccess({ memberId: lou.memberId }));
    expect(await onPeople()).toMatchObject({ leftAt: world.clock.now });
    expect(await world.runtime.tools.sessions.actorOf(lou.token)).toEqual({ kind: 'nobody' });
    expect(await refusedWith(() => doorsAt(world).comeBack({ key }))).toEqual({ code: 'link-not-valid' });
    expect(done(await patrick.reads.comment(id))).toMatchObject({
      body: comment.body,
      by: { name: 'Lou Hicks' }
    });
  });

  it('INV-12 nobody who is here for good is a guest whose access could be ended', async () => {
    const doing = () => helen.commands.endGuestAccess({ memberId: patrick.memberId });
    expect(await refusedWith(doing)).toEqual({ code: 'not-found' });
    expect(await world.runtime.tools.sessions.actorOf(patrick.token)).toMatchObject({ kind: 'person' });
  });

  it('INV-13 making, withdrawing and ending are in the register, without the link and the guest’s name', async () => {
    const { token, id } = await invitedBy(helen, { purpose: 'Come to the hall.' });
    const gwen = await guestOf(world, token, { called: 'name', name: 'Gwen Retallack' });
    done(await helen.commands.endGuestAccess({ memberId: gwen.memberId }));
    done(await helen.commands.revokeInvitation({ invitationId: id }));
    const entries = done(await patrick.reads.register());
    expect(entries.items.slice(0, 3).map(({ sentence }) => sentence)).toEqual([
      'Helen Marsh (ICB) withdrew the invitation “Come to the hall.”; 1 guest had come by it.',
      'Helen Marsh (ICB) ended the access of a guest of the invitation “Come to the hall.”.',
      'Helen Marsh (ICB) made an invitation for 200 guests (Patients and carers): “Come to the hall.”'
    ]);
    const exported = JSON.stringify(await patrick.reads.registerExport());
    for (const secret of [token, hashToken(token), 'Gwen']) expect(exported).not.toContain(secret);
  });

  it('INV-15 the list says how many came and may come, to those who may invite', async () => {
    const { token, id } = await invitedBy(fay, { most: '5', specificationId });
    await guestOf(world, token, { called: 'A patient' });
    const page = done(await helen.reads.invitations());
    expect(page.invitations.find((each) => each.id === id)).toMatchObject({
      ...{ most: 5, used: 1, state: 'open', madeBy: 'Fay Cilitator', organisation: 'ICB' },
      expiresAt: new Date('2026-12-08T23:59:00.000Z')
    });
    const single = await invitedBy(helen, { most: '1' });
    await guestOf(world, single.token, { called: 'A carer' });
    done(await helen.commands.revokeInvitation({ invitationId: id }));
    const states = new Map(
      done(await fay.reads.invitations()).invitations.map((each) => [each.id, each.state])
    );
    expect([states.get(single.id), states.get(id)]).toEqual(['used-up', 'withdrawn']);
    expect(await patrick.reads.invitations()).toMatchObject({ refused: true, code: 'not-allowed' });
    expect(await nobody(world).reads.invitations()).toMatchObject({ refused: true, code: 'signed-out' });
  });
});
