import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import type { Role } from '#domain/membership';
import { memberRole } from '#server/db/schema/people';
import { receiptLink } from '#server/db/schema/receipts';
import { comment } from '#server/db/schema/comments';
import { CONTRIBUTION } from '#tests/builders/contributions';
import { done } from '#tests/builders/decisions';
import { holderOf } from '#tests/builders/guests';
import { refusing } from '#tests/builders/refused';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let fay: TestPerson;
let patient: TestPerson;
let specificationId: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  const organisationId = await world.organisation('Wenmoor Voices', 'patient-voice');
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  fay = await world.person('Fay Cole', { roles: ['facilitator'], group: 'voluntary', organisationId });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  specificationId = await specificationWith(world, helen, text);
});

const db = () => world.runtime.tools.db;
const links = () => db().select().from(receiptLink).orderBy(receiptLink.tokenHash);
const linksTo = async (id: CommentId) => (await links()).filter(({ commentId }) => commentId === id);
const entered = async (more: object = {}): Promise<CommentId> =>
  done(await fay.commands.enterContribution({ specificationId, ...CONTRIBUTION, ...more })).id;
const make = (commentId: CommentId, by = fay, more: object = {}) =>
  by.commands.makeSlipLink({ commentId, specificationId, days: '90', ...more });
const refusedWith = refusing(links);

/** The same person with other roles. */
async function withRoles(by: TestPerson, roles: readonly Role[]): Promise<TestPerson> {
  await db().delete(memberRole).where(eq(memberRole.memberId, by.memberId));
  await db()
    .insert(memberRole)
    .values(roles.map((role) => ({ memberId: by.memberId, role })));
  return holderOf(world, { ...(await world.runtime.tools.sessions.start(by.actor.personId)) });
}

describe('who ends a link', () => {
  const slip = async (by: TestPerson, id: CommentId) => done(await by.reads.slip(specificationId, id));
  const offered = async (by: TestPerson) =>
    done(await by.reads.enterPage(specificationId, null)).slips.map(({ commentId }) => commentId);
  const ends = async (by: TestPerson, id: CommentId) => {
    done(await by.commands.endSlipLink({ commentId: id, specificationId }));
    expect(await linksTo(id)).toEqual([]);
  };

  it('ENT-17 a lead ends it and sees nothing else of the slip; both find the links that work where things are entered', async () => {
    const id = await entered({ name: 'Ivy Bell' });
    const other = done(await helen.commands.enterContribution({ specificationId, ...CONTRIBUTION })).id;
    for (const [by, of] of [
      [fay, id],
      [helen, other]
    ] as const)
      done(await make(of, by));
    expect(await offered(fay)).toEqual([id]);
    expect(new Set(await offered(helen))).toEqual(new Set([id, other]));
    expect(await slip(helen, id)).toMatchObject({
      receipt: null,
      link: { madeAt: world.clock.now },
      may: { make: false }
    });
    expect(JSON.stringify(await slip(helen, id))).not.toMatch(/Ivy|cold floor/);
    await ends(helen, id);
    expect(await slip(fay, id)).toMatchObject({ link: null, may: { make: true } });
    expect(await offered(fay)).toEqual([]);
  });

  it('ENT-17 while it is hidden its helper and a lead end it; for everybody else it is not there', async () => {
    const colleague = await world.person('Colette Roy', { roles: ['facilitator'] });
    for (const by of [fay, helen]) {
      const id = await entered();
      await make(id);
      await db().update(comment).set({ standing: 'concern' }).where(eq(comment.id, id));
      expect(await slip(by, id)).toMatchObject({ receipt: null, may: { make: false } });
      expect(await offered(by)).toContain(id);
      for (const other of [colleague, patient]) {
        expect(await other.reads.slip(specificationId, id)).toMatchObject({ code: 'not-found' });
        await refusedWith('not-found', () => other.commands.endSlipLink({ commentId: id }));
      }
      await ends(by, id);
    }
  });

  it('ENT-17 its helper without the right to enter any more still ends it, and makes none', async () => {
    const organisationId = await world.organisation('Mereside Advice', 'charity');
    const gus = await world.person('Gus Hale', { roles: ['facilitator'], organisationId });
    const id = done(await gus.commands.enterContribution({ specificationId, ...CONTRIBUTION })).id;
    done(await make(id, gus));
    const observer = await withRoles(gus, ['observer']);
    expect(await slip(observer, id)).toMatchObject({
      receipt: { comments: [{ body: CONTRIBUTION.body }] },
      may: { make: false }
    });
    await refusedWith('not-allowed', () => make(id, observer));
    await ends(observer, id);
  });
});
