import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ballotFields, openedBy } from '#tests/builders/ballots';
import { done } from '#tests/builders/decisions';
import { comment, commentReply } from '#server/db/schema/comments';
import { member, memberRole, person, session } from '#server/db/schema/people';
import { decision, signature as signatureRow } from '#server/db/schema/decisions';
import type { TestPerson } from '#tests/builders/world';
import { decisionJson, signature } from './decisions-sent';
import { castOf, decisionOn, type Cast } from './people-and-objects';
import { commentOn } from './words-said';
import { serveWorld, type Answer, type Sending, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

async function unchangedBy(by: TestPerson, sending: Sending): Promise<Answer> {
  const before = await served.fingerprint();
  const answer = await served.ask(by, sending);
  expect(await served.fingerprint(), `${sending.path} ${answer.status}`).toBe(before);
  return answer;
}

describe('two objects in one request', () => {
  it('ACL-23 a decision rests on nothing of another partnership: version, ballot, or both', async () => {
    const { people, own, foreign } = cast;
    const theirs = await openedBy(people.outsider);
    done(await people.outsider.commands.closeBallot({ ballotId: theirs }));
    const ours = await openedBy(people.lead);
    done(await people.lead.commands.closeBallot({ ballotId: ours }));
    const pairs = [
      [own.version, theirs],
      [foreign.version, ours],
      [foreign.version, theirs],
      [foreign.version, '']
    ] as const;
    for (const [version, ballotId] of pairs) {
      const answer = await unchangedBy(people.lead, {
        path: '/api/v1/decisions',
        json: decisionJson(version, { ballotId })
      });
      expect(answer.status).toBe(404);
    }
    const right = decisionJson(own.version, { ballotId: ours });
    expect((await served.ask(people.lead, { path: '/api/v1/decisions', json: right })).status).toBe(201);
  });

  it('ACL-23 a ballot is about no specification of another partnership', async () => {
    const json = ballotFields({ specificationId: cast.foreign.specification });
    expect((await unchangedBy(cast.people.lead, { path: '/api/v1/ballots', json })).status).toBe(404);
  });

  it('ACL-23 a reply or an answer goes to no comment of another page, of ours or of others', async () => {
    const { people, own, foreign } = cast;
    const second = done(
      await people.lead.commands.createSpecification({ title: 'Second', serviceNumber: '' })
    );
    const mine = await commentOn(people.lead, own.specification);
    const cases = [
      [own.specification, foreign.comment],
      [foreign.specification, mine],
      [second.id, mine]
    ] as const;
    for (const [page, commentId] of cases) {
      const at = `/specifications/${page}`;
      const reply = await unchangedBy(people.lead, {
        path: `${at}?/reply`,
        form: { commentId, body: 'A reply.' }
      });
      expect(reply.status).toBe(404);
      const form = { commentId, outcome: 'changed', body: 'An answer.' };
      expect((await unchangedBy(people.lead, { path: `${at}?/answer`, form })).status).toBe(404);
    }
  });

  it('ACL-23 a form cannot put another id in place of the page’s own', async () => {
    const { people, own, foreign } = cast;
    const form = { clause: 'clause-1', body: 'Smuggled.', specificationId: foreign.specification };
    const added = await served.ask(people.contributor, {
      path: `/specifications/${own.specification}?/comment`,
      form
    });
    expect(added.status).toBe(303);
    const { db } = served.world.runtime.tools;
    const [row] = await db.select().from(comment).where(eq(comment.body, 'Smuggled.'));
    expect(row?.specificationId).toBe(own.specification);
    const decisionId = (await decisionOn(people.lead, own.version)).decision;
    const json = { ...signature(own), decisionId };
    const path = `/api/v1/decisions/${foreign.decision}/signatures`;
    expect((await unchangedBy(people['board-member'], { path, json })).status).toBe(404);
  });

  it('ACL-23 the hashes of another decision sign nothing', async () => {
    const { people, own } = cast;
    const one = await decisionOn(people.lead, own.version);
    const two = await decisionOn(people.lead, own.version);
    const path = `/api/v1/decisions/${one.decision}/signatures`;
    const json = signature({ ...own, decisionHash: two.decisionHash });
    expect((await unchangedBy(people['board-member'], { path, json })).status).toBe(409);
  });
});

describe('what lists and counts say', () => {
  it('ACL-24 no list, export or page changes by a byte when another partnership grows', async () => {
    const { people, own, foreign } = cast;
    const paths = [
      '/',
      '/specifications',
      '/priorities',
      '/decisions',
      '/decisions/new',
      '/priorities/new',
      '/people',
      '/register',
      '/api/v1/specifications',
      '/api/v1/ballots',
      '/api/v1/decisions',
      '/api/v1/register',
      `/api/v1/comments?specification=${own.specification}`
    ];
    const all = async () =>
      Promise.all(paths.map(async (path) => plain(await served.ask(people.lead, { path }))));
    const before = await all();
    await commentOn(people.outsider, foreign.specification);
    await openedBy(people.outsider);
    await decisionOn(people.outsider, foreign.version);
    done(await people.outsider.commands.createSpecification({ title: 'Hidden', serviceNumber: '' }));
    const partnershipId = people.outsider.actor.memberships[0]!.partnershipId;
    await served.world.person('Hidden Person', { roles: ['lead'], partnershipId });
    expect(await all()).toEqual(before);
  });
});

describe('what a body says of itself', () => {
  const claims = () => ({
    id: '11111111-1111-4111-8111-111111111111',
    authorId: cast.people.lead.memberId,
    memberId: cast.people.lead.memberId,
    personId: cast.people.lead.actor.personId,
    organisationId: cast.people.outsider.actor.memberships[0]!.organisationId,
    partnershipId: cast.people.outsider.actor.memberships[0]!.partnershipId,
    role: 'lead',
    roles: ['lead'],
    group: 'provider',
    createdAt: '2001-01-01T00:00:00Z',
    signedAt: '2001-01-01T00:00:00Z',
    now: '2001-01-01T00:00:00Z',
    __proto__: { polluted: true }
  });

  it('ACL-25 a comment and a reply are their sender’s, whatever the body claims', async () => {
    const { people, own } = cast;
    const { db } = served.world.runtime.tools;
    const at = `/api/v1/specifications/${own.specification}/comments`;
    const json = { ...claims(), clause: 'clause-1', body: 'By whom?' };
    const { id } = JSON.parse((await served.ask(people.contributor, { path: at, json })).text) as {
      id: string;
    };
    const [row] = await db.select().from(comment).where(eq(comment.body, 'By whom?'));
    expect(row).toMatchObject({
      id,
      authorId: people.contributor.memberId,
      createdAt: served.world.clock.now
    });
    expect(id).not.toBe(claims().id);
    const reply = { ...claims(), body: 'And this?' };
    await served.ask(people.contributor, { path: `/api/v1/comments/${id}/replies`, json: reply });
    const [said] = await db.select().from(commentReply).where(eq(commentReply.body, 'And this?'));
    expect(said).toMatchObject({ authorId: people.contributor.memberId, createdAt: served.world.clock.now });
  });

  it('ACL-25 a decision and a signature are their sender’s, at the server’s time', async () => {
    const { people, own } = cast;
    const { db } = served.world.runtime.tools;
    const proposal = decisionJson(own.version, claims());
    const made = await served.ask(people.secretary, { path: '/api/v1/decisions', json: proposal });
    const { id, hash } = JSON.parse(made.text) as { id: string; hash: string };
    const [row] = await db.select().from(decision).where(eq(decision.hash, hash));
    expect(row).toMatchObject({
      id,
      proposedBy: people.secretary.memberId,
      partnershipId: served.world.partnershipId
    });
    const json = { ...claims(), ...signature({ ...own, decisionHash: hash }) };
    const signed = await served.ask(people['board-member'], {
      path: `/api/v1/decisions/${id}/signatures`,
      json
    });
    expect(signed.status).toBe(201);
    const [mine] = await db.select().from(signatureRow).where(eq(signatureRow.decisionHash, hash));
    const { memberships } = people['board-member'].actor;
    expect(mine).toMatchObject({
      memberId: people['board-member'].memberId,
      signedAt: served.world.clock.now
    });
    expect(mine?.organisationId).toBe(memberships[0]!.organisationId);
  });

  it('ACL-25 claiming a role in a body, a query or a header gives none', async () => {
    const json = { ...claims(), title: 'Mine now', serviceNumber: '' };
    const path = '/api/v1/specifications?role=lead&memberId=' + cast.people.lead.memberId;
    const headers = { 'x-role': 'lead', 'x-forwarded-user': cast.people.lead.email };
    expect((await unchangedBy(cast.people.observer, { path, json, headers })).status).toBe(403);
  });
});

describe('changes of rights', () => {
  it('ACL-26 leaving, losing a role, being disabled and signing out count from the next request on', async () => {
    const { db, sessions } = served.world.runtime.tools;
    const path = '/api/v1/specifications';
    const json = { title: 'Last words', serviceNumber: '' };
    const leaver = await served.world.person('Le Aver', { roles: ['lead'] });
    await db.delete(memberRole).where(eq(memberRole.memberId, leaver.memberId));
    expect((await unchangedBy(leaver, { path, json })).status).toBe(403);
    await db.update(member).set({ leftAt: new Date() }).where(eq(member.id, leaver.memberId));
    expect((await unchangedBy(leaver, { path, json })).status).toBe(404);
    await db.update(person).set({ disabledAt: new Date() }).where(eq(person.id, leaver.actor.personId));
    expect((await unchangedBy(leaver, { path, json })).status).toBe(401);
    const other = await served.world.person('Si Gnout', { roles: ['lead'] });
    await sessions.end(other.token);
    expect((await unchangedBy(other, { path, json })).status).toBe(401);
    expect(await db.select().from(session).where(eq(session.personId, other.actor.personId))).toEqual([]);
  });
});

function plain({ status, text }: Answer): string {
  return `${status} ${text.replaceAll(/nonce(-|=")[A-Za-z0-9+/=]+/g, 'nonce')}`;
}
