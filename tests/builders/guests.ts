import { expect } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { accessNeeds } from '#server/db/schema/access-needs';
import { registerEntry } from '#server/db/schema/decisions';
import { guest, invitation, returnLink } from '#server/db/schema/invitations';
import { member, person, session } from '#server/db/schema/people';
import type { SessionCookie } from '#server/auth/sessions';
import { doorsFor, type Doors } from '#server/auth/doors';
import { commandsFor } from '#server/commands/all-commands';
import { readsFor } from '#server/reads/all-reads';
import { NOBODY, type Actor } from '#domain/membership';
import { done } from './decisions';
import { documentOf, heading, paragraph, specificationWith } from './specification';
import { buildWorld, type TestPerson, type World } from './world';

/** Who invites, who may too, who may not, and a text to read. */
export async function invitingWorld() {
  const world = await buildWorld();
  const helen = await world.person('Helen Marsh', { roles: ['lead'] });
  const fay = await world.person('Fay Cilitator', { roles: ['facilitator'] });
  const patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const text = documentOf(heading(1, 'Scope'), paragraph('Somebody comes within two hours.'));
  return { world, helen, fay, patrick, specificationId: await specificationWith(world, helen, text) };
}

/** What a lead fills in; the test world's clock stands at 24 November 2026. */
export function invitationFields(by: TestPerson, more: Record<string, string> = {}): Record<string, string> {
  return {
    purpose: 'Tell us what matters to carers.',
    group: 'patient-carer',
    organisationId: by.actor.memberships[0]!.organisationId,
    most: '200',
    lastDay: '2026-12-08',
    holds: 'no',
    ...more
  };
}

/** The token of a new invitation's link, with its id. */
export async function invitedBy(by: TestPerson, more: Record<string, string> = {}) {
  return done(await by.commands.makeInvitation(invitationFields(by, more)));
}

/** What anybody can do before they are let in, from an address of their own. */
export function doorsAt(
  world: World,
  { address = '192.0.2.7', actor = NOBODY as Actor, token = undefined as string | undefined } = {}
): Doors {
  return doorsFor({ actor, token, address }, world.runtime.tools);
}

export const BY_NAME = { called: 'name', name: 'Dilys Penhallow' };

/** Somebody who came by the link. */
export async function guestOf(
  world: World,
  link: string,
  chosen: Record<string, string> = BY_NAME
): Promise<TestPerson> {
  const { cookie } = done(await doorsAt(world).join({ link, ...chosen }));
  return holderOf(world, cookie!);
}

/** Whoever a session belongs to. */
export async function holderOf(world: World, { name, value }: SessionCookie): Promise<TestPerson> {
  const { tools, live } = world.runtime;
  const actor = await tools.sessions.actorOf(value);
  if (actor.kind === 'nobody') throw new Error('This session belongs to nobody.');
  return {
    actor,
    email: '',
    token: value,
    cookie: `${name}=${value}`,
    memberId: actor.memberships[0]!.memberId,
    reads: readsFor({ tools, actor, present: (id) => live.present(id) }),
    commands: commandsFor(actor, tools)
  };
}

/** Rows of everything that an invitation can add to. */
export function rowCounts({ runtime }: World): Promise<number[]> {
  const tables = [invitation, guest, returnLink, accessNeeds, person, member, session, registerEntry];
  return Promise.all(tables.map((table) => runtime.tools.db.$count(table)));
}

/** The refusal's code and field, after making sure that nothing was stored. */
export async function refusedUnchanged(world: World, doing: () => Promise<unknown>): Promise<unknown> {
  const before = await rowCounts(world);
  const answer = await doing();
  expect(await rowCounts(world)).toEqual(before);
  if (!isRefusal(answer)) throw new Error('It was not refused.');
  return { code: answer.code, ...(answer.field && { field: answer.field }) };
}
